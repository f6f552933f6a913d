"""Estimating hidden populations from overlapping lists."""

from prevalence import datasets as datasets
from prevalence import errors as errors
from prevalence.aic_stepwise import aic_stepwise
from prevalence.chao import chao_lower_bound
from prevalence.chapman import chapman
from prevalence.coverage import sample_coverage
from prevalence.criterion import best_model, rank_models
from prevalence.existence import check_existence
from prevalence.graph_average import graph_average
from prevalence.heterogeneity import heterogeneity
from prevalence.histories import CaptureHistories
from prevalence.latent_class import latent_classes
from prevalence.loglinear import loglinear
from prevalence.models import Model
from prevalence.stepwise import stepwise

__all__ = [
    "CaptureHistories",
    "Model",
    "aic_stepwise",
    "best_model",
    "chao_lower_bound",
    "chapman",
    "check_existence",
    "datasets",
    "errors",
    "graph_average",
    "heterogeneity",
    "latent_classes",
    "loglinear",
    "rank_models",
    "sample_coverage",
    "stepwise",
]
