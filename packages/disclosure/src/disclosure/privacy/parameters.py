"""What a noisy release costs and how its budget is divided."""

import math
from dataclasses import dataclass

from disclosure.errors import InvalidArgument
from disclosure.privacy.zcdp import rho_of

UNIT_OF_PRIVACY = "person: two data sets are neighbours if one person's record is in one of them and not in the other"
_OF_DELTA = 0.1
_TYPICAL = 0.2645


@dataclass(frozen=True)
class Parameters:
    """The parameters of noisy marginals.

    Parameters
    ----------
    epsilon, delta : float
        Privacy loss of this release.
    order : int
        The most attributes in a combination.
    chance : float
        The chance that even one combination is published that nobody has.
    longer : float, optional
        The share of persons that may have more attributes than the cap; it decides the cap. If not given, 8 % at a ρ of
        about a quarter (ε of 4), more where noise is larger, between 3 and 15 %.
    cap : int, optional
        Attributes up to which a person counts fully; chosen from noisy counts if not given.
    level : float
        Nominal coverage of the intervals.
    """

    epsilon: float
    delta: float
    order: int = 3
    chance: float = 0.05
    longer: float | None = None
    cap: int | None = None
    level: float = 0.95

    def __post_init__(self) -> None:
        if not 0 < self.epsilon <= 50:
            raise InvalidArgument(f"epsilon must lie above 0 and at most 50, but is {self.epsilon!r}.")
        if not 0 < self.delta <= 1e-3:
            raise InvalidArgument(f"delta must lie above 0 and at most 0.001, but is {self.delta!r}.")
        if not 1 <= self.order <= 5:
            raise InvalidArgument(f"order must lie between 1 and 5, but is {self.order!r}.")
        for name, value in (("chance", self.chance), ("longer", self.longer), ("level", self.level)):
            if value is not None and not 0 < value < 1:
                raise InvalidArgument(f"{name} must lie between 0 and 1, but is {value!r}.")
        if self.cap is not None and self.cap < self.order:
            raise InvalidArgument(f"cap must be at least the order {self.order}, but is {self.cap!r}.")

    @property
    def key_delta(self) -> float:
        """The part of δ for naming values nobody knows beforehand."""
        return _OF_DELTA * self.delta

    @property
    def rho(self) -> float:
        """The concentrated loss that, with the rest of δ, makes ε."""
        return rho_of(self.epsilon, self.delta - self.key_delta)

    @property
    def longer_share(self) -> float:
        """The share of persons that may exceed the cap: a larger cap takes less away from counts, and adds noise."""
        return self.longer or min(0.15, max(0.03, 0.08 * math.sqrt(_TYPICAL / self.rho)))

    @property
    def shares(self) -> tuple[float, ...]:
        """Parts of ρ: lengths of records, lengths by value, then orders 1, 2, ..., the last of them the largest."""
        if self.order == 1:
            return 0.02, 0.08, 0.90
        weights = [3.0**k for k in range(self.order - 1)]
        return 0.01, 0.04, 0.06, *(0.89 * w / sum(weights) for w in weights)
