"""Pages on which officers write a report."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.accounts.models import User
from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.core.languages import BY_CODE, Language, active_language
from palermo.core.refusals import Refused
from palermo.governance.web.forms.choices import offer_choices
from palermo.reporting import spoken
from palermo.reporting.actions import comments, structure
from palermo.reporting.actions import writing as texts
from palermo.reporting.actions.suggestions import suggest_text
from palermo.reporting.building import draft_of
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report, TextRevision
from palermo.reporting.queries import (
    open_comments,
    open_stray_comments,
    open_suggestions,
    reports_visible_to,
)
from palermo.reporting.realization.reports import speak
from palermo.reporting.rules import check_can_change
from palermo.reporting.states import ParagraphKind, TextAct
from palermo.reporting.web.forms import NewSectionForm, SectionForm
from palermo.reporting.web.rows import (
    language_choices,
    open_paragraph,
    place_choices,
    section_choices,
    section_rows,
)
from palermo.reporting.writing import tables
from palermo.reporting.writing.comparison import compare_words
from palermo.reporting.writing.content import TableContent, read_content
from palermo.reporting.writing.editors import note_editor
from palermo.reporting.writing.footnotes import add_footnote
from palermo.reporting.writing.layout import Piece
from palermo.reporting.writing.report import Writing
from palermo.site.access import secretariat_only

SPLIT_AT = "\n\n"


@dataclass(frozen=True)
class _Opened:
    """A report in the language chosen; it is read only where the page needs it, since each act reads it again."""

    report: Report
    language: Language

    @cached_property
    def writing(self) -> Writing:
        """The report as officers have it now."""
        return draft_of(self.report).writing


Act = Callable[[SiteRequest, _Opened, str], str]


@secretariat_only
@require_safe
def write_report(request: SiteRequest, slug: str) -> HttpResponse:
    """The whole report as it is being written, with one paragraph open where the address names it."""
    return _page(request, _open(request, slug), request.GET.get("edit", ""))


@secretariat_only
@require_POST
def write_paragraph(request: SiteRequest, slug: str, key: str) -> HttpResponse:
    """Do with a paragraph what the pressed button says, and show it where it stands then."""
    opened = _open(request, slug)
    act = request.POST.get("act", "save")
    if act == "autosave":
        return _autosave(request, opened, key)
    if act not in ACTS:
        raise Refused(_("Unknown action “%(act)s”. Reload the page.") % {"act": act})
    try:
        key = ACTS[act](request, opened, key)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, opened, key, is_refused=True)
    return redirect(_address(opened, "" if act in CLOSING else key, key))


@secretariat_only
@require_safe
def paragraph_versions(request: SiteRequest, slug: str, key: str) -> HttpResponse:
    """Every text that a paragraph had in one language, each compared with the one before it."""
    opened = _open(request, slug)
    row = get_object_or_404(opened.report.paragraphs, key=key)
    revisions = TextRevision.objects.filter(paragraph=row, language=opened.language.code).order_by("number")
    rows, before = [], ""
    for revision in revisions:
        content = read_content(revision.content)
        text = content.text if content else ""
        rows.append((revision, content is None, compare_words(before, text) if content else ()))
        before = text or before
    context = {**_context(opened), "key": key, "rows": rows[::-1], "current": rows[-1][0].number if rows else 0}
    return render(request, "reporting/writing/versions.html", context)


@secretariat_only
def add_report_section(request: SiteRequest, slug: str) -> HttpResponse:
    """Add a section or an annex."""
    opened = _open(request, slug)
    form = NewSectionForm(request.POST or None)
    sections = section_rows(opened.writing, _spoken(opened))
    choices = [(row.key, f"{row.label} {row.title}".strip()) for row in sections if not row.is_removed]
    offer_choices(form, "after", [("", _("At the end")), *choices])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if refusal := _try(
            lambda: structure.add_section(
                opened.report, given["title"], after=given["after"], by=request.user, is_annex=given["is_annex"]
            )
        ):
            form.add_error("title", refusal)
        else:
            messages.success(request, _("Section added."))
            return redirect(_address(opened))
    return render(request, "reporting/writing/section.html", {**_context(opened), "form": form})


@secretariat_only
def rename_report_section(request: SiteRequest, slug: str, key: str) -> HttpResponse:
    """Give a section a heading of its own."""
    opened = _open(request, slug)
    part = next((each for each in opened.writing.parts if each.key == key), None)
    title = part.row.title if part and part.row else None
    act = SECTION_ACTS.get(request.POST.get("act", ""))
    form = SectionForm(None if act else request.POST or None, initial={"title": title})
    if act:
        if refusal := _try(lambda: messages.success(request, act(request, opened.report, key))):
            messages.error(request, refusal)
        else:
            return redirect(_address(opened))
    elif request.method == "POST" and form.is_valid():
        if refusal := _try(
            lambda: structure.rename_section(opened.report, key, form.cleaned_data["title"], by=request.user)
        ):
            form.add_error("title", refusal)
        else:
            messages.success(request, _("Heading saved."))
            return redirect(_address(opened))
    sections = section_rows(opened.writing, _spoken(opened))
    live = [each.key for each in sections if each.can_be_renamed and not each.is_removed]
    before = live[live.index(key) - 1] if key in live[1:] else ""
    places = {"section_places": section_choices(sections, key), "place": f":{before}"}
    context = {**_context(opened), **places, "form": form, "is_rename": True}
    return render(request, "reporting/writing/section.html", context, status=422 if act else 200)


def _move_section(request: SiteRequest, report: Report, key: str) -> str:
    after = request.POST.get("place", "").partition(":")[2]
    structure.move_section(report, key, after=after, by=request.user)
    return _("Section moved.")


def _remove_section(request: SiteRequest, report: Report, key: str) -> str:
    structure.remove_section(report, key, by=request.user)
    return _("Section removed. It stays here, struck out, until you restore it.")


def _restore_section(request: SiteRequest, report: Report, key: str) -> str:
    structure.restore_section(report, key, by=request.user)
    return _("Section restored.")


SECTION_ACTS: dict[str, Callable[[SiteRequest, Report, str], str]] = {
    "move": _move_section,
    "remove": _remove_section,
    "restore": _restore_section,
}


def _try(act: Callable[[], object]) -> str:
    """Why an act was refused; empty where it was done."""
    try:
        act()
    except Refused as refusal:
        return str(refusal)
    return ""


def _open(request: SiteRequest, slug: str) -> _Opened:
    """The report, as officers have it, in the language chosen."""
    report = get_object_or_404(reports_visible_to(request.viewer), slug=slug)
    check_can_change(request.user, report)
    code = request.GET.get("version") or request.POST.get("version") or ""
    language = BY_CODE.get(code) or active_language()
    return _Opened(report, language)


def _spoken(opened: _Opened) -> spoken.Report:
    return speak(opened.writing.in_language(opened.language.code), opened.language.code, labels=label_record)


def _context(opened: _Opened) -> dict[str, object]:
    return {
        "report": opened.report,
        "version": opened.language,
        "original": BY_CODE[opened.report.original_language],
        "versions": language_choices(opened.writing),
    }


def _page(request: SiteRequest, opened: _Opened, key: str, *, is_refused: bool = False) -> HttpResponse:
    """The page; after a refusal with all that was typed."""
    typed = request.POST if is_refused else {}
    content = _spoken(opened)
    sections = section_rows(opened.writing, content, _comment_numbers(opened))
    pieces = opened.writing.pieces
    rows = {row.key: row for section in sections for row in section.rows}
    piece = pieces.get(key)
    shown = None
    if piece is not None and not piece.is_removed:
        shown = open_paragraph(opened.writing, piece, content, request.viewer, mark=rows[key].mark)
        if shown.table and "cell" in typed:
            shown = replace(shown, table=_table(request))
    context = {
        **_context(opened),
        "sections": sections,
        "open": shown,
        "typed": typed.get("text"),
        "typed_comment": typed.get("comment", ""),
        "typed_on": typed.get("on", ""),
        "typed_note": typed.get("note", ""),
        "typed_note_after": typed.get("note_after", ""),
        "table_changed": "table" in request.GET,
        "rejected": _rejected(piece, opened.language.code, request.user) if piece and piece.row else "",
        "places": place_choices(sections, key) if shown else (),
        "words": content.words,
        "word_limit": content.word_limit,
        "flagged": sum(section.flagged for section in sections),
        "is_suggesting": "suggest" in {*request.GET, request.POST.get("act")},
        "suggestions": open_suggestions(opened.report, opened.language.code).count()
        + open_stray_comments(opened.report, opened.language.code).filter(answers=None).count(),
        "others": note_editor(f"report:{opened.report.pk}", key, opened.language.code, request.user) if shown else (),
    }
    return render(request, "reporting/writing/page.html", context, status=422 if is_refused else 200)


def _comment_numbers(opened: _Opened) -> dict[str, int]:
    """How many comments are open on each paragraph in the language that is shown."""
    found = open_comments(opened.report).filter(language=opened.language.code).order_by()
    return dict(found.values_list("paragraph__key").annotate(number=Count("pk")))


def _rejected(piece: Piece, language: str, user: User) -> str:
    """The officer's own text that lost to a colleague's, while it is the newest."""
    last = TextRevision.objects.filter(paragraph=piece.row, language=language).order_by("-number").first()
    if last is None or last.act != TextAct.REJECTED or last.by_id != user.pk:
        return ""
    content = read_content(last.content)
    return content.text if content else ""


def _address(opened: _Opened, edit: str = "", at: str = "") -> str:
    query = f"?version={opened.language.code}" + (f"&edit={edit}" if edit else "")
    return reverse("write_report", args=[opened.report.slug]) + query + (f"#p-{at}" if at else "")


def _base(request: SiteRequest) -> int:
    found = request.POST.get("base", "0")
    return int(found) if found.isdecimal() and len(found) < 9 else 0


def _save(request: SiteRequest, opened: _Opened, key: str, *, settles: bool = False) -> str:
    language, text = opened.language.code, request.POST.get("text", "")
    if "cell" in request.POST:
        saved = texts.write_table(
            opened.report, key, language, _table(request), base=_base(request), by=request.user, settles=settles
        )
    else:
        saved = texts.write_text(
            opened.report, key, language, text, base=_base(request), by=request.user, settles=settles
        )
    if saved.rejected:
        messages.warning(
            request,
            _("A colleague changed the same words. Their text counts; yours is kept below it for you to settle."),
        )
    elif saved.revision.act == TextAct.COMBINED:
        messages.success(request, _("Saved, together with a colleague’s edit of the same paragraph."))
    else:
        messages.success(request, _("Saved."))
    return saved.revision.paragraph.key


def _table(request: SiteRequest) -> TableContent:
    """The cells of the form, row by row; rows without any words are left out."""
    width = min(max(_number(request, "columns"), 1), tables.MOST_COLUMNS)
    cells = [cell.strip() for cell in request.POST.getlist("cell")]
    lines = [tuple(cells[at : at + width]) for at in range(0, len(cells), width)]
    headings, *rows = lines or [("",)]
    return TableContent(request.POST.get("caption", "").strip(), headings, tuple(row for row in rows if any(row)))


def _change_table(change: Callable[[TableContent, int, int], TableContent]) -> Act:
    """An act that saves the cells as typed, with a row or column more or less."""

    def act(request: SiteRequest, opened: _Opened, key: str) -> str:
        table = change(_table(request), _number(request, "row"), _number(request, "column"))
        saved = texts.write_table(opened.report, key, opened.language.code, table, base=_base(request), by=request.user)
        if saved.rejected:
            messages.warning(
                request,
                _("A colleague changed the same words. Their text counts; yours is kept below it for you to settle."),
            )
        return saved.revision.paragraph.key

    return act


def _add_footnote(request: SiteRequest, opened: _Opened, key: str) -> str:
    """Save the text as typed, with a footnote behind the words that were given."""
    text = add_footnote(request.POST.get("text", ""), request.POST.get("note_after", ""), request.POST.get("note", ""))
    saved = texts.write_text(opened.report, key, opened.language.code, text, base=_base(request), by=request.user)
    messages.success(request, _("Footnote added."))
    return saved.revision.paragraph.key


def _save_and_settle(request: SiteRequest, opened: _Opened, key: str) -> str:
    return _save(request, opened, key, settles=True)


def _suggest(request: SiteRequest, opened: _Opened, key: str) -> str:
    text = request.POST.get("text", "")
    suggestion = suggest_text(opened.report, key, opened.language.code, text, by=request.user)
    messages.success(request, _("Suggestion saved for the officer responsible to decide."))
    return suggestion.paragraph.key if suggestion.paragraph else key


def _take(request: SiteRequest, opened: _Opened, key: str) -> str:
    revision = texts.take_draft(opened.report, key, opened.language.code, by=request.user)
    messages.success(request, _("New draft accepted. The paragraph follows the record again."))
    return revision.paragraph.key


def _keep(request: SiteRequest, opened: _Opened, key: str) -> str:
    reason = request.POST.get("reason", "")
    revision = texts.keep_text(opened.report, key, opened.language.code, reason=reason, by=request.user)
    messages.success(request, _("Text kept."))
    return revision.paragraph.key


def _confirm(request: SiteRequest, opened: _Opened, key: str) -> str:
    revision = texts.accept_translation(opened.report, key, opened.language.code, by=request.user)
    messages.success(request, _("Marked as up to date with the original."))
    return revision.paragraph.key


def _restore_text(request: SiteRequest, opened: _Opened, key: str) -> str:
    revision = texts.restore_text(opened.report, key, opened.language.code, _number(request), by=request.user)
    messages.success(request, _("Version restored."))
    return revision.paragraph.key


def _add(request: SiteRequest, opened: _Opened, key: str, kind: ParagraphKind = ParagraphKind.PARAGRAPH) -> str:
    section = request.POST.get("section", "")
    row = structure.add_paragraph(opened.report, section, after="" if key == "new" else key, by=request.user, kind=kind)
    return row.key


def _add_table(request: SiteRequest, opened: _Opened, key: str) -> str:
    return _add(request, opened, key, ParagraphKind.TABLE)


def _move(request: SiteRequest, opened: _Opened, key: str) -> str:
    section, _colon, after = request.POST.get("place", "").partition(":")
    structure.move_paragraph(opened.report, key, section, after=after, by=request.user)
    messages.success(request, _("Paragraph moved."))
    return key


def _remove(request: SiteRequest, opened: _Opened, key: str) -> str:
    structure.remove_paragraph(opened.report, key, by=request.user)
    messages.success(request, _("Paragraph removed. It stays here, struck out, until you restore it."))
    return key


def _restore(request: SiteRequest, opened: _Opened, key: str) -> str:
    structure.restore_paragraph(opened.report, key, by=request.user)
    messages.success(request, _("Paragraph restored."))
    return key


def _split(request: SiteRequest, opened: _Opened, key: str) -> str:
    """Split at the empty line that was typed; other changes of the text are saved first."""
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    first, gap, second = text.partition(SPLIT_AT)
    if not gap:
        raise Refused(_("Type an empty line where the second paragraph is to begin, then choose “Split”."))
    joined = f"{first.rstrip()} {second.lstrip()}"
    saved = texts.write_text(opened.report, key, opened.language.code, joined, base=_base(request), by=request.user)
    at = len(first.rstrip())
    structure.split_paragraph(opened.report, saved.revision.paragraph.key, opened.language.code, at, by=request.user)
    messages.success(request, _("Paragraph split."))
    return saved.revision.paragraph.key


def _merge(request: SiteRequest, opened: _Opened, key: str) -> str:
    part = next(each for each in opened.writing.parts if any(piece.key == key for piece in each.pieces))
    live = [piece.key for piece in part.pieces if not piece.is_removed]
    following = live[live.index(key) + 1 :] if key in live else []
    if not following:
        raise Refused(_("No paragraph follows in this section."))
    structure.merge_paragraphs(opened.report, key, following[0], by=request.user)
    messages.success(request, _("Paragraphs merged."))
    return key


def _comment(request: SiteRequest, opened: _Opened, key: str) -> str:
    comment = comments.add_comment(
        opened.report,
        key,
        opened.language.code,
        request.POST.get("comment", ""),
        on=request.POST.get("on", ""),
        by=request.user,
    )
    messages.success(request, _("Comment added."))
    return comment.paragraph.key


def _resolve(request: SiteRequest, opened: _Opened, key: str) -> str:
    comments.resolve_comment(opened.report, _number(request), by=request.user)
    messages.success(request, _("Comment resolved."))
    return key


def _reopen(request: SiteRequest, opened: _Opened, key: str) -> str:
    comments.reopen_comment(opened.report, _number(request), by=request.user)
    messages.success(request, _("Comment reopened."))
    return key


def _number(request: SiteRequest, name: str = "number") -> int:
    found = request.POST.get(name, "")
    return int(found) if found.isdecimal() and len(found) < 18 else 0


ACTS: dict[str, Act] = {
    "save": _save,
    "settle": _save_and_settle,
    "suggest": _suggest,
    "take": _take,
    "keep": _keep,
    "confirm": _confirm,
    "restore-text": _restore_text,
    "add": _add,
    "add-table": _add_table,
    "add-row": _change_table(tables.add_row),
    "remove-row": _change_table(tables.remove_row),
    "add-column": _change_table(tables.add_column),
    "remove-column": _change_table(tables.remove_column),
    "add-footnote": _add_footnote,
    "move": _move,
    "remove": _remove,
    "restore": _restore,
    "split": _split,
    "merge": _merge,
    "comment": _comment,
    "resolve-comment": _resolve,
    "reopen-comment": _reopen,
}
# After these nothing is left to edit.
CLOSING = frozenset({"suggest", "take", "keep", "confirm", "remove", "restore", "move"})


def _autosave(request: SiteRequest, opened: _Opened, key: str) -> JsonResponse:
    """Save what was typed so far, or only note that the paragraph is open; says what to show beside it."""
    language = opened.language.code
    others = note_editor(f"report:{opened.report.pk}", key, language, request.user)
    answer: dict[str, object] = {"others": ", ".join(others)}
    if "text" not in request.POST:
        return JsonResponse(answer)
    try:
        saved = texts.write_text(
            opened.report, key, language, request.POST["text"], base=_base(request), by=request.user
        )
    except Refused as refusal:
        return JsonResponse({**answer, "refusal": str(refusal)}, status=422)
    content = read_content(saved.revision.content)
    time = formats.time_format(clock.now().astimezone(), "H:i")
    answer |= {"key": saved.revision.paragraph.key, "saved": _("Saved at %(time)s") % {"time": time}}
    if saved.rejected:
        return JsonResponse({**answer, "refusal": _("A colleague changed the same words. Save to settle it.")})
    return JsonResponse({**answer, "base": saved.revision.number, "text": content.text if content else ""})
