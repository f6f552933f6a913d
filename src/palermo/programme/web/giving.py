"""Responses with a version of a programme, and how long caches may keep them."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import content_disposition_header

from palermo.accounts.requests import SiteRequest
from palermo.programme.schedule.content import Content, speakers_in


def file_response(request: SiteRequest, content: Content, body: bytes, kind: str, name: str) -> HttpResponse:
    """A response with a file under its name."""
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return restrict_caching(request, response, content)


def restrict_caching(request: SiteRequest, response: HttpResponse, content: Content) -> HttpResponse:
    """Let shared caches keep only what a visitor reads, and only where it names no speaker, who may withdraw."""
    patch_vary_headers(response, ["Cookie"])
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_cache=True)
    elif speakers_in(content):
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=300)
    return response
