"""What holds for every answer: a looser policy for the administration only, and a page for what is refused."""

import logging
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import gettext as _

from palermo.core.constraints import sentence_of
from palermo.core.refusals import Refused

log = logging.getLogger(__name__)
ADMIN_PREFIX = "/admin/"
# The one script that stands in a page itself: wagtail-localize names the addresses of its choosers there.
EDITOR_OF_TRANSLATIONS = "'sha256-lLVZz8vyF0vCZL3ZQcc+U/kumGW1SlEfDpwWrXLLSRw='"
ADMIN_POLICY = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, EDITOR_OF_TRANSLATIONS],
    # Wagtail's own widgets set inline styles.
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-ancestors": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
}


class AdminContentSecurityPolicyMiddleware:
    """Replaces the policy under the administration's address only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(ADMIN_PREFIX):
            response._csp_config = ADMIN_POLICY  # type: ignore[attr-defined]  # what csp_override sets, for views not ours
        return response


class RefusalMiddleware:
    """A refusal that no view answered is a page with its sentence, not an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409, with what stands in the way: an act that may not be done, or what does not go with what is on record;

        400 for a number or a date that no row, and no calendar, can hold.
        """
        status = 409
        match exception:
            case Refused():
                refusal = str(exception)
            case IntegrityError():
                refusal = sentence_of(exception)
            case ValidationError():
                refusal = " ".join(exception.messages)
            case OverflowError() | DataError():
                log.warning("%s holds what cannot be kept.", request.path, exc_info=exception)
                refusal = _("A number or date is too large. Correct it.")
                status = 400
            case _:
                return None
        return render(request, "409.html", {"refusal": refusal}, status=status)
