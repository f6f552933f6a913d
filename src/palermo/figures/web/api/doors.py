"""What holds for every address of the interface for programs: who may ask, how often, in which language."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from palermo.accounts.rate_limits import consume, network_of, parse_rate, seconds_to_wait
from palermo.core.languages import BY_CODE, active_language
from palermo.figures.exchange.tags import settled_at
from palermo.figures.queries.releases import last_change
from palermo.figures.web.api.problems import problem_response

# So many requests from one network.
REQUESTS = parse_rate("600/10m", is_of_reads=True)
# For how long, in seconds, a copy between here and the client answers without asking.
KEPT_FOR = 60
LANGUAGE = "lang"
OWN_ADDRESSES = "palermo.figures.web.machine_urls"
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
}
type View = Callable[..., HttpResponse]


def open_to_programs(view: View, *, is_dated: bool = False) -> View:
    """An address that anybody may read without a key, from any site, in a language of their choice.

    No cookie is read or set: the answer is what every visitor is given. What changes with releases alone `is_dated`.
    """

    @wraps(view)
    def answer(request: HttpRequest, **parts: object) -> HttpResponse:
        # Without this, what is not found here would be looked for among the pages, which begin with a language.
        request.urlconf = OWN_ADDRESSES
        with translation.override(language_of(request)):
            response = _answer(view, request, parts, is_dated=is_dated)
            response["Content-Language"] = active_language().tag
        for name, value in CORS.items():
            response[name] = value
        response["X-Content-Type-Options"] = "nosniff"
        patch_vary_headers(response, ["Accept-Language"])
        return response

    # Nothing is written, so that no form of another site can do harm.
    return login_not_required(csrf_exempt(answer))


def _answer(view: View, request: HttpRequest, parts: dict[str, object], *, is_dated: bool) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method not in ("GET", "HEAD"):
        response = problem_response(HTTPStatus.METHOD_NOT_ALLOWED, _("Send the request with GET."))
        response["Allow"] = CORS["Access-Control-Allow-Methods"]
        return response
    network = network_of(request)
    if not consume("data-api", REQUESTS, by=network):
        return _later(seconds_to_wait("data-api", REQUESTS, by=network))
    # The interface knows reading alone; of HEAD the server sends no content.
    asked, request.method = request.method, "GET"
    response = view(request, **parts)
    request.method = asked
    if response.status_code != HTTPStatus.OK:
        return response
    return _conditional(request, response, settled_at(last_change()) if is_dated else None)


def _later(seconds: int) -> HttpResponse:
    sentence = _("The limit is %(count)d requests in %(minutes)d minutes. Try again in %(seconds)d seconds.")
    values = {"count": REQUESTS.count, "minutes": REQUESTS.seconds // 60, "seconds": max(seconds, 1)}
    response = problem_response(HTTPStatus.TOO_MANY_REQUESTS, sentence % values)
    response["Retry-After"] = str(max(seconds, 1))
    return response


def _conditional(request: HttpRequest, response: HttpResponse, changed: datetime | None) -> HttpResponse:
    """The answer, or that nothing has changed since the client asked last."""
    tag = f'"{sha256(response.content).hexdigest()}"'
    stamp = int(changed.timestamp()) if changed else None
    found = get_conditional_response(request, etag=tag, last_modified=stamp, response=response) or response
    found["ETag"] = tag
    if stamp is not None:
        found["Last-Modified"] = http_date(stamp)
    patch_cache_control(found, public=True, max_age=KEPT_FOR)
    return found


def language_of(request: HttpRequest) -> str:
    """The language of the interface that `?lang=` or the header Accept-Language names, else English; never a cookie."""
    asked = request.GET.get(LANGUAGE, "")
    if asked in BY_CODE:
        return BY_CODE[asked].django_code
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:500]):
        code = "zh" if tag.startswith("zh") else tag.partition("-")[0]
        if code in BY_CODE:
            return BY_CODE[code].django_code
    return BY_CODE["en"].django_code
