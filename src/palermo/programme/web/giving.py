"""A version of a programme as a file: never kept for anybody but who it was given to, nor what names a speaker."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header

from palermo.accounts.requests import SiteRequest
from palermo.programme.schedule.content import Content, speakers_in


def file_of(request: SiteRequest, content: Content, made: bytes, kind: str, name: str) -> HttpResponse:
    """The file under its name."""
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return kept_to_its_reader(request, response, content)


def kept_to_its_reader(request: SiteRequest, response: HttpResponse, content: Content) -> HttpResponse:
    """What a signed-in reader was given is never kept for another; what names a speaker who may withdraw, by nobody."""
    patch_vary_headers(response, ["Cookie"])
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    elif speakers_in(content):
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=300)
    return response
