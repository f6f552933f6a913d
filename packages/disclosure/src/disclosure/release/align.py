"""Specifications of different releases brought to the same dimensions, so that their tables can be audited together."""

from collections.abc import Sequence
from dataclasses import replace

from disclosure.tables.specification import Dimension, Specification

NOT_STATED = "(not stated)"


def align_specifications(specifications: Sequence[Specification]) -> list[Specification]:
    """Give every specification the dimensions of all.

    Parameters
    ----------
    specifications : sequence of Specification
        Oldest first.

    Returns
    -------
    list of Specification
        In the same order. What any release said adds up holds for all. A table that lacks a dimension is at its total;
        if the dimension has none, at a category of its own that nothing adds up to.
    """
    known: dict[str, Dimension] = {}
    for dimension in (d for specification in specifications for d in specification.dimensions):
        known[dimension.name] = _join_dimensions(dimension, known.get(dimension.name, dimension))
    return [replace(s, dimensions=tuple(_own(s, dimension) for dimension in known.values())) for s in specifications]


def _join_dimensions(newer: Dimension, older: Dimension) -> Dimension:
    """A dimension with what either says adds up; where both speak of the same parts the newer one counts."""
    stated = {(partition.parent, frozenset(partition.parts)) for partition in newer.partitions}
    more = tuple(p for p in older.partitions if (p.parent, frozenset(p.parts)) not in stated)
    return replace(newer, partitions=newer.partitions + more)


def _own(specification: Specification, dimension: Dimension) -> Dimension:
    """The specification's own dimension of that name with all that adds up, or the foreign one with a total."""
    own = next((d for d in specification.dimensions if d.name == dimension.name), None)
    if own is None:
        return replace(dimension, total=dimension.total or NOT_STATED, closed=False)
    return _join_dimensions(own, dimension)
