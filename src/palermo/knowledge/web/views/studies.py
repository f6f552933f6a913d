"""A draft of a study with the comments on it, as a page and as a file."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.knowledge.models import StudyDraft
from palermo.knowledge.queries.studies import study_drafts_visible_to
from palermo.knowledge.web.studies import comment_lines, comments_file, comments_of_draft, is_open_on
from palermo.library.web.papers import paper_of
from palermo.site.listing import page_of


@login_not_required
def study_draft(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """A draft that was circulated to the reader, and the comments that the reader may see."""
    draft, viewer = _draft(request, slug, number), request.viewer
    page = page_of(request, comments_of_draft(draft, viewer))
    context = {
        "draft": draft,
        "study": draft.study,
        "activity": draft.study.activity,
        "is_open": is_open_on(draft, clock.today()),
        "page": page,
        "lines": comment_lines(page, viewer, request.user if viewer.roles else None),
        "count": page.paginator.count,
    }
    return render(request, "knowledge/studies/draft.html", context)


@require_safe
def study_draft_comments(request: SiteRequest, slug: str, number: int) -> HttpResponseBase:
    """The same comments as CSV."""
    draft = _draft(request, slug, number)
    return comments_file(draft, comments_of_draft(draft, request.viewer))


def _draft(request: SiteRequest, slug: str, number: int) -> StudyDraft:
    drafts = study_drafts_visible_to(request.viewer).select_related("study__activity")
    drafts = drafts.prefetch_related(paper_of(request.viewer))
    return get_object_or_404(drafts, study__activity__slug=slug, number=number)
