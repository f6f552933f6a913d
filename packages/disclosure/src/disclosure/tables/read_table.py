"""Reading a table as its specification says."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from disclosure.errors import InvalidData
from disclosure.tables.columns import Columns, read_columns
from disclosure.tables.figures import parse_figures
from disclosure.tables.specification import Dimension, Duplicates, Layout, Specification
from disclosure.tables.table import Ints, Table
from disclosure.values.column import Flags

SEPARATOR = " / "


def read_tables(
    specification: Specification,
    files: dict[str, str | Path] | None = None,
    *,
    folder: str | Path = ".",
    release: str = "this release",
) -> list[Table]:
    """Read every table of a specification.

    Parameters
    ----------
    specification : Specification
    files : dict of str to path, optional
        The file of a table, by its name; else what the specification says, or the only file for all.
    folder : str or Path
        Where the specification's own file names start.
    release : str

    Returns
    -------
    list of Table

    Raises
    ------
    InvalidData
        As for `read_table`, or if a table has no file.
    """
    given = files or {}
    read = []
    for layout in specification.layouts:
        path = given.get(layout.name) or given.get("") or (Path(folder) / layout.file if layout.file else None)
        if path is None:
            raise InvalidData(f"Table {layout.name!r} has no file. Name one in the specification or with the call.")
        columns = read_columns(path, sheet=layout.sheet, header_row=layout.header_row)
        read.append(read_table(columns, specification, layout, release=release))
    return read


def read_table(
    columns: Columns, specification: Specification, layout: Layout | None = None, *, release: str = "this release"
) -> Table:
    """Read a table from columns of text.

    Parameters
    ----------
    columns : dict of str to list of str
        As `read_columns` gives them.
    specification : Specification
    layout : Layout, optional
        The first of the specification if not given.
    release : str

    Returns
    -------
    Table

    Raises
    ------
    InvalidData
        If a column is missing, a label is unknown in its dimension, a figure cannot be read, or rows of one cell
        disagree; names table, dimension, category and rows.

    Notes
    -----
    A dimension the table lacks is at its total. Rows are counted as in the file, headings included.

    Examples
    --------
    >>> from disclosure.tables.read_specification import parse_specification
    >>> read = parse_specification('''
    ... title = "Victims by sex"
    ... [[dimension]]
    ... name = "sex"
    ... total = "Total"
    ... partition = [{ parent = "Total", parts = ["Female", "Male"] }]
    ... [[table]]
    ... name = "victims"
    ... columns = { sex = "Sex" }
    ... ''')
    >>> table = read_table({"Sex": ["Total", "Female", "Male"], "value": ["9", "6", "3"]}, read)
    >>> table.key(1), str(table.values[1])
    ({'sex': 'Female'}, '6')
    """
    plan = layout or specification.layouts[0]
    if plan.wide is not None:
        columns = _unpivot_columns(columns, plan)
    _require(columns, plan)
    size = len(columns[plan.value])
    rows = np.array(
        [int(row) for row in columns[ROW]] if ROW in columns else np.arange(size) + plan.header_row + 1, np.int64
    )
    coded = [_encode_labels(columns, dimension, plan, rows, size) for dimension in specification.dimensions]
    codes = np.column_stack([numbers for _, numbers in coded]) if coded else np.zeros((size, 0), np.int64)
    values, sensitive = parse_figures(columns[plan.value], specification, plan.name, rows.tolist())
    weight = _numbers(columns, (plan.weight,), plan, rows)[:, 0] if plan.weight else np.ones(size)
    contributions = _numbers(columns, plan.contributions, plan, rows)
    categories = tuple(names for names, _ in coded)
    table = Table(
        specification,
        plan,
        categories,
        codes,
        values,
        sensitive,
        rows,
        weight,
        contributions,
        np.ones(size, bool),
        release,
        _protection(columns, plan, rows),
    )
    return _once(table) if size else table


ROW = "\0row"


def _unpivot_columns(columns: Columns, layout: Layout) -> Columns:
    """A wide table as a long one, each row repeated for each of its columns of figures."""
    missing = [name for name in layout.wide_columns if name not in columns]
    if missing:
        raise InvalidData(f"Table {layout.name!r} has no column {missing[0]!r}; its columns are: {', '.join(columns)}.")
    times, size = len(layout.wide_columns), len(next(iter(columns.values())))
    long = {name: column * times for name, column in columns.items() if name not in layout.wide_columns}
    long[layout.value] = [figure for name in layout.wide_columns for figure in columns[name]]
    long[f"\0{layout.wide}"] = [category for category in layout.wide_columns.values() for _ in range(size)]
    long[ROW] = [str(row + layout.header_row + 1) for row in range(size)] * times
    return long


def _require(columns: Columns, layout: Layout) -> None:
    needed = [layout.value, *(c for several in layout.columns.values() for c in several), *layout.contributions]
    needed += layout.protection
    for name in [*needed, *([layout.weight] if layout.weight else [])]:
        if name not in columns:
            here = ", ".join(column for column in columns if not column.startswith("\0"))
            raise InvalidData(f"Table {layout.name!r} has no column {name!r}; its columns are: {here}.")


def _encode_labels(
    columns: Columns, dimension: Dimension, layout: Layout, rows: Ints, size: int
) -> tuple[tuple[str, ...], Ints]:
    labels = _labels(columns, dimension, layout, size)
    meant = {label: dimension.labels.get(label, label) for label in dict.fromkeys(labels)}
    if dimension.closed:
        _check_labels(labels, meant, dimension, layout, rows)
    names = tuple(dict.fromkeys(meant.values()))
    place = {name: number for number, name in enumerate(names)}
    code = {label: place[name] for label, name in meant.items()}
    return names, np.array([code[label] for label in labels], np.int64)


def _labels(columns: Columns, dimension: Dimension, layout: Layout, size: int) -> list[str]:
    if dimension.name in layout.fixed:
        return [layout.fixed[dimension.name]] * size
    if dimension.name == layout.wide:
        return columns[f"\0{dimension.name}"]
    if dimension.name not in layout.columns:
        return [dimension.total or ""] * size
    parts = [columns[name] for name in layout.columns[dimension.name]]
    return parts[0] if len(parts) == 1 else [SEPARATOR.join(texts) for texts in zip(*parts, strict=True)]


def _check_labels(
    labels: Sequence[str], meant: dict[str, str], dimension: Dimension, layout: Layout, rows: Ints
) -> None:
    unknown = [label for label, name in meant.items() if name not in dimension.categories]
    if unknown:
        found = [str(rows[i]) for i, label in enumerate(labels) if label == unknown[0]]
        raise InvalidData(
            f"Table {layout.name!r}, dimension {dimension.name!r}: the category {unknown[0]!r} is not declared "
            f"(row {', '.join(found[:5])}{' and others' if len(found) > 5 else ''}). Categories: "
            f"{', '.join(dimension.categories)}. Add it to a partition, or name its spelling under labels."
        )


def _numbers(columns: Columns, names: Sequence[str | None], layout: Layout, rows: Ints) -> np.ndarray:
    size = len(rows)
    table = np.zeros((size, len(names)))
    for place, name in enumerate(names):
        for i, text in enumerate(columns[str(name)]):
            try:
                table[i, place] = float(text.replace(",", "") or 0)
            except ValueError:
                raise InvalidData(
                    f"Table {layout.name!r}, row {rows[i]}: {name!r} must be a number, but is {text!r}."
                ) from None
    return table


def _protection(columns: Columns, layout: Layout, rows: Ints) -> np.ndarray | None:
    if not layout.protection:
        return None
    blank = np.column_stack([[not text for text in columns[name]] for name in layout.protection])
    found = np.where(blank, np.nan, _numbers(columns, layout.protection, layout, rows))
    wrong = np.flatnonzero((blank[:, 0] != blank[:, 1]) | (found[:, 0] > found[:, 1]))
    if len(wrong):
        raise InvalidData(
            f"Table {layout.name!r}, row {rows[wrong[0]]}: the interval to be protected needs a lower and a higher "
            f"figure, or neither; found {columns[layout.protection[0]][wrong[0]]!r} and "
            f"{columns[layout.protection[1]][wrong[0]]!r}."
        )
    return found


def _once(table: Table) -> Table:
    """One figure for each cell, by the rule for duplicates; and which cells are published."""
    spans = [len(names) for names in table.categories]
    cell = np.ravel_multi_index(tuple(table.codes.T), spans) if spans else np.zeros(len(table), np.int64)
    order = np.argsort(cell, kind="stable")
    first = np.append(True, cell[order][1:] != cell[order][:-1])
    group = np.cumsum(first) - 1
    rule = table.specification.duplicates
    if rule is Duplicates.REFUSE:
        _refuse_conflicts(table, order, first, group)
    last = np.append(first[1:], True)
    keep = np.sort(order[last if rule is Duplicates.LAST else first])
    return _take_rows(table, keep)


def _take_rows(table: Table, keep: Ints) -> Table:
    taken = table.take(keep)
    return replace(taken, published=~taken.matches(table.layout.unpublished))


def _refuse_conflicts(table: Table, order: Ints, first: Flags, group: Ints) -> None:
    leader = order[first][group]
    values = table.values
    differs = (
        (values.kind[order] != values.kind[leader])
        | (values.low[order] != values.low[leader])
        | (values.high[order] != values.high[leader])
    )
    if differs.any():
        row = int(order[np.flatnonzero(differs)[0]])
        other = int(leader[np.flatnonzero(differs)[0]])
        cell = ", ".join(f"{name} {category!r}" for name, category in table.key(row).items())
        raise InvalidData(
            f"Table {table.name!r}: rows {table.rows[other]} and {table.rows[row]} are the same cell ({cell}) with "
            f"different figures, {table.values[other]} and {table.values[row]}. Keep one of them, or set duplicates to "
            "first or last."
        )
