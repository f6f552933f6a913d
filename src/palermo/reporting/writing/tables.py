"""A table with a row or column more or less, and two edits of one table as one."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.reporting.writing.combining import combine_edits
from palermo.reporting.writing.content import TableContent

MOST_COLUMNS = 20


def combine_tables(common: TableContent, one: TableContent, other: TableContent) -> TableContent | None:
    """The table that both edits of a common one give together, cell by cell.

    None where both changed the same words of a cell, or one of them the rows or columns.
    """
    if len({(len(each.headings), len(each.rows)) for each in (common, one, other)}) > 1:
        return None
    lines: list[list[str]] = []
    for versions in zip(_lines(common), _lines(one), _lines(other), strict=True):
        cells = [combine_edits(*cell) for cell in zip(*versions, strict=True)]
        combined = [cell for cell in cells if cell is not None]
        if len(combined) < len(cells):
            return None
        lines.append(combined)
    (caption,), headings, *rows = lines
    return replace(other, caption=caption, headings=tuple(headings), rows=tuple(map(tuple, rows)))


def _lines(table: TableContent) -> Sequence[Sequence[str]]:
    return [(table.caption,), table.headings, *table.rows]


def add_row(table: TableContent, row: int, column: int) -> TableContent:
    """An empty row behind that one; rows are counted from 1, and 0 is the row of headings."""
    at = min(row, len(table.rows))
    empty = ("",) * len(table.headings)
    return replace(table, rows=(*table.rows[:at], empty, *table.rows[at:]))


def remove_row(table: TableContent, row: int, column: int) -> TableContent:
    """Without that row. Refused if there is none, or it is the last one."""
    if not 1 <= row <= len(table.rows):
        raise Refused(_("There is no row %(number)d.") % {"number": row})
    if len(table.rows) == 1:
        raise Refused(_("A table has at least one row. Remove the table instead."))
    return replace(table, rows=table.rows[: row - 1] + table.rows[row:])


def add_column(table: TableContent, row: int, column: int) -> TableContent:
    """An empty column behind that one, in the headings too. Refused if the table has as many as it may."""
    if len(table.headings) >= MOST_COLUMNS:
        raise Refused(_("A table has at most %(count)d columns.") % {"count": MOST_COLUMNS})
    at = min(column, len(table.headings))
    lines = [(*line[:at], "", *line[at:]) for line in (table.headings, *table.rows)]
    return replace(table, headings=lines[0], rows=tuple(lines[1:]))


def remove_column(table: TableContent, row: int, column: int) -> TableContent:
    """Without that column. Refused if there is none, or it is the last one."""
    if not 1 <= column <= len(table.headings):
        raise Refused(_("There is no column %(number)d.") % {"number": column})
    if len(table.headings) == 1:
        raise Refused(_("A table has at least one column. Remove the table instead."))
    lines = [line[: column - 1] + line[column:] for line in (table.headings, *table.rows)]
    return replace(table, headings=lines[0], rows=tuple(lines[1:]))
