"""What turns tables into totals, many at a time, model selection included: the part a bootstrap repeats."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from prevalence.fitting import FitTable, fit_many
from prevalence.subsets import Bools, Floats


@dataclass(frozen=True)
class Answers:
    """Totals and models of many tables.

    Attributes
    ----------
    totals : array, n_tables
        People; not a number where there is no estimate.
    terms : array of bool, n_tables by 2**t
        Terms of the model chosen.
    fits : FitTable or None
    """

    totals: Floats
    terms: Bools
    fits: FitTable | None = None


class Procedure(Protocol):
    """A way to estimate, applied to many tables of the same lists at once."""

    @property
    def name(self) -> str:
        """What the method is called in results."""
        ...

    @property
    def selects(self) -> bool:
        """Whether the data choose the model."""
        ...

    def __hash__(self) -> int:
        """Procedures are compared and remembered."""
        ...

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals of n_tables by 2**t counts; `possible` says which cells can be observed."""
        ...


@dataclass(frozen=True)
class FixedModel:
    """The same model for every table, given as the terms it has."""

    terms: frozenset[int]
    name: str = "fixed model"
    selects: bool = False

    def answers(self, counts: Floats, possible: Bools) -> Answers:
        """Totals under the model, one per table."""
        indicator = np.zeros((1, counts.shape[1]), dtype=np.bool_)
        indicator[0, list(self.terms)] = True
        fits = fit_many(counts, indicator, possible)
        return Answers(totals(counts, fits), np.broadcast_to(indicator, counts.shape), fits)


def totals(counts: Floats, fits: FitTable) -> Floats:
    """Observed and estimated hidden people, one sum per table."""
    return np.asarray(counts.sum(axis=1) + fits.hidden, dtype=np.float64)
