import numpy as np
import pytest
from tables import random_table, table_of

from disclosure.alternatives.cell_key import change_probabilities, perturb_tables
from disclosure.alternatives.changed import audit_changed
from disclosure.alternatives.compare import Method, compare_alternatives
from disclosure.errors import InvalidArgument, InvalidData, NotPossible
from disclosure.release.rounded import as_rounded
from disclosure.rules.rules import Rules
from disclosure.values import Kind

SECRET = b"a secret that the office keeps"


@pytest.mark.parametrize("below", [0, 3, 5])
@pytest.mark.parametrize("figure", [0, 1, 2, 4, 5, 9, 30])
def test_changes_are_unbiased_and_within_limits(figure, below):
    chance = change_probabilities(figure, largest=6, variance=3.0, below=below)
    change = np.arange(-6, 7)
    assert chance.sum() == pytest.approx(1)
    assert chance @ change == pytest.approx(0, abs=1e-9)
    after = (figure + change)[chance > 0]
    assert after.min() >= 0
    assert not ((after > 0) & (after < below)).any()
    if figure > 11 or (below == 0 and figure > 4):
        assert chance @ change**2 == pytest.approx(3.0)


def test_the_same_cell_has_the_same_change_in_every_table_and_release():
    whole = random_table(4, (4, 5, 3), markers=False)
    part = whole.take(np.flatnonzero([whole.key(row)["c"] == "T" for row in range(len(whole))]))
    shuffled = part.take(np.random.default_rng(0).permutation(len(part)))
    first = perturb_tables([whole, part], secret=SECRET)
    again = perturb_tables(shuffled, secret=SECRET).tables[0]
    figures = {tuple(t.key(row).values()): t.values[row].point for t in first.tables[:1] for row in range(len(t))}
    for table in (first.tables[1], again):
        keys = [tuple(table.key(row).values()) for row in range(len(table))]
        assert [figures[key] for key in keys] == table.values.point.tolist()
    other = perturb_tables(whole, secret=SECRET + b" of another")
    assert (other.tables[0].values.point != first.tables[0].values.point).any()


def test_changed_figures_say_what_they_may_be():
    table = random_table(5, (6, 6), markers=False)
    made = perturb_tables(table, secret=SECRET, largest=5, below=5)
    before, after = table.values.point, made.tables[0].values
    assert set(after.kind.tolist()) == {Kind.ESTIMATED}
    assert ((after.low <= before) & (before <= after.high)).all()
    assert (after.point[before == 0] == 0).all()
    assert not ((after.point > 0) & (after.point < 5)).any()
    assert made.changed == int((after.point != before).sum())
    assert made.largest_change == np.abs(after.point - before).max()


def test_record_keys_give_cells_of_the_same_persons_the_same_change():
    table = table_of({"T": "9", "a0": "9", "a1": "0"}, (2,))
    keys = np.random.default_rng(1).random(9).sum()
    for seed in range(20):
        made = perturb_tables(table, secret=SECRET, record_keys=[np.array([keys + seed / 20, keys + seed / 20, 0.0])])
        assert made.tables[0].values.point[0] == made.tables[0].values.point[1]


def test_a_short_secret_no_room_and_hidden_figures_are_refused():
    table = table_of({"T": "9", "a0": "<5"}, (2,))
    with pytest.raises(InvalidArgument, match="at least 16 bytes, so that nobody guesses it, but has 5"):
        perturb_tables(table, secret=b"short")
    with pytest.raises(InvalidArgument, match="at least 4, but is 3"):
        perturb_tables(table, secret=SECRET, largest=3, below=5)
    with pytest.raises(InvalidData, match="a a0: the figure is not a known whole number"):
        perturb_tables(table, secret=SECRET)
    with pytest.raises(InvalidArgument, match=r"expected \[3\] of them, found \[1\]"):
        perturb_tables(random_table(1, (2,), markers=False), secret=SECRET, record_keys=[np.ones(1)])


def test_the_gate_does_not_take_changed_figures_for_rounded_ones():
    table = random_table(6, (4, 5), markers=False)
    made = perturb_tables(table, secret=SECRET).tables[0]
    columns = {
        "kind": ["estimated"] * len(made),
        "low": [f"{low:g}" for low in made.values.low],
        "high": [f"{high:g}" for high in made.values.high],
    }
    with pytest.raises(NotPossible, match="must all be multiples of 3, 5 or 10"):
        as_rounded(made, columns)


def test_limits_beside_changed_figures_can_bound_small_ones_and_the_comparison_says_so():
    table = random_table(12, (4, 5), markers=False)
    made = perturb_tables(table, secret=SECRET)
    assert audit_changed(made.tables, [table], Rules(other_sign=None)).failing.sum() == 2
    found = [one for one in compare_alternatives(table, Rules(other_sign=None)) if one.method is Method.CELL_KEY]
    assert [(one.figures, one.hidden, one.base) for one in found] == [(len(table), 0, 5)]
    assert found[0].refused.startswith("The release gate does not accept it")
