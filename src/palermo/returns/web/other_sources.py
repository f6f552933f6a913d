"""What other sources have beside the figures of a return, as pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_integer
from palermo.core.speech.signs import comma
from palermo.core.text import plain
from palermo.knowledge.models import DatasetEdition
from palermo.returns.checks import Names
from palermo.returns.figures import entry_of, origin_of
from palermo.returns.models import ReturnBlock, ReturnFigure
from palermo.returns.other_sources import Compared, OtherFigure, OtherSource, Result, compare_entries
from palermo.returns.structure import Structure, Table
from palermo.returns.web.grid import Cell, Earlier, Grid, cell_name, entry_words


class OtherLine(NamedTuple):
    """A figure of another source beside that of the return: the cell, both in words, and what comes of it.

    `anchor` is the cell on the page; empty where the return has no such row. `key` is the cell that can be asked about.
    """

    anchor: str
    key: str
    name: str
    own: str
    other: str
    row: int
    result: str
    is_different: bool


@dataclass(frozen=True)
class ShownSource:
    """Another source on the page of a table: the edition, what it counts, its figures, and how many it has not."""

    edition: DatasetEdition
    unit: str
    units_in_file: str
    origins: str
    note: str
    lines: list[OtherLine]
    missing: str
    summary: str


def show_sources(
    sources: Sequence[OtherSource], grid: Grid, structure: Structure, block: ReturnBlock, names: Names
) -> list[ShownSource]:
    """Other sources with their figures, those that differ first; they are also set beside the cells of the grid."""
    cells = {cell.key: cell for cell in grid.cells}
    return [_show_source(source, cells, grid.table, structure, block, names) for source in sources]


def _show_source(
    source: OtherSource,
    cells: Mapping[str, Cell],
    table: Table,
    structure: Structure,
    block: ReturnBlock,
    names: Names,
) -> ShownSource:
    lines, compared = [], []
    heading = plain(source.edition.dataset.source.name)
    for key, figures in source.figures.items():
        cell = cells.get(key)
        for figure in figures:
            result = _compare(source, cell.figure if cell else None, figure, block)
            compared.append(result)
            words = entry_words(figure.entry)
            if cell:
                cell.others.append(Earlier(heading, words))
            lines.append(
                OtherLine(
                    anchor=cell.id if cell else "",
                    key=key if cell else "",
                    name=cell.name if cell else cell_name(table, key, names),
                    own=cell.words if cell else "",
                    other=words,
                    row=figure.row,
                    result=result_words(result, is_in_return=cell is not None),
                    is_different=result.is_different,
                )
            )
    lines.sort(key=lambda line: not line.is_different)
    there = [figure for figures in source.figures.values() for figure in figures]
    unit = source.comparison.unit
    return ShownSource(
        edition=source.edition,
        unit=plain(structure.units[unit]) if unit in structure.units else "",
        units_in_file=comma().join(sorted({figure.unit for figure in there} - {""})),
        origins=comma().join(sorted({figure.origin for figure in there} - {""})),
        note=plain(source.comparison.note),
        lines=lines,
        missing=_missing(source, cells) if lines else "",
        summary=_summary(compared),
    )


def _compare(source: OtherSource, figure: ReturnFigure | None, other: OtherFigure, block: ReturnBlock) -> Compared:
    own_unit, unit = origin_of(figure, block)["unit"], source.comparison.unit
    same = not unit or not own_unit or own_unit == unit
    return compare_entries(entry_of(figure) if figure else None, other.entry, same_unit=same)


def result_words(compared: Compared, *, is_in_return: bool = True) -> str:
    """What comes of comparing two figures, in words."""
    result, more = compared
    number = format_integer(abs(more), active_language().code)
    if result == Result.DIFFERS and more > 0:
        return _("Differs: %(number)s more in the return") % {"number": number}
    if result == Result.DIFFERS:
        return _("Differs: %(number)s fewer in the return") % {"number": number}
    return {
        Result.SAME: _("Same figure"),
        Result.WITHIN: _("Within the limits"),
        Result.OUTSIDE: _("Differs: outside the limits"),
        Result.EMPTY: _("Empty in the return") if is_in_return else _("No such row in the return"),
        Result.OTHER_UNIT: _("Not compared: another counting unit"),
    }.get(result, _("Not compared"))


def _missing(source: OtherSource, cells: Mapping[str, Cell]) -> str:
    """How many figures of the return the source has not."""
    number = sum(cell.figure is not None and key not in source.figures for key, cell in cells.items())
    words = ngettext(
        "%(number)s figure of the return is not in this source.",
        "%(number)s figures of the return are not in this source.",
        number,
    )
    return words % {"number": format_integer(number, active_language().code)} if number else ""


def _summary(compared: Sequence[Compared]) -> str:
    different = sum(each.is_different for each in compared)
    words = ngettext("%(number)s figure differs.", "%(number)s figures differ.", different)
    return words % {"number": format_integer(different, active_language().code)} if different else ""


def proposed_question(source: OtherSource, block: ReturnBlock, structure: Structure, names: Names, cell: str) -> str:
    """A question about a figure that differs from that of a source which the State may read, in the active language."""
    if not source.is_open_to_all or cell not in source.figures:
        return ""
    table = structure.tables[block.table]
    figure = block.of.figures.filter(table=block.table, cell=cell).first()
    dataset = source.edition.dataset
    return _(
        "%(table)s (%(cell)s), %(year)d: the return has “%(own)s”; “%(dataset)s”, edition %(edition)d (%(source)s), "
        "has “%(other)s”. Please explain the difference."
    ) % {
        "table": plain(table.title),
        "cell": cell_name(table, cell, names),
        "year": block.of.round.year,
        "own": entry_words(entry_of(figure) if figure else None) or _("empty"),
        "dataset": plain(dataset.title),
        "edition": source.edition.number,
        "source": plain(dataset.source.name),
        "other": comma().join(entry_words(each.entry) for each in source.figures[cell]),
    }
