"""Cases in which other packages answer without a word. Here each is refused or named."""

import numpy as np
import pytest

from prevalence.aic_stepwise import aic_stepwise
from prevalence.covariate_model import covariate_model
from prevalence.covariates import CovariateHistories
from prevalence.criterion import best_model
from prevalence.datasets import load
from prevalence.errors import (
    AssumptionWarning,
    CompetingModelsWarning,
    ConvergenceWarning,
    DegenerateIntervalWarning,
    LimitReachedWarning,
    NotConverged,
    NotEstimable,
    SelectionIgnoredWarning,
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
from prevalence.stepwise import stepwise
from prevalence.thresholding import threshold_pairs


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
    assert {note.kind for note in interval.notes} == {"UnstableEstimateWarning"}


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
