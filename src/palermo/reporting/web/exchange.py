"""Pages on which suggestions for a report are decided, and on which it is exported to Word and imported again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import BY_CODE, Language, active_language
from palermo.core.refusals import Refused
from palermo.library.media import check_size
from palermo.library.probing import WORD
from palermo.reporting.actions import stray_comments as strays
from palermo.reporting.actions import suggestions as acts
from palermo.reporting.actions.exchange import export_for_editing, import_edited
from palermo.reporting.building import draft_of
from palermo.reporting.models import Report, StrayComment, Suggestion, WordImport
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.rules import check_can_change
from palermo.reporting.states import StrayCommentState, SuggestionState
from palermo.reporting.web.rows import (
    SectionRow,
    language_choices,
    paragraph_choices,
    place_choices,
    section_choices,
    section_rows,
)
from palermo.reporting.writing.suggestions import Review, Reviewer
from palermo.site.access import secretariat_only

LARGEST_MB = 20


@dataclass(frozen=True)
class _Opened:
    """A report in the language chosen."""

    report: Report
    language: Language

    @cached_property
    def reviewer(self) -> Reviewer:
        """Reviews suggestions against the report as it is now."""
        return Reviewer(draft_of(self.report).writing, self.language.code)

    @cached_property
    def sections(self) -> tuple[SectionRow, ...]:
        """The sections with their paragraphs."""
        return section_rows(self.reviewer.writing, self.reviewer.content)


@dataclass(frozen=True)
class _Row:
    """A suggestion on the page: where its paragraph stands, and the place that was proposed for it."""

    review: Review
    mark: str
    key: str
    section: str
    place: str

    @property
    def place_id(self) -> str:
        """What the field for its place is called on the page."""
        return f"place-{self.suggestion.pk}"

    @property
    def edited_place_id(self) -> str:
        """What the field for the place of its edited text is called on the page."""
        return f"edited-place-{self.suggestion.pk}"

    @property
    def suggestion(self) -> Suggestion:
        """What was suggested."""
        return self.review.suggestion


@secretariat_only
def report_suggestions(request: SiteRequest, slug: str) -> HttpResponse:
    """Every suggestion in one language; the report is exported to Word here, and edited files are imported."""
    opened = _open(request, slug)
    if request.method == "POST":
        return _decide(request, opened, None)
    return _page(request, opened, None)


@secretariat_only
def word_import(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """What differs in an edited Word file, compared word by word."""
    report = _report(request, slug)
    made = get_object_or_404(WordImport.objects.select_related("export"), export__report=report, pk=number)
    opened = _Opened(report, BY_CODE[made.export.language])
    if request.method == "POST":
        return _decide(request, opened, made)
    return _page(request, opened, made)


@secretariat_only
@require_POST
def export_to_word(request: SiteRequest, slug: str) -> HttpResponse:
    """The report as a Word file for editing."""
    opened = _open(request, slug)
    exported = export_for_editing(opened.report, opened.language.code, by=request.user)
    name = f"{slug}-{opened.language.code}-{exported.export.pk}.docx"
    answer = HttpResponse(exported.content, content_type=WORD)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@secretariat_only
@require_safe
def word_import_file(request: SiteRequest, slug: str, number: int) -> HttpResponseBase:
    """An edited Word file as it came back."""
    report = _report(request, slug)
    made = get_object_or_404(WordImport, export__report=report, pk=number)
    try:
        answer = FileResponse(made.file.open("rb"), content_type=WORD)
    except FileNotFoundError:
        raise Http404 from None
    answer["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _report(request: SiteRequest, slug: str) -> Report:
    report = get_object_or_404(reports_visible_to(request.viewer), slug=slug)
    check_can_change(request.user, report)
    return report


def _open(request: SiteRequest, slug: str) -> _Opened:
    code = request.GET.get("version") or request.POST.get("version") or ""
    return _Opened(_report(request, slug), BY_CODE.get(code) or active_language())


def _decide(request: SiteRequest, opened: _Opened, made: WordImport | None) -> HttpResponse:
    act = request.POST.get("act", "")
    try:
        if act not in ACTS:
            raise Refused(_("Unknown action “%(act)s”. Reload the page.") % {"act": act})
        address = ACTS[act](request, opened, made)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, opened, made, status=422)
    return redirect(address or _address(opened, made))


def _address(opened: _Opened, made: WordImport | None) -> str:
    if made:
        return reverse("word_import", args=[opened.report.slug, made.pk])
    return reverse("report_suggestions", args=[opened.report.slug]) + f"?version={opened.language.code}"


def _page(request: SiteRequest, opened: _Opened, made: WordImport | None, *, status: int = 200) -> HttpResponse:
    found = Suggestion.objects.filter(report=opened.report, language=opened.language.code)
    found = found.select_related("report", "paragraph__section").order_by("word_import", "position", "pk")
    if made:
        found = found.filter(word_import=made)
    rows = [_row(opened, each) for each in found]
    tried = _number(request)
    comments = list(_strays(opened, made))
    context = {
        "report": opened.report,
        "version": opened.language,
        "original": BY_CODE[opened.report.original_language],
        "versions": language_choices(opened.reviewer.writing),
        "word_import": made,
        "open": [row for row in rows if row.suggestion.state == SuggestionState.OPEN],
        "decided": [row for row in rows if row.suggestion.state != SuggestionState.OPEN],
        "places": place_choices(opened.sections, ""),
        "section_places": section_choices(opened.sections),
        "strays": [each for each in comments if each.state == StrayCommentState.OPEN],
        "settled_strays": [each for each in comments if each.state != StrayCommentState.OPEN],
        "paragraphs": paragraph_choices(opened.sections) if comments else (),
        "imports": [] if made else _imports(opened),
        "unchanged": _unchanged(opened, made) if made else (),
        "tried": tried if request.POST.get("act") not in STRAY_ACTS else 0,
        "tried_stray": tried if request.POST.get("act") in STRAY_ACTS else 0,
        "typed": request.POST.get("text"),
        "typed_place": request.POST.get("place", ""),
        "typed_paragraph": request.POST.get("paragraph", ""),
        "typed_on": request.POST.get("on", ""),
        "typed_reason": request.POST.get("reason", ""),
    }
    return render(request, "reporting/writing/suggestions.html", context, status=status)


def _imports(opened: _Opened) -> list[WordImport]:
    is_open = Q(suggestions__state=SuggestionState.OPEN)
    found = WordImport.objects.filter(export__report=opened.report, export__language=opened.language.code)
    return list(found.annotate(waiting=Count("suggestions", filter=is_open)).order_by("-at", "-pk"))


def _strays(opened: _Opened, made: WordImport | None) -> QuerySet[StrayComment]:
    """The comments without a place, each with those that answer it."""
    found = StrayComment.objects.filter(report=opened.report, language=opened.language.code, answers=None)
    if made:
        found = found.filter(word_import=made)
    return found.select_related("comment__paragraph").prefetch_related("replies").order_by("at", "pk")


def _unchanged(opened: _Opened, made: WordImport) -> list[str]:
    """The words of paragraphs that the file left as they were."""
    texts = {each["key"]: each["text"] for each in made.export.content["paragraphs"]}
    return [texts[key] for key in made.unchanged]


def _row(opened: _Opened, suggestion: Suggestion) -> _Row:
    review = opened.reviewer.review(suggestion)
    key = suggestion.paragraph.key if suggestion.paragraph else suggestion.after
    section = suggestion.section or (suggestion.paragraph.section.key if suggestion.paragraph else "")
    title, mark = "", ""
    for each in opened.sections:
        title = f"{each.label} {each.title}".strip() if each.key == section else title
        mark = next((row.mark for row in each.rows if row.key == key), mark)
    place = f"{suggestion.section}:{suggestion.after}" if suggestion.section else ""
    if review.is_of_heading:
        place = f":{suggestion.after}"
    return _Row(review, mark if suggestion.paragraph else "", key, title, place)


def _number(request: SiteRequest) -> int:
    found = request.POST.get("number", "")
    return int(found) if found.isdecimal() and len(found) < 18 else 0


def _accept(request: SiteRequest, opened: _Opened, made: WordImport | None) -> str:
    text = request.POST.get("text") if "edited" in request.POST else None
    place = request.POST.get("place", "")
    acts.accept_suggestion(opened.report, _number(request), by=request.user, text=text, place=place)
    messages.success(request, _("Suggestion accepted."))
    return ""


def _decline(request: SiteRequest, opened: _Opened, made: WordImport | None) -> str:
    acts.decline_suggestion(opened.report, _number(request), by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, _("Suggestion declined. Its text is kept."))
    return ""


def _accept_all(request: SiteRequest, opened: _Opened, made: WordImport | None) -> str:
    done = acts.accept_all(opened.report, made.pk if made else 0, by=request.user)
    messages.success(
        request, _("Accepted: %(accepted)d. Left to decide: %(left)d.") % {"accepted": done.accepted, "left": done.left}
    )
    return ""


def _import(request: SiteRequest, opened: _Opened, made: WordImport | None) -> str:
    upload = request.FILES.get("file")
    if upload is None:
        raise Refused(_("Choose a file."))
    check_size(upload.size or 0, LARGEST_MB)
    new = import_edited(opened.report, upload.read(), upload.name or "", opened.language.code, by=request.user)
    messages.success(request, _("File imported."))
    return _address(opened, new)


def _attach(request: SiteRequest, opened: _Opened, made: WordImport | None) -> str:
    key, on = request.POST.get("paragraph", ""), request.POST.get("on", "")
    strays.attach_comment(opened.report, _number(request), key, on=on, by=request.user)
    messages.success(request, _("Comment attached."))
    return ""


def _dismiss(request: SiteRequest, opened: _Opened, made: WordImport | None) -> str:
    strays.dismiss_comment(opened.report, _number(request), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("Comment dismissed. It is kept."))
    return ""


def _take_up(request: SiteRequest, opened: _Opened, made: WordImport | None) -> str:
    strays.take_up_comment(opened.report, _number(request), by=request.user)
    messages.success(request, _("Comment taken up again."))
    return ""


STRAY_ACTS = frozenset({"attach", "dismiss", "take-up"})
ACTS: dict[str, Callable[[SiteRequest, _Opened, WordImport | None], str]] = {
    "accept": _accept,
    "decline": _decline,
    "accept-all": _accept_all,
    "import": _import,
    "attach": _attach,
    "dismiss": _dismiss,
    "take-up": _take_up,
}
