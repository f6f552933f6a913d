"""Cells that nobody published but everybody can think of: margins, and rows left out."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations, relate
from disclosure.tables.specification import AddsUp, Partition
from disclosure.tables.table import Ints
from disclosure.values.column import Flags, Floats

# Added cells beyond which only those are added that are alone in a line, as a multiple of the cells there are.
MOST_ADDED = 4


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
    out. The parent of optional parts is added where one of them is there: those that are absent are nobody.
    """
    grown, before = cells, -1
    # A parent may be a part itself, of a parent that comes earlier.
    while len(grown) != before:
        before = len(grown)
        for place, dimension in enumerate(cells.specification.dimensions):
            for partition in dimension.partitions:
                grown = _with_parents(grown, place, partition)
    return _prune_cells(grown, len(cells)) if len(grown) > len(cells) else cells


def add_margins(cells: Cells) -> Cells:
    """Add every parent of the cells there are, whether or not it ties figures together.

    Parameters
    ----------
    cells : Cells

    Returns
    -------
    Cells
        With the sums that nobody publishes at the end; nothing is told about them but that they are not negative.
    """
    grown, before = cells, -1
    while len(grown) != before:
        before = len(grown)
        for place, dimension in enumerate(cells.specification.dimensions):
            for partition in dimension.partitions:
                grown = _with_parents(grown, place, partition, tied=False)
    return grown


def add_missing_parts(cells: Cells, *, all_partitions: bool = False) -> Cells:
    """Add the parts that no table lists though it lists their parent and another part: rows left out are hidden cells.

    Parameters
    ----------
    cells : Cells
    all_partitions : bool
        Whether to look at partitions too that do not add up for certain: what is left there need not be a figure.

    Returns
    -------
    Cells
        With cells added at the end about which nothing is told but that they are not negative. Where they would
        outnumber the others by far, only those that are alone in their line.

    Notes
    -----
    Optional parts that are absent are nobody, so nothing is added for them.
    """
    grown = cells
    for place, dimension in enumerate(cells.specification.dimensions):
        for partition in dimension.partitions:
            names = grown.categories[place]
            if not all_partitions and partition.adds_up is not AddsUp.EXACTLY:
                continue
            if partition.parent in names and any(part in names for part in partition.parts):
                grown = _with_missing_parts(grown, place, partition, MOST_ADDED * max(len(cells), 500))
    return grown


def _with_missing_parts(cells: Cells, place: int, partition: Partition, most: int) -> Cells:
    parts = tuple(part for part in partition.parts if "*" not in part)
    names = tuple(dict.fromkeys((*cells.categories[place], *parts)))
    categories = tuple(names if i == place else other for i, other in enumerate(cells.categories))
    cells = replace(cells, categories=categories)
    number = {name: code for code, name in enumerate(names)}
    required = np.array([number[part] for part in parts], np.int64)
    optional = [number[part] for part in partition.optional if part in number]
    code, rest = cells.codes[:, place], _line_numbers(cells, place)
    listed = np.isin(code, [*required, *optional])
    lines, row = np.unique(rest[listed], return_index=True)
    row = np.flatnonzero(listed)[row]
    row = row[np.isin(lines, rest[code == number[partition.parent]])]
    absent = np.stack([~np.isin(rest[row], rest[code == part]) for part in required])
    if absent.sum() > most:
        absent &= absent.sum(axis=0) == 1
    part, line = np.nonzero(absent)
    wanted = cells.codes[row[line]].copy()
    wanted[:, place] = required[part]
    return _append_cells(cells, wanted, hidden=True)


def _line_numbers(cells: Cells, place: int) -> Ints:
    """A number for the categories of all other dimensions."""
    others = cells.codes.copy()
    others[:, place] = 0
    spans = [max(len(names), 1) for names in cells.categories]
    return np.asarray(np.ravel_multi_index(tuple(others.T), spans), np.int64)


def fill(cells: Cells, relations: Relations, published: int) -> Cells:
    """Give added cells the figure that follows, where a publisher knows every other figure of a line.

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
    value, known = derive(relations, cells.low, np.arange(len(cells)) < published)
    return _take_cells(replace(cells, low=value, high=np.where(known, value, cells.high)), np.flatnonzero(known))


def derive(relations: Relations, value: Floats, known: Flags) -> tuple[Floats, Flags]:
    """Figures that follow from known ones, where all others of a line are known.

    Parameters
    ----------
    relations : Relations
    value : array of float, cells
    known : array of bool, cells

    Returns
    -------
    array of float, array of bool
        The figures, and which of them are known now.
    """
    value, known = value.copy(), known.copy()
    size, exact = abs(relations.matrix), relations.high == 0
    while True:
        alone = np.flatnonzero(exact & (size @ (~known).astype(float) == 1))
        entries = relations.matrix[alone].tocoo()
        open_ = ~known[entries.col]
        left = relations.matrix @ np.where(known, value, 0.0)
        cell, follows = entries.col[open_], -left[alone][entries.row[open_]] * entries.data[open_]
        cell, follows = cell[follows >= 0], follows[follows >= 0]
        if not len(cell):
            break
        # A parent that is divided in several ways is the sum of the division named first.
        value[cell[::-1]], known[cell] = follows[::-1], True
    return value, known


def _with_parents(cells: Cells, place: int, partition: Partition, *, tied: bool = True) -> Cells:
    names = cells.categories[place]
    # Where every part is optional, one that is there will do: those that are absent are nobody.
    parts = partition.parts or partition.optional
    here = [names.index(name) for name in parts if name in names]
    needed = len(partition.parts) or 1
    if len(here) < needed or "*" in "".join(parts):
        return cells
    if partition.parent not in names:
        if tied and not _ties(cells.specification.dimensions[place].partitions, partition.parent):
            return cells
        names = (*names, partition.parent)
        cells = replace(cells, categories=(*cells.categories[:place], names, *cells.categories[place + 1 :]))
    below = cells.codes[np.isin(cells.codes[:, place], here)].copy()
    below[:, place] = names.index(partition.parent)
    wanted, number = np.unique(below, axis=0, return_counts=True)
    wanted = wanted[number >= needed]
    return _append_cells(cells, wanted[~_there(cells, wanted)])


def _ties(partitions: Sequence[Partition], category: str) -> bool:
    """Whether a category that no table shows ties others together: it has parts and a parent, such as a wider band of
    age than those published, or is divided in two ways."""
    is_part = any(category in (*each.parts, *each.optional) for each in partitions)
    return is_part or sum(each.parent == category for each in partitions) > 1


def _there(cells: Cells, codes: Ints) -> Flags:
    spans = [max(len(names), 1) for names in cells.categories]
    known, wanted = (np.ravel_multi_index(tuple(array.T), spans) for array in (cells.codes, codes))
    return np.isin(wanted, known)


def _append_cells(cells: Cells, codes: Ints, *, hidden: bool = False) -> Cells:
    size = len(codes)
    nothing, endless = np.zeros(size), np.full(size, np.inf)
    return replace(
        cells,
        codes=np.concatenate([cells.codes, codes]),
        low=np.concatenate([cells.low, nothing]),
        high=np.concatenate([cells.high, endless]),
        sensitive=np.concatenate([cells.sensitive, np.zeros(size, bool)]),
        hidden=np.concatenate([cells.hidden, np.full(size, hidden)]),
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
        hidden=cells.hidden[keep],
        told_low=cells.told_low[keep],
        told_high=cells.told_high[keep],
        weight=cells.weight[keep],
    )
