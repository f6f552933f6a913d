"""Margins that nobody published but everybody can think of."""

from dataclasses import replace

import numpy as np

from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations, relate
from disclosure.tables.specification import Partition
from disclosure.tables.table import Ints
from disclosure.values.column import Flags


def complete(cells: Cells) -> Cells:
    """Add the unpublished parents through which published figures are tied together.

    Parameters
    ----------
    cells : Cells

    Returns
    -------
    Cells
        With cells added about which nothing is told but that they are not negative; they need no protection.

    Notes
    -----
    If women are published by age without their total, and the total of both sexes is published, then the total of women
    is an unknown that stands in two relations. An added cell that stands in one relation only tells nothing and is left
    out.
    """
    grown = cells
    for place, dimension in enumerate(cells.specification.dimensions):
        for partition in dimension.partitions:
            grown = _with_parents(grown, place, partition)
    return _prune_cells(grown, len(cells)) if len(grown) > len(cells) else cells


def fill(cells: Cells, relations: Relations, published: int) -> Cells:
    """Give added parents the sum of their parts, where a publisher knows every other figure.

    Parameters
    ----------
    cells : Cells
        As `complete` gives them.
    relations : Relations
        Of these cells.
    published : int
        How many of the cells have figures.

    Returns
    -------
    Cells
        Without the added ones whose figure does not follow.
    """
    value, known = cells.low.copy(), np.arange(len(cells)) < published
    waiting = relations.matrix.maximum(0) @ (~known).astype(float) > 0
    for relation in np.flatnonzero(waiting & (relations.high == 0)).tolist():
        parent, *parts = relations.cells_of(relation).tolist()
        if not known[parent] and known[parts].all():
            value[parent], known[parent] = value[parts].sum(), True
    return _take_cells(replace(cells, low=value, high=np.where(known, value, cells.high)), np.flatnonzero(known))


def _with_parents(cells: Cells, place: int, partition: Partition) -> Cells:
    names = cells.categories[place]
    if partition.parent not in names or not partition.parts or "*" in "".join(partition.parts):
        return cells
    required = [names.index(name) for name in partition.parts if name in names]
    if len(required) < len(partition.parts):
        return cells
    below = cells.codes[np.isin(cells.codes[:, place], required)].copy()
    below[:, place] = names.index(partition.parent)
    wanted, number = np.unique(below, axis=0, return_counts=True)
    wanted = wanted[number == len(required)]
    return _append_cells(cells, wanted[~_there(cells, wanted)])


def _there(cells: Cells, codes: Ints) -> Flags:
    spans = [max(len(names), 1) for names in cells.categories]
    known, wanted = (np.ravel_multi_index(tuple(array.T), spans) for array in (cells.codes, codes))
    return np.isin(wanted, known)


def _append_cells(cells: Cells, codes: Ints) -> Cells:
    size = len(codes)
    nothing, endless = np.zeros(size), np.full(size, np.inf)
    return replace(
        cells,
        codes=np.concatenate([cells.codes, codes]),
        low=np.concatenate([cells.low, nothing]),
        high=np.concatenate([cells.high, endless]),
        sensitive=np.concatenate([cells.sensitive, np.zeros(size, bool)]),
        told_low=np.concatenate([cells.told_low, nothing]),
        told_high=np.concatenate([cells.told_high, endless]),
        weight=np.concatenate([cells.weight, nothing]),
    )


def _prune_cells(cells: Cells, published: int) -> Cells:
    """The cells without added ones that stand in fewer than two relations."""
    keep = np.ones(len(cells), bool)
    relations = relate(cells)
    while True:
        gone = _idle(relations, keep, published)
        if not gone.any():
            break
        keep &= ~gone
    return _take_cells(cells, np.flatnonzero(keep))


def _idle(relations: Relations, keep: Flags, published: int) -> Flags:
    size = abs(relations.matrix)
    parents = relations.matrix > 0
    alive = (parents @ keep.astype(float)) > 0
    degree = size.T @ alive.astype(float)
    idle = keep & (degree < 2)
    idle[:published] = False
    return np.asarray(idle, bool)


def _take_cells(cells: Cells, keep: Ints) -> Cells:
    return replace(
        cells,
        codes=cells.codes[keep],
        low=cells.low[keep],
        high=cells.high[keep],
        sensitive=cells.sensitive[keep],
        told_low=cells.told_low[keep],
        told_high=cells.told_high[keep],
        weight=cells.weight[keep],
    )
