"""What other sources have for the figures of a return: read from the figures of dataset editions, and compared.

The secretariat sees those of every dataset, since it asks about returns; the people of a State those of published
sources. Who may not see a dataset is given nothing of it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import NamedTuple

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.rules import can
from palermo.knowledge.models import DatasetEdition, EditionFigure
from palermo.knowledge.queries.datasets import edition_figures_visible_to, editions_to_compare
from palermo.knowledge.states.sources import SourceKind
from palermo.returns.cells import codes_of
from palermo.returns.entries import Entry
from palermo.returns.models import Return
from palermo.returns.states.returns import ValueKind
from palermo.returns.structure import Comparison, Table


class Result(StrEnum):
    """What comes of comparing a figure of a return with that of another source."""

    SAME = "same"
    WITHIN = "within"
    DIFFERS = "differs"
    OUTSIDE = "outside"
    EMPTY = "empty"
    OTHER_UNIT = "other unit"
    NOT_COMPARED = "not compared"


class Compared(NamedTuple):
    """A result; of two numbers that differ, `more` is by how much the return has more."""

    result: Result
    more: int = 0

    @property
    def is_different(self) -> bool:
        """Whether the two cannot both be right."""
        return self.result in (Result.DIFFERS, Result.OUTSIDE)


class OtherFigure(NamedTuple):
    """A figure of another source: what it is, in which row of its file, and what the row says of unit and origin."""

    entry: Entry
    row: int
    unit: str
    origin: str


@dataclass(frozen=True)
class OtherSource:
    """An edition that has figures on the same subject: how it corresponds to a table, and its figures by cell.

    A cell can have several: sources contradict themselves, too. Cells of open rows can be such as the return has not.
    """

    edition: DatasetEdition
    comparison: Comparison
    figures: Mapping[str, list[OtherFigure]] = field(default_factory=dict)

    @property
    def is_open_to_all(self) -> bool:
        """Whether it is public, so that a question to a State may quote it."""
        dataset = self.edition.dataset
        is_published = dataset.source.kind == SourceKind.PUBLISHED
        return is_published and dataset.audience == dataset.source.audience == Audience.PUBLIC


def other_sources(viewer: Viewer, user: Actor, national_return: Return, table: Table) -> list[OtherSource]:
    """What other sources that a reader of a return may see have for the cells of one of its tables."""
    layouts = {each.layout for each in table.compared_with}
    if not layouts or (viewer.is_secretariat and not can(check_may, user, Permission.QUERY_RETURN)):
        return []
    editions = editions_to_compare(viewer, layouts)
    if not viewer.is_secretariat:
        editions = [each for each in editions if each.dataset.source.kind == SourceKind.PUBLISHED]
    if not editions:
        return []
    year, state = national_return.round.year, national_return.state_id
    visible = edition_figures_visible_to(viewer).filter(edition__in=editions, state=state, year=year)
    rows: dict[int, list[EditionFigure]] = {each.pk: [] for each in editions}
    for row in visible.order_by("row"):
        rows[row.edition_id].append(row)
    return [
        OtherSource(edition, comparison, _by_cell(table, comparison, rows[edition.pk]))
        for comparison in table.compared_with
        for edition in editions
        if edition.dataset.layout == comparison.layout
    ]


def _by_cell(table: Table, comparison: Comparison, rows: Iterable[EditionFigure]) -> dict[str, list[OtherFigure]]:
    by_series: dict[frozenset[tuple[str, str]], list[OtherFigure]] = {}
    for row in rows:
        if row.kind in ValueKind:
            entry = Entry(row.kind, row.value, row.low, row.high)
            by_series.setdefault(frozenset(row.series.items()), []).append(
                OtherFigure(entry, row.row, row.unit, row.origin)
            )
    found = {}
    for cell, series in _series_of_cells(table, comparison, by_series):
        if figures := by_series.get(frozenset(series.items())):
            found[cell] = figures
    return found


def _series_of_cells(
    table: Table, comparison: Comparison, there: Iterable[frozenset[tuple[str, str]]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Each cell that has a counterpart with its series; of open rows those with a code that the source has."""
    sides = (*table.rows, *table.columns)
    row_keys = table.row_keys
    if table.has_open_rows:
        column = comparison.codes.get(table.rows[0].dimension.key)
        row_keys = tuple(sorted({label for series in there for name, label in series if name == column}))
    for row in row_keys:
        for column_key in table.column_keys:
            codes = (*(codes_of(table.rows, row) or ()), *(codes_of(table.columns, column_key) or ()))
            by_dimension = {side.dimension.key: code for side, code in zip(sides, codes, strict=True)}
            series = comparison.series(by_dimension)
            if series is not None:
                yield f"{row}.{column_key}", series


def compare_entries(own: Entry | None, other: Entry, *, same_unit: bool = True) -> Compared:
    """Compare a figure of a return with that of another source.

    A withheld figure stands for every number between its limits. What is not recorded, or does not apply, is the same
    as its like alone and contradicts nothing.
    """
    if own is None:
        return Compared(Result.EMPTY)
    if not same_unit:
        return Compared(Result.OTHER_UNIT)
    if own.kind == other.kind and (own.value, own.low, own.high) == (other.value, other.low, other.high):
        return Compared(Result.SAME)
    if own.value is not None and other.value is not None:
        return Compared(Result.DIFFERS, own.value - other.value)
    limits, others = _limits(own), _limits(other)
    if limits is None or others is None:
        return Compared(Result.NOT_COMPARED)
    overlap = max(limits[0], others[0]) <= min(limits[1], others[1])
    return Compared(Result.WITHIN if overlap else Result.OUTSIDE)


def _limits(entry: Entry) -> tuple[float, float] | None:
    """The least and the greatest number that a figure stands for; None where it says nothing of it."""
    if entry.value is not None:
        return entry.value, entry.value
    if entry.kind != ValueKind.SUPPRESSED or (entry.low is None and entry.high is None):
        return None
    return entry.low or 0, inf if entry.high is None else entry.high
