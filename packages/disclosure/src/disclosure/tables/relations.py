"""What adds up: each relation sets a parent against the sum of its parts."""

import fnmatch
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from disclosure.tables.cells import Cells
from disclosure.tables.specification import AddsUp, Dimension, Partition
from disclosure.tables.table import Ints
from disclosure.values.column import Flags, Floats


@dataclass(frozen=True, eq=False)
class Relations:
    """Relations between cells: low <= parent - sum of parts <= high.

    Attributes
    ----------
    matrix : sparse array, relations by cells
        +1 for the parent, -1 for each part.
    low, high : array of float, relations
        Both 0 if the parts add up exactly; 0 and infinity if they add up to at most the parent.
    doubtful : array of bool, relations
        Taken to hold unless the figures contradict it.
    dimension : array of int, relations
        Number of the dimension along which it runs.
    partition : array of int, relations
        Number of the partition in its dimension, from 1.
    """

    matrix: sp.csr_array
    low: Floats
    high: Floats
    doubtful: Flags
    dimension: Ints
    partition: Ints

    def __len__(self) -> int:
        return len(self.low)

    def cells_of(self, relation: int) -> Ints:
        """The cells of a relation, the parent first."""
        start, end = self.matrix.indptr[relation], self.matrix.indptr[relation + 1]
        cells, signs = self.matrix.indices[start:end], self.matrix.data[start:end]
        return np.asarray(cells[np.argsort(-signs, kind="stable")], np.int64)

    def loosen(self, which: Flags) -> "Relations":
        """These relations, with the given ones taken as nothing more than at most."""
        return replace(self, high=np.where(which, np.inf, self.high))

    def without(self, which: Flags) -> "Relations":
        """Without some relations."""
        keep = np.flatnonzero(~which)
        matrix = sp.csr_array(self.matrix[keep])
        return replace(
            self,
            matrix=matrix,
            low=self.low[keep],
            high=self.high[keep],
            doubtful=self.doubtful[keep],
            dimension=self.dimension[keep],
            partition=self.partition[keep],
        )

    def with_matrix(self, matrix: sp.csr_array) -> "Relations":
        """The same relations between cells that are numbered otherwise."""
        return replace(self, matrix=matrix)

    @property
    def parents(self) -> Ints:
        """The parent of each relation."""
        entries = self.matrix.tocoo()
        top = entries.data > 0
        parents = np.zeros(len(self), np.int64)
        parents[entries.row[top]] = entries.col[top]
        return parents


def relate(cells: Cells) -> Relations:
    """Find every relation between the cells there are.

    Parameters
    ----------
    cells : Cells

    Returns
    -------
    Relations

    Notes
    -----
    Along each dimension, for each partition and each combination of the other dimensions' categories, the parent is set
    against those of its parts that are there. If a part that is not optional is missing, they add up to at most the
    parent. A parent without any part, or parts without their parent, give no relation.
    """
    found = [
        _along(cells, place, partition, number)
        for place, dimension in enumerate(cells.specification.dimensions)
        for number, partition in enumerate(resolve_patterns(dimension, cells.categories[place]), 1)
    ]
    offset = np.cumsum([0, *(len(part.exact) for part in found)])
    row = _join_arrays([part.row + start for part, start in zip(found, offset[:-1], strict=True)])
    entries = _join_arrays([part.sign for part in found]), (row, _join_arrays([part.cell for part in found]))
    matrix = sp.csr_array((entries[0].astype(float), entries[1]), shape=(int(offset[-1]), len(cells)))
    exact, doubtful = (
        _join_arrays([getattr(part, name) for part in found]).astype(bool) for name in ("exact", "doubtful")
    )
    dimension = _join_arrays([np.full(len(part.exact), part.dimension) for part in found])
    partition = _join_arrays([np.full(len(part.exact), part.partition) for part in found])
    high = np.where(exact, 0.0, np.inf)
    return _apply_exceptions(cells, Relations(matrix, np.zeros(len(exact)), high, doubtful, dimension, partition))


def _apply_exceptions(cells: Cells, relations: Relations) -> Relations:
    """Loosen or leave out the relations of parents whose parts, by the specification, do not add up."""
    exceptions = cells.specification.exceptions
    if not exceptions:
        return relations
    names = [dimension.name for dimension in cells.specification.dimensions]
    number = [{name: code for code, name in enumerate(found)} for found in cells.categories]
    cell = {tuple(code): place for place, code in enumerate(cells.codes.tolist())}
    along = zip(relations.dimension.tolist(), relations.partition.tolist(), relations.parents.tolist(), strict=True)
    row = {key: place for place, key in enumerate(along)}
    loose, gone = np.zeros(len(relations), bool), np.zeros(len(relations), bool)
    for one in exceptions:
        code = tuple(lookup.get(name, -1) for lookup, name in zip(number, one.categories, strict=True))
        place = row.get((names.index(one.dimension), one.partition, cell.get(code, -1)), -1)
        if place >= 0:
            (loose if one.at_most else gone)[place] = True
    return replace(relations.loosen(loose), doubtful=relations.doubtful & ~loose).without(gone)


@dataclass(frozen=True, eq=False)
class _Part:
    """The relations of one partition: entries of a matrix, and what holds for each row."""

    row: Ints
    cell: Ints
    sign: Ints
    exact: Flags
    doubtful: Flags
    dimension: int
    partition: int


def _join_arrays(arrays: list[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *arrays])


def resolve_patterns(dimension: Dimension, categories: tuple[str, ...]) -> list[Partition]:
    """Partitions with patterns replaced by the categories they stand for."""
    named = set(dimension.categories)
    result = []
    for partition in dimension.partitions:
        patterns = [part for part in (*partition.parts, *partition.optional) if "*" in part]
        matched = [name for name in categories if name not in named and _any(name, patterns)]
        plain = [tuple(p for p in side if "*" not in p) for side in (partition.parts, partition.optional)]
        result.append(replace(partition, parts=plain[0], optional=(*plain[1], *matched)))
    return result


def _any(name: str, patterns: list[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _along(cells: Cells, place: int, partition: Partition, number_of: int) -> _Part:
    number = {name: code for code, name in enumerate(cells.categories[place])}
    parent = number.get(partition.parent, -1)
    required = [number.get(name, -1) for name in partition.parts]
    parts = [code for code in (*required, *(number.get(name, -1) for name in partition.optional)) if code >= 0]
    code = cells.codes[:, place]
    rest = _rest(cells, place)
    is_top = (code == parent) & cells.listed if partition.listed_parent else code == parent
    tops, below = np.flatnonzero(is_top), np.flatnonzero(np.isin(code, parts))
    tops = tops[np.argsort(rest[tops], kind="stable")]
    spot = np.searchsorted(rest[tops], rest[below])
    spot = np.minimum(spot, max(len(tops) - 1, 0))
    matched = rest[tops][spot] == rest[below] if len(tops) else np.zeros(len(below), bool)
    below, spot = below[matched], spot[matched]
    used, relation = np.unique(spot, return_inverse=True)
    there = np.bincount(relation, np.isin(code[below], required), minlength=len(used))
    exact = (there == len(required)) & (partition.adds_up is not AddsUp.AT_MOST)
    doubtful = np.full(len(used), partition.adds_up is AddsUp.UNLESS_CONTRADICTED)
    row = np.concatenate([np.arange(len(used)), relation.reshape(-1)])
    sign = np.concatenate([np.ones(len(used), np.int64), np.full(len(below), -1)])
    return _Part(row, np.concatenate([tops[used], below]), sign, exact, doubtful, place, number_of)


def _rest(cells: Cells, place: int) -> Ints:
    """A number for the categories of all other dimensions."""
    spans = [max(len(names), 1) for names in cells.categories]
    others = cells.codes.copy()
    others[:, place] = 0
    return np.asarray(np.ravel_multi_index(tuple(others.T), spans), np.int64)
