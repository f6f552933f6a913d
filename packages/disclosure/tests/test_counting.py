"""Counts of combinations, against counting one by one."""

from itertools import combinations

import numpy as np
import pytest
import small

from disclosure.attacks.view import people, tally
from disclosure.privacy import counting
from disclosure.privacy.records import Records
from disclosure.privacy.tables import Table, extensions
from disclosure.privacy.weights import UNIT, weights


def all_candidates(records, order):
    column = np.repeat(np.arange(len(records.columns)), [len(c) for c in records.categories])
    sets = [c for c in combinations(range(len(column)), order) if len(set(column[list(c)])) == order]
    return np.array(sets, dtype=np.int64)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("dense", [4_000_000, 0])
def test_every_combination_is_counted(order, dense, monkeypatch):
    monkeypatch.setattr(counting, "_DENSE", dense)
    records = small.records(200)
    true = tally(people(records.columns, records.rows()), order)
    candidates = all_candidates(records, order)
    counts = counting.count_combinations(records, weights(order, 4, 4), candidates)
    named = [true[frozenset(records.name(i) for i in row)] for row in candidates.tolist()]
    assert counts.tolist() == [n * UNIT for n in named]
    if order == 1:
        assert counting.count_items(records, weights(1, 4, 4)).tolist() == counts.tolist()


def test_nobody_counts_for_more_than_the_cap_allows():
    row = tuple(str(j) for j in range(12))
    records = Records.from_rows([f"c{j}" for j in range(12)], [row])
    for order in (1, 2, 3):
        weight = weights(order, 4, 12)
        counts = counting.count_combinations(records, weight, all_candidates(records, order))
        assert np.sqrt((counts.astype(float) ** 2).sum()) <= weight.l2 + 1e-9
        # C(4, order) combinations, each with one person in it.
        assert weight.l2 == pytest.approx(UNIT * [0, 4, 6, 4][order] ** 0.5)


def test_candidates_are_those_whose_every_part_was_published():
    column_of = np.array([0, 0, 1, 1, 2])
    items = np.array([[0, 2], [0, 4], [1, 3], [1, 4], [2, 4]])
    table = Table(items, np.ones(5), np.ones(5), 5)
    assert extensions(table, np.arange(5), column_of).tolist() == [[0, 2, 4]]
    singles = Table(np.arange(5)[:, None], np.ones(5), np.ones(5), 5)
    pairs = [[0, 2], [0, 3], [0, 4], [1, 2], [1, 3], [1, 4], [2, 4], [3, 4]]
    assert extensions(singles, np.arange(5), column_of, block=2).tolist() == pairs
