"""What only the publisher knows of the cells that a publication does not show."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from disclosure.errors import InvalidData
from disclosure.tables.specification import Layout, Specification
from disclosure.tables.table import Ints, Table
from disclosure.values.column import Floats, Values
from disclosure.values.kinds import Kind

FORMAT = 1


@dataclass(frozen=True, eq=False)
class PrivateCells:
    """The true figures of cells that are hidden or left out, and the intervals they need.

    Signs in place of figures are made for readers. Whether a figure needs protection is no matter of signs: it is kept
    here, for every later audit, and never published.

    Attributes
    ----------
    dimensions : tuple of str
    keys : tuple of tuple of str
        The categories of each cell, in the order of the dimensions.
    value : array of float, n
        The true figures.
    low, high : array of float, n
        The interval nobody may get inside of; both the figure itself where it needs no protection.
    release : str
        The release that does not show them.
    """

    dimensions: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    value: Floats
    low: Floats
    high: Floats
    release: str = "this release"

    def to_table(self, specification: Specification) -> Table:
        """A table in which each of these cells is hidden and nothing is told about it.

        Parameters
        ----------
        specification : Specification
            Dimensions these cells do not have are at their total.

        Returns
        -------
        Table

        Raises
        ------
        InvalidData
            If the cells have a dimension that the specification lacks.
        """
        names = [dimension.name for dimension in specification.dimensions]
        unknown = sorted(set(self.dimensions) - set(names))
        if unknown:
            raise InvalidData(
                f"The private cells of {self.release} have a dimension {unknown[0]!r}, but the tables have: "
                f"{', '.join(names)}."
            )
        columns, categories = [], []
        for dimension in specification.dimensions:
            labels = self._labels(dimension.name, dimension.total or "")
            known = {name: code for code, name in enumerate(dict.fromkeys(labels))}
            columns.append(np.array([known[label] for label in labels], np.int64))
            categories.append(tuple(known))
        size = len(self.keys)
        codes: Ints = np.column_stack(columns) if columns else np.zeros((size, 0), np.int64)
        kind = np.full(size, Kind.SUPPRESSED, np.int8)
        values = Values.build(kind, np.zeros(size), np.full(size, np.inf), unit=specification.unit)
        nobody, shown = np.zeros(size, bool), np.ones(size, bool)
        layout = Layout("private", {name: (name,) for name in self.dimensions})
        rows, weight = np.arange(size), np.zeros(size)
        no_contributions = np.zeros((size, 0))
        return Table(
            specification, layout, tuple(categories), codes, values, nobody, rows, weight, no_contributions, shown,
            self.release,
        )  # fmt: skip

    def to_known_table(self, specification: Specification) -> Table:
        """The same table with the true figures in it."""
        return replace(self.to_table(specification), values=Values.counts(self.value, unit=specification.unit))

    def _labels(self, dimension: str, total: str) -> list[str]:
        if dimension not in self.dimensions:
            return [total] * len(self.keys)
        place = self.dimensions.index(dimension)
        return [key[place] for key in self.keys]

    def to_json(self) -> str:
        """The text of a file that `parse_private` reads back."""
        rows = zip(self.keys, self.value.tolist(), self.low.tolist(), self.high.tolist(), strict=True)
        cells = [[*key, *numbers] for key, *numbers in rows]
        content = {"format": FORMAT, "release": self.release, "dimensions": list(self.dimensions), "cells": cells}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"

    def __len__(self) -> int:
        return len(self.keys)


def parse_private(text: str, *, where: str = "private cells") -> PrivateCells:
    """Read private cells back from the text of their file.

    Parameters
    ----------
    text : str
    where : str
        Named in messages.

    Returns
    -------
    PrivateCells

    Raises
    ------
    InvalidData
        If it is not such a file.
    """
    try:
        read: dict[str, Any] = json.loads(text)
        names = tuple(map(str, read["dimensions"]))
        size = len(names)
        keys = tuple(tuple(map(str, row[:size])) for row in read["cells"])
        numbers = np.array([row[size:] for row in read["cells"]], float).reshape(len(keys), 3)
        known = read["format"] == FORMAT and all(len(key) == size for key in keys) and not np.isnan(numbers).any()
    except (ValueError, KeyError, TypeError, IndexError):
        known = False
    if not known:
        raise InvalidData(f"{where} does not hold private cells as `disclosure protect` writes them. Restore the file.")
    value, low, high = (numbers[:, i].copy() for i in range(3))
    return PrivateCells(names, keys, value, low, high, str(read["release"]))


def private_file(specification: str | Path) -> Path:
    """Where the private cells of a publication are kept: in a folder beside its own, never in it."""
    folder = Path(specification).resolve().parent
    return folder.with_name(f"{folder.name}.private") / "cells.json"
