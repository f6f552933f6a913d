"""The data explorer: released figures by indicator, breakdown, State and year, in the form that the reader chooses."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.figures.labels import state_names
from palermo.figures.publishers import publisher_of
from palermo.figures.web.explorer.address import explore
from palermo.figures.web.explorer.charts import chart_of
from palermo.figures.web.explorer.exploration import LINE, TABLE, Exploration
from palermo.figures.web.explorer.fields import fields_of
from palermo.figures.web.explorer.offered import offered_series
from palermo.figures.web.explorer.sums import Offer, offer_words
from palermo.figures.web.explorer.table import table_page
from palermo.library.web.page_cache import cached
from palermo.site.charts.pages import render_with_charts

TEMPLATE = "figures/explorer.html"


@login_not_required
@require_safe
def data_explorer(request: SiteRequest) -> HttpResponse:
    """Released figures as the address asks for them."""
    names = cached("names of States", request.viewer, state_names)
    offered = cached("series of the explorer", request.viewer, offered_series)
    found = explore(request.GET, offered, names)
    if found is None:
        return render(request, TEMPLATE, {"found": None})
    if found.errors:
        return render(request, TEMPLATE, {"found": found, "fields": fields_of(found)})
    if address := _canonical(request, found):
        return HttpResponseRedirect(address)
    shown = chart_of(found)
    paged = table_page(found, request.GET.get("page")) if found.view == TABLE and found.years else None
    context = {
        "found": found,
        "address": _query(request, found),
        "fields": fields_of(found),
        "edition": found.edition,
        "publisher": publisher_of(request.viewer, found.release),
        "shown": shown,
        "offers": [(offer_words(each), _offer_address(found, each)) for each in shown.offers],
        "table": paged.table if paged else None,
        "page": paged.page if paged else None,
        "all_years_address": f"?{found.query(year_from=None, year_until=None)}",
    }
    return render_with_charts(request, TEMPLATE, context, {"figures": shown.chart})


def _canonical(request: SiteRequest, found: Exploration) -> str:
    """The one address of a choice, where this is another one and nothing of it has to be explained."""
    if not request.GET or "chart" in request.GET or found.ignored:
        return ""
    query = _query(request, found)
    return "" if request.META.get("QUERY_STRING") == query else f"{request.path}?{query}"


def _query(request: SiteRequest, found: Exploration) -> str:
    """The choice and the page of its table, as the address has them."""
    number = request.GET.get("page", "1")
    return found.query(page=number if number != "1" and found.view == TABLE else "")


def _offer_address(found: Exploration, offer: Offer) -> str:
    """The sums of States that reported in all of these years."""
    first, last = offer.years[0], offer.years[-1]
    query = found.query(states=tuple(sorted(offer.states)), year_from=first, year_until=last, sum="1", view=LINE)
    return f"?{query}"
