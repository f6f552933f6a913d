"""The page of a figure."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.figures.cubes import Figure
from palermo.figures.labels import area_name, category_names, state_names
from palermo.figures.models import Indicator, Release
from palermo.figures.models.releases import LAST_YEAR
from palermo.figures.published_figures import current_series, find_figure, linked_value
from palermo.figures.queries.releases import releases_visible_to
from palermo.figures.states.releases import PUBLISHED
from palermo.figures.units import unit_name
from palermo.figures.web.figure_page import (
    breakdowns_beside,
    category_facts,
    codes_from,
    edition_of,
    explorer_address,
    figure_citation,
    kind_sentence,
    origin_of,
    other_releases,
    provenance_of,
    statement_of,
    years_around,
)
from palermo.library.web.page_cache import cached


@login_not_required
@require_safe
def figure_detail(request: SiteRequest, release: str, indicator: str, state: str, year: int) -> HttpResponse:
    """One published figure: what it says, and where it comes from."""
    viewer = request.viewer
    published = releases_visible_to(viewer).filter(status__in=PUBLISHED)
    of_release: Release = get_object_or_404(published, slug=release)
    figure = _find(request, of_release, indicator, state, year)
    of_indicator = get_object_or_404(Indicator.objects.prefetch_related("editions"), slug=indicator)
    names = cached("names of States", viewer, state_names)
    edition, origin = edition_of(of_release, of_indicator.pk), origin_of(of_release, figure.origin)
    value = linked_value(of_release, figure)
    place, categories = area_name(state, names), category_names(figure.codes)
    current = {each.release_id for each in current_series(indicator, figure.by)}
    context = {
        "release": of_release,
        "indicator": of_indicator,
        "edition": edition,
        "figure": figure,
        "value": value,
        "sentence": kind_sentence(value),
        "place": place,
        "is_state": state in names,
        "categories": categories,
        "facts": category_facts(figure),
        "provenance": provenance_of(origin, viewer) if origin else None,
        "unit": unit_name(origin.unit if origin else edition.unit if edition else ""),
        "statement": statement_of(of_release),
        "is_current": of_release.pk in current,
        "others": other_releases(of_release, figure, viewer),
        "years": years_around(of_release, figure, names),
        "explorer": explorer_address(of_release, figure),
        "beside": breakdowns_beside(of_release, figure),
        "citation": figure_citation(of_release, of_indicator, figure, place),
    }
    return render(request, "figures/figure.html", context)


def _find(request: SiteRequest, release: Release, indicator: str, state: str, year: int) -> Figure:
    codes = codes_from(request.GET)
    is_possible = codes is not None and year <= LAST_YEAR
    figure = find_figure(release, indicator, state, year, codes or {}) if is_possible else None
    if figure is None:
        raise Http404
    return figure
