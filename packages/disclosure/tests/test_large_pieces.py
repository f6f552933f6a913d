"""Pieces too large for programmes over all cells: what the figures around a cell give away, and what they prove."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from proposals import set_populations
from tables import random_table

from disclosure.audit import bounds, nearby
from disclosure.audit.audit import audit
from disclosure.audit.nearby import bound_nearby
from disclosure.audit.system import System
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


def around(matrix, row_low, row_high, low, high, ends, figures):
    """What the figures around say of the first cell, which need be no lower and no higher than the ends."""
    sides = [np.array(side, float) for side in (row_low, row_high, low, high)]
    system = System(
        sp.csr_array(np.array(matrix, float)), *sides, np.arange(len(low)), np.arange(len(row_low)), integer=True
    )
    ends = tuple(np.full(len(low), float(end)) for end in ends)
    known = None if figures is None else np.array(figures, float)
    found = bound_nearby(system, system.low, system.high, np.array([0]), ends, known)
    return found.low[0], found.high[0], bool(found.proved[0])


@pytest.mark.parametrize(
    ("ends", "figures", "found"),
    [
        ((2, 4), [2, 2, 2], (0, 2, False)),
        ((0, 2), [2, 2, 2], (2, 4, False)),
        ((2, 2), [2, 2, 2], (0, 4, True)),
        ((1, 3), [2, 2, 2], (2, 2, False)),
        # Without figures nothing is proved.
        ((2, 2), None, (0, 4, False)),
        ((2, 4), None, (0, 2, False)),
    ],
)
def test_a_figure_is_not_proved_to_reach_an_end_that_the_sums_around_exclude(ends, figures, found):
    # Two of three figures are at most 4 each time and all are 6, so that each is 2.
    lines = [[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    assert around(lines, [-np.inf] * 3 + [6], [4, 4, 4, 6], [0] * 3, [4] * 3, ends, figures) == found


def test_whole_numbers_are_looked_for_where_a_figure_reaches_its_end_in_fractions():
    inf = np.inf
    # The first may be 1: 1, 7, 0, 0 and 3 hold.
    lines = [[0, 1, 1, 1, 0], [1, 0, 0, 1, 1], [0, 1, 0, 0, 1]]
    found = around(lines, [5, 4, 7], [inf, 4, inf], [0] * 5, [9] * 5, (0, 1), [0, 4, 0, 1, 3])
    assert found == (0, 9, True)
    # The difference of two figures that make 3 is 0 for one and a half each, but for no whole numbers.
    found = around([[1, -1, 1], [0, 1, 1]], [0, 3], [0, 3], [0] * 3, [9] * 3, (0, 1), [1, 2, 1])
    assert found == (0, 9, False)
    assert around([[1, -1, 1], [0, 1, 1]], [0, 3], [0, 3], [0] * 3, [9] * 3, (1, 3), [1, 2, 1]) == (0, 9, True)


@pytest.mark.parametrize(
    ("levels", "size", "reached"),
    [
        (((1, 2),), 5, [1, 2, 3, 4]),
        (((1, 2),), 6, [1, 2, 4, 5]),
        (((1, 2),), 7, [1, 2, 5, 6]),
        (((1, 2),), 9, [1, 2, 7, 8]),
        (((1, 1),), 5, [1, 4]),
        (((2, 2),), 11, [1, 2, 3, 4, 7, 8, 9, 10]),
        (((1, 1), (1, 3)), 9, [1, 2, 3, 6, 7, 8]),
    ],
)
def test_of_a_long_sum_only_figures_next_to_a_cell_on_both_sides_are_looked_at(monkeypatch, levels, size, reached):
    """In a sum only the first and one other figure may move; the one after the last is the first again."""
    monkeypatch.setattr(nearby, "LEVELS", levels)
    found = []
    for other in range(1, size):
        low, high = ([0 if place in (0, other) else 2 for place in range(size)] for _ in range(2))
        high[0] = high[other] = 9
        if around([[1] * size], [2 * size], [2 * size], low, high, (1, 4), [2] * size)[2]:
            found.append(other)
    assert found == reached


def test_figures_beside_others_that_no_table_agrees_with_are_bounded_all_the_same():
    # The first two make 3, though each is at least 2; the others make 3, and none is less than 1.
    low, high = np.array([2.0, 2, 1, 1]), np.full(4, 9.0)
    matrix = sp.csr_array(np.array([[1.0, 1, 0, 0], [0, 0, 1, 1]]))
    side = np.array([3.0, 3])
    system = System(matrix, side, side, low, high, np.arange(4), np.arange(2), integer=True)
    found = bound_nearby(system, low, high, np.arange(4), (np.zeros(4), np.full(4, 9.0)))
    assert (found.low.tolist(), found.high.tolist()) == ([2, 2, 1, 1], [9, 9, 2, 2])
    assert not found.proved.any()


def is_proved_along(sums, distance, length):
    """Whether a figure is proved to move that moves only with one so far away in its sum, and that with one in the next
    sum, and so on."""
    size = sums * (length - 1) + 1
    # The cell at that distance in a sum is the first one of the next.
    matrix, first, free = np.zeros((sums, size)), 0, [0]
    for number in range(sums):
        others = range(1 + number * (length - 1), 1 + (number + 1) * (length - 1))
        matrix[number, [first, *others]] = 1
        first = others[distance - 1]
        free.append(first)
    low, high = np.full((2, size), 2.0)
    low[free], high[free] = 0, 9
    return around(matrix, [2 * length] * sums, [2 * length] * sums, low, high, (1, 4), [2] * size)[2]


@pytest.mark.parametrize(
    ("level", "steps", "wide"), [(1, 1, 2), (2, 2, 2), (3, 2, 6), (4, 3, 8), (5, 4, 20), (6, 6, 60)]
)
def test_neighbourhoods_reach_so_many_sums_and_so_far_along_each(monkeypatch, level, steps, wide):
    monkeypatch.setattr(nearby, "LEVELS", nearby.LEVELS[:level])
    length = 5 * wide
    assert is_proved_along(steps, wide, length)
    assert not is_proved_along(steps, wide + 1, length)
    assert not is_proved_along(steps + 1, wide, length)
    assert len(nearby.LEVELS) == level


@pytest.mark.parametrize(("limit", "value", "holds"), [("LONG", 4, True), ("LONG", 3, False)])
def test_sums_longer_than_a_limit_give_no_bounds(monkeypatch, limit, value, holds):
    monkeypatch.setattr(nearby, limit, value)
    found = around([[1, 1, 1, 1]], [3], [3], [0] * 4, [9] * 4, (0, 9), [0, 1, 1, 1])
    assert found == (0, 3 if holds else 9, False)


@pytest.mark.parametrize(("most", "proved"), [(3, True), (2, False)])
def test_around_a_figure_at_most_so_many_others_are_looked_at(monkeypatch, most, proved):
    monkeypatch.setattr(nearby, "MOST", most)
    assert around([[1, 1, 1]], [6], [6], [0] * 3, [9] * 3, (1, 4), [2, 2, 2]) == (0, 9, proved)


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
