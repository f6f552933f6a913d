"""Figures in a table of rows and columns: each value keeps its kind and leads to the page of its figure.

`figures/parts/table.html` shows a table: `{% include "figures/parts/table.html" with table=table %}`.
"""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.languages import active_language
from palermo.core.speech.collation import sort_for_reader
from palermo.figures.cubes import Figure
from palermo.figures.dimensions import BY_KEY, TOTAL
from palermo.figures.labels import area_name, category_name, codes_in_order, join_words
from palermo.figures.models import Release
from palermo.figures.pipeline.policies import HIDDEN
from palermo.figures.pipeline.policies import NOT_APPLICABLE as NOT_APPLICABLE_SIGN
from palermo.figures.pipeline.policies import NOT_RECORDED as NOT_RECORDED_SIGN
from palermo.figures.published_figures import linked_value
from palermo.site.charts.values import NOT_RECORDED, Cell, Label, Value, ValueKind, format_number_in

STATE, YEAR = "state", "year"
# The names by which rows and columns are joined.
JOINED = "+"


@dataclass(frozen=True)
class Noted:
    """A value with a line below it."""

    value: Value
    note: str


@dataclass(frozen=True)
class TableRow:
    """A row: its name, with the page that it leads to where there is one, and a cell for each column."""

    label: Label
    cells: tuple[Cell | Noted, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class FigureTable:
    """A table of figures; `head` has the name of the first column and those of the others."""

    title: str
    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def body(self) -> SafeString:
        """The rows as HTML. A page has hundreds of cells, and a template takes four times as long for each."""
        language = active_language().code
        return mark_safe("\n".join(_row_html(row, language) for row in self.rows))  # noqa: S308  # texts are escaped

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The signs that the table uses, each with its meaning."""
        cells = [cell.value if isinstance(cell, Noted) else cell for row in self.rows for cell in row.cells]
        values = [cell for cell in cells if isinstance(cell, Value)]
        return [(sign, words) for sign, words, is_used in _keys() if any(map(is_used, values))]


def figure_table(
    release: Release,
    figures: Iterable[Figure],
    *,
    title: str,
    rows: str,
    columns: str = YEAR,
    names: Mapping[str, str],
    row_addresses: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> FigureTable:
    """Figures of a release by rows and columns.

    Parameters
    ----------
    release : Release
    figures : iterable of Figure
    title : str
    rows, columns : str
        What stands in them: `state`, `year`, a key of a dimension, or several of these, as "state+sex".
    names : mapping
        Names of States by slug, as `labels.state_names` gives them.
    row_addresses : mapping, optional
        The pages to which the names of rows lead, by the values that stand in the row, joined with a plus sign.
    notes : sequence of str
        Sentences below the table.

    Raises
    ------
    ValueError
        If two figures belong into one cell.
    """
    row_keys, column_keys = rows.split(JOINED), columns.split(JOINED)
    cells: dict[tuple[tuple[str, ...], tuple[str, ...]], Value] = {}
    for figure in figures:
        place = _values(figure, row_keys), _values(figure, column_keys)
        if place in cells:
            raise ValueError(f"Two figures belong into one cell of a table by {rows} and {columns}: {place}.")
        cells[place] = linked_value(release, figure)
    across = _in_order({column for _row, column in cells}, column_keys, names)
    down = _in_order({row for row, _column in cells}, row_keys, names)
    addresses = row_addresses or {}
    found = [
        TableRow(
            Label(label_of(row_keys, row, names), addresses.get(JOINED.join(row), "")),
            tuple(cells.get((row, column), NOT_RECORDED) for column in across),
        )
        for row in down
    ]
    head = (heading_of(row_keys), *(label_of(column_keys, column, names) for column in across))
    return FigureTable(title, head, tuple(found), tuple(notes))


def heading_of(keys: Sequence[str]) -> str:
    """What stands at the head of the column of names."""
    words = {STATE: pgettext("country", "State"), YEAR: _("Year")}
    return join_words(words.get(key) or str(BY_KEY[key].title) for key in keys)


def label_of(keys: Sequence[str], values: Sequence[str], names: Mapping[str, str]) -> str:
    """A row or column in words."""
    return join_words(_name(key, value, names) for key, value in zip(keys, values, strict=True))


def _name(key: str, value: str, names: Mapping[str, str]) -> str:
    if key == YEAR:
        return value
    return area_name(value, names) if key == STATE else category_name(key, value)


def _values(figure: Figure, keys: Sequence[str]) -> tuple[str, ...]:
    own = {STATE: figure.state, YEAR: str(figure.year)}
    return tuple(own.get(key) or figure.codes.get(key, TOTAL) for key in keys)


def _in_order(found: Iterable[tuple[str, ...]], keys: Sequence[str], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Rows or columns in the order of a reader: States by name, years as they follow, categories as in their list."""
    rows = list(found)
    ranks = [_ranks(key, {row[at] for row in rows}, names) for at, key in enumerate(keys)]
    return sorted(rows, key=lambda row: tuple(rank[value] for rank, value in zip(ranks, row, strict=True)))


def _ranks(key: str, values: set[str], names: Mapping[str, str]) -> dict[str, int]:
    if key == STATE:
        ordered = sort_for_reader(values, lambda value: area_name(value, names))
    elif key == YEAR:
        ordered = sorted(values, key=int)
    else:
        ordered = in_list_order(key, values)
    return {value: rank for rank, value in enumerate(ordered)}


def in_list_order(key: str, codes: Iterable[str]) -> list[str]:
    """Codes of a dimension in the order of its list."""
    wanted = set(codes)
    return [code for code in codes_in_order(key) if code in wanted]


def sign_of(value: Value) -> str:
    """A value as briefly as a table has it; its key says what the signs mean."""
    if value.kind == ValueKind.NOT_RECORDED:
        return NOT_RECORDED_SIGN
    if value.kind == ValueKind.NOT_APPLICABLE:
        return NOT_APPLICABLE_SIGN
    if value.kind == ValueKind.SUPPRESSED and not value.words:
        return value.limits or HIDDEN
    return str(value)


def _keys() -> list[tuple[str, str, Callable[[Value], bool]]]:
    def is_hidden(value: Value) -> bool:
        return value.kind == ValueKind.SUPPRESSED and not value.words

    return [
        (
            "1–4",
            _("Suppressed: the figure lies within these limits"),
            lambda value: is_hidden(value) and bool(value.limits),
        ),
        (
            HIDDEN,
            _("Suppressed, so that no other figure can be computed"),
            lambda value: is_hidden(value) and not value.limits,
        ),
        (NOT_RECORDED_SIGN, _("Not recorded"), lambda value: value.kind == ValueKind.NOT_RECORDED),
        (NOT_APPLICABLE_SIGN, _("Not applicable"), lambda value: value.kind == ValueKind.NOT_APPLICABLE),
    ]


def _row_html(row: TableRow, language: str) -> str:
    kind = ' class="sum"' if row.is_sum else ""
    cells = "".join([_cell_html(cell, language) for cell in row.cells])
    return f'<tr{kind}><th scope="row">{_linked(row.label.address, escape(row.label))}</th>{cells}</tr>'


def _cell_html(cell: Cell | Noted, language: str) -> str:
    if isinstance(cell, Noted):
        note = f'<small class="under">{escape(cell.note)}</small>' if cell.note else ""
        return f"{_cell_html(cell.value, language).removesuffix('</td>')}{note}</td>"
    if not isinstance(cell, Value):
        address = cell.address if isinstance(cell, Label) else ""
        return f"<td>{_linked(address, escape(cell))}</td>"
    if cell.kind in _KNOWN and not cell.words:
        return f'<td class="number">{_linked(cell.address, format_number_in(cell.number or 0, language))}</td>'
    # Limits run as the page does, as they do in charts: in Arabic the lower one stands on the right.
    words = escape(sign_of(cell))
    if cell.words:
        return f'<td class="number">{_linked(cell.address, words)}</td>'
    kind = cell.kind.replace(" ", "-")
    return f'<td class="number {kind}">{_linked(cell.address, _meaning(cell.kind, language) + words)}</td>'


_KNOWN = (ValueKind.COUNT, ValueKind.ZERO)


@lru_cache
def _meaning(kind: ValueKind, _language: str) -> str:
    """What a sign means, for those who do not see it: the sign alone is not read out as such."""
    meaning = {
        ValueKind.SUPPRESSED: _("Suppressed"),
        ValueKind.NOT_RECORDED: _("Not recorded"),
        ValueKind.NOT_APPLICABLE: _("Not applicable"),
        ValueKind.ESTIMATED: _("Estimate"),
    }[kind]
    return f'<span class="unseen">{escape(meaning)} </span>'


def escape(words: object) -> str:
    """Words for HTML. Django's own takes six times as long, for words that are translated later; here are none."""
    return html.escape(str(words))


def _linked(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{words}</a>' if address else words
