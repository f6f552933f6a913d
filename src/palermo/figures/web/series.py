"""What releases contain, as tables show it."""

from collections.abc import Iterable
from typing import NamedTuple

from palermo.figures.labels import breakdown_name
from palermo.figures.models import ReleaseSeries


class SeriesLine(NamedTuple):
    """A series with its breakdown in words."""

    series: ReleaseSeries
    breakdown: str


def lines_of_series(series: Iterable[ReleaseSeries]) -> list[SeriesLine]:
    """Series with their breakdowns in the reader's language."""
    return [SeriesLine(each, breakdown_name(each.by)) for each in series]
