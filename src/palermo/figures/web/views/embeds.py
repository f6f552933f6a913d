"""Charts on the pages of others: as a drawing, or as a small page under a policy of its own.

No script, no cookie, nothing of the reader: whoever embeds a chart learns nothing, and neither does the site.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from palermo.accounts.rate_limits import consume, network_of, parse_rate, seconds_to_wait, too_many_requests
from palermo.core.languages import BY_CODE, active_language
from palermo.core.refusals import Refused
from palermo.figures.web.embeds import LANGUAGE, Embed, embed_of
from palermo.site.charts.drawing import END
from palermo.site.charts.files import svg_of
from palermo.site.templatetags.charts import chart_parts

# So many from one network. A page that many read shows the copy that its readers' browsers keep.
CHARTS = parse_rate("300/5m", is_of_reads=True)
# For how long, in seconds, a copy answers without asking: after that a withdrawal is seen.
KEPT_FOR = 3600
NOTHING: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}
OF_PAGE = {**NOTHING, "style-src": [CSP.SELF], "font-src": [CSP.SELF], "img-src": [CSP.SELF]}
# A drawing has its styles in itself.
OF_DRAWING = {**NOTHING, "style-src": [CSP.UNSAFE_INLINE]}
# Around an address, which is read from left to right in every language.
LEFT_TO_RIGHT = "\u2066"
type View = Callable[[HttpRequest, str], HttpResponseBase]


def _for_others(policy: dict[str, Any]) -> Callable[[View], View]:
    """A view for the pages of others: in the language of the address, kept by whoever passes it on, in any frame."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, form: str) -> HttpResponseBase:
            network = network_of(request)
            if not consume("embedded-charts", CHARTS, by=network):
                return too_many_requests(request, seconds_to_wait("embedded-charts", CHARTS, by=network))
            asked = request.GET.get(LANGUAGE, "")
            with translation.override(BY_CODE[asked if asked in BY_CODE else "en"].django_code):
                response = _answer(view, request, form)
                response["Content-Language"] = active_language().tag
            patch_cache_control(response, public=True, max_age=KEPT_FOR)
            response["X-Robots-Tag"] = "noindex"
            return response

        return login_not_required(require_safe(xframe_options_exempt(csp_override(policy)(answer))))

    return decorate


def _answer(view: View, request: HttpRequest, form: str) -> HttpResponseBase:
    """What a view answers; of a choice that is not known, why, without a page that has anything of the reader."""
    try:
        return view(request, form)
    except Refused as error:
        return HttpResponse(str(error), status=HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8")


@_for_others(OF_DRAWING)
def embed_chart_svg(request: HttpRequest, form: str) -> HttpResponseBase:
    """A chart as a drawing, with title, source, caveat and date."""
    embed = _embed(request, form)
    if "release" not in request.GET:
        return HttpResponseRedirect(f"{reverse('embed_chart_svg', args=[form])}?{embed.query}")
    content = svg_of(embed.chart, [*embed.sentences, f"{LEFT_TO_RIGHT}{embed.release_address}{END}"], embed.stamp)
    response = HttpResponse(content, content_type="image/svg+xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@_for_others(OF_PAGE)
def embed_chart(request: HttpRequest, form: str) -> HttpResponseBase:
    """A chart as a small page, with its table, and links that lead back."""
    embed = _embed(request, form)
    if "release" not in request.GET:
        return HttpResponseRedirect(f"{reverse('embed_chart', args=[form])}?{embed.query}")
    context = {
        **chart_parts(embed.chart, "figures", 1),
        "embed": embed,
        "language": active_language(),
        "explorer": reverse("data_explorer"),
    }
    # Without the request: nothing of the reader is on the page.
    return HttpResponse(get_template("figures/embed.html").render(context))


def _embed(request: HttpRequest, form: str) -> Embed:
    embed = embed_of(request.GET, form)
    if embed is None:
        raise Http404
    return embed
