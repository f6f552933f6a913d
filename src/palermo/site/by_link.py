"""Pages that people open by a link, without an account: counted by address, and kept nowhere.

The secret of a link stands in one address only, which leads on at once: no footer, language switch or link of a page
holds it, no other site gets it as referrer, and the session keeps its digest.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from palermo.accounts.rate_limits import consume, network_of, parse_rate, too_many_requests

View = Callable[..., HttpResponse]
# Of no link.
NO_DIGEST = "none"


def open_by_link(key: str, *, rate: str) -> Callable[[View], View]:
    """Open a view to everybody, so many times from one address ("30/5m"); what shares a key is counted together."""
    limit = parse_rate(rate)

    def guard(view: View) -> View:
        @wraps(view)
        def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            is_allowed = consume(key, limit, by=network_of(request))
            response = view(request, *args, **kwargs) if is_allowed else too_many_requests(request)
            response["X-Robots-Tag"] = "noindex"
            return response

        return login_not_required(never_cache(wrapper))

    return guard


def lead_on(request: HttpRequest, key: str, digest: str, to: str) -> HttpResponse:
    """Remember what a link opens, and leave its secret behind."""
    request.session[key] = digest
    response = redirect(to)
    # Here only: where no page may be named, a browser names none to a form either, which is then refused as foreign.
    response["Referrer-Policy"] = "no-referrer"
    return response


def digest_led_by(request: HttpRequest, key: str) -> str:
    """The digest of the link by which the reader came; one of no link where there was none."""
    return request.session.get(key) or NO_DIGEST
