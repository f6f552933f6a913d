"""The figures of a prepared release as they would be published, hidden ones among them: for the secretariat alone."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.speech.collation import sort_for_reader
from palermo.figures.bundles import NAMES, Key
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.labels import area_name, breakdown_name, category_name, join_words, state_names
from palermo.figures.pipeline.draft_files import TableFigure
from palermo.figures.pipeline.preparing import read_preview, table_figures
from palermo.figures.pipeline.protecting import figure_of
from palermo.figures.queries.indicators import indicators_visible_to
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.rules.releases import check_has_prepared
from palermo.figures.web.tables import FigureTable, Noted, TableRow, heading_of
from palermo.figures.web.views.previews import REASONS
from palermo.site.access import secretariat_only
from palermo.site.charts.values import NOT_RECORDED, Label, Value, ValueKind
from palermo.site.listing import filter_value

ROWS_A_PAGE = 100

type _Row = tuple[str, ...]


@require_safe
@secretariat_only
def release_preview_figures(request: SiteRequest, slug: str) -> HttpResponse:
    """An indicator under a breakdown, a row for each State and its categories, a column for each year."""
    release = get_object_or_404(releases_visible_to(request.viewer), slug=slug)
    preview = read_preview(release)
    if preview is None or not preview.loss.get("groups"):
        raise Http404
    check_has_prepared(release)
    groups = preview.loss["groups"]
    titles = {each.slug: each.display_name() for each in indicators_visible_to(request.viewer)}
    indicators = {each["indicator"]: titles.get(each["indicator"], each["indicator"]) for each in groups}
    indicator = filter_value(request, "indicator", indicators) or next(iter(indicators))
    breakdowns = {each["by"] or TOTAL: breakdown_name(each["by"]) for each in groups if each["indicator"] == indicator}
    by = filter_value(request, "by", breakdowns) or next(iter(breakdowns))
    figures = table_figures(release, indicator, "" if by == TOTAL else by)
    names = state_names()
    states = sort_for_reader({_state_of(each.key) for each in figures}, lambda state: area_name(state, names))
    state = filter_value(request, "state", states)
    rows = _rows_of(each for each in figures if state in ("", _state_of(each.key)))
    order = {each: place for place, each in enumerate(states)}
    page = Paginator(sorted(rows, key=lambda row: (order[row[0]], row[1:])), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "release": release,
        "indicators": _choices(indicators, indicator, indicator=indicator),
        "breakdowns": _choices(breakdowns, by, indicator=indicator, by=by),
        "states": [(each, area_name(each, names)) for each in states],
        "state": state,
        "page": page,
        "table": _table(
            join_words([indicators[indicator], breakdowns[by]]),
            {row: rows[row] for row in page},
            names,
            _years(figures),
        ),
        "hidden": sum(1 for each in figures if each.reason),
        "cells": len(figures),
    }
    return render(request, "figures/releases/preview_figures.html", context)


class Choice(NamedTuple):
    """An indicator, or a breakdown of the one that is shown: its name, and the page that shows it."""

    words: str
    address: str
    is_here: bool


def _choices(names: Mapping[str, str], chosen: str, **given: str) -> list[Choice]:
    """One of these is always shown; `given` names what is chosen so far, with the name of what is chosen here last."""
    *_others, name = given
    return [Choice(words, f"?{urlencode(given | {name: value})}", value == chosen) for value, words in names.items()]


def _state_of(key: Key) -> str:
    return key[NAMES.index("state")]


def _year_of(key: Key) -> str:
    return key[NAMES.index("year")]


def _years(figures: Iterable[TableFigure]) -> list[str]:
    return sorted({_year_of(each.key) for each in figures}, key=int)


def _rows_of(figures: Iterable[TableFigure]) -> dict[_Row, dict[str, TableFigure]]:
    """The figures by State and categories, then by year."""
    rows: dict[_Row, dict[str, TableFigure]] = {}
    for each in figures:
        codes = (each.key[NAMES.index(key)] for key in KEYS)
        rows.setdefault((_state_of(each.key), *codes), {})[_year_of(each.key)] = each
    return rows


def _table(
    title: str, rows: Mapping[_Row, Mapping[str, TableFigure]], names: Mapping[str, str], years: list[str]
) -> FigureTable:
    keys = [key for place, key in enumerate(KEYS, 1) if any(row[place] != TOTAL for row in rows)]
    made = tuple(
        TableRow(Label(_row_name(row, names)), tuple(_cell(by_year.get(year)) for year in years))
        for row, by_year in rows.items()
    )
    return FigureTable(title, (heading_of(["state", *keys]), *years), made)


def _row_name(row: _Row, names: Mapping[str, str]) -> str:
    codes = zip(KEYS, row[1:], strict=True)
    return join_words([area_name(row[0], names), *(category_name(key, code) for key, code in codes if code != TOTAL)])


def _cell(figure: TableFigure | None) -> Value | Noted:
    """A number; or the sign in its place, with the reason below."""
    if figure is None:
        return NOT_RECORDED
    read = figure_of(figure.shown)
    value = Value(ValueKind(read.kind), read.value, read.low, read.high)
    if not figure.reason:
        return value
    return Noted(value, str(REASONS.get(figure.reason, _("Suppressed"))))
