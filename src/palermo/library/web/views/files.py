"""The one view that serves the library's files, to those who may see them."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.library.models import AlternativeFormat, LanguageVersion
from palermo.library.queries import versions_visible_to
from palermo.library.read_log import served_alternative, served_version
from palermo.library.states import ReadBy
from palermo.library.web.downloads import PDF, File, opener_of, serve_file, serve_page_picture


@login_not_required
@require_safe
def document_file(request: SiteRequest, slug: str, language: str) -> HttpResponseBase:
    """The file of one language version, if the reader may see the document."""
    return serve_version(request, _version_with_file(request, slug, language))


@login_not_required
@require_safe
def document_page_picture(request: SiteRequest, slug: str, language: str, page: int) -> HttpResponseBase:
    """One page of the PDF of a language version as a picture, if the reader may see the document."""
    version = _version_with_file(request, slug, language)
    if version.media_type != PDF or page not in version.pages_of_file:
        raise Http404
    return serve_page_picture(request, file_of(version), served_version(version, ReadBy.FILE), page)


@login_not_required
@require_safe
def document_alternative(request: SiteRequest, slug: str, language: str, form: str) -> HttpResponseBase:
    """The file of one language version in another format, if the reader may see the document."""
    version = _version_with_file(request, slug, language)
    alternative = next((each for each in version.alternatives.all() if each.format == form), None)
    if alternative is None:
        raise Http404
    return serve_file(request, _file_of_alternative(alternative), served_alternative(alternative))


def _version_with_file(request: SiteRequest, slug: str, language: str) -> LanguageVersion:
    versions = versions_visible_to(request.viewer).select_related("document", "extracted")
    version = get_object_or_404(versions.defer("text", "extracted__text"), document__slug=slug, language=language)
    if not version.file:
        raise Http404
    return version


def serve_version(request: SiteRequest, version: LanguageVersion) -> HttpResponseBase:
    """Serve the file of a version that the reader may see."""
    return serve_file(request, file_of(version), served_version(version, ReadBy.FILE))


def file_of(version: LanguageVersion) -> File:
    """The file of a version, ready to be served."""
    name = version.file_name or f"{version.document.slug}.{version.language}"
    return File(opener_of(version.file), name, version.media_type, version.sha256)


def _file_of_alternative(alternative: AlternativeFormat) -> File:
    name = alternative.file_name or f"{alternative.version.document.slug}.{alternative.version.language}"
    return File(opener_of(alternative.file), name, alternative.media_type, alternative.sha256)
