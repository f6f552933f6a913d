"""What releases contain, as tables show it."""

from collections.abc import Iterable
from typing import NamedTuple

from palermo.figures.labels import breakdown_name
from palermo.figures.models import ReleaseSeries


class SeriesLine(NamedTuple):
    """A series with its breakdown in words, and its years."""

    series: ReleaseSeries
    breakdown: str
    years: str


def lines_of_series(series: Iterable[ReleaseSeries]) -> list[SeriesLine]:
    """Series with their breakdowns in the reader's language."""
    return [SeriesLine(each, breakdown_name(each.by), _years(each)) for each in series]


def _years(series: ReleaseSeries) -> str:
    first, last = series.year_from, series.year_until
    return f"{first}–{last}" if last != first else f"{first}"
