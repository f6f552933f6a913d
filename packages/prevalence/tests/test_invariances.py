"""What must not change an estimate: order of lists and rows, splitting of counts, empty patterns.

And the certificate of existence against the linear programme.
"""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevalence.chao import chao_lower_bound
from prevalence.errors import PrevalenceError
from prevalence.existence import exists_by_programme, is_unique, observable, split_terms
from prevalence.fitting import fit_many
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories
from prevalence.loglinear import loglinear
from prevalence.models import Model, from_indicator
from prevalence.stepwise import Stepwise, stepwise
from prevalence.subsets import contains, pairs_of, subset_sums, superset_sums

COUNTS = st.lists(st.integers(0, 60), min_size=15, max_size=15)
quick = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def table(counts):
    return CaptureHistories(("A", "B", "C", "D"), [0, *counts])


def outcome(method, histories):
    try:
        return round(method(histories).total, 5)
    except PrevalenceError as error:
        return type(error).__name__


def same(one, other):
    return one == other if isinstance(one, str) else one == pytest.approx(other, rel=1e-6)


@quick
@given(COUNTS, st.permutations("ABCD"))
def test_order_of_lists(counts, order):
    histories = table(counts)
    for method in (loglinear, chao_lower_bound):
        assert same(outcome(method, histories), outcome(method, histories.reorder(*order)))


@quick
@given(COUNTS, st.randoms())
def test_order_of_rows_splitting_and_empty_rows(counts, random):
    rows = [(pattern, n) for pattern, n in enumerate(counts, start=1)]
    split = [(p, part) for p, n in rows for part in (n // 2, n - n // 2)] + [(0, 0)]
    random.shuffle(split)
    data = {name: [p >> i & 1 for p, _ in split] for i, name in enumerate("ABCD")} | {"count": [n for _, n in split]}
    read = CaptureHistories.from_counts(data)
    assert read == table(counts)
    assert outcome(stepwise, read) == outcome(stepwise, table(counts))


@quick
@given(COUNTS)
def test_an_empty_list_changes_nothing(counts):
    wider = CaptureHistories(("A", "B", "C", "D", "E"), [0, *counts, *[0] * 16])
    assert same(outcome(stepwise, wider), outcome(stepwise, table(counts)))


@quick
@given(st.lists(st.sampled_from([0, 0, 0, 1, 2, 9]), min_size=15, max_size=15), st.integers(0, 63))
def test_a_converged_fit_certifies_what_the_linear_programme_says(counts, choice):
    histories = table(counts)
    model = Model.of(4, [pair for place, pair in enumerate(pairs_of(4)) if choice >> place & 1])
    data = histories.counts.astype(float)
    split = split_terms(data[None], model.indicator()[None], observable(histories))
    fits = fit_many(data[None], model.indicator()[None], observable(histories))
    unique = is_unique(split.free[0], split.cells[0], False) and bool(split.free[0, 0])
    exists = exists_by_programme(split.free[0], split.cells[0], data > 0)
    assert (fits.status[0] == 0) == (unique and exists)


@quick
@given(st.lists(st.booleans(), min_size=15, max_size=15), st.integers(0, 63), st.booleans())
def test_the_combinatorial_answer_is_the_rank(support, choice, triple):
    data = np.array([0.0, *map(float, support)])
    generators = [pair for place, pair in enumerate(pairs_of(4)) if choice >> place & 1]
    model = Model.of(4, [*generators, 0b0111] if triple else generators)
    possible = np.arange(16) > 0
    split = split_terms(data[None], model.indicator()[None], possible)
    free, cells = split.free[0], split.cells[0]
    design = contains(4)[cells][:, free]
    rank = np.linalg.matrix_rank(design) if design.size else 0
    assert is_unique(free, cells, False) == (rank == free.sum())


@quick
@given(COUNTS)
def test_many_tables_at_once_give_what_each_gives_alone(counts):
    tables = np.array([[0, *counts], [0, *counts[::-1]], [0, *np.roll(counts, 3)]], dtype=float)
    possible = np.arange(16) > 0
    together = Stepwise().answers(tables, possible)
    for row, table_ in enumerate(tables):
        alone = Stepwise().answers(table_[None], possible)
        assert together.totals[row] == pytest.approx(alone.totals[0], rel=1e-6, nan_ok=True)
        assert np.array_equal(together.terms[row], alone.terms[0])


@quick
@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_sums_over_subsets_and_supersets_of_any_width(t, seed):
    values = np.random.default_rng(seed).random((3, 1 << t))
    assert superset_sums(values) == pytest.approx(values @ contains(t))
    assert subset_sums(values) == pytest.approx(values @ contains(t).T)


@quick
@given(st.integers(0, 2**15 - 1))
def test_a_model_reads_back_from_its_notation(choice):
    generators = [p for p in range(1, 16) if choice >> (p - 1) & 1]
    model = Model.of(4, generators)
    assert Model.parse(str(model), "ABCD") == model
    assert Model.parse(model.formula("ABCD"), "ABCD") == model
    assert from_indicator(model.indicator()) == model


def test_scaling_the_counts_scales_the_estimate():
    counts = [30, 40, 9, 50, 8, 12, 3, 20, 5, 6, 2, 9, 1, 3, 1]
    small, large = loglinear(table(counts)), loglinear(table([1000 * n for n in counts]))
    assert large.total == pytest.approx(1000 * small.total, rel=1e-9)
    assert graph_average(table(counts)).total > sum(counts)
