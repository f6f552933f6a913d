"""Cases in which other packages answer without a word. Here each is refused or named."""

import numpy as np
import pytest

from prevalence.aic_stepwise import aic_stepwise
from prevalence.chao import chao_lower_bound
from prevalence.consistency import Consistency, KnownList
from prevalence.covariate_model import covariate_model
from prevalence.covariates import CovariateHistories
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model
from prevalence.datasets import load
from prevalence.errors import (
    AssumptionWarning,
    CoarseGridWarning,
    CompetingModelsWarning,
    ConvergenceWarning,
    DegenerateIntervalWarning,
    LimitReachedWarning,
    NotAvailable,
    NotConverged,
    NotEstimable,
    PriorDominatesWarning,
    SelectionIgnoredWarning,
    TwoListsWarning,
    UnstableEstimateWarning,
)
from prevalence.existence import observable
from prevalence.fitting import fit_many
from prevalence.graph_average import graph_average
from prevalence.heterogeneity import heterogeneity
from prevalence.histories import CaptureHistories
from prevalence.latent_class import latent_classes
from prevalence.loglinear import loglinear
from prevalence.models import Model
from prevalence.overlap import overlap
from prevalence.results import Interval, MethodRow
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise
from prevalence.thresholding import threshold_pairs
from prevalence.verdict import verdict


def test_a_chain_that_never_moves():
    # MultipleSystemsEstimation, bayesthresh on New Orleans: all five quantiles 1533, all 28 pairs kept.
    posterior = threshold_pairs(load("new_orleans_186"), draws=1000)
    assert len(set(np.quantile(posterior.chains, [0.025, 0.1, 0.5, 0.9, 0.975]).round())) == 5
    with pytest.raises(NotConverged, match="there is nothing to summarize"):
        threshold_pairs(load("uk_2013"), draws=10, burn_in=0)


def test_an_estimate_of_billions():
    # Cruyff's mse reports 1.74 billion for its lowest-AIC model, with no check of existence.
    people = {"A": [1, 0, 1, 0], "B": [0, 1, 0, 1], "year": [1, 1, 2, 2], "count": [500, 400, 300, 300]}
    with pytest.raises(NotEstimable):
        covariate_model(CovariateHistories.from_counts(people, ["A", "B"], ["year"]), "year*(A+B)")
    table = CaptureHistories.from_patterns(("A", "B"), {"10": 40_000, "01": 40_000, "11": 1})
    with pytest.warns(UnstableEstimateWarning, match="times the 80,001 observed"):
        loglinear(table)


def test_chains_in_different_places():
    # LCMCR on the five United Kingdom lists: medians 12,346 to 22,864 by seed.
    with pytest.warns(ConvergenceWarning):
        posterior = latent_classes(load("uk_2013_five"), chains=4, draws=40, thin=1, burn_in=10, ladder=1)
    with pytest.raises(NotConverged):
        posterior.interval()


def test_a_hidden_cap():
    # LCMCR rejects more than 20 hidden per person seen without saying so.
    with pytest.warns(LimitReachedWarning):
        latent_classes(load("korea"), chains=2, draws=10, thin=1, burn_in=5, most_hidden=5)


def test_a_grid_that_decides_the_answer():
    # dga: the median moves from 37,000 to 50,000 on one table as the grid is extended.
    with pytest.warns(LimitReachedWarning, match="depend on where it ends"):
        graph_average(load("uk_2013_five"), hidden=range(1, 20_000, 20))


def test_an_upper_limit_far_above_the_estimate_and_models_that_disagree():
    # MultipleSystemsEstimation, BIC: an upper limit twenty times the estimate, without remark.
    with pytest.warns(CompetingModelsWarning, match="The data do not choose between them"):
        best_model(load("uk_2013_five"))
    with pytest.warns(UnstableEstimateWarning, match="times the estimate: the lists hardly bound the total"):
        interval = aic_stepwise(load("new_orleans_186_five")).interval(0.95, "percentile")
    assert {note.kind for note in interval.notes} == {"MonteCarloWarning", "UnstableEstimateWarning"}


def test_a_fit_whose_last_step_is_small_and_that_has_no_maximum():
    # Newton steps along [124,13] end by rounding at a finite value; the linear programme says that there is no maximum.
    counts = [0, 0, 30, 2, 0, 80, 5, 1, 0, 1, 1, 5, 1, 0, 0, 30]
    histories = CaptureHistories(("A", "B", "C", "D"), counts)
    with pytest.raises(NotEstimable, match="no maximum"):
        loglinear(histories, "[124,13]")
    terms = Model.parse("[124,13]", histories.lists).indicator()[None]
    alone = fit_many(np.array([counts], dtype=float), terms, observable(histories))
    together = fit_many(np.array([counts] * 3, dtype=float), terms, observable(histories))
    assert (alone.status.tolist(), together.status.tolist()) == ([1], [1, 1, 1])


def test_a_limit_that_is_the_smallest_replicate():
    # SparseMSE, New Orleans: four lower limits, all 717.21.
    with pytest.warns(DegenerateIntervalWarning, match="z0 ="):
        stepwise(load("new_orleans_185")).interval(0.9, "bca")


def test_a_model_found_by_aic_taken_as_given():
    # Rcapture by AIC on New Orleans: 3367, upper limit NA.
    with pytest.warns(SelectionIgnoredWarning, match="chosen by the same data"):
        aic_stepwise(load("new_orleans_185")).interval(0.95, "profile")


def test_worlds_the_data_cannot_tell_apart():
    # Rcapture on HAV: four heterogeneity models with one deviance and totals from 479 to 2629.
    with pytest.warns(AssumptionWarning, match="Do not report this total alone"):
        heterogeneity(load("hepatitis_a"), "gamma")


def kinds(estimate):
    return {note.kind for note in estimate.notes}


TWO = CaptureHistories.from_patterns(("A", "B"), {"10": 100, "01": 50, "11": 50})


@pytest.mark.parametrize(
    "method", [loglinear, stepwise, best_model, aic_stepwise, graph_average, chao_lower_bound, sample_coverage]
)
def test_two_lists(method):
    # Lists of 150 and 100 people, 50 on both: 300, said without remark.
    with pytest.warns(TwoListsWarning, match="only two lists with people, A and B"):
        estimate = method(TWO)
    assert "TwoListsWarning" in kinds(estimate)
    wider = CaptureHistories(("A", "B", "empty"), [*TWO.counts, *[0] * 4])
    assert "TwoListsWarning" in kinds(loglinear(wider))
    assert "TwoListsWarning" not in kinds(method(load("korea")))


@pytest.mark.parametrize("method", [loglinear, stepwise, graph_average, chao_lower_bound, heterogeneity])
def test_lists_that_are_copies_or_lie_inside_others(method):
    patterns = {"1100": 40, "0010": 50, "0001": 60, "1110": 6, "1101": 9, "0011": 7}
    copies = CaptureHistories.from_patterns(("A", "B", "C", "D"), patterns)
    found = [note.message for note in method(copies).notes if note.kind == "NestedListsWarning"]
    assert found == [
        "The lists A and B hold the same people (55): one may be a copy of the other. Keep one of them if so."
    ]
    inside = CaptureHistories.from_patterns(("A", "B", "C", "D"), patterns | {"0100": 30})
    found = [note.message for note in method(inside).notes if note.kind == "NestedListsWarning"]
    assert [text[:34] for text in found] == ["Everybody on A is also on B. If A "]
    apart = CaptureHistories.from_patterns(("A", "B", "C", "D"), patterns | {"0100": 30, "1000": 1})
    assert "NestedListsWarning" not in kinds(method(apart))


def test_lists_that_never_meet_averaged_over_graphs():
    # 50, 40 and 30 people on one list each: 130 in all, said as if the data said it.
    never = CaptureHistories.from_patterns(("A", "B", "C"), {"100": 50, "010": 40, "001": 30})
    with pytest.warns(PriorDominatesWarning, match="beyond the 120 seen comes from the prior alone"):
        graph_average(never)
    one = CaptureHistories.from_patterns(("A", "B", "C"), {"111": 1})
    with pytest.warns(PriorDominatesWarning, match="Only 1 person was seen at all"):
        graph_average(one)
    assert "PriorDominatesWarning" not in kinds(graph_average(load("korea")))


def test_a_posterior_that_follows_its_prior():
    tied = {"100": 20_000_000, "010": 10_000_000, "001": 10_000_000, "110": 2_000_000, "101": 500_000, "111": 100_000}
    with pytest.warns(PriorDominatesWarning, match="The graph that joins all lists has 100% of the posterior"):
        graph_average(CaptureHistories.from_patterns(("A", "B", "C"), tied | {"011": 400_000}))


@pytest.mark.parametrize("people", [5_000, 5_000_000, 65_000_000])
def test_a_grid_made_fine_enough_for_any_number_of_people(people):
    # 43 million people seen: points 2 % apart, an interval of one value.
    histories = Truth.of(people, {"A": 0.3, "B": 0.3, "C": 0.25, "D": 0.2}).draw(1)
    low, high = graph_average(histories).interval().limits
    expected = loglinear(histories).interval().limits
    assert (low, high) == pytest.approx(expected, rel=0.003)
    assert high - low == pytest.approx(expected[1] - expected[0], rel=0.06)


def test_a_given_grid_too_coarse_for_its_posterior():
    histories = Truth.of(5_000_000, {"A": 0.3, "B": 0.3, "C": 0.25, "D": 0.2}).draw(1)
    with pytest.warns(CoarseGridWarning, match="A single point of the grid holds"):
        graph_average(histories, hidden=range(1, 10_000_000, 10_000))
    assert "CoarseGridWarning" not in kinds(graph_average(load("madigan_york_five"), hidden=range(1, 301), delta=0.5))


def test_a_bias_in_logarithms_said_in_percent():
    # A mean logarithm of -1.03 is 64 % too low, and was called 103 %.
    known = tuple(KnownList(name, 1000, 100, 1000 * np.exp(-1.03), False) for name in "ABC")
    rows = (MethodRow("independent lists", 3000.0, Interval(2000.0, 4000.0, 0.95, "profile"), "", False, ()),)
    histories = load("korea")
    sentences = verdict(histories, overlap(histories), rows, (), Consistency(known, 0.95), NotAvailable("not asked"))
    assert sum("independence is 64% too low" in sentence for sentence in sentences) == 1
    assert not any("103" in sentence for sentence in sentences)
