"""The one view that serves the library's files, to those who may see them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.library.models import LanguageVersion
from palermo.library.queries import versions_visible_to
from palermo.library.reading import served_version
from palermo.library.states import ReadBy
from palermo.library.web.downloads import File, opener_of, serve_file


@login_not_required
@require_safe
def document_file(request: SiteRequest, slug: str, language: str) -> HttpResponseBase:
    """The file of one language version, if the reader may see the document."""
    versions = versions_visible_to(request.viewer).select_related("document").defer("text")
    version = get_object_or_404(versions, document__slug=slug, language=language)
    if not version.file:
        raise Http404
    return serve_version(request, version)


def serve_version(request: SiteRequest, version: LanguageVersion) -> HttpResponseBase:
    """Serve the file of a version that the reader may see."""
    return serve_file(request, file_of(version), served_version(version, ReadBy.FILE))


def file_of(version: LanguageVersion) -> File:
    """The file of a version, ready to be served."""
    name = version.file_name or f"{version.document.slug}.{version.language}"
    return File(opener_of(version.file), name, version.media_type, version.sha256)
