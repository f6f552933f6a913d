"""Lists made from a known truth: dependence, differences between people, sparse overlap, errors of linkage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import scipy

from prevalence.errors import InvalidArgument
from prevalence.histories import CaptureHistories
from prevalence.linkage import merge_wrongly, split_wrongly
from prevalence.loglinear import LoglinearEstimate
from prevalence.presentation import Compared
from prevalence.results import check_range
from prevalence.streams import DEFAULT_SEED, stream
from prevalence.subsets import Floats, members

NODES = 41


@dataclass(frozen=True, eq=False, repr=False)
class Truth(Compared):
    """A population of known size and the chance of each pattern of lists.

    Attributes
    ----------
    lists : tuple of str
    total : int
        People in all.
    probabilities : array, 2**n_lists
        Of each pattern, the empty one included.
    missed_links, false_links : float
        Share of people on several lists whose records are not joined, and of people on one list wrongly joined to
        another.
    """

    lists: tuple[str, ...]
    total: int
    probabilities: Floats
    missed_links: float = 0.0
    false_links: float = 0.0

    @classmethod
    def of(
        cls,
        total: int,
        capture: Mapping[str, float],
        *,
        odds_ratios: Mapping[tuple[str, str], float] | None = None,
        spread: float = 0.0,
        missed_links: float = 0.0,
        false_links: float = 0.0,
    ) -> Self:
        """A population with what its lists see and how they depend on each other.

        Parameters
        ----------
        total : int
            People in all, at least 1.
        capture : mapping of str to float
            Chance that a list sees a person of average visibility, between 0 and 1.
        odds_ratios : mapping of pairs of lists to float, optional
            Above 1 where lists share more people than by chance, below 1 where they avoid each other.
        spread : float
            Standard deviation, on the logit scale, of how visible people are to all lists.
        missed_links, false_links : float
            Errors of linkage, between 0 and 1.

        Returns
        -------
        Truth

        Raises
        ------
        InvalidArgument
            If a number is out of range or a list is not known.

        Examples
        --------
        >>> truth = Truth.of(1000, {"A": 0.5, "B": 0.5})
        >>> truth.probabilities.tolist()
        [0.25, 0.25, 0.25, 0.25]
        """
        if total < 1:
            raise InvalidArgument(f"total must be at least 1, but is {total!r}.")
        for name, chance in capture.items():
            check_range(f"capture of {name}", chance, 1e-12, 1 - 1e-12)
        for name, value, most in (
            ("spread", spread, 20),
            ("missed_links", missed_links, 1),
            ("false_links", false_links, 1),
        ):
            check_range(name, value, 0, most)
        lists = tuple(capture)
        index = np.arange(1 << len(lists))
        on = (index[:, None] >> np.arange(len(lists)) & 1).astype(np.float64)
        tie = np.zeros(len(index))
        for pair, ratio in (odds_ratios or {}).items():
            for name in pair:
                if name not in lists:
                    raise InvalidArgument(f"There is no list {name!r} to depend on; the lists are {', '.join(lists)}.")
            both = on[:, lists.index(pair[0])] * on[:, lists.index(pair[1])]
            tie += both * np.log(check_range("odds ratio", ratio, 1e-9, 1e9))
        nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
        base = scipy.special.logit(np.array(list(capture.values())))
        logs = on @ (base[:, None] + spread * nodes[None, :]) + tie[:, None]
        given = np.exp(logs - scipy.special.logsumexp(logs, axis=0))
        return cls(lists, int(total), given @ weights / weights.sum(), missed_links, false_links)

    def __repr__(self) -> str:
        return f"<Truth: {self.total:,} people, lists {', '.join(self.lists)}>"

    @classmethod
    def from_estimate(cls, estimate: LoglinearEstimate) -> Self:
        """The truth that a fitted model describes, as if it were one."""
        return cls(estimate.histories.lists, round(estimate.total), estimate.fitted / estimate.fitted.sum())

    def with_list(self, name: str, capture: float) -> "Truth":
        """The same people with a further list, independent of the others: what would it bring?"""
        check_range("capture", capture, 1e-12, 1 - 1e-12)
        both = np.concatenate([self.probabilities * (1 - capture), self.probabilities * capture])
        return replace(self, lists=(*self.lists, name), probabilities=both)

    def draw(self, number: int = 0, *, seed: int = DEFAULT_SEED) -> CaptureHistories:
        """One set of lists from the truth, by its number.

        Parameters
        ----------
        number : int
            The same number and seed give the same lists.
        seed : int

        Returns
        -------
        CaptureHistories
        """
        rng = stream(seed, "simulate", number)
        counts = rng.multinomial(self.total, self.probabilities).astype(np.int64)
        counts[0] = 0
        if self.missed_links:
            counts = split_wrongly(rng, counts, self.missed_links)
        if self.false_links:
            counts = merge_wrongly(rng, counts, self.false_links)
        return CaptureHistories(self.lists, counts, source=f"simulated, {self.total:,} people in truth")

    @property
    def expected_on_two(self) -> float:
        """How many people are expected on at least two lists: the fewer, the less can be said."""
        several = np.array([len(members(p)) > 1 for p in range(len(self.probabilities))])
        return float(self.total * self.probabilities[several].sum())
