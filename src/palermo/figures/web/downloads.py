"""Published figures as files: whole releases, and what was chosen in the data explorer."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.gzip import gzip_page

from palermo.accounts.rate_limits import consume, network_of, parse_rate, seconds_to_wait, too_many_requests
from palermo.figures.exchange.formats import FORMATS
from palermo.figures.exchange.rows import Extract
from palermo.figures.exchange.tags import changed_at, tag_of

# So many from one network: some files take seconds to write.
FILES = parse_rate("60/5m", is_of_reads=True)
# For how long, in seconds, a copy between here and the reader answers without asking.
KEPT_FOR = 300
type View = Callable[..., HttpResponseBase]


def public_file(view: View) -> View:
    """A file that anybody may have, from any page of any site, a limited number of times."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponseBase:
        network = network_of(request)
        if not consume("figure-files", FILES, by=network):
            return too_many_requests(request, seconds_to_wait("figure-files", FILES, by=network))
        response = view(request, *args, **parts)
        if response.status_code in {200, 304}:
            # What is public is the same for everybody: no cookie is looked at.
            response["Access-Control-Allow-Origin"] = "*"
            patch_cache_control(response, public=True, max_age=KEPT_FOR)
        return response

    return gzip_page(answer)


def figures_file(request: HttpRequest, extract: Extract, form: str, name: str) -> HttpResponseBase:
    """The figures of an extract in a format, unless the client has them already."""
    extract.check()
    tag, changed = tag_of(extract, form), changed_at(extract)
    stamp = int(changed.timestamp()) if changed else None
    known = get_conditional_response(request, etag=tag, last_modified=stamp)
    if known is not None:
        return _stamped(known, tag, stamp)
    chosen = FORMATS[form]
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type=chosen.media_type)
    else:
        response = respond(chosen.content(extract), chosen.media_type)
    return _stamped(save_as(response, f"{name}.{form}"), tag, stamp)


def respond(content: Iterator[bytes] | BinaryIO, media_type: str) -> HttpResponseBase:
    """An answer with a whole file, or with pieces sent as they are made."""
    if isinstance(content, Iterator) and not hasattr(content, "read"):
        return StreamingHttpResponse(content, content_type=media_type)
    return FileResponse(content, content_type=media_type)


def save_as(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """An answer that is saved under a name."""
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def refuse(request: HttpRequest, sentences: list[str]) -> HttpResponse:
    """The page with what is wrong in an address."""
    return render(request, "409.html", {"refusal": " ".join(sentences)}, status=400)


def _stamped(response: HttpResponseBase, tag: str, stamp: int | None) -> HttpResponseBase:
    response["ETag"] = tag
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    return response
