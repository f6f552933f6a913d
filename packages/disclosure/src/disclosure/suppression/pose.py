"""From a publisher's cells and rules to a suppression problem."""

import numpy as np
import scipy.sparse as sp

from disclosure.audit.audit import describe_relation
from disclosure.errors import InvalidData
from disclosure.rules.primary import Primary
from disclosure.rules.rules import Loss, Rules
from disclosure.suppression.problem import Problem
from disclosure.suppression.told import Told, View
from disclosure.tables.cells import Cells
from disclosure.tables.relations import Relations
from disclosure.tables.specification import Zeros
from disclosure.tables.table import Ints
from disclosure.values.column import Flags, Floats

# What it costs to hide a total of all dimensions, a figure broken down by one, and by more.
LEVELS = (4.0, 2.0, 1.0)


def pose(cells: Cells, relations: Relations, sensitive: Primary, rules: Rules, view: View, signs: Told) -> Problem:
    """Set up the suppression problem of a publication.

    Parameters
    ----------
    cells : Cells
        Every figure known.
    relations : Relations
    sensitive : Primary
    rules : Rules
    view : View
        Which cells nobody sees, or everybody has seen.
    signs : Told
        What the signs tell, and which sensitive cells have the sign that tells less.

    Returns
    -------
    Problem
        Its first cells are the cells given; the others are what no part shows.

    Raises
    ------
    InvalidData
        If parts that should add up do not; names dimension, categories and rows.
    """
    value = cells.low
    matrix, rest = _exact_relations(cells, relations, value)
    own, n = own_cells(cells, sensitive, view), len(cells)
    marked = own & ~signs.soft
    low = np.where(view.unpublished, 0.0, np.where(marked, signs.own[0], signs.other[0]))
    high = np.where(view.unpublished, np.inf, np.where(marked, signs.own[1], signs.other[1]))
    low, high = view.narrow(low, high)
    inside = (value >= low) & (value <= high)
    hides_zeros = cells.specification.zeros is Zeros.MAY_BE_HIDDEN and not signs.strict
    _refuse_required(cells, own, view)
    may = ~view.public if view.required is None else ~view.public & ~view.required
    allowed = may & ~view.unpublished & inside & (hides_zeros | (value != 0)) & (value >= 0)
    forced = np.concatenate([own | view.unpublished, np.ones(len(rest), bool)])
    need_cell, need_side, need = _needs(sensitive, own, value)
    entries = matrix.tocoo()
    return Problem(
        np.asarray(entries.row, np.int64),
        np.asarray(entries.col, np.int64),
        np.asarray(entries.data, float),
        matrix.shape[0],
        np.concatenate([value, rest]),
        np.concatenate([np.maximum(value - low, 0.0), rest]),
        np.concatenate([np.maximum(high - value, 0.0), np.full(len(rest), np.inf)]),
        np.concatenate([_cost(cells, rules), np.zeros(len(rest))]),
        forced,
        np.concatenate([allowed | own, np.zeros(len(rest), bool)]) | forced[: n + len(rest)],
        need_cell,
        need_side,
        need,
        cells.specification.integer,
        np.concatenate([_order(cells), np.zeros(len(rest))]),
    )


def _refuse_required(cells: Cells, own: Flags, view: View) -> None:
    if view.required is None:
        return
    wrong = np.flatnonzero(own & view.required)
    if len(wrong):
        raise InvalidData(
            f"{cells.describe(int(wrong[0]))} must be published by the specification, but is sensitive; so with "
            f"{len(wrong) - 1} more. Take it out of must_be_published."
        )


def own_cells(cells: Cells, sensitive: Primary, view: View) -> Flags:
    """Cells that need protection: sensitive, and not published before. That a row is left out does not hide it."""
    return sensitive.flags & ~view.public & cells.listed


def _exact_relations(cells: Cells, relations: Relations, value: Floats) -> tuple[sp.csr_array, Floats]:
    """Relations that hold exactly: what no part shows becomes a cell, relations that the figures contradict go."""
    left = relations.matrix @ value
    near = 1e-6 if cells.specification.integer else 1e-9 * max(1.0, float(np.abs(value).max(initial=1.0)))
    exact = relations.high == 0
    off = np.where(exact, np.abs(left) > near, left < -near)
    wrong = np.flatnonzero(off & ~relations.doubtful)
    if len(wrong):
        first = int(wrong[0])
        members = relations.cells_of(first)
        raise InvalidData(
            f"{describe_relation(cells, relations, first)} add up to {value[members[1:]].sum():,.10g}, but its figure "
            f"is {value[members[0]]:,.10g}{f'; so with {len(wrong) - 1:,} more' if len(wrong) > 1 else ''}. Correct "
            "the "
            'figures, or set adds_up to "at most" or "unless contradicted".'
        )
    keep = np.flatnonzero(left > -near)
    matrix, left, exact = sp.csr_array(relations.matrix[keep]), np.maximum(left[keep], 0.0), exact[keep]
    loose = np.flatnonzero(~exact | (left > near))
    slack = sp.csr_array((-np.ones(len(loose)), (loose, np.arange(len(loose)))), shape=(len(keep), len(loose)))
    return sp.csr_array(sp.hstack([matrix, slack], format="csr")), left[loose]


def _needs(sensitive: Primary, own: Flags, value: Floats) -> tuple[Ints, Ints, Floats]:
    cell = np.flatnonzero(own)
    up, down = sensitive.high[cell] - value[cell], value[cell] - sensitive.low[cell]
    cells = np.concatenate([cell, cell])
    sides = np.concatenate([np.ones(len(cell), np.int64), -np.ones(len(cell), np.int64)])
    need = np.concatenate([up, down])
    keep = np.flatnonzero(need > 0)
    order = keep[np.lexsort((-sides[keep], cells[keep]))]
    return cells[order], sides[order], need[order]


def _cost(cells: Cells, rules: Rules) -> Floats:
    factor = _factor(cells, rules)
    if rules.loss is Loss.SIZE:
        return factor * np.maximum(cells.low, 1.0)
    if rules.loss is Loss.IMPORTANCE:
        return factor * np.maximum(cells.weight, 1e-6)
    return factor * _price_of_levels(cells) if rules.loss is Loss.LEVELS else factor


def _factor(cells: Cells, rules: Rules) -> Floats:
    """What the rules multiply the cost of each cell with."""
    factor = np.ones(len(cells))
    names = [dimension.name for dimension in cells.specification.dimensions]
    for name, number in rules.factors:
        if name not in names:
            raise InvalidData(
                f"loss.factors of the thresholds names a dimension {name!r}, but the tables have: {', '.join(names)}."
            )
        factor = np.where(_broken_down(cells, names.index(name)), factor * number, factor)
    return factor


def _price_of_levels(cells: Cells) -> Floats:
    """Totals of all dimensions cost most, then what is broken down by one dimension, then all else."""
    number = np.zeros(len(cells), np.int64)
    for place in range(len(cells.specification.dimensions)):
        number += _broken_down(cells, place)
    return np.array(LEVELS)[np.minimum(number, len(LEVELS) - 1)]


def _broken_down(cells: Cells, place: int) -> Flags:
    """Cells that are not at the total of a dimension; none where it has no total."""
    total = cells.specification.dimensions[place].total
    known = np.array([total is not None and name != total for name in cells.categories[place]], bool)
    return known[cells.codes[:, place]]


def _order(cells: Cells) -> Floats:
    """Those that tell less go first: small ones, and inner ones rather than margins."""
    margins = np.zeros(len(cells))
    for place, dimension in enumerate(cells.specification.dimensions):
        parents = {dimension.total, *(partition.parent for partition in dimension.partitions)}
        margins += np.array([name in parents for name in cells.categories[place]], float)[cells.codes[:, place]]
    return _share(np.abs(cells.low)) + _share(margins)


def _share(numbers: Floats) -> Floats:
    return numbers / max(float(numbers.sum()), 1.0)
