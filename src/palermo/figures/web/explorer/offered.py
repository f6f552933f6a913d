"""What the current releases have for the data explorer: light enough to be kept until the record changes."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from palermo.figures.models import Indicator, Release, ReleaseSeries
from palermo.figures.published_figures import current_series


class Named(NamedTuple):
    """A release or an indicator, under its name in the reader's language."""

    pk: int
    slug: str
    name: str


class OfferedSeries(NamedTuple):
    """That a release has an indicator under a breakdown."""

    release: int
    indicator: int
    by: str


class Offered(NamedTuple):
    """Releases, the one made last first, indicators in their order, and which release has what."""

    releases: tuple[Named, ...]
    indicators: tuple[Named, ...]
    series: tuple[OfferedSeries, ...]


def offered_series() -> Offered:
    """What the current releases have."""
    return offered_of(current_series())


def offered_of(rows: Sequence[ReleaseSeries]) -> Offered:
    """What is offered of some series, each with its release and its indicator."""
    indicators = _indicators(rows)
    releases: dict[int, Release] = {each.release_id: each.release for each in rows}
    return Offered(
        tuple(Named(pk, each.slug, each.display_name()) for pk, each in releases.items()),
        tuple(Named(each.pk, each.slug, each.display_name()) for each in indicators),
        tuple(OfferedSeries(each.release_id, each.indicator_id, each.by) for each in rows),
    )


def _indicators(series: Iterable[ReleaseSeries]) -> list[Indicator]:
    """The indicators of some series in their order, with their editions."""
    own = {each.indicator_id: each.indicator for each in series}
    indicators = sorted(own.values(), key=lambda each: (each.position, each.slug))
    prefetch_related_objects(indicators, "editions")
    return indicators
