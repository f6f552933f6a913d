"""Indicators, registers, releases, and where figures come from."""

from palermo.figures.models.indicators import Indicator, IndicatorEdition
from palermo.figures.models.populations import Population, PopulationRelation
from palermo.figures.models.releases import (
    FigureOrigin,
    Release,
    ReleaseDecision,
    ReleaseRegister,
    ReleaseSeries,
)

__all__ = [
    "FigureOrigin",
    "Indicator",
    "IndicatorEdition",
    "Population",
    "PopulationRelation",
    "Release",
    "ReleaseDecision",
    "ReleaseRegister",
    "ReleaseSeries",
]
