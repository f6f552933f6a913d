"""The page of a record as it was recorded on a past day: what `?on=` asks of every page that shows one record."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from palermo.accounts.requests import SiteRequest
from palermo.core.refusals import Refused
from palermo.history.kinds_with_history import kind_shown_on
from palermo.history.web.views import past_day, recorded_page


class RecordedPageMiddleware:
    """Shows the record as on a past day in place of its page, for the pages that its kind names."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: SiteRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """The recorded page, where a past day is asked for; None leaves the page as it is."""
        written, match = request.GET.get("on", ""), request.resolver_match
        kind = kind_shown_on(match.url_name or "") if written and match else None
        if kind is None:
            return None
        try:
            return recorded_page(request, kind, str(kwargs["slug"]), past_day(written))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None
