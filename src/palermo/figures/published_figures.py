"""Published figures for pages, files and the interface for programs: the same cells on every channel.

Everything that shows a figure asks here. What is shown comes from the cube of a release, and a release is public.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from django.urls import reverse
from django.utils.http import urlencode

from palermo.core.languages import active_language
from palermo.figures.cubes import Figure, Selection, count_cube, read_cube
from palermo.figures.models import Release, ReleaseSeries
from palermo.figures.pipeline.places import cube_path
from palermo.figures.queries.releases import current_releases
from palermo.site.charts.values import Value, ValueKind

# Kinds as cubes have them.
_KINDS = {each.value: each for each in ValueKind}


def current_series(indicator: str = "", by: str | None = None) -> list[ReleaseSeries]:
    """What the current releases have of an indicator under a breakdown, the release made last first."""
    releases = {each.pk: each for each in current_releases()}
    rows = ReleaseSeries.objects.filter(release__in=list(releases)).select_related("indicator")
    if indicator:
        rows = rows.filter(indicator__slug=indicator)
    if by is not None:
        rows = rows.filter(by=by)
    found = list(rows.order_by("indicator__position", "indicator__slug", "by"))
    for each in found:
        each.release = releases[each.release_id]
    place = {pk: at for at, pk in enumerate(releases)}
    return sorted(found, key=lambda each: place[each.release_id])


def figures_of(release: Release, selection: Selection, *, limit: int | None = None) -> list[Figure]:
    """The figures of a release that a selection wants, in the order of indicator, breakdown, State, year and codes."""
    return read_cube(cube_path(release), selection, limit=limit)


def count_figures(release: Release, selection: Selection) -> int:
    """How many figures of a release a selection wants."""
    return count_cube(cube_path(release), selection)


def find_figure(release: Release, indicator: str, state: str, year: int, codes: dict[str, str]) -> Figure | None:
    """One figure of a release; None where it has none."""
    selection = Selection(indicators=(indicator,), states=(state,), year_from=year, year_until=year)
    wanted = replace(selection, codes={key: (code,) for key, code in codes.items()})
    return next((each for each in figures_of(release, wanted) if each.codes == codes), None)


class FigureLinks:
    """The figures of a release as values that lead to their pages, in the reader's language of this moment.

    A page has hundreds of them: what their addresses have in common is made once.
    """

    def __init__(self, release: Release) -> None:
        self._root = _figure_root(release.slug, active_language().django_code)

    def address(self, figure: Figure) -> str:
        """The page that says where a figure comes from."""
        query = _figure_query(tuple(figure.codes.items())) if figure.codes else ""
        return f"{self._root}{figure.indicator}/{figure.state}/{figure.year}/{query}"

    def value(self, figure: Figure) -> Value:
        """The figure as charts and tables show it."""
        return value_of(figure, self.address(figure))


def linked_value(release: Release, figure: Figure) -> Value:
    """A figure as charts and tables show it, with the page that says where it comes from."""
    return FigureLinks(release).value(figure)


def value_of(figure: Figure, address: str = "") -> Value:
    """A figure as charts and tables show it."""
    return Value(_KINDS[figure.kind], figure.value, figure.low, figure.high, address)


def figure_address(release: Release, figure: Figure) -> str:
    """The page that says where a figure comes from."""
    return FigureLinks(release).address(figure)


@lru_cache(maxsize=4096)
def _figure_query(codes: tuple[tuple[str, str], ...]) -> str:
    """The categories of a figure in its address."""
    return f"?{urlencode(sorted(codes))}"


@lru_cache(maxsize=64)
def _figure_root(release: str, _language: str) -> str:
    """The address of the figures of a release in a language, up to the indicator."""
    return reverse("figure", args=[release, "indicator", "state", 1]).removesuffix("indicator/state/1/")


def reporting_states(figures: Iterable[Figure]) -> set[str]:
    """The States of which there is a figure that was counted or withheld, so that it is known that they reported."""
    counted = (ValueKind.COUNT, ValueKind.ZERO, ValueKind.SUPPRESSED, ValueKind.ESTIMATED)
    return {each.state for each in figures if _KINDS[each.kind] in counted}
