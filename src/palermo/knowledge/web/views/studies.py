"""Studies; a draft of a study with the comments on it, as a page and as a file."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.governance.queries.chain import with_chain
from palermo.governance.states.activities import ActivityKind
from palermo.governance.web.views.activities import activity_context, activity_detail
from palermo.knowledge.models import StudyDraft
from palermo.knowledge.queries.studies import studies_visible_to, study_drafts_visible_to
from palermo.knowledge.web.comment_table import MEDIA_TYPES, comment_table
from palermo.knowledge.web.practices import practices_of_activity
from palermo.knowledge.web.studies import comment_lines, comments_file, comments_of_draft, is_open_on, page_of_study
from palermo.library.web.papers import paper_of
from palermo.site.listing import page_of, page_read


@login_not_required
def study_list(request: SiteRequest) -> HttpResponse:
    """Every study the reader may see."""
    rows = (
        studies_visible_to(request.viewer).select_related("activity").defer("activity__summary", "obstacle", "method")
    )
    studies = studies_visible_to(request.viewer).filter(activity__kind=ActivityKind.STUDY).order_by("activity__slug")
    context = {"page": page_read(request, studies, rows), "today": clock.today()}
    return render(request, "knowledge/studies/list.html", context)


@login_not_required
def study_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One study: its question, what stands in its way, when results are due, its authority."""
    viewer = request.viewer
    studies = with_chain(studies_visible_to(viewer), "activity__mandate__").select_related("activity__lead")
    study = studies.filter(activity__slug=slug).first()
    if study is None:
        return activity_detail(request, slug)
    context = activity_context(study.activity, viewer, "studies", here=_("Study")) | {
        "study": study,
        "page": page_of_study(study, viewer, request.user if viewer.roles else None),
        "practices": practices_of_activity(study.activity, viewer),
    }
    return render(request, "knowledge/studies/detail.html", context)


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
        "formats": [("docx", "Word"), ("pdf", "PDF")],
    }
    return render(request, "knowledge/studies/draft.html", context)


@require_safe
def study_draft_comments(request: SiteRequest, slug: str, number: int) -> HttpResponseBase:
    """The comments on a draft that the reader may see, as CSV."""
    draft = _draft(request, slug, number)
    return comments_file(draft, comments_of_draft(draft, request.viewer))


@require_safe
def study_draft_comment_table(request: SiteRequest, slug: str, number: int, form: str) -> HttpResponse:
    """The comments on a draft that the reader may see, as a Word or PDF file in the order of its paragraphs."""
    draft = _draft(request, slug, number)
    content = comment_table(draft, comments_of_draft(draft, request.viewer), form)
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    name = f"{draft.study.activity.slug}-draft-{draft.number}-comments.{active_language().code}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _draft(request: SiteRequest, slug: str, number: int) -> StudyDraft:
    drafts = study_drafts_visible_to(request.viewer).select_related("study__activity")
    drafts = drafts.prefetch_related(paper_of(request.viewer))
    return get_object_or_404(drafts, study__activity__slug=slug, number=number)
