"""The page on which a report is cleared: officers by section, steps by version, and the days of its submission."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.accounts.models import User
from palermo.accounts.queries import officers
from palermo.accounts.requests import SiteRequest
from palermo.core.languages import BY_CODE, Language, active_language
from palermo.core.refusals import Refused
from palermo.reporting import spoken
from palermo.reporting.actions import clearing
from palermo.reporting.building import draft_of
from palermo.reporting.cached import cached_versions
from palermo.reporting.models import DocumentSlot, Report
from palermo.reporting.queries import open_comments, reports_visible_to
from palermo.reporting.rules import check_can_change
from palermo.reporting.states import ClearanceStep
from palermo.reporting.web.forms import SlotForm
from palermo.reporting.web.rows import SectionRow, section_rows
from palermo.reporting.writing.clearance import StepStatus, days_of_rules, read_clearance, texts_cleared
from palermo.reporting.writing.comparison import Stretch, compare_words
from palermo.site.access import secretariat_only


class StepRow(NamedTuple):
    """A step with the language of its version; None for the submission, which is of all."""

    status: StepStatus
    language: Language | None

    @property
    def label(self) -> str:
        """What the step is called."""
        return str(self.status.step.label)


class ChangedText(NamedTuple):
    """A text as it was cleared, compared with what it reads now."""

    language: Language
    stretches: list[Stretch]


class DayOfRule(NamedTuple):
    """A day by which something is to be done."""

    label: str
    on: date


@secretariat_only
def report_clearance(request: SiteRequest, slug: str) -> HttpResponse:
    """Who is responsible for which section, who cleared which version, and by when it is to be submitted."""
    report = _report(request, slug)
    form = SlotForm(request.POST if request.POST.get("act") == "slot" else None, initial={"on": _slot(report)})
    if request.method == "POST":
        try:
            done = ACTS[request.POST.get("act", "")](request, report, form)
        except KeyError:
            act = request.POST.get("act", "")
            messages.error(request, _("Unknown action “%(act)s”. Reload the page.") % {"act": act})
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if done:
                messages.success(request, done)
                return redirect("report_clearance", slug=slug)
        return _page(request, report, form, status=422)
    return _page(request, report, form)


@secretariat_only
@require_safe
def cleared_version(request: SiteRequest, slug: str, number: int) -> HttpResponse:
    """What was cleared in one step, and word by word what reads otherwise now."""
    report = _report(request, slug)
    clearance = get_object_or_404(report.clearances, number=number)
    step = ClearanceStep(clearance.step)
    now = texts_cleared(step, clearance.language, cached_versions(report))
    keys = dict.fromkeys((*now, *clearance.texts))
    changed = [
        ChangedText(_language_of(clearance.language or key[:2]), compare_words(clearance.texts.get(key, ""), text))
        for key in keys
        if clearance.texts.get(key, "") != (text := now.get(key, ""))
    ]
    context = {"report": report, "clearance": clearance, "changed": changed, "same": len(keys) - len(changed)}
    return render(request, "reporting/writing/cleared.html", context)


def _report(request: SiteRequest, slug: str) -> Report:
    report = get_object_or_404(reports_visible_to(request.viewer).select_related("session__body"), slug=slug)
    check_can_change(request.user, report)
    return report


def _language_of(code: str) -> Language:
    return BY_CODE[code]


def _slot(report: Report) -> date | None:
    return DocumentSlot.objects.filter(report=report).values_list("on", flat=True).first()


def _page(request: SiteRequest, report: Report, form: SlotForm, *, status: int = 200) -> HttpResponse:
    versions = cached_versions(report)
    original = versions[report.original_language]
    steps = [
        StepRow(each, BY_CODE[each.language] if each.language else None) for each in read_clearance(report, versions)
    ]
    context = {
        "report": report,
        "steps": steps,
        "sections": _sections(report, versions),
        "original": BY_CODE[report.original_language],
        "officers": officers(),
        "form": form,
        "days": _days(report),
        "words": original.words,
        "word_limit": original.word_limit,
        "is_too_long": original.word_limit is not None and original.words > original.word_limit,
    }
    return render(request, "reporting/writing/clearance.html", context, status=status)


def _sections(report: Report, versions: Mapping[str, spoken.Report]) -> list[tuple[SectionRow, int | None]]:
    """The sections under their titles in the reader's language, with what is open in the original, and the officer."""
    writing, language = draft_of(report).writing, report.original_language
    comments = open_comments(report).order_by().values_list("paragraph__key").annotate(number=Count("pk"))
    titles = {row.key: row for row in section_rows(writing, versions[active_language().code])}
    rows = [
        replace(row, label=titles[row.key].label, title=titles[row.key].title or row.title)
        for row in section_rows(writing, versions[language], dict(comments))
        if not row.is_removed
    ]
    officer_of = {part.key: part.row.officer_id for part in writing.parts if part.row}
    return [(row, officer_of.get(row.key)) for row in rows]


def _days(report: Report) -> list[DayOfRule]:
    """The days that the rules for documents set, of a report to a session."""
    if report.session is None or report.session.starts_on is None:
        return []
    submit, issue = days_of_rules(report.session.starts_on)
    return [
        DayOfRule(_("Submit by (ten weeks before the session)"), submit),
        DayOfRule(_("Issue by (six weeks before the session)"), issue),
    ]


def _assign(request: SiteRequest, report: Report, form: SlotForm) -> str:
    chosen = request.POST.get("officer", "")
    officer = None
    if chosen:
        officer = User.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 18 else None
        if officer is None:
            raise Refused(_("This officer has no account any more. Choose another."))
    clearing.assign_section(report, request.POST.get("section", ""), officer, by=request.user)
    return _("Officer saved.")


def _clear(request: SiteRequest, report: Report, form: SlotForm) -> str:
    step = request.POST.get("step", "")
    if step not in ClearanceStep.values:
        raise Refused(_("This report has no such step of clearance. Reload the page."))
    clearing.clear_step(report, ClearanceStep(step), request.POST.get("language", ""), by=request.user)
    return _("Cleared as it reads now.")


def _set_slot(request: SiteRequest, report: Report, form: SlotForm) -> str:
    if not form.is_valid():
        return ""
    clearing.set_slot(report, form.cleaned_data["on"], by=request.user)
    return _("Document slot saved.")


ACTS: dict[str, Callable[[SiteRequest, Report, SlotForm], str]] = {
    "assign": _assign,
    "clear": _clear,
    "slot": _set_slot,
}
