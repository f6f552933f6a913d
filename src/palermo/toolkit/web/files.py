"""Files of the texts of tools: of a version for its readers, of the text in preparation for its authors."""

from io import BytesIO
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.languages import BY_CODE, CODES, Language
from palermo.library.web.downloads import File, counts_as_download, serve_papers
from palermo.toolkit.actions.downloads import count_download
from palermo.toolkit.models import Tool, ToolVersion
from palermo.toolkit.queries.texts import drafts_visible_to, versions_visible_to
from palermo.toolkit.rendering import FORMATS, draft_file, version_file


class Download(NamedTuple):
    """The files of a version in a language: the name of each format and its address."""

    language: Language
    files: list[tuple[str, str]]


def downloads_of(version: ToolVersion) -> list[Download]:
    """The files of a version, as `toolkit/downloads.html` lists them; `texts` may be prefetched."""
    codes = {text.language for text in version.texts.all()}
    slug, number = version.tool.activity.slug, version.number
    return [
        Download(
            BY_CODE[code],
            [
                (form.name, reverse("tool_version_file", args=[slug, number, code, name]))
                for name, form in FORMATS.items()
            ],
        )
        for code in CODES
        if code in codes
    ]


def versions_with_tools(viewer: Viewer) -> QuerySet[ToolVersion]:
    """Versions that the viewer may read, with what files say of their tools."""
    return versions_visible_to(viewer).select_related("tool__activity__lead")


@require_safe
@login_not_required
def tool_version_file(request: SiteRequest, slug: str, number: int, language: str, form: str) -> HttpResponseBase:
    """A version in a language as a file."""
    versions = versions_with_tools(request.viewer)
    version = get_object_or_404(versions, tool__activity__slug=slug, number=number)
    made = version_file(version, language, form, request.viewer)
    if made is None:
        raise Http404
    if counts_as_download(request):
        count_download(version, language, form)
    name = f"{slug}-v{number}.{language}.{form}"
    file = File(lambda: BytesIO(made.content), name, FORMATS[form].media_type, made.sha256)
    is_open = version.published_on is not None and version.audience == Audience.PUBLIC
    return serve_papers(request, file, [], is_restricted=not is_open)


@require_safe
def tool_draft_file(request: SiteRequest, slug: str, language: str) -> HttpResponse:
    """The text in preparation as a Word file for editing."""
    tool = get_object_or_404(tools_in_preparation(request.viewer), activity__slug=slug)
    answer = HttpResponse(draft_file(tool, language, request.viewer), content_type=FORMATS["docx"].media_type)
    answer["Content-Disposition"] = content_disposition_header(True, f"{slug}-draft.{language}.docx") or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def tools_in_preparation(viewer: Viewer) -> QuerySet[Tool]:
    """Tools whose text the viewer may write, with what files say of them."""
    return drafts_visible_to(viewer).select_related("activity__lead").distinct()
