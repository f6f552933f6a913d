"""The one checked view that gives out files."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header, parse_etags

from palermo.library.models import LanguageVersion
from palermo.library.queries import versions_visible_to


@login_not_required
def document_file(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The file of one language version, if the reader may see the document."""
    version = get_object_or_404(versions_visible_to(request.viewer), document__slug=slug, language=language)
    if not version.file:
        raise Http404
    return serve_file(request, version)


def serve_file(request: HttpRequest, version: LanguageVersion) -> HttpResponse:
    """Bytes under their hash: never kept by shared caches, never guessed at by the browser."""
    etag = f'"{version.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = FileResponse(version.file.open("rb"), content_type=version.media_type)
        response["Content-Disposition"] = content_disposition_header(True, version.file_name) or "attachment"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
