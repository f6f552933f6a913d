"""Indicators: the list, one with its editions and the releases that have it, an edition."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import active_language
from palermo.figures.dimensions import BY_KEY
from palermo.figures.models import Indicator, IndicatorEdition
from palermo.figures.queries.indicators import indicator_editions_visible_to, indicators_visible_to
from palermo.figures.queries.releases import release_series_visible_to
from palermo.figures.states.indicators import Measure
from palermo.figures.states.releases import PUBLISHED
from palermo.figures.units import unit_name
from palermo.figures.web.indicator_figures import figures_of_indicator
from palermo.figures.web.series import lines_of_series
from palermo.site.listing import filter_value, search_words


@login_not_required
@require_safe
def indicator_list(request: SiteRequest) -> HttpResponse:
    """Every indicator with what it counts, by what it measures."""
    words = search_words(request)
    found = [each for each in indicators_visible_to(request.viewer) if _shown(each)]
    measures = [(each.value, each.label) for each in Measure if any(one.measure == each for one in found)]
    measure = filter_value(request, "measure", Measure.values)
    rows = [
        (each, edition, unit_name(edition.unit))
        for each in found
        if (edition := _shown(each)) and (not measure or each.measure == measure) and _has_words(edition, words)
    ]
    context = {
        "rows": rows,
        "find": words,
        "measure": measure,
        "measures": measures if len(measures) > 1 else [],
        "is_narrowed": bool(words or measure),
    }
    return render(request, "figures/indicators/list.html", context)


def _shown(indicator: Indicator) -> IndicatorEdition | None:
    """The last published edition; before there is one, the draft."""
    return indicator.current or next(iter(indicator.editions.all()), None)


def _has_words(edition: IndicatorEdition, words: str) -> bool:
    texts = [*edition.title.values(), *edition.definition.values(), edition.sdg, edition.sdmx]
    sought = " \n".join(texts).casefold()
    return all(word in sought for word in words.casefold().split())


@login_not_required
@require_safe
def indicator_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One indicator as it is defined now, its editions, and the releases that have figures of it."""
    viewer = request.viewer
    indicator = get_object_or_404(indicators_visible_to(viewer), slug=slug)
    editions = list(indicator_editions_visible_to(viewer).filter(indicator=indicator).order_by("-number"))
    edition = next((each for each in editions if each.published_on), editions[0] if editions else None)
    series = release_series_visible_to(viewer).filter(indicator=indicator, release__status__in=PUBLISHED)
    rows = series.select_related("release", "indicator").order_by("-release__released_on", "-release__pk", "by")
    context = {
        "indicator": indicator,
        "edition": edition,
        "editions": editions,
        "lines": lines_of_series(list(rows)),
        "table": figures_of_indicator(indicator),
        **(_words_of(edition) if edition else {}),
    }
    return render(request, "figures/indicators/detail.html", context)


@login_not_required
@require_safe
def indicator_edition(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """One edition of an indicator, also an earlier one; a draft for the secretariat."""
    viewer = request.viewer
    edition = get_object_or_404(indicator_editions_visible_to(viewer), indicator__slug=slug, number=number)
    others = indicator_editions_visible_to(viewer).filter(indicator=edition.indicator).exclude(pk=edition.pk)
    context = {
        "edition": edition,
        "indicator": edition.indicator,
        "others": others.order_by("-number"),
        "releases": edition.releases.filter(status__in=PUBLISHED).order_by("-released_on", "-pk"),
        **_words_of(edition),
    }
    return render(request, "figures/indicators/edition.html", context)


def _words_of(edition: IndicatorEdition) -> dict[str, object]:
    return {
        "unit": unit_name(edition.unit),
        "dimensions": [BY_KEY[key].title for key in edition.dimensions if key in BY_KEY],
        "language": active_language(),
    }
