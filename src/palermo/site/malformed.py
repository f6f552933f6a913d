"""Requests that no page of the site sends: each is answered with a page that says so, and none with an error."""

import codecs
import logging
from collections.abc import Callable, Iterator
from types import TracebackType

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, ValidationError
from django.core.signals import request_started
from django.db import DataError, OperationalError
from django.db.models import ProtectedError, RestrictedError
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import parse_header_parameters

from palermo.site.middleware import ADMIN_PREFIX

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# What Wagtail's own views raise where they take an address or a field for granted: a number that is none or too large,
# a field that is not there (`None` has no attributes), a row that others stand on.
OF_INPUT = (
    *(ValueError, OverflowError, ValidationError, DataError, MultiValueDictKeyError, AttributeError, TypeError),
    *(ProtectedError, RestrictedError),
)
# SQLite of words that the search of pages does not quote: a mark of quotation that is not closed.
OF_SEARCH = ("unterminated string", "fts5: ")
WAGTAIL = frozenset({"wagtail", "wagtail_localize", "modelcluster", "modelsearch", "treebeard", "taggit"})
OURS = "palermo"
# A page repeats its address in its links to other languages and filters. With every State and every citizenship chosen,
# the data explorer's has 5,000 characters; no value has 500, but for an address to go back to.
LONGEST_ADDRESS, LONGEST_VALUE = 8_000, 1_000
# For programs and for pages of others: these repeat nothing.
WITHOUT_LINKS = ("/api/", "/embed/")
# An encoding that Python has not.
UNKNOWN = "x-unknown"

logger = logging.getLogger(__name__)


@receiver(request_started)
def hide_other_encodings(environ: dict[str, str] | None = None, **_: object) -> None:
    """Keep every other encoding than UTF-8 from Django, which reads the address in it before a page can refuse it.

    What Python knows as an encoding need not be one of text: `hex` is not, and reading fails.
    """
    try:
        kind, given = parse_header_parameters((environ or {}).get("CONTENT_TYPE", ""))
    except ValueError:
        return
    if environ and not _is_name_of_utf8(given.get("charset")):
        environ["CONTENT_TYPE"] = f"{kind}; charset={UNKNOWN}"


class MalformedRequestMiddleware:
    """Refuses what cannot be read as text, and answers 400 where Wagtail fails at what was sent.

    An error in our own code stays one, since administrators must learn of it: our views check their input.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_in_utf8(request):
            return _page(415)
        if "\0" in request.path_info or _has_null(request.META.get("QUERY_STRING", "")):
            return _page(400)
        if _is_too_long(request):
            return _page(414)
        # By this name only does Django read a form.
        request.encoding = "utf-8"
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """400 where the reason lies in the request."""
        is_wagtails = request.path_info.startswith(ADMIN_PREFIX) and _is_in_wagtail(exception.__traceback__)
        if not (_is_of_input(exception, request) and (is_wagtails or _sends_null(request))):
            return None
        logger.error("Malformed request: %s %s", request.method, request.path, exc_info=exception)
        return _page(400)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself refuses: 413 where it is too much, else 400."""
    return _page(413 if isinstance(exception, TOO_MUCH) else 400)


def _page(status: int) -> HttpResponse:
    """Without the request, of which nothing more should be read."""
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def _is_in_utf8(request: HttpRequest) -> bool:
    return _is_name_of_utf8((request.content_params or {}).get("charset"))


def _is_name_of_utf8(encoding: str | None) -> bool:
    """What is sent without an encoding is UTF-8; so are ASCII, and every name that UTF-8 goes by."""
    try:
        return codecs.lookup(encoding or "utf-8").name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False


def _has_null(query: str) -> bool:
    return "\0" in query or "%00" in query


def _is_too_long(request: HttpRequest) -> bool:
    path, query = request.path_info, request.META.get("QUERY_STRING", "")
    if path.startswith(WITHOUT_LINKS):
        return False
    if len(path) > LONGEST_VALUE or len(query) > LONGEST_ADDRESS:
        return True
    values = ((name, value) for name, listed in request.GET.lists() for value in (name, *listed))
    return len(query) > LONGEST_VALUE and any(len(value) > LONGEST_VALUE for name, value in values if name != "next")


def _is_of_input(exception: Exception, request: HttpRequest) -> bool:
    """Whether the reason lies in what was sent. A way back that is no address is taken for a name of an address."""
    if isinstance(exception, NoReverseMatch):
        return "next" in request.POST or "next" in request.GET
    if isinstance(exception, OperationalError):
        return str(exception).startswith(OF_SEARCH)
    return isinstance(exception, OF_INPUT)


def _sends_null(request: HttpRequest) -> bool:
    """Whether a value sent holds a null character: without a form it reaches the database, which refuses it."""
    return any("\0" in value for values in request.POST.lists() for value in (values[0], *values[1]))


def _is_in_wagtail(traceback: TracebackType | None) -> bool:
    """Whether of Wagtail's code and ours, the innermost is Wagtail's."""
    packages = [name for name in _packages(traceback) if name in WAGTAIL or name == OURS]
    return bool(packages) and packages[-1] != OURS


def _packages(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        yield str(traceback.tb_frame.f_globals.get("__name__", "")).partition(".")[0]
        traceback = traceback.tb_next
