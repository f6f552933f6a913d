"""Charts on pages: the page of a view with its charts, and each chart as a file at the page's own address.

A chart's file is asked for by `?chart=…&as=csv` beside the filters of the page. So the view that may show the page is
the one that gives the file, of exactly the records that this reader may see.
"""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from palermo.accounts.rate_limits import consume, network_of, parse_rate, too_many_requests
from palermo.site.charts.chart import Chart
from palermo.site.charts.files import csv_of, png_of, svg_of
from palermo.site.unknown_choices import forget_unknown_choice

FORMS: dict[str, tuple[str, Callable[[Chart], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_of),
    "png": ("image/png", png_of),
    "svg": ("image/svg+xml", svg_of),
}
# So many from one network: a program is started for each that is not kept.
PICTURES = parse_rate("30/5m")


def render_with_charts(
    request: HttpRequest, template: str, context: Mapping[str, object], charts: Mapping[str, Chart | None]
) -> HttpResponse:
    """The page with its charts in `charts`, or the file of one of them; a chart that is None has nothing to show."""
    if "chart" in request.GET:
        return _file_response(request, charts)
    return render(request, template, {**context, "charts": charts})


def _file_response(request: HttpRequest, charts: Mapping[str, Chart | None]) -> HttpResponse:
    name, form = request.GET["chart"], request.GET.get("as", "")
    chart = charts.get(name)
    if chart is None or form not in FORMS:
        raise Http404
    # Some lists have a filter of that name.
    forget_unknown_choice(request, "as")
    if form == "png" and not consume("chart-pictures", PICTURES, by=network_of(request)):
        return too_many_requests(request)
    media_type, make = FORMS[form]
    response = HttpResponse(make(chart), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
