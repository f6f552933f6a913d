"""How much one person may upload within a day, so that nobody fills the disk or keeps all readers of files busy."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.accounts.rate_limits import RateLimit, consume, consume_amount, network_of

DAY = 24 * 60 * 60
MEGABYTE = 1024 * 1024


class UploadQuotaMiddleware:
    """Counts the files that come with a form, and their bytes, by person, or by network for those who are not known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Refuse what is more than a day's files, with a page that states the limits."""
        if request.content_type != "multipart/form-data" or not request.FILES:
            return None
        files = [file for name in request.FILES for file in request.FILES.getlist(name)]
        most, megabytes = settings.PALERMO_UPLOADS_PER_DAY, settings.PALERMO_UPLOAD_MB_PER_DAY
        by = str(request.user.pk) if request.user.is_authenticated else network_of(request)
        size = sum(file.size or 0 for file in files)
        if all(consume("uploads", RateLimit(most, DAY), by=by) for _file in files) and consume_amount(
            "uploaded", RateLimit(megabytes * MEGABYTE, DAY), size, by=by
        ):
            return None
        context = {"most": most, "megabytes": megabytes}
        return render(request, "site/uploads.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
