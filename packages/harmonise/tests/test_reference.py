"""Published files, which are not part of the package.

Set HARMONISE_REFERENCE to the folder that holds them to run these tests. What is expected is counted here by plain
loops over the rows; the numbers at the end of a test are those of other counts of the same file.
"""

import os
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from harmonise import check_file, convert_file, find_identifiers, read_layout

FOLDER = Path(os.environ.get("HARMONISE_REFERENCE", "/nowhere"))
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="HARMONISE_REFERENCE does not name a folder of files")
UNODC = FOLDER / "glotip_unodc_2025-10-28.xlsx"
PERPETRATORS = FOLDER / "ctdc_vp_synthetic_condensed_2022-12-01.csv"
TOTAL = ("Total", "Total", "Total", "Total")


@pytest.fixture(scope="module")
def rows():
    """The rows of UNODC's table: the number of each, its key and its figure."""
    read = CalamineWorkbook.from_path(str(UNODC)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return [(n, (c[0], c[4], int(c[9])), tuple(c[5:9]), c[11]) for n, c in enumerate(read, 1) if n > 3]


@pytest.fixture(scope="module")
def report():
    return check_file(UNODC, read_layout("unodc"))


def number(text):
    return None if text == "<5" else int(text.replace(",", ""))


def rows_of(report, rule):
    return sorted(finding.row for finding in report.findings if finding.rule == rule)


def test_every_row_is_read(report, rows):
    assert report.rows == len(rows) == 65_398


def test_impossible_figures(report, rows):
    expected = [n for n, _, _, text in rows if (number(text) or 0) > 1_000_000]
    assert rows_of(report, "out-of-range") == expected
    assert len(expected) == 14


def test_conflicting_keys(report, rows):
    figures, places = defaultdict(set), defaultdict(list)
    for n, place, cell, text in rows:
        figures[place, cell].add(text)
        places[place, cell].append(n)
    expected = {tuple(places[key]) for key, texts in figures.items() if len(texts) > 1}
    assert {each.rows for each in report.findings if each.rule == "conflicting-keys"} == expected
    assert len(expected) == 401
    twice = {tuple(p) for key, p in places.items() if len(p) > 1 and len(figures[key]) == 1}
    assert {each.rows for each in report.findings if each.rule == "repeated-figure"} == twice


def test_mis_encoded_labels(report, rows):
    labels = Counter(cell[1] for _, _, cell, _ in rows if set(cell[1]) & set("Ã\ufffd"))
    found = Counter(each.found for each in report.findings if each.rule == "mis-encoded")
    assert found == labels
    assert (len(labels), sum(labels.values())) == (8, 170)


def test_figures_above_their_own_total(report, rows):
    totals = {place: number(text) for _, place, cell, text in rows if cell == TOTAL}
    known = {place: total for place, total in totals.items() if total is not None}
    above = [n for n, p, _, t in rows if p in known and (number(t) or 0) > known[p]]
    assert rows_of(report, "above-total") == above
    assert len(above) == 707
    hidden = [n for n, p, _, t in rows if p in totals and totals[p] is None and (number(t) or 0) > 4]
    assert rows_of(report, "above-hidden-total") == hidden


def test_jumps_from_one_year_to_the_next(report, rows):
    totals = {place: (n, number(text)) for n, place, cell, text in rows if cell == TOTAL}
    expected = []
    for (state, indicator, year), (n, figure) in totals.items():
        _, before = totals.get((state, indicator, year - 1), (0, None))
        if figure is not None and before is not None and max(figure, before) >= 50:
            low, high = sorted((figure, before))
            expected += [n] if high > 5 * low else []
    assert rows_of(report, "jump") == sorted(expected)
    assert len(expected) == 138


@pytest.mark.parametrize(("place", "parts"), [(2, ("Female", "Male", "Other", "Unknown"))])
def test_sums_of_the_sexes(report, rows, place, parts):
    cells, keys = {}, Counter()
    for n, year, cell, text in rows:
        rest = (year, cell[:place], cell[place + 1 :])
        cells[rest, cell[place]] = (n, text)
        keys[rest, cell[place]] += 1
    expected = []
    for (rest, label), (n, text) in cells.items():
        mine = [cells[rest, part][1] for part in parts if (rest, part) in cells]
        if label == "Total" and mine and all(keys[rest, each] < 2 for each in ("Total", *parts)):
            least = sum(1 if part == "<5" else number(part) for part in mine)
            expected += [n] if least > (4 if text == "<5" else number(text)) else []
    found = [e.row for e in report.findings if e.rule == "parts-above-whole" and e.details["column"] == "Sex"]
    assert sorted(found) == sorted(expected)


def test_nothing_else_is_wrong_in_it(report):
    """Of labels that are not in a list only free texts and names are left, and none of a sex, age or indicator."""
    columns = {each.column for each in report.findings if each.rule in ("not-in-list", "small-count-label")}
    assert columns == {"Category"}
    assert set(report.by_rule()) == {
        "above-hidden-total",
        "above-total",
        "conflicting-keys",
        "jump",
        "mis-encoded",
        "not-in-list",
        "out-of-range",
        "parts-above-whole",
        "repeated-figure",
        "small-count-label",
    }


def test_kinds_of_value_of_the_converted_table(rows, tmp_path):
    done = convert_file(UNODC, read_layout("unodc"), tmp_path / "glotip.parquet")
    kinds = next(column.kinds for column in done.columns if column.column == "txtVALUE")
    texts = [text for _, _, _, text in rows]
    zero, few = texts.count("0"), texts.count("<5")
    assert (zero, few) == (17_014, 16_191)
    assert kinds == {"count": len(texts) - zero - few, "suppressed": few, "zero": zero}


def test_the_file_on_perpetrators_has_no_faults_and_the_numbers_of_its_dictionary(tmp_path):
    layout = read_layout("ctdc-perpetrators")
    assert check_file(PERPETRATORS, layout).findings == []
    done = convert_file(PERPETRATORS, layout, tmp_path / "pairs.csv")
    kinds = {column.column: column.kinds for column in done.columns}
    # From the sheet TabStat of its dictionary of 1 December 2022.
    assert kinds["yearRegister"] == {"not recorded": 3_655, "value": 17_540}
    assert kinds["gender"] == {"not recorded": 3_611, "value": 9_589 + 7_995}
    assert kinds["isForcedLabour"] == {"count": 12_248, "not recorded": 8_947}
    assert kinds["isSexualExploit"] == {"count": 2_775, "not recorded": 18_420}
    assert kinds["UN_COE_Region"] == {"not recorded": 3_999, "value": 17_196}


def test_published_tables_and_dictionaries_identify_nobody():
    for name, layout in (
        ("glotip_unodc_2025-10-28.xlsx", "unodc"),
        ("ctdc_vp_synthetic_condensed_2022-12-01.csv", "ctdc-perpetrators"),
        ("ctdc_vp_synthetic_dict_2022-12-01.xlsx", None),
        ("ctdc_global_dataset_dictionary_2017-11-28.xlsx", None),
        ("htcds_2_0_fields.csv", None),
    ):
        assert find_identifiers(FOLDER / name, read_layout(layout) if layout else None) == []
