"""Which cells need protection, by thresholds that stand in one file."""

from dataclasses import dataclass, field
from enum import StrEnum


class Loss(StrEnum):
    """What hiding a cell is taken to cost: the same for all, more for totals, its size, or its weight."""

    CELLS = "cells"
    LEVELS = "levels"
    SIZE = "size"
    IMPORTANCE = "importance"


@dataclass(frozen=True)
class Rules:
    """Thresholds, signs and weights.

    Attributes
    ----------
    below : int or None
        Counts from 1 to one less are hidden.
    dominance : tuple of int and float, or None
        (n, k): hidden if the n largest contributors make up more than k % of the cell.
    p_percent : float or None
        Hidden if the second largest contributor can estimate the largest to within p %.
    protect : pair of float or None
        The interval no hidden count may be bounded inside of; 1 to one less than `below` if not given.
    relative : float
        Per cent of its own figure by which a sensitive cell must be uncertain at least, up and down.
    zeros_are_sensitive : bool
        Whether a zero is protected like a small figure.
    sign : str
        Stands in place of a hidden figure.
    other_sign : str or None
        Stands in place of a figure hidden only to protect others; None if one sign serves for both.
    loss : Loss
    factors : tuple of pair of str and float
        A dimension, and by how much the cost of a cell is multiplied that is broken down by it.
    title, reason : str
        For the reader.
    source : str
        The text it was read from, kept with each release.
    """

    below: int | None = 5
    dominance: tuple[int, float] | None = None
    p_percent: float | None = None
    protect: tuple[float, float] | None = None
    sign: str = "<5"
    other_sign: str | None = "*"
    loss: Loss = Loss.LEVELS
    factors: tuple[tuple[str, float], ...] = ()
    relative: float = 0.0
    zeros_are_sensitive: bool = False
    title: str = ""
    reason: str = ""
    source: str = field(default="", repr=False, compare=False)

    @property
    def of_contributions(self) -> bool:
        """Whether a rule looks at single contributors."""
        return self.dominance is not None or self.p_percent is not None

    @property
    def interval(self) -> tuple[float, float]:
        """The interval no hidden count may be bounded inside of."""
        return self.protect or (1.0, float((self.below or 2) - 1))
