"""Averaging over decomposable graphs: published values, a slow second implementation, the end of the grid."""

import itertools
import math

import numpy as np
import pytest
from scipy.special import gammaln

from prevalence.chordal import decomposable_graphs
from prevalence.datasets import load
from prevalence.errors import InvalidArgument, LimitReachedWarning, NotEstimable
from prevalence.graph_average import graph_average
from prevalence.histories import CaptureHistories


def even_grid(n, factor=30, points=1000):
    return np.unique(np.rint(np.linspace(1, factor * n, points)).astype(int))


# R 4.5.0, dga 2.0.2, delta 2^-lists, Nmissing = unique(round(seq(1, 30 n, length.out = 1000))), log-prior -log(n +
# m); the same as the cached results of Binette and Steorts (2022). Quantiles 2.5, 10, 50, 90, 97.5 %.
DGA = {
    "uk_2013_five": (10408, 11315, 23016, 29608, 33481),
    "new_orleans_185_five": (514, 608, 869, 1336, 1763),
    "kosovo": (9818, 10743, 12593, 14971, 16557),
    "korea": (124, 135, 161, 283, 460),
}


@pytest.mark.parametrize(("name", "expected"), DGA.items())
def test_quantiles_of_dga_on_its_grid(name, expected):
    histories = load(name)
    posterior = graph_average(histories, hidden=even_grid(histories.total))
    assert [posterior.quantile(p) for p in (0.025, 0.1, 0.5, 0.9, 0.975)] == list(expected)


def test_madigan_and_york_five_sources():
    # dga 2.0.2 with delta 0.5 and Nmissing 1 to 300; the table in the README of dgaFast.
    posterior = graph_average(load("madigan_york_five"), hidden=range(1, 301), delta=0.5)
    assert posterior.mean == pytest.approx(617.816, abs=6e-4)
    assert [posterior.quantile(p) for p in (0.025, 0.1, 0.5, 0.9, 0.975)] == [588, 597, 616, 640, 655]
    assert posterior.mode == 614
    best = posterior.models(5)
    assert [p for _, p, _ in best] == pytest.approx([0.2171, 0.1603, 0.0823, 0.0654, 0.0519], abs=6e-5)
    assert [mean for _, _, mean in best] == pytest.approx([627.57, 615.83, 613.79, 610.18, 616.52], abs=0.006)


def test_madigan_and_york_three_sources_with_an_informed_prior():
    # dga 2.0.2, the second example of its help page: delta 1, a negative binomial prior by a gamma of 13.14 and 55.17,
    # Nmissing 1 to 300.
    def prior(totals):
        a, b = 13.14, 55.17
        return totals * np.log(b) - (totals + a) * np.log1p(b) + gammaln(totals + a) - gammaln(totals + 1) - gammaln(a)

    posterior = graph_average(load("madigan_york_three"), hidden=range(1, 301), delta=1, log_prior=prior)
    assert posterior.mean == pytest.approx(733.452, abs=6e-4)
    assert [posterior.quantile(p) for p in (0.025, 0.5, 0.975)] == [682, 731, 797]


# Silverman (2020), the table of dga by its author's script, in thousands; the grid ends at 40,000 people for the five
# United Kingdom lists, which moves their upper limits.
JRSSA = {
    "uk_2013_five": (10.4, 11.3, 23.0, 29.6, 33.3),
    "uk_2013_four": (9.5, 10.1, 11.4, 12.7, 13.5),
    "kosovo": (9.8, 10.8, 12.6, 14.9, 16.5),
}


@pytest.mark.parametrize(("name", "expected"), JRSSA.items())
def test_quantiles_of_the_table_of_2020(name, expected):
    histories, most = load(name), 40_000 if name == "uk_2013_five" else 20_000
    posterior = graph_average(histories, hidden=range(1, most - histories.total, max(most // 8000, 1)))
    found = [posterior.quantile(p) / 1000 for p in (0.025, 0.1, 0.5, 0.9, 0.975)]
    assert found == pytest.approx(expected, abs=0.101)


def test_six_lists_which_no_other_package_averages():
    # A separate prototype on the same grids: 10244/10903/12304/22192/26229 and 116538/125934/145715/170194/186267.
    for name, expected in (
        ("uk_2013", (10244, 10903, 12304, 22192, 26229)),
        ("netherlands", (116538, 125934, 145715, 170194, 186267)),
    ):
        histories = load(name)
        posterior = graph_average(histories, hidden=even_grid(histories.total))
        assert [posterior.quantile(p) for p in (0.025, 0.1, 0.5, 0.9, 0.975)] == list(expected)


def test_numbers_of_graphs_and_their_cliques():
    assert [len(decomposable_graphs(t)[1]) for t in (2, 3, 4, 5, 6)] == [2, 8, 61, 822, 18154]
    signs, edges = decomposable_graphs(4)
    chain = signs[np.flatnonzero(edges == 0b101001)[0]]  # 12, 23, 34
    found = {int(i): int(chain[i]) for i in np.flatnonzero(chain)}
    assert found == {0b0011: 1, 0b0110: 1, 0b1100: 1, 0b0010: -1, 0b0100: -1}
    # A ring of four lists without a chord is not decomposable.
    assert 0b101101 not in edges.tolist()


def log_score_by_hand(histories, lists, hidden, delta):
    t, cells = histories.n_lists, itertools.product((0, 1), repeat=len(lists))
    share = delta * 2 ** (t - len(lists))
    total = 0.0
    for cell in cells:
        n = sum(
            int(histories.counts[p])
            for p in range(1, 1 << t)
            if all((p >> i & 1) == value for i, value in zip(lists, cell, strict=True))
        )
        n += hidden if not any(cell) else 0
        total += math.lgamma(n + share)
    return total - 2 ** len(lists) * math.lgamma(share)


def test_three_lists_against_the_formula_written_out():
    histories, delta = load("korea"), 0.125
    t, n = 3, 123
    graphs = [
        ([[0], [1], [2]], []),
        ([[0, 1], [2]], []),
        ([[0, 2], [1]], []),
        ([[1, 2], [0]], []),
        ([[0, 1], [0, 2]], [[0]]),
        ([[0, 1], [1, 2]], [[1]]),
        ([[0, 2], [1, 2]], [[2]]),
        ([[0, 1, 2]], []),
    ]
    grid, logs = range(1, 400), []
    for m in grid:
        for cliques, separators in graphs:
            value = sum(log_score_by_hand(histories, c, m, delta) for c in cliques)
            value -= sum(log_score_by_hand(histories, s, m, delta) for s in separators)
            value += (len(cliques) - len(separators)) * (math.lgamma(2**t * delta) - math.lgamma(n + m + 2**t * delta))
            logs.append(value + math.lgamma(n + m + 1) - math.lgamma(m + 1) - math.log(n + m))
    weights = np.exp(np.array(logs) - max(logs)).reshape(len(grid), -1).sum(axis=1)
    posterior = graph_average(histories, hidden=grid, delta=delta)
    assert posterior.probabilities == pytest.approx(weights / weights.sum(), rel=1e-9)


def test_the_automatic_grid_agrees_with_a_dense_one():
    histories = load("kosovo")
    dense = graph_average(histories, hidden=range(0, 60_000))
    found = graph_average(histories)
    for p in (0.025, 0.5, 0.975):
        assert found.quantile(p) == pytest.approx(dense.quantile(p), rel=0.01)


def test_a_grid_that_cuts_the_answer_says_so():
    with pytest.warns(LimitReachedWarning, match="of the posterior lies in the last hundredth of the grid"):
        graph_average(load("uk_2013_five"), hidden=range(1, 15_000))
    with pytest.warns(LimitReachedWarning):
        posterior = graph_average(load("korea"), hidden=range(1, 100))
    assert posterior.interval().notes[0].kind == "LimitReachedWarning"


def test_order_of_the_lists_changes_nothing():
    histories = load("kosovo")
    turned = histories.reorder("HRW", "OSCE", "EXH", "ABA")
    grid = range(1, 20_000, 7)
    assert graph_average(turned, hidden=grid).probabilities == pytest.approx(
        graph_average(histories, hidden=grid).probabilities, rel=1e-8
    )


def test_independent_lists_are_recovered():
    rng = np.random.default_rng(5)
    seen = rng.random((3000, 4)) < np.array([0.3, 0.25, 0.2, 0.35])
    people = seen[seen.any(axis=1)]
    posterior = graph_average(CaptureHistories.from_people({n: people[:, i] for i, n in enumerate("ABCD")}))
    low, high = posterior.interval(0.99).limits
    assert low < 3000 < high
    assert str(posterior.models(1)[0][0]) == "[1,2,3,4]"


def test_draws_follow_the_posterior_and_repeat():
    posterior = graph_average(load("korea"), hidden=range(1, 2000))
    drawn = posterior.draws(20_000, seed=3)
    assert np.array_equal(drawn, posterior.draws(20_000, seed=3))
    assert np.median(drawn) == pytest.approx(posterior.total, rel=0.02)


def test_refusals():
    with pytest.raises(InvalidArgument, match="averaged for 2 to 6 lists, not 8"):
        graph_average(load("new_orleans_185"))
    with pytest.raises(InvalidArgument, match="ascending whole numbers"):
        graph_average(load("korea"), hidden=[3, 2])
    with pytest.raises(InvalidArgument, match="delta must be above 0"):
        graph_average(load("korea"), delta=0)
    with pytest.raises(NotEstimable):
        graph_average(CaptureHistories.from_patterns(("A", "B"), {}))


@pytest.mark.parametrize("t", [2, 3, 4, 5])
def test_lists_that_are_all_joined_lie_in_one_clique_more_than_separators_and_others_in_none(t):
    signs, edges = decomposable_graphs(t)
    sets, pairs = np.arange(1 << t), [1 << i | 1 << j for i in range(t) for j in range(i + 1, t)]
    for inside in range(1, 1 << t):
        needed = sum(1 << k for k, pair in enumerate(pairs) if pair & inside == pair)
        assert signs[:, sets & inside == inside].sum(axis=1).tolist() == (edges & needed == needed).tolist()
    assert not signs[:, 0].any()


def test_the_table_of_graphs_which_all_averages_share_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        decomposable_graphs(3)[0][0, 0] = 1
