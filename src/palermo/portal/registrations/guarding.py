"""Pages by which people come in who have no account: counted by address, kept nowhere."""

from collections.abc import Callable
from functools import wraps

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]
RATES = {"registration": "60/5m/ip"}


def guarded(view: View) -> View:
    """Open to everybody, so many times; no trace of it in what other pages or sites are told."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        usage = ratelimit.consume(request, app="palermo", action="registration", config=RATES, limit_get=True)
        response = view(request, *args, **kwargs) if usage else ratelimit.respond_429(request)
        response["X-Robots-Tag"] = "noindex"
        return response

    return login_not_required(never_cache(checked))
