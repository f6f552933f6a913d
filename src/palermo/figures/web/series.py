"""What releases contain, as tables show it."""

from collections.abc import Iterable
from typing import NamedTuple

from palermo.figures.choices import Choice
from palermo.figures.labels import breakdown_name
from palermo.figures.models import ReleaseSeries
from palermo.figures.queries.releases import current_releases
from palermo.figures.web.questions.answers import explorer_address


class SeriesLine(NamedTuple):
    """A series with its breakdown in words, its years, and where its figures are shown; empty for an earlier edition.

    The data explorer shows the figures of current releases alone.
    """

    series: ReleaseSeries
    breakdown: str
    years: str
    address: str


def lines_of_series(series: Iterable[ReleaseSeries]) -> list[SeriesLine]:
    """Series with their breakdowns in the reader's language; their releases and indicators are read before."""
    current = {each.pk for each in current_releases()}
    return [
        SeriesLine(each, breakdown_name(each.by), _years(each), _address(each) if each.release_id in current else "")
        for each in series
    ]


def _address(series: ReleaseSeries) -> str:
    return explorer_address(Choice(series.release.slug, series.indicator.slug, series.by))


def _years(series: ReleaseSeries) -> str:
    first, last = series.year_from, series.year_until
    return f"{first}–{last}" if last != first else f"{first}"
