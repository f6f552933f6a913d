"""Puts the viewer on the request, so that views ask one question."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from palermo.accounts.viewer import viewer_of


class ViewerMiddleware:
    """`request.viewer`: read from the database only when a page asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request.user))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            # What a signed-in reader saw is never kept where another can get it.
            response["Cache-Control"] = "private, no-store"
        return response
