from datetime import date

import pytest
from made_files import write_csv, write_workbook
from mutations import CLEAN, HEADERS, cases, mutate

from harmonise import check_file, read_layout

TODAY = date(2026, 1, 1)


def rows_reported(file, layout):
    report = check_file(file, read_layout(layout), today=TODAY)
    return {row for finding in report.findings for row in finding.all_rows}


@pytest.mark.parametrize("layout", list(CLEAN))
@pytest.mark.parametrize("seed", range(5))
def test_a_file_without_faults_has_no_findings(tmp_path, layout, seed):
    header, rows = HEADERS[layout], CLEAN[layout](seed)
    for file in (write_csv(tmp_path / "a.csv", header, rows), write_workbook(tmp_path / "a.xlsx", header, rows)):
        report = check_file(file, read_layout(layout), today=TODAY)
        assert report.findings == []
        assert report.rows == len(rows)


def missed(folder, number):
    found = []
    for kind, layout, seed in cases(number):
        file, row = mutate(folder / "file", layout, kind, seed)
        if row not in rows_reported(file, layout):
            found.append((kind, layout, seed, row))
    return found


def test_faults_are_reported_at_their_row(tmp_path):
    assert missed(tmp_path, 136) == []


@pytest.mark.slow
def test_of_a_thousand_faults_at_most_ten_are_missed(tmp_path):
    assert len(missed(tmp_path, 1_000)) <= 10
