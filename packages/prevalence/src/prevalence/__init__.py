"""Estimating hidden populations from overlapping lists."""

from prevalence import datasets as datasets
from prevalence import errors as errors
from prevalence.aic_stepwise import aic_stepwise
from prevalence.assessment import assess
from prevalence.chao import chao_lower_bound
from prevalence.chapman import chapman
from prevalence.consistency import internal_consistency
from prevalence.covariate_model import covariate_model
from prevalence.covariates import CovariateHistories
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model, close_models, rank_models
from prevalence.existence import check_existence
from prevalence.graph_average import graph_average
from prevalence.heterogeneity import heterogeneity
from prevalence.histories import CaptureHistories
from prevalence.indicator import sdg_16_2_2
from prevalence.latent_class import latent_classes
from prevalence.linkage import linkage_errors, linked_versions
from prevalence.loglinear import loglinear
from prevalence.models import Model
from prevalence.nested import limits_by_top
from prevalence.overlap import overlap
from prevalence.planning import study
from prevalence.sensitivity import sensitivity
from prevalence.simulation import Truth
from prevalence.stepwise import stepwise
from prevalence.strata import StratifiedHistories, estimate_strata
from prevalence.thresholding import threshold_pairs

__all__ = [
    "CaptureHistories",
    "CovariateHistories",
    "Model",
    "StratifiedHistories",
    "Truth",
    "aic_stepwise",
    "assess",
    "best_model",
    "chao_lower_bound",
    "chapman",
    "check_existence",
    "close_models",
    "covariate_model",
    "datasets",
    "errors",
    "estimate_strata",
    "graph_average",
    "heterogeneity",
    "internal_consistency",
    "latent_classes",
    "limits_by_top",
    "linkage_errors",
    "linked_versions",
    "loglinear",
    "overlap",
    "rank_models",
    "sample_coverage",
    "sdg_16_2_2",
    "sensitivity",
    "stepwise",
    "study",
    "threshold_pairs",
]
