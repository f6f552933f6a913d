"""What a publisher knows of hidden cells reaches every later protection and audit."""

import json

import numpy as np
import pytest

from disclosure import PrivateCells, audit_tables, parse_private, parse_specification, protect, read_table
from disclosure.cli import main
from disclosure.errors import InvalidData
from disclosure.rules.rules import Rules
from disclosure.values import Kind

SPECIFICATION = """
title = "Victims by area and sex"
[markers]
"<5" = { kind = "suppressed", low = 1, high = 4 }
"*" = { kind = "suppressed", low = 0, sensitive = false }
[[dimension]]
name = "area"
total = "T"
partition = [{ parent = "T", parts = ["A", "B", "C", "D"] }]
[[dimension]]
name = "sex"
total = "T"
partition = [{ parent = "T", parts = ["F", "M"] }]
[[table]]
name = "t"
columns = { area = "area", sex = "sex" }
"""
INNER = {"A": (2, 2), "B": (25, 30), "C": (22, 28), "D": (31, 17)}
ALL = {
    "T F": 80, "T M": 77, "T T": 157, "A F": 2, "A M": 2, "A T": 4, "B F": 25, "B M": 30, "B T": 55, "C F": 22,
    "C M": 28, "C T": 50, "D F": 31, "D M": 17, "D T": 48,
}  # fmt: skip


def table(figures, specification=SPECIFICATION):
    columns = {"area": [], "sex": [], "value": []}
    for key, figure in figures.items():
        area, sex = key.split()
        for name, text in (("area", area), ("sex", sex), ("value", str(figure))):
            columns[name].append(text)
    return read_table(columns, parse_specification(specification))


def some(*areas):
    return {key: n for key, n in ALL.items() if key.split()[0] in areas and not key.endswith("T")}


def softened():
    """The whole table with A and B hidden under the sign that says nothing, as if nothing in it were sensitive."""
    return {key: "*" if key[0] in "AB" else figure for key, figure in ALL.items()}


def test_sensitive_cells_under_the_soft_sign_stay_protected_in_a_later_release():
    first = protect(table(ALL), Rules())
    assert first.summary.softened == 3
    later = table(some("B", "C", "D"))
    assert not audit_tables(later, earlier=first.tables, needed=(1, 4)).is_safe
    found = audit_tables(later, earlier=first.tables, private=[first.private])
    assert [finding.reached for finding in found.findings() if finding.cell == {"area": "A", "sex": "F"}] == [(2, 2)]
    second = protect(later, Rules(), earlier=first.tables, private=[first.private])
    assert second.audit.is_safe
    assert (second.tables[0].values.kind == Kind.SUPPRESSED).any()


def test_without_what_is_private_a_cell_that_is_certainly_small_fails():
    hidden = table(softened())
    assert audit_tables(hidden).is_safe
    assert not audit_tables(table(some("B")), earlier=[hidden], needed=(1, 4)).is_safe
    assert not audit_tables(table(some("B")), earlier=[hidden]).is_safe


def test_a_cell_that_was_hidden_for_others_needs_nothing():
    private = PrivateCells(("area", "sex"), (("D", "F"),), np.array([31.0]), np.array([31.0]), np.array([31.0]))
    shown = {key: "*" if key == "D F" else figure for key, figure in ALL.items() if key[0] in "TBCD"}
    found = audit_tables(table(shown), private=[private], needed=(1, 40))
    assert found.tightest.low[found.cells.find({"area": "D", "sex": "F"})] == 31
    assert not found.failing[found.cells.find({"area": "D", "sex": "F"})]


def test_one_sign_is_audited_as_strictly_as_it_was_protected():
    """A cell that is narrowed from 1 to 4 to 3 to 5: from outside it is not certain that it is small."""
    shown = {"A T": 10, "A F": "*", "A M": "*", "T M": 20, "T F": 20, "T T": 40}
    private = PrivateCells(("area", "sex"), (("A", "F"),), np.array([3.0]), np.array([1.0]), np.array([4.0]))
    known = table(shown)
    assert audit_tables(known, private=[private]).is_safe
    rounded = {**shown, "A M": "5-7"}
    signs = SPECIFICATION.replace('"*" =', '"5-7" = { kind = "estimated", low = 5, high = 7 }\n"*" =')
    found = audit_tables(table(rounded, signs), private=[private])
    assert [finding.reached for finding in found.findings()] == [(3, 5)]
    assert audit_tables(table(rounded, signs), needed=(1, 4)).is_safe


def test_a_row_left_out_is_a_hidden_cell():
    found = audit_tables(table({"A T": 43, "A M": 40}), needed=(1, 4))
    assert [(f.cell, f.reached, f.figures) for f in found.findings()] == [
        ({"area": "A", "sex": "F"}, (3, 3), ("sex T: 43", "sex M: 40"))
    ]
    assert audit_tables(table({"A T": 63, "A M": 40}), needed=(1, 4)).is_safe
    assert audit_tables(table({"A T": 40, "A M": 40}), needed=(1, 4)).is_safe


def test_a_row_left_out_of_what_is_protected_is_protected_too():
    safe = protect(table({"A T": 43, "A M": 40}), Rules(other_sign=None, sign="c"))
    assert (safe.tables[0].values.kind == Kind.SUPPRESSED).sum() >= 1
    assert safe.private.keys[-1] == ("A", "F")
    assert (safe.private.value[-1], safe.private.low[-1], safe.private.high[-1]) == (3, 1, 4)
    assert safe.summary.sensitive == 0


def test_a_figure_published_as_another_is_refused():
    with pytest.raises(InvalidData, match=r"The figure of area C, sex F was published as 22 and is now 21"):
        protect(table({"C F": 21, "C M": 28, "C T": 49}), Rules(), earlier=[table(some("C"))])


def test_private_cells_are_read_back():
    first = protect(table(ALL), Rules())
    again = parse_private(first.private.to_json())
    assert (again.dimensions, again.keys) == (first.private.dimensions, first.private.keys)
    assert again.value.tolist() == first.private.value.tolist()
    assert (again.low.tolist(), again.high.tolist()) == (first.private.low.tolist(), first.private.high.tolist())
    for text in ("", "[]", "{}", first.private.to_json().replace('"format":1', '"format":2')):
        with pytest.raises(InvalidData, match="does not hold private cells"):
            parse_private(text)
    foreign = PrivateCells(("form",), (("labour",),), np.ones(1), np.ones(1), np.ones(1))
    with pytest.raises(InvalidData, match="have a dimension 'form'"):
        audit_tables(table(ALL), private=[foreign])


THRESHOLDS = '[frequency]\nbelow = 5\n[signs]\nhidden = "<5"\nhidden_for_others = "*"\n'


def write(folder, name, figures):
    (folder / name).mkdir()
    rows = "".join(f"{','.join(key.split())},{figure}\n" for key, figure in figures.items())
    (folder / name / "t.csv").write_text(f"area,sex,value\n{rows}")
    (folder / name / "specification.toml").write_text(SPECIFICATION + 'file = "t.csv"\n')
    return str(folder / name / "specification.toml")


def test_the_commands_take_what_is_private_from_beside_the_earlier_release(tmp_path, capsys):
    (tmp_path / "thresholds.toml").write_text(THRESHOLDS)
    full, later = write(tmp_path, "full", ALL), write(tmp_path, "later", some("B", "C", "D"))
    rules = ["--thresholds", str(tmp_path / "thresholds.toml")]
    assert main(["protect", full, *rules, "--output", str(tmp_path / "safe")]) == 0
    before = ["--earlier", str(tmp_path / "safe" / "specification.toml")]
    assert (tmp_path / "safe.private").stat().st_mode & 0o777 == 0o700
    cells = json.loads((tmp_path / "safe.private" / "cells.json").read_text())["cells"]
    assert ["A", "F", 2.0, 1.0, 4.0] in cells
    assert (tmp_path / "safe.private" / "t.csv").read_text().splitlines()[4] == "A,F,2,count,,"
    assert sorted(path.name for path in (tmp_path / "safe").iterdir()) == [
        "protection.json", "specification.toml", "t.csv", "thresholds.toml",
    ]  # fmt: skip
    assert main(["audit", later, *before, "--needed", "1", "4"]) == 2
    assert main(["audit", later, *before]) == 2
    assert "area A, sex F: is 2" in capsys.readouterr().out
    assert main(["protect", later, *rules, *before, "--output", str(tmp_path / "second")]) == 0
    second = str(tmp_path / "second" / "specification.toml")
    assert main(["audit", second, *before]) == 0
    assert main(["protect", full, *rules, "--output", str(tmp_path / "safe")]) == 1
