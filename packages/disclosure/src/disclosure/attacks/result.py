"""What an attack achieved, beside what somebody without the release achieves."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from scipy.special import betaincinv

from disclosure.errors import InvalidArgument

TOLERANCE = 0.05
"""How much more often than the baseline an attack may succeed before the release fails."""


@dataclass(frozen=True)
class Rate:
    """Successes among attempts."""

    successes: int
    attempts: int

    @property
    def value(self) -> float:
        """The share; zero without attempts."""
        return self.successes / self.attempts if self.attempts else 0.0

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Limits of Clopper and Pearson: at least the nominal coverage, whatever the truth."""
        tail, k, n = (1 - level) / 2, self.successes, self.attempts
        low = float(betaincinv(k, n - k + 1, tail)) if k else 0.0
        high = float(betaincinv(k + 1, n - k, 1 - tail)) if k < n else 1.0
        return low, high

    def wilson(self, level: float) -> tuple[float, float]:
        """Limits of Wilson, from which the limits of a difference are made."""
        if not self.attempts:
            return 0.0, 1.0
        z, n, p = NormalDist().inv_cdf((1 + level) / 2), self.attempts, self.value
        centre, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (centre - half) / (1 + z * z / n), (centre + half) / (1 + z * z / n)


@dataclass(frozen=True)
class AttackResult:
    """One attack.

    Attributes
    ----------
    attack : str
        membership, singling out, linkage, attribute inference or reconstruction.
    claim : str
        What counts as a success.
    attacker, baseline : Rate
        With the release, and without it or on people who are not in it.
    note : str
        Why there was nothing to attack, if so.
    level : float
        Of the intervals.
    """

    attack: str
    claim: str
    attacker: Rate
    baseline: Rate
    note: str = ""
    level: float = 0.95

    @property
    def advantage(self) -> float:
        """How much more often the attack succeeds than the baseline."""
        return self.attacker.value - self.baseline.value if self.attacker.attempts else 0.0

    def interval(self) -> tuple[float, float]:
        """Limits for the advantage, by Newcombe's square-and-add method."""
        if not self.attacker.attempts:
            return 0.0, 0.0
        (a_low, a_high), (b_low, b_high) = self.attacker.wilson(self.level), self.baseline.wilson(self.level)
        down = math.hypot(self.attacker.value - a_low, b_high - self.baseline.value)
        up = math.hypot(a_high - self.attacker.value, self.baseline.value - b_low)
        return self.advantage - down, self.advantage + up

    @property
    def fails(self) -> bool:
        """Whether the release fails: the advantage is beyond the tolerance even at its lower limit."""
        return self.interval()[0] > TOLERANCE

    def __str__(self) -> str:
        if not self.attacker.attempts:
            return f"{self.attack}: nothing to attack. {self.note}"
        low, high = self.interval()
        a, b = self.attacker, self.baseline
        found = f"{a.successes} of {a.attempts} with the release, {b.successes} of {b.attempts} without"
        verdict = "FAILS" if self.fails else "passes"
        return (
            f"{self.attack}: {verdict}. {self.claim}: {found}; advantage {self.advantage:.1%} ({low:.1%} to {high:.1%})"
        )


@dataclass(frozen=True)
class AttackReport:
    """All attacks on one release."""

    results: tuple[AttackResult, ...]

    @property
    def fails(self) -> bool:
        """Whether any attack succeeds beyond the tolerance."""
        return any(result.fails for result in self.results)

    def __getitem__(self, attack: str) -> AttackResult:
        for result in self.results:
            if result.attack == attack:
                return result
        raise InvalidArgument(f"There is no attack {attack!r}; there are {', '.join(r.attack for r in self.results)}.")

    def __str__(self) -> str:
        return "\n".join(str(result) for result in self.results)
