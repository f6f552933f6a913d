"""How lists overlap: people in common, what chance would give, and what each pair alone would estimate."""

from dataclasses import dataclass

import numpy as np

from prevalence.errors import NotAvailable
from prevalence.histories import CaptureHistories
from prevalence.presentation import Result, Row
from prevalence.subsets import members, pairs_of, superset_sums
from prevalence.svg import Bar
from prevalence.tables import read_histories


@dataclass(frozen=True, eq=False, repr=False)
class PairOfLists(Result):
    """Two lists side by side.

    Attributes
    ----------
    first, second : str
    shared : int
        People on both.
    odds_ratio : float or NotAvailable
        Among people on some further list: above 1 where the two share more than chance. Needs a third list.
    chapman : float
        Total that the two alone would give.
    """

    first: str
    second: str
    shared: int
    odds_ratio: float | NotAvailable
    chapman: float


@dataclass(frozen=True, eq=False, repr=False)
class Overlap(Result):
    """All pairs of lists, and how sparse the table is.

    Attributes
    ----------
    sizes : dict of str to int
    pairs : tuple of PairOfLists
    by_number_of_lists : tuple of int
        People on exactly one, two, ... lists.
    patterns_seen, patterns_possible : int
    """

    sizes: dict[str, int]
    pairs: tuple[PairOfLists, ...]
    by_number_of_lists: tuple[int, ...]
    patterns_seen: int
    patterns_possible: int

    @property
    def never_meeting(self) -> tuple[tuple[str, str], ...]:
        """Pairs of lists with nobody in common."""
        return tuple((pair.first, pair.second) for pair in self.pairs if pair.shared == 0)

    def __str__(self) -> str:
        return (
            f"{len(self.sizes)} lists, {len(self.never_meeting)} of {len(self.pairs)} pairs of them never meet; "
            f"{self.share_on_several:.1%} of people are on several"
        )

    def rows(self) -> list[Row]:
        """One row for each pair of lists."""
        return [row for pair in self.pairs for row in pair.rows()]

    def bars(self) -> list[Bar]:
        """What each pair alone would estimate."""
        return [Bar(f"{pair.first} and {pair.second}", pair.chapman) for pair in self.pairs]

    @property
    def share_on_several(self) -> float:
        """Share of people who are on two lists or more."""
        people = sum(self.by_number_of_lists)
        return sum(self.by_number_of_lists[1:]) / people if people else 0.0


def overlap(histories: CaptureHistories) -> Overlap:
    """Look at how lists overlap before estimating anything.

    Parameters
    ----------
    histories : CaptureHistories

    Returns
    -------
    Overlap

    Notes
    -----
    The odds ratio of two lists is taken among people on some third list, a b / (c d) with a on both and b on neither,
    half a person added to each. Pairs whose Chapman totals differ widely point to lists that depend on each other or
    see different people.

    References
    ----------
    .. [1] Chapman, D. (1951), as for `chapman`.

    Examples
    --------
    >>> from prevalence.datasets import load
    >>> [(pair.first, pair.second, pair.shared) for pair in overlap(load("korea")).pairs]
    [('b', 'c', 66), ('b', 'd', 18), ('c', 'd', 12)]
    """
    histories = read_histories(histories)
    counts = histories.counts.astype(np.float64)
    margins = superset_sums(counts)
    pairs = []
    for pattern in pairs_of(histories.n_lists):
        i, j = members(pattern)
        shared = float(margins[pattern])
        chapman = (margins[1 << i] + 1) * (margins[1 << j] + 1) / (shared + 1) - 1
        ratio = _odds_ratio(histories, i, j)
        pairs.append(PairOfLists(histories.lists[i], histories.lists[j], int(shared), ratio, float(chapman)))
    seen, possible = int((counts > 0).sum()), len(counts) - 1 - len(histories.structural_zeros)
    return Overlap(histories.list_sizes, tuple(pairs), tuple(histories.by_number_of_lists[1:].tolist()), seen, possible)


def _odds_ratio(histories: CaptureHistories, i: int, j: int) -> float | NotAvailable:
    if histories.n_lists < 3:
        return NotAvailable("a third list is needed to see people who are on neither")
    index = np.arange(len(histories.counts))
    others = (index & ~(1 << i | 1 << j)) > 0
    cell = [
        float(histories.counts[others & (index >> i & 1 == a) & (index >> j & 1 == b)].sum()) + 0.5
        for a, b in ((1, 1), (0, 0), (1, 0), (0, 1))
    ]
    return cell[0] * cell[1] / (cell[2] * cell[3])
