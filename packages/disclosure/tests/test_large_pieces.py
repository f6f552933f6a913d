"""Pieces too large for programmes over all cells: what the figures around a cell give away, and what they prove."""

from dataclasses import replace

import numpy as np
import pytest
from proposals import set_populations
from tables import random_table

from disclosure.audit import bounds, nearby
from disclosure.audit.audit import audit
from disclosure.errors import NotPossible
from disclosure.release import Proposal, Register, Signer, release
from disclosure.release.bundle import unpack
from disclosure.release.proposal import Kind
from disclosure.tables.private import PrivateCells
from disclosure.values.column import Values
from disclosure.values.kinds import Kind as Figure

pytest.importorskip("cryptography")

SHAPES = [(4, 5), (3, 3, 2), ([2, 3], 4), ([3, 2], [2, 2]), (6, 7)]
LINES, COLUMNS = ("r1", "r2", "r3", "r4"), ("c1", "c2", "c3", "c4")
# Two pairs of lines and columns in which large figures are hidden, and three small figures between them. By four lines
# c3 of r1 and c4 of r2 less c1 of r3 are 7, so they are 4, 4 and 1: no single line says so, and no two do.
SMALL = {("r1", "c3"): 4, ("r2", "c4"): 4, ("r3", "c1"): 1}
LARGE = [("r1", "c1"), ("r1", "c2"), ("r2", "c1"), ("r2", "c2"), ("r3", "c3"), ("r3", "c4"), ("r4", "c3"), ("r4", "c4")]


@pytest.fixture
def register(tmp_path):
    return Register.create(tmp_path / "register", data_set="cases")


def dimension(name, total, parts, codes=""):
    listed = ", ".join(f'"{part}"' for part in parts)
    return (
        f'[[dimension]]\nname = "{name}"\n{codes}total = "{total}"\n'
        f'partition = [{{ parent = "{total}", parts = [{listed}] }}]\n'
    )


def groups_of_lines(number):
    """A proposal that hides, in each of many groups, what no single sum gives away; and the policy for it."""
    groups = [f"g{n}" for n in range(number)]
    figures = {(r, c): 20 + 3 * i + 5 * j for i, r in enumerate(LINES) for j, c in enumerate(COLUMNS)} | SMALL
    signs = dict.fromkeys(LARGE, "*") | dict.fromkeys(SMALL, "<5")
    shown, true = [], []
    for group in [*groups, "all"]:
        times = number if group == "all" else 1
        for r in [*LINES, "all"]:
            for c in [*COLUMNS, "all"]:
                inner = [(a, b) for a in LINES if r in (a, "all") for b in COLUMNS if c in (b, "all")]
                value = times * sum(figures[each] for each in inner)
                sign = signs.get((r, c))
                shown.append(f"{r},{c},{group},{('*' if group == 'all' else sign) if sign else value}\n")
                true.append(f"{r},{c},{group},{value}\n")
    lists = [("line", LINES), ("column", COLUMNS), ("group", groups)]
    markers = (
        '[markers]\n"<5" = { kind = "suppressed", low = 1, high = 4 }\n'
        '"*" = { kind = "suppressed", sensitive = false }\n'
    )
    specification = (
        'title = "t"\npopulation = { id = "victims", edition = "1" }\n'
        + markers
        + "".join(dimension(name, "all", parts) for name, parts in lists)
    )
    specification += '[[table]]\nname = "t"\ncolumns = { line = "line", column = "column", group = "group" }\n'
    policy = 'title = "Policy"\nreason = "Nobody may be recognized."\nbelow = 5\nunits = ["persons"]\n'
    policy += "".join(dimension(name, "all", parts, f'codes = "{name}"\n') for name, parts in lists)
    heading = "line,column,group,value\n"
    proposal = Proposal(
        "Groups",
        Kind.TABLES,
        "Ana Lima",
        ("Wei Chen", "Jean Roux"),
        {"t.csv": (heading + "".join(shown)).encode()},
        specification,
        'title = "Thresholds"\n[frequency]\nbelow = 5\n',
        truth={"t.csv": (heading + "".join(true)).encode()},
    )
    return proposal, policy


def refuse(register, tmp_path, number):
    """The sentence by which so many groups are refused."""
    proposal, policy = groups_of_lines(number)
    signer = Signer.create(tmp_path / "key")
    register.set_policy(policy, signer, by="Director", reason="first policy")
    set_populations(register, signer)
    with pytest.raises(NotPossible) as refusal:
        release(proposal, register, signer)
    assert register.releases() == ()
    return str(refusal.value)


def test_what_follows_in_a_piece_too_large_for_programmes_is_refused(register, tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "LARGEST", -1)
    found = refuse(register, tmp_path, 12)
    assert found.startswith("36 hidden figures can be computed from these tables")
    assert "line r1, column c3, group g0" in found
    assert ": is 4, from " in found


@pytest.mark.slow
def test_what_follows_in_a_table_of_thirty_thousand_figures_is_refused(register, tmp_path):
    assert refuse(register, tmp_path, 1300).startswith("3900 hidden figures can be computed from these tables")


def test_what_nothing_proves_is_refused(register, tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "LARGEST", -1)
    monkeypatch.setattr(nearby, "LEVELS", ())
    found = refuse(register, tmp_path, 12)
    assert found.startswith(
        "Nothing was found that can be computed, but nothing proves either that 36 hidden figures are protected: "
    )
    assert found.endswith("Hide figures with `disclosure protect`, release fewer tables at once, or coarsen them.")


def hide_by_hand(seed, shape):
    """A table in which all small figures are hidden, and others at random; and the figures behind the signs."""
    table = random_table(seed, shape, zeros="may be hidden")
    figures, rng = table.values.low, np.random.default_rng(seed)
    small = (figures >= 1) & (figures < 5)
    hidden = small | (rng.random(len(table)) < 0.35)
    kind = np.where(hidden, np.int8(Figure.SUPPRESSED), table.values.kind).astype(np.int8)
    low, high = np.where(hidden, 0.0, figures), np.where(hidden, np.inf, figures)
    signs = Values.build(kind, low, high, unit=table.values.unit)
    rows = np.flatnonzero(hidden)
    keys = tuple(tuple(table.key(int(row)).values()) for row in rows)
    need = np.where(small, 1.0, figures)[rows], np.where(small, 4.0, figures)[rows]
    private = PrivateCells(tuple(table.key(0)), keys, figures[rows], *need)
    return replace(table, values=signs, sensitive=np.zeros(len(table), bool)), private


@pytest.mark.parametrize("seed", range(20))
def test_what_the_figures_around_prove_stands_up_to_programmes_in_whole_numbers(seed, monkeypatch):
    table, private = hide_by_hand(seed, SHAPES[seed % len(SHAPES)])
    exact = audit(table, private=[private], needed=(1, 4))
    assert not exact.unproved.any()
    monkeypatch.setattr(bounds, "LARGEST", -1)
    found = audit(table, private=[private], needed=(1, 4))
    assert found.cells.sensitive.tolist() == exact.cells.sensitive.tolist()
    assert (found.failing | found.unproved).tolist() == exact.failing.tolist()
    assert (found.tightest.low <= exact.tightest.low).all()
    assert (found.tightest.high >= exact.tightest.high).all()


def test_the_sheet_says_how_it_was_proved(register, tmp_path, monkeypatch):
    proposal, policy = groups_of_lines(6)
    # One more figure hidden in a line of each group lets all of them move.
    opened = proposal.data["t.csv"].decode()
    for group in (*(f"g{n}" for n in range(6)), "all"):
        for r, c in (("r1", "c4"), ("r2", "c3"), ("r3", "c2"), ("r4", "c1"), ("r4", "c2")):
            start = opened.index(f"{r},{c},{group},")
            opened = opened[:start] + f"{r},{c},{group},*" + opened[opened.index("\n", start) :]
    signer = Signer.create(tmp_path / "key")
    register.set_policy(policy, signer, by="Director", reason="first policy")
    set_populations(register, signer)
    monkeypatch.setattr(bounds, "LARGEST", -1)
    release(replace(proposal, data={"t.csv": opened.encode()}), register, signer)
    sheet = unpack(register.bundle(register.releases()[0]), "bundle")["method.md"].decode()
    assert (
        "- proof: This was proved for each of these figures by other tables in whole numbers, which agree with "
        "everything that is published and show the figure as low and as high as it must be possible.\n"
    ) in sheet
