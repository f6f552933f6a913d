"""A table of a return: filled in by those of the State, read by the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palermo.accounts.requests import SiteRequest
from palermo.core.refusals import Refused
from palermo.core.rules import can
from palermo.core.text import plain
from palermo.returns.actions.filling import describe_figures, describe_table, save_figures
from palermo.returns.actions.returns import note_reading
from palermo.returns.cells import Place, codes_of
from palermo.returns.checks import Names
from palermo.returns.entries import Entry, entry_text, read_entry
from palermo.returns.figures import (
    Faults,
    accepted_returns,
    entries_of,
    find_faults,
    list_names,
    structure_of,
)
from palermo.returns.models import Return, ReturnBlock, ReturnFigure
from palermo.returns.other_sources import OtherSource, other_sources
from palermo.returns.queries.returns import (
    attachments_visible_to,
    blocks_visible_to,
    figure_changes_visible_to,
    figures_visible_to,
    return_queries_visible_to,
)
from palermo.returns.rules import returns as rules
from palermo.returns.states.returns import ValueKind
from palermo.returns.structure import Structure, Table
from palermo.returns.web.forms.returns import ArticleField, SourceForm
from palermo.returns.web.grid import Cell, Grid, entry_words, make_grid
from palermo.returns.web.other_sources import ShownSource, show_sources
from palermo.site.action_pages import ActionLink, named_action_links
from palermo.site.forms.model_fields import form_field
from palermo.site.listing import page_read

# How many earlier years stand beside a figure.
YEARS_SHOWN = 3
FILL_EMPTY = {
    ValueKind.ZERO: gettext_lazy("Enter 0"),
    ValueKind.NOT_RECORDED: gettext_lazy("Enter “not recorded”"),
    ValueKind.NOT_APPLICABLE: gettext_lazy("Enter “not applicable”"),
}
ON_TABLE = ("mark-return-table", "attach-to-return-table", "query-return-table")


@dataclass(frozen=True)
class _Opened:
    """A table as it was opened: with what its reader may see of the return."""

    block: ReturnBlock
    structure: Structure
    table: Table
    names: Names
    figures: dict[Place, ReturnFigure]
    earlier: list[tuple[str, dict[Place, Entry]]]
    added: tuple[str, ...]
    # How many changes of the table there were before its figures were read.
    seen: int
    others: list[OtherSource]

    @property
    def national_return(self) -> Return:
        """The return."""
        return self.block.of

    def find_faults(self) -> Faults:
        """What is wrong, as far as it can be seen from the tables that the reader sees."""
        previous = self.earlier[0][1] if self.earlier and self._is_last_year else {}
        return find_faults(self.structure, entries_of(self.figures), previous)

    @property
    def _is_last_year(self) -> bool:
        return self.earlier[0][0] == str(self.national_return.round.year - 1)

    def make_grid(self, faults: Faults | None = None, **kwargs: object) -> Grid:
        """The table with its rows."""
        found = [*faults.errors, *faults.warnings] if faults else []
        return make_grid(
            self.structure,
            self.table,
            self.figures,
            names=self.names,
            added=self.added,
            earlier=self.earlier,
            faults=found,
            **kwargs,  # type: ignore[arg-type]
        )

    def show_sources(self, grid: Grid) -> list[ShownSource]:
        """What other sources have, which is also set beside the cells of the table."""
        return show_sources(self.others, grid, self.structure, self.block, self.names)


def return_table(request: SiteRequest, slug: str, table: str) -> HttpResponse:
    """A table of a return: a form for those who may fill it in, otherwise its figures."""
    opened = _open(request, slug, table)
    if not can(rules.check_may_fill_table, request.user, opened.block):
        if request.method == "POST":
            rules.check_may_fill_table(request.user, opened.block)
        return _reading_page(request, opened)
    if request.method == "POST":
        return _save(request, opened)
    _note(request, opened)
    return _filling_page(request, opened)


def return_row(request: SiteRequest, slug: str, table: str, row: str) -> HttpResponse:
    """The figures of one row with their notes and sources."""
    opened = _open(request, slug, table)
    rules.check_may_fill_table(request.user, opened.block)
    _note(request, opened)
    grid = opened.make_grid()
    opened.show_sources(grid)
    shown = next((each for each in grid.rows if each.key == row), None)
    if shown is None:
        raise Http404
    block = opened.block
    data = request.POST if request.method == "POST" else None
    seen = _number(request.POST.get("seen")) if data is not None else opened.seen
    units = _units(opened)
    cells = [(cell, FigureForm(data, cell=cell, block=block, units=units, prefix=cell.key)) for cell in shown.cells]
    # Of every figure, so that each shows its own errors.
    faults = [form.errors for _cell, form in cells] if data is not None else []
    if data is not None and not any(faults):
        described = {cell.key: form.entry_and_source() for cell, form in cells}
        try:
            describe_figures(block, described, seen=_change_at(block, seen), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{block.get_absolute_url()}#row-{row}")
    context = {**_context(opened), "row": shown, "cells": cells, "seen": seen, "units": units}
    return render(request, "returns/returns/row.html", context, status=422 if data is not None else 200)


def return_changes(request: SiteRequest, slug: str, table: str) -> HttpResponse:
    """What was changed in a table: when, by whom, from what to what."""
    opened = _open(request, slug, table)
    if request.viewer.is_secretariat:
        raise Http404
    _note(request, opened)
    rows = figure_changes_visible_to(request.viewer).filter(of=opened.national_return, table=table)
    rows = rows.select_related("changed_by").order_by("-pk")
    grid = opened.make_grid()
    cells = {cell.key: cell.name for cell in grid.cells}
    page = page_read(request, rows, rows)
    lines = [
        (change, cells.get(change.cell, change.cell), _held(change.before), _held(change.after)) for change in page
    ]
    return render(request, "returns/returns/changes.html", {**_context(opened), "page": page, "lines": lines})


def _held(state: Mapping[str, object]) -> str:
    """What a cell held, in words."""
    if not state:
        return _("empty")
    entry = Entry(
        str(state.get("kind", "")),
        cast(int | None, state.get("value")),
        cast(int | None, state.get("low")),
        cast(int | None, state.get("high")),
    )
    return " · ".join(filter(None, (entry_words(entry), str(state.get("note", "")))))


class FigureForm(forms.Form):
    """One figure with its note, and what differs from its table."""

    entry = forms.CharField(
        label=gettext_lazy("Figure"),
        max_length=60,
        required=False,
        # “<5” is read from left to right in every language.
        widget=forms.TextInput({"dir": "ltr", "autocomplete": "off"}),
    )
    note = form_field(ReturnFigure, "note", max_length=5000, widget=forms.Textarea({"rows": 2, "dir": "auto"}))
    article = ArticleField()
    agency = form_field(ReturnFigure, "agency", widget=forms.TextInput({"dir": "auto"}))
    unit = form_field(ReturnFigure, "unit", forms.ChoiceField, choices=())

    def __init__(
        self, data: QueryDict | None, *, cell: Cell, block: ReturnBlock, units: list[tuple[str, str]], prefix: str
    ) -> None:
        figure = cell.figure
        initial: dict[str, object] = {"entry": cell.typed}
        if figure is not None:
            initial |= {"note": figure.note, "article": figure.article, "agency": figure.agency, "unit": figure.unit}
        super().__init__(data, initial=initial, prefix=prefix)
        self.fields["unit"].choices = [("", gettext_lazy("As in the table")), *units]  # type: ignore[attr-defined]
        self.fields["article"].queryset = _laws(block)  # type: ignore[attr-defined]

    def clean_entry(self) -> Entry | None:
        try:
            return read_entry(self.cleaned_data["entry"])
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, object] | None:
        values = super().clean() or {}
        has_more = any(values.get(name) for name in ("note", "article", "agency", "unit"))
        if has_more and "entry" in values and values["entry"] is None:
            self.add_error("entry", _("Enter the figure, or why there is none. An empty cell keeps no note."))
        return None

    def entry_and_source(self) -> tuple[Entry | None, dict[str, object]]:
        """The entry with its note, and what differs from the table."""
        values = self.cleaned_data
        entry = values["entry"]
        if entry is not None:
            entry = Entry(entry.kind, entry.value, entry.low, entry.high, values["note"].strip())
        return entry, {name: values[name] for name in ("article", "agency", "unit")}


def _open(request: SiteRequest, slug: str, table: str) -> _Opened:
    blocks = blocks_visible_to(request.viewer).select_related(
        "of__agreement__source", "of__round__edition__questionnaire"
    )
    block = get_object_or_404(blocks, of__slug=slug, table=table)
    structure = structure_of(block.of.round.edition)
    if block.table not in structure.tables:
        raise Http404
    # Before the figures: what is changed in between is not taken for seen.
    seen = block.of.changes.filter(table=block.table).count()
    visible = figures_visible_to(request.viewer).filter(of=block.of).select_related("article")
    figures = {(row.table, row.cell): row for row in visible}
    chosen, names = structure.tables[block.table], list_names(structure, [block.table])
    added = tuple(row for row in request.GET.getlist("row") if _can_be_added(chosen, row, names))
    others = other_sources(request.viewer, request.user, block.of, chosen)
    return _Opened(block, structure, chosen, names, figures, _earlier(block, figures), added, seen, others)


def _can_be_added(table: Table, row: str, names: Names) -> bool:
    """Whether a row has codes of the lists from which rows are added."""
    sides = zip(table.rows, codes_of(table.rows, row) or (), strict=False)
    found = [not side.dimension.is_open or (side.dimension.key, code) in names for side, code in sides]
    return table.has_open_rows and bool(found) and all(found)


def _change_at(block: ReturnBlock, number: int) -> int:
    """The key of a change by its number among those of its table; 0 where there is none.

    Forms have the number, since keys tell how many figures others changed.
    """
    changes = block.of.changes.filter(table=block.table).order_by("pk").values_list("pk", flat=True)
    return next(iter(changes[number - 1 : number]), 0) if number else 0


def _earlier(block: ReturnBlock, figures: Mapping[Place, ReturnFigure]) -> list[tuple[str, dict[Place, Entry]]]:
    """The figures of the same tables in accepted returns of earlier years: of those tables that the reader sees."""
    tables = {block.table, *(table for table, _cell in figures)}
    years = accepted_returns(block.of)[:YEARS_SHOWN]
    rows = ReturnFigure.objects.filter(of__in=years, table__in=sorted(tables))
    by_year: dict[int, dict[Place, Entry]] = {each.pk: {} for each in years}
    for row in rows:
        by_year[row.of_id][row.table, row.cell] = Entry(row.kind, row.value, row.low, row.high, row.note)
    return [(str(each.round.year), by_year[each.pk]) for each in years]


def _context(opened: _Opened) -> dict[str, object]:
    tables = list(opened.structure.tables)
    section = next(each for each in opened.structure.sections if opened.table in each.tables)
    return {
        "national_return": opened.national_return,
        "table_block": opened.block,
        "table": opened.table,
        "section": section,
        "place": tables.index(opened.table.key) + 1,
        "number": len(tables),
    }


def _units(opened: _Opened) -> list[tuple[str, str]]:
    """The counting units that the questionnaire offers for the table."""
    units = opened.structure.units
    return [(key, plain(units[key])) for key in opened.table.units if key in units]


def _laws(block: ReturnBlock) -> object:
    return SourceForm(block=block, units=[]).fields["article"].queryset  # type: ignore[attr-defined]


def _note(request: SiteRequest, opened: _Opened) -> None:
    if request.method == "GET":
        note_reading(opened.national_return, by=request.user)


def _neighbours(request: SiteRequest, opened: _Opened) -> dict[str, str]:
    """The tables before and after, of those that the reader sees."""
    seen = set(blocks_visible_to(request.viewer).filter(of=opened.national_return).values_list("table", flat=True))
    tables = [key for key in opened.structure.tables if key in seen]
    place = tables.index(opened.table.key)
    found = {}
    for name, at in (("before", place - 1), ("after", place + 1)):
        if 0 <= at < len(tables):
            found[name] = reverse("return_table", args=[opened.national_return.slug, tables[at]])
    return found


def _reading_page(request: SiteRequest, opened: _Opened) -> HttpResponse:
    _note(request, opened)
    viewer, national_return = request.viewer, opened.national_return
    queries = list(return_queries_visible_to(viewer).filter(of=national_return, table=opened.table.key))
    grid = opened.make_grid(opened.find_faults(), queries=queries)
    sources = opened.show_sources(grid)
    block, units = opened.block, dict(_units(opened))
    context = {
        **_context(opened),
        **_neighbours(request, opened),
        "grid": grid,
        "unit": units.get(block.unit, block.unit),
        "notes": [(cell, _origin_words(cell, units)) for cell in grid.cells if cell.figure and _has_more(cell.figure)],
        "queries": [(query, ()) for query in queries if not query.cell],
        "ways": named_action_links(ON_TABLE, block, viewer, request.user),
        "attachments": _attachments(request, opened),
        "has_faults": any(cell.errors or cell.warnings for cell in grid.cells),
        "can_ask": can_ask(request, block),
        "years": [heading for heading, _held in opened.earlier],
        "sources": sources,
    }
    return render(request, "returns/returns/table.html", context)


def can_ask(request: SiteRequest, block: ReturnBlock) -> bool:
    """Whether the reader may ask about the figures of a table."""
    return bool(named_action_links(["query-return-table"], block, request.viewer, request.user))


def _has_more(figure: ReturnFigure) -> bool:
    return bool(figure.note or figure.article_id or figure.agency or figure.unit)


def _origin_words(cell: Cell, units: Mapping[str, str]) -> list[str]:
    figure = cell.figure
    assert figure is not None
    article = plain(figure.article.title) if figure.article else ""
    return [each for each in (figure.note, article, figure.agency, units.get(figure.unit, figure.unit)) if each]


@dataclass
class _Typed:
    """What was sent: by cell, what stands in its field, and why it could not be saved."""

    texts: dict[str, str]
    faults: dict[str, str]


def _filling_page(
    request: SiteRequest,
    opened: _Opened,
    *,
    source: SourceForm | None = None,
    typed: _Typed | None = None,
) -> HttpResponse:
    """The table as a form; after a save that was not whole, with what was typed."""
    viewer, block, units = request.viewer, opened.block, _units(opened)
    faults = opened.find_faults()
    grid = opened.make_grid(faults)
    sources = opened.show_sources(grid)
    faulty = []
    for cell in grid.cells:
        if typed and cell.key in typed.faults:
            cell.typed = typed.texts[cell.key]
            cell.fault = typed.faults[cell.key]
            faulty.append(cell)
    missing = [(cell, words) for cell in grid.cells for words in (*cell.errors, *cell.warnings)]
    source = source or SourceForm(block=block, units=units)
    context = {
        **_context(opened),
        **_neighbours(request, opened),
        "grid": grid,
        "source": source,
        "source_open": bool(source.errors) or any(not getattr(block, name) for name in _asked(opened)),
        "seen": opened.seen,
        "was": source_texts(block),
        "faulty": faulty,
        "faults": missing,
        "fill_empty": [(kind.value, words) for kind, words in FILL_EMPTY.items()],
        "codes": _codes(opened, grid),
        "open_dimension": next((side.dimension for side in opened.table.rows if side.dimension.is_open), None),
        "ways": named_action_links(ON_TABLE, block, viewer, request.user),
        "attachments": _attachments(request, opened),
        "address": _address(request, opened),
        "sources": sources,
    }
    return render(request, "returns/returns/fill.html", context, status=422 if typed else 200)


def _address(request: SiteRequest, opened: _Opened) -> str:
    """Where the form is sent: with the rows that were added and hold nothing yet."""
    rows = urlencode({"row": [*dict.fromkeys(opened.added)]}, doseq=True)
    return f"{request.path}?{rows}" if rows else request.path


def _attachments(request: SiteRequest, opened: _Opened) -> list[tuple[object, list[ActionLink]]]:
    rows = attachments_visible_to(request.viewer).filter(of=opened.national_return, table=opened.table.key)
    return [(row, named_action_links(["remove-return-file"], row, request.viewer, request.user)) for row in rows]


def _asked(opened: _Opened) -> list[str]:
    return [name for name in opened.table.asks if name != "article"]


def _codes(opened: _Opened, grid: Grid) -> list[tuple[str, str]]:
    """Codes of which a row can be added, with their names."""
    dimension = next((side.dimension for side in opened.table.rows if side.dimension.is_open), None)
    if dimension is None:
        return []
    there = {code for row in grid.rows for code in codes_of(opened.table.rows, row.key) or ()}
    return [(code, name) for (key, code), name in opened.names.items() if key == dimension.key and code not in there]


def _save(request: SiteRequest, opened: _Opened) -> HttpResponse:
    """Save what can be saved, and show the rest as it was typed."""
    typed, entries = _read(request.POST, opened)
    try:
        rows = _rows_to_add(request.POST, opened)
    except Refused as refusal:
        rows = []
        messages.error(request, str(refusal))
    source = SourceForm(request.POST, block=opened.block, units=_units(opened))
    seen = _change_at(opened.block, _number(request.POST.get("seen")))
    saved = save_figures(opened.national_return, entries, seen=seen, by=request.user)
    for (_table, cell), conflict in saved.conflicts.items():
        typed.texts[cell] = entry_text(conflict.wanted)
        typed.faults[cell] = _(
            "%(person)s changed this figure in the meantime; it is now %(found)s. Save again to replace it."
        ) % {"person": conflict.by, "found": entry_words(conflict.found) or _("empty")}
    if source.is_valid():
        values = _source_values(source, opened.block, request.POST)
        describe_table(opened.block, values=values, by=request.user)
    if typed.faults or source.errors:
        again = _open(request, opened.national_return.slug, opened.table.key)
        if typed.faults:
            number = len(typed.faults)
            messages.error(
                request,
                ngettext("Saved, except for %(number)d cell.", "Saved, except for %(number)d cells.", number)
                % {"number": number},
            )
        # A row that was to be added stands there, too.
        again = replace(again, added=(*again.added, *rows))
        return _filling_page(request, again, source=source, typed=typed)
    messages.success(request, _("Saved."))
    return redirect(_next_page(request, opened, rows))


def _next_page(request: SiteRequest, opened: _Opened, rows: list[str]) -> str:
    here = opened.block.get_absolute_url()
    if row := request.POST.get("notes", ""):
        return reverse("return_row", args=[opened.national_return.slug, opened.table.key, row])
    if "next" in request.POST:
        return _neighbours(request, opened).get("after") or opened.national_return.get_absolute_url()
    kept = [*dict.fromkeys([*opened.added, *rows])]
    if not kept:
        return here
    return f"{here}?{urlencode({'row': kept}, doseq=True)}#row-{kept[-1]}"


def _read(sent: QueryDict, opened: _Opened) -> tuple[_Typed, dict[Place, Entry | None]]:
    """What was typed into the cells of the table; those that were not sent stay as they are."""
    typed, entries = _Typed({}, {}), dict[Place, Entry | None]()
    fill = sent.get("fill_empty", "")
    filling = Entry(fill, 0 if fill == ValueKind.ZERO else None) if fill in FILL_EMPTY else None
    for name, value in sent.items():
        if not name.startswith("cell-"):
            continue
        cell = name.removeprefix("cell-")
        typed.texts[cell] = str(value)
        try:
            entries[opened.table.key, cell] = read_entry(str(value)) or filling
        except Refused as refusal:
            typed.faults[cell] = str(refusal)
    return typed, entries


def _rows_to_add(sent: QueryDict, opened: _Opened) -> list[str]:
    """The keys of the rows of a code or name that was entered to be added. Refused if the list has no such code."""
    written = sent.get("add", "").strip()
    dimension = next((side.dimension for side in opened.table.rows if side.dimension.is_open), None)
    if not written or dimension is None:
        return []
    codes = {code: name for (key, code), name in opened.names.items() if key == dimension.key}
    code = written.partition(" ")[0] if written.partition(" ")[0] in codes else ""
    code = code or next((each for each, name in codes.items() if name.casefold() == written.casefold()), "")
    if not code:
        raise Refused(_("“%(written)s” is not in the list. Choose an entry of the list.") % {"written": written[:80]})
    keys = [""]
    for side in opened.table.rows:
        chosen = [code] if side.dimension.is_open else list(side.dimension.codes)
        keys = [f"{before}-{each}" if before else each for before in keys for each in chosen]
    return keys


def _source_values(source: SourceForm, block: ReturnBlock, sent: QueryDict) -> dict[str, object]:
    """The fields that whoever sent the form changed; an error at those that somebody else changed meanwhile."""
    values = {}
    now = source_texts(block)
    for name, value in list(source.cleaned_data.items()):
        written, seen = sent.get(f"source-{name}", "").strip(), sent.get(f"was-{name}", now[name])
        if written == seen:
            continue
        if seen != now[name] and written != now[name]:
            source.add_error(
                name,
                _("This was changed in the meantime; it is now “%(found)s”. Save again to replace it.")
                % {"found": now[name]},
            )
        else:
            values[name] = value
    return values


def source_texts(block: ReturnBlock) -> dict[str, str]:
    """What stands in the fields on the source of a table."""
    return {
        "article": block.article.slug if block.article else "",
        "article_text": block.article_text,
        "agency": block.agency,
        "unit": block.unit,
        "note": block.note.replace("\r\n", "\n"),
    }


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 19 else 0
