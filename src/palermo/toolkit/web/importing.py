"""The page on which an edited Word file is imported: the file first, then what it changes, then the change."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.requests import SiteRequest
from palermo.core.languages import BY_CODE
from palermo.core.refusals import Refused
from palermo.library.media import check_size
from palermo.reporting.writing.comparison import Stretch, compare_words
from palermo.toolkit.actions.word_files import Imported
from palermo.toolkit.actions.word_files import import_text as take_over
from palermo.toolkit.exchange.files import (
    LARGEST_MB,
    ImportPlan,
    PlannedRow,
    kind_of_row,
    loss_sentences,
    plan_import,
    read_plan,
    sign_plan,
)
from palermo.toolkit.models import Tool
from palermo.toolkit.queries.texts import current_rows
from palermo.toolkit.rules.texts import check_may_write_text
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.markup import plain_content
from palermo.toolkit.web.files import tools_in_preparation

# Comparing costs time, and nobody reads more on one page.
MOST_COMPARED = 200
_LONGEST_COMPARED = 4_000


class _Changed(NamedTuple):
    """A passage with other words: its kind, and the comparison."""

    kind: str
    stretches: list[Stretch]


class _Listed(NamedTuple):
    """A passage that the file adds or lacks."""

    key: str
    kind: str
    words: str


def import_text(request: SiteRequest, slug: str, language: str) -> HttpResponse:
    """Choose a file; see what it changes; change it."""
    tool = get_object_or_404(tools_in_preparation(request.viewer), activity__slug=slug)
    check_may_write_text(request.user, tool)
    context = {
        "tool": tool,
        "version": BY_CODE[language],
        "is_original": language == tool.original_language,
        "largest": LARGEST_MB,
    }
    if request.method != "POST":
        return render(request, "toolkit/import.html", context)
    try:
        if "plan" in request.POST:
            plan = read_plan(request.POST["plan"], tool, request.user.pk, language)
            done = take_over(tool, plan, removed=request.POST.getlist("remove"), by=request.user)
            _report_result(request, done)
            return redirect(f"{reverse('tool_text', args=[slug])}?version={language}")
        upload = request.FILES.get("file")
        if upload is None:
            raise Refused(_("Choose a file."))
        check_size(upload.size or 0, LARGEST_MB)
        plan = plan_import(tool, upload.read(), upload.name or "", language, request.viewer)
    except Refused as refusal:
        return render(request, "toolkit/import.html", {**context, "refusal": str(refusal)}, status=422)
    return render(request, "toolkit/import.html", {**context, **_preview(request, tool, plan)})


def _preview(request: SiteRequest, tool: Tool, plan: ImportPlan) -> dict[str, object]:
    rows = {row.key: row for row in current_rows(tool, plan.language)} if plan.missing else {}
    return {
        "plan": sign_plan(plan, tool, request.user.pk),
        "changed": [_compared(plan, row) for row in plan.changed[:MOST_COMPARED]],
        "changed_count": len(plan.changed),
        "new": [_Listed("", kind_of_row(row), plain_content(row.content)) for row in plan.new],
        "missing": [
            _Listed(key, str(PassageKind(rows[key].kind).label), plain_content(rows[key].content))
            for key in plan.missing
            if key in rows
        ],
        "losses": loss_sentences(plan.losses),
        "skipped": plan.skipped,
        "is_unchanged": not (plan.changed or plan.new or plan.missing),
    }


def _compared(plan: ImportPlan, row: PlannedRow) -> _Changed:
    before, after = plan.before[row.key], row.content
    if len(before) + len(after) > _LONGEST_COMPARED:
        before, after = before[: _LONGEST_COMPARED // 2], after[: _LONGEST_COMPARED // 2]
    return _Changed(kind_of_row(row), compare_words(before, after))


def _report_result(request: SiteRequest, done: Imported) -> None:
    counts = (
        _("Passages changed: %(number)d.") % {"number": done.written},
        _("Passages added: %(number)d.") % {"number": done.added},
        _("Passages moved: %(number)d.") % {"number": done.moved},
        _("Passages removed: %(number)d.") % {"number": done.removed},
    )
    shown = [words for words, number in zip(counts, done[:4], strict=True) if number]
    messages.success(request, " ".join([_("File imported."), *shown]))
    if done.rejected:
        messages.warning(
            request,
            _(
                "Changes not used, because a colleague changed the same words: %(number)d. They are kept in the "
                "history of their passages."
            )
            % {"number": done.rejected},
        )
