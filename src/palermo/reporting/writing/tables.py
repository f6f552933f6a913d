"""A table with a row or column more or less."""

from dataclasses import replace

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused
from palermo.reporting.writing.content import TableContent

MOST_COLUMNS = 20


def add_row(table: TableContent, row: int, column: int) -> TableContent:
    """An empty row behind that one; rows are counted from 1, and 0 is the row of headings."""
    at = min(row, len(table.rows))
    empty = ("",) * len(table.headings)
    return replace(table, rows=(*table.rows[:at], empty, *table.rows[at:]))


def remove_row(table: TableContent, row: int, column: int) -> TableContent:
    """Without that row.

    Raises
    ------
    Refused
        If there is none, or it is the last one.
    """
    if not 1 <= row <= len(table.rows):
        raise Refused(_("There is no row %(number)d.") % {"number": row})
    if len(table.rows) == 1:
        raise Refused(_("A table has at least one row. Remove the table instead."))
    return replace(table, rows=table.rows[: row - 1] + table.rows[row:])


def add_column(table: TableContent, row: int, column: int) -> TableContent:
    """An empty column behind that one, in the headings too.

    Raises
    ------
    Refused
        If the table has as many as it may.
    """
    if len(table.headings) >= MOST_COLUMNS:
        raise Refused(_("A table has at most %(count)d columns.") % {"count": MOST_COLUMNS})
    at = min(column, len(table.headings))
    lines = [(*line[:at], "", *line[at:]) for line in (table.headings, *table.rows)]
    return replace(table, headings=lines[0], rows=tuple(lines[1:]))


def remove_column(table: TableContent, row: int, column: int) -> TableContent:
    """Without that column.

    Raises
    ------
    Refused
        If there is none, or it is the last one.
    """
    if not 1 <= column <= len(table.headings):
        raise Refused(_("There is no column %(number)d.") % {"number": column})
    if len(table.headings) == 1:
        raise Refused(_("A table has at least one column. Remove the table instead."))
    lines = [line[: column - 1] + line[column:] for line in (table.headings, *table.rows)]
    return replace(table, headings=lines[0], rows=tuple(lines[1:]))
