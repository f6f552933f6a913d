"""Nobody hits a figure that needs protection by believing sums that do not hold."""

from dataclasses import replace

import numpy as np
import pytest
from test_stand_ins import people

from disclosure import Values, audit_tables, hide_from_believers
from disclosure.errors import NotPossible
from disclosure.values.kinds import Kind


def needs(table, *rows):
    """That some figures need protection from 1 to 4."""
    needed = np.full((len(table), 2), np.nan)
    needed[list(rows)] = 1, 4
    return needed


def hidden(table, *rows):
    return np.flatnonzero(hide_from_believers(table, needs(table, *rows))).tolist()


def test_what_follows_from_nothing_stays_as_it_is():
    assert hidden(people("T T 60\nF T 38\nM T <5\nU T <5\n"), 2, 3) == []


def test_a_figure_that_follows_from_one_sum_gets_company():
    table = people("T T 41\nF T 38\nM T <5\nT 18+ 41\n")
    assert hidden(table, 2) == [1]


def test_what_excludes_the_interval_tells_nothing():
    """Of the total 22 are neither women nor men; whoever thinks that they are men is mistaken, and is shown so."""
    assert hidden(people("T T 60\nF T 38\nM T <5\n"), 2) == []


def test_of_sums_that_cannot_hold_together_neither_is_left_to_be_believed():
    """The men are 3 by the line of sexes and 1 by the line of ages: readers could believe either."""
    table = people("T T 41\nF T 38\nM T <5\nM 0-17 0\nM 18+ 1\n")
    assert hidden(table, 2) == [1, 2, 3]
    after = with_open_signs(table, hide_from_believers(table, needs(table, 2)))
    # Those whose age is published are then everybody: who believes that is shown a figure that no sign would stand for.
    assert audit_tables(after).tightest.low[2] == 41


def test_no_hidden_figure_is_what_its_sum_leaves():
    """The men could be 22 by their sign; they are not, and somebody would publish it."""
    table = people("T T 60\nF T 38\nM T <5\n")
    assert hidden(with_open_signs(table, np.arange(3) == 2), 2) == [1]


def test_a_stranger_finds_nothing_afterwards_whatever_does_not_add_up():
    rng = np.random.default_rng(0)
    for _ in range(30):
        table, small = random_people(rng)
        more = hide_from_believers(table, needs(table, *small))
        after = with_open_signs(table, more)
        found = audit_tables(after)
        for row in small:
            cell = int(found.cells.figure_cell[row])
            least, most = max(found.tightest.low[cell], 1), min(found.tightest.high[cell], 4)
            assert least > most or (least, most) == (1, 4), table.key(row)


def random_people(rng):
    """A table by sex and age whose parts add up but for a few mistakes, with small figures under a sign."""
    inner = rng.integers(0, 12, (2, 2))
    lines, small = [], []
    for sex, name in ((0, "F"), (1, "M"), (2, "T")):
        for age, band in ((0, "0-17"), (1, "18+"), (2, "T")):
            rows = inner if sex == 2 else inner[sex : sex + 1]
            value = int(rows.sum() if age == 2 else rows[:, age].sum()) + int(rng.random() < 0.15) * int(
                rng.integers(1, 9)
            )
            if 1 <= value < 5:
                small.append(len(lines))
            lines.append(f"{name} {band} {'<5' if 1 <= value < 5 else value}")
    return people("\n".join(lines)), small


def with_open_signs(table, which):
    low, high = np.where(which, 0.0, table.values.low), np.where(which, np.inf, table.values.high)
    kind = np.where(which, np.int8(Kind.SUPPRESSED), table.values.kind).astype(np.int8)
    return replace(table, values=Values.build(kind, low, high), sensitive=table.sensitive & ~which)


def test_what_was_published_before_cannot_be_hidden():
    before, table = people("T T 41\nF T 38\n"), people("M T <5\n")
    with pytest.raises(NotPossible, match="sex M follows from figures that cannot be hidden"):
        hide_from_believers(table, needs(table, 0), earlier=[before])


def test_figures_that_are_not_recorded_are_taken_for_nobody_as_well():
    """No woman and no girl are recorded: then all 12 children are boys, and the 5 men and boys cannot be so many."""
    rows = "F 0-17 1\nF 18+ 11\nF T 12\nM 0-17 <5\nM 18+ <5\nM T 5\nT 0-17 12\nT 18+ 13\nT T 25\n"
    recorded = people(rows)
    table = with_silence(recorded, 0, 2)
    assert hidden(table, 3, 4) == [1, 3, 4, 6, 7]


def with_silence(table, *rows):
    """With some figures said not to be recorded."""
    silent = np.isin(np.arange(len(table)), rows)
    values = table.values
    kind = np.where(silent, np.int8(Kind.NOT_RECORDED), values.kind).astype(np.int8)
    low, high = (np.where(silent, 0.0, side) for side in (values.low, values.high))
    return replace(table, values=Values.build(kind, low, high, unit=values.unit))
