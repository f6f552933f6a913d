"""Whether figures of other populations, or of other editions of the same, show somebody by their difference."""

from collections.abc import Sequence

import numpy as np

from disclosure.errors import NotPossible
from disclosure.tables.cells import Cells, gather, locate
from disclosure.tables.specification import Population
from disclosure.tables.table import Table

_SHOWN = 5
_FEW = 2


def check_difference(
    here: Cells, tables: Sequence[Table], own: Population, earlier: Sequence[Table], other: Population, below: int
) -> None:
    """Refuse figures whose difference from those of another population shows few people.

    Parameters
    ----------
    here : Cells
        The true figures of this release.
    tables : sequence of Table
        As they are to be published.
    own : Population
    earlier : sequence of Table
        Released before, about the other population.
    other : Population
    below : int
        Differences from 1 to one less are refused.

    Raises
    ------
    NotPossible
        If two editions of a population differ by few in a figure that both show; or if most figures that two
        populations share are nearly the same, so that they are the same people under another name.
    """
    shown, before = gather([table.visible() for table in tables]), gather([table.visible() for table in earlier])
    place = locate(shown, before)
    both = np.flatnonzero((place >= 0) & shown.fixed & before.fixed[place])
    apart = np.abs(shown.low[both] - before.low[place[both]])
    small = both[(apart >= 1) & (apart < below)]
    if own.id == other.id and len(small):
        named = "; ".join(
            f"{shown.describe(int(c))}: {before.low[place[c]]:g}, now {shown.low[c]:g}" for c in small[:_SHOWN]
        )
        raise NotPossible(
            f"Between {other} and {own} {_count(len(small), 'figure')} by 1 to {below - 1}, among them: {named}. Who "
            "compares them sees who was added or taken out: hide or round these figures, or wait until more has "
            "changed."
        )
    place = locate(here, before)
    common = np.flatnonzero((place >= 0) & before.fixed[place])
    near = np.abs(here.low[common] - before.low[place[common]]) < below
    large = here.low[common] >= 2 * below
    if own.id != other.id and large.sum() >= _FEW and near[large].mean() > 0.5:
        raise NotPossible(
            f"{int(near[large].sum())} of {int(large.sum())} figures of {own} are those of {other}, or differ by less "
            f"than {below}: these are the same people. Give both the same population, so that they are audited "
            "together."
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun} differs" if number == 1 else f"{number} {noun}s differ"
