"""Suggestions for a report: made on the site or by an edited Word file, accepted or declined one by one."""

from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.languages import CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.reporting import rules
from palermo.reporting.actions.structure import (
    add_paragraph,
    add_section,
    merge_paragraphs,
    move_paragraph,
    move_section,
    remove_paragraph,
    remove_section,
    rename_section,
    split_paragraph,
)
from palermo.reporting.actions.writing import write_table, write_text
from palermo.reporting.building import draft_of
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report, ReportParagraph, Suggestion
from palermo.reporting.realization.labels import is_annex_heading
from palermo.reporting.realization.reports import speak, speak_words
from palermo.reporting.states import OF_HEADINGS, ParagraphKind, SuggestionKind, SuggestionState, TextAct
from palermo.reporting.writing.changing import lock_paragraph
from palermo.reporting.writing.checking import check_text
from palermo.reporting.writing.content import TableContent
from palermo.reporting.writing.shown import shown_content
from palermo.reporting.writing.suggestions import Review, Reviewer, between


@transaction.atomic
def suggest_text(report: Report, key: str, language: str, text: str, *, by: User) -> Suggestion:
    """Propose a text of a paragraph, which the officer responsible for its section accepts or declines.

    Refused if the report was issued, the paragraph is gone or a table, nothing was changed, or the marks do not fit.
    """
    text = check_text(text)
    writing, row, piece = lock_paragraph(report, key, by)
    if row.kind != ParagraphKind.PARAGRAPH:
        raise Refused(_("This is a table. Edit its cells."))
    content = speak(writing.in_language(language), language, labels=label_record)
    then = shown_content(writing, piece, content).text
    if text == then:
        raise Refused(_("Nothing was changed. Edit the text, then choose “Suggest”."))
    revision = writing.revision(piece, language)
    suggestion = Suggestion.objects.create(
        report=row.report,
        paragraph=row,
        language=language,
        kind=SuggestionKind.CHANGED,
        base=revision.number if revision and revision.content is not None else 0,
        text_then=then,
        text=text,
        by=by,
        by_name=str(by),
        at=clock.now(),
    )
    record("report_suggestion.made", row.report, by=by, paragraph=row.key, language=language, suggestion=suggestion.pk)
    return suggestion


@transaction.atomic
def accept_suggestion(report: Report, number: int, *, by: User, text: str | None = None, place: str = "") -> Suggestion:
    """Accept a suggestion, together with what was written since; the paragraph's history names who proposed it.

    Parameters
    ----------
    report : Report
    number : int
        Of the suggestion.
    by : User
    text : str or None
        The proposed text as the officer edited it; None for the text as it was proposed.
    place : str
        Where a new or moved paragraph is to stand: the key of the section, a colon and the key of the paragraph before.
        Where a new or moved heading is to stand: a colon and the key of the section before.

    Raises
    ------
    Refused
        If the report was issued, another officer is responsible, the suggestion is settled, its paragraph is gone and
        no place was chosen, or the same words were changed since and `text` does not settle that.
    """
    suggestion = _locked(report, number, by)
    rules.check_can_decide_suggestion(by, suggestion)
    reviewer = Reviewer(draft_of(suggestion.report).writing, suggestion.language)
    _apply(_Acceptance(suggestion, reviewer.review(suggestion), by, text, place))
    return _decide(suggestion, SuggestionState.ACCEPTED, by)


@transaction.atomic
def decline_suggestion(report: Report, number: int, *, by: User, reason: str = "") -> Suggestion:
    """Decline a suggestion; its text is kept.

    Refused if the report was issued, another officer is responsible, or the suggestion is settled.
    """
    suggestion = _locked(report, number, by)
    if suggestion.by_id != by.pk:
        rules.check_can_decide_suggestion(by, suggestion)
    return _decide(suggestion, SuggestionState.DECLINED, by, reason.strip())


class AcceptedAll(NamedTuple):
    """How many suggestions were accepted together, and how many were left for somebody to look at."""

    accepted: int
    left: int


@transaction.atomic
def accept_all(report: Report, word_import: int, *, by: User) -> AcceptedAll:
    """Accept every suggestion of a Word file that is in no conflict and that this officer may decide.

    Refused if the report was issued.
    """
    rules.check_can_change(by, Report.objects.select_for_update().get(pk=report.pk))
    accepted = left = 0
    reviewer: Reviewer | None = None
    found = Suggestion.objects.filter(report=report, word_import=word_import, state=SuggestionState.OPEN)
    # New headings first, which others stand under; then texts, which moving or removing others does not change.
    order = [*SuggestionKind]
    for each in sorted(found, key=lambda each: (order.index(SuggestionKind(each.kind)), each.position)):
        suggestion = _locked(report, each.pk, by)
        # One reading does for all: no suggestion of a file is on a text or heading that another of it changes.
        reviewer = reviewer or Reviewer(draft_of(suggestion.report).writing, suggestion.language)
        review = reviewer.review(suggestion)
        try:
            with transaction.atomic():
                rules.check_can_decide_suggestion(by, suggestion)
                if not review.is_simple:
                    raise Refused(_("This suggestion is to be looked at."))
                _apply(_Acceptance(suggestion, review, by, None, ""))
                _decide(suggestion, SuggestionState.ACCEPTED, by)
            accepted += 1
        except Refused:
            left += 1
    return AcceptedAll(accepted, left)


@dataclass(frozen=True)
class _Acceptance:
    """A suggestion that an officer accepts, with the text and the place that they chose."""

    suggestion: Suggestion
    review: Review
    by: User
    text: str | None
    place: str

    @property
    def row(self) -> ReportParagraph:
        """Its paragraph."""
        if self.suggestion.paragraph is None or self.review.is_homeless:
            raise Refused(_("Its paragraph is no longer in the report. Choose a place for its text, or decline it."))
        return self.suggestion.paragraph

    @property
    def proposed(self) -> str:
        """The text to be written."""
        if self.text is not None:
            return self.text.replace("\r\n", "\n")
        if self.review.is_conflict:
            raise Refused(_("The same words were changed since. Edit the text, then accept it."))
        return self.review.proposed

    @property
    def reason(self) -> str:
        """On whose suggestion."""
        return _("Suggested by %(name)s") % {"name": self.suggestion.by_name}

    @property
    def section_and_after(self) -> tuple[str, str]:
        """Where it is to stand."""
        section, _colon, after = self.place.partition(":")
        return (section, after) if self.place else (self.suggestion.section, self._place_behind_earlier())

    def _place_behind_earlier(self) -> str:
        """The paragraph that it was proposed behind, or the last that was accepted from the file between both."""
        suggestion = self.suggestion
        earlier = Suggestion.objects.filter(
            word_import=suggestion.word_import,
            word_import__isnull=False,
            kind=SuggestionKind.NEW,
            state=SuggestionState.ACCEPTED,
            section=suggestion.section,
            after=suggestion.after,
            position__lt=suggestion.position,
            paragraph__section__key=suggestion.section,
        )
        last = earlier.select_related("paragraph").order_by("-position").first()
        return last.paragraph.key if last and last.paragraph else suggestion.after

    def write(self, key: str, text: str) -> str:
        """Write a text over the one that is there now; gives it as it is kept."""
        saved = write_text(
            self.suggestion.report,
            key,
            self.suggestion.language,
            text,
            base=_base(self.suggestion.report, key, self.suggestion.language),
            by=self.by,
            act=TextAct.SUGGESTED,
            reason=self.reason,
        )
        return check_text(text) if saved.revision.content is None else str(saved.revision.content["text"])


def _apply(acceptance: _Acceptance) -> None:
    kind = SuggestionKind(acceptance.suggestion.kind)
    if kind in OF_HEADINGS:
        if acceptance.review.is_homeless:
            raise Refused(_("Its section is no longer in the report. Decline this suggestion."))
        _HEADING_ACTS[kind](acceptance)
    elif kind in {SuggestionKind.NEW, SuggestionKind.OTHER} or (
        acceptance.review.is_homeless and acceptance.place and acceptance.review.proposed
    ):
        _add(acceptance)
    elif acceptance.suggestion.cells:
        _write_table(acceptance)
    else:
        _ACTS[kind](acceptance)


def _add(acceptance: _Acceptance) -> None:
    suggestion = acceptance.suggestion
    section, after = acceptance.section_and_after
    _check_place(suggestion, section)
    if suggestion.cells:
        row = add_paragraph(suggestion.report, section, after=after, by=acceptance.by, kind=ParagraphKind.TABLE)
        _write_cells(acceptance, row.key)
        rows = [row]
    else:
        parts = [part.strip() for part in acceptance.proposed.split("\n\n") if part.strip()]
        rows = []
        for part in parts or [""]:
            row = add_paragraph(suggestion.report, section, after=after, by=acceptance.by)
            acceptance.write(row.key, part)
            after = row.key
            rows.append(row)
    if suggestion.paragraph is None:
        suggestion.paragraph = rows[-1]
        suggestion.save(update_fields=["paragraph"])


def _check_place(suggestion: Suggestion, section: str) -> None:
    if not section:
        raise Refused(_("Choose where the paragraph is to stand."))
    awaited = Suggestion.objects.filter(
        word_import=suggestion.word_import, kind=SuggestionKind.NEW_HEADING, section=section
    )
    is_there = suggestion.report.sections.filter(key=section).exists()
    if suggestion.word_import_id and not is_there and awaited.exists():
        raise Refused(_("It stands under a new heading. Accept that first, or choose another place."))


def _add_heading(acceptance: _Acceptance) -> None:
    suggestion = acceptance.suggestion
    after = _section_behind(acceptance)
    behind = suggestion.report.sections.filter(key=after).first()
    language = suggestion.language
    title = MultilingualText({language: _heading_words(acceptance)})
    is_annex = (behind is not None and behind.is_annex) or is_annex_heading(title[language], language)
    add_section(suggestion.report, title, after=after, by=acceptance.by, is_annex=is_annex, key=suggestion.section)


def _rename_heading(acceptance: _Acceptance) -> None:
    """The heading in one language; in the others it stays as it reads."""
    suggestion = acceptance.suggestion
    writing = draft_of(suggestion.report).writing
    part = next(part for part in writing.parts if part.key == suggestion.section)
    titles = {code: speak_words(part.title, code) for code in CODES}
    if part.row:
        titles = {code: part.row.title.get(code, "") for code in CODES} if part.row.title else titles
    title = MultilingualText({**titles, suggestion.language: _heading_words(acceptance)})
    rename_section(suggestion.report, suggestion.section, title, by=acceptance.by)


def _move_heading(acceptance: _Acceptance) -> None:
    move_section(
        acceptance.suggestion.report,
        acceptance.suggestion.section,
        after=_section_behind(acceptance),
        by=acceptance.by,
    )


def _remove_heading(acceptance: _Acceptance) -> None:
    remove_section(
        acceptance.suggestion.report, acceptance.suggestion.section, by=acceptance.by, reason=acceptance.reason
    )


def _heading_words(acceptance: _Acceptance) -> str:
    """A heading is plain words on one line."""
    words = " ".join(acceptance.proposed.split())
    if not words:
        raise Refused(_("Enter the heading of the section."))
    return words


def _section_behind(acceptance: _Acceptance) -> str:
    """The section that a heading is to stand behind; of new ones that were not accepted, the one before them."""
    if acceptance.place:
        return acceptance.place.partition(":")[2]
    suggestion = acceptance.suggestion
    after = suggestion.after
    there = {*suggestion.report.sections.values_list("key", flat=True)} or {
        part.key for part in draft_of(suggestion.report).writing.parts
    }
    new = Suggestion.objects.filter(word_import=suggestion.word_import, kind=SuggestionKind.NEW_HEADING)
    before = dict(new.values_list("section", "after"))
    while after and after not in there:
        after = before.pop(after, "")
    return after


def _change(acceptance: _Acceptance) -> None:
    acceptance.write(acceptance.row.key, acceptance.proposed)


def _move(acceptance: _Acceptance) -> None:
    section, after = acceptance.section_and_after
    _check_place(acceptance.suggestion, section)
    move_paragraph(acceptance.suggestion.report, acceptance.row.key, section, after=after, by=acceptance.by)


def _remove(acceptance: _Acceptance) -> None:
    remove_paragraph(acceptance.suggestion.report, acceptance.row.key, by=acceptance.by, reason=acceptance.reason)


def _split(acceptance: _Acceptance) -> None:
    report, language, key = acceptance.suggestion.report, acceptance.suggestion.language, acceptance.row.key
    parts = [part.strip() for part in acceptance.proposed.split("\n\n") if part.strip()]
    space = between(language)
    acceptance.write(key, space.join(parts))
    for part in parts[:-1]:
        key = split_paragraph(report, key, language, len(check_text(part)), by=acceptance.by).key


def _merge(acceptance: _Acceptance) -> None:
    key = acceptance.row.key
    for other in acceptance.suggestion.others:
        merge_paragraphs(acceptance.suggestion.report, key, other, by=acceptance.by)
    acceptance.write(key, acceptance.proposed)


def _write_table(acceptance: _Acceptance) -> None:
    if acceptance.review.is_conflict:
        raise Refused(_("The table was changed since. Edit its cells on the page of the report."))
    _write_cells(acceptance, acceptance.row.key)


def _write_cells(acceptance: _Acceptance, key: str) -> None:
    suggestion = acceptance.suggestion
    caption, _break, _rows = suggestion.text.partition("\n")
    headings, *rows = (tuple(row) for row in suggestion.cells)
    base = _base(suggestion.report, key, suggestion.language)
    write_table(
        suggestion.report,
        key,
        suggestion.language,
        TableContent(caption, headings, tuple(rows)),
        base=base,
        by=acceptance.by,
    )


_HEADING_ACTS = {
    SuggestionKind.NEW_HEADING: _add_heading,
    SuggestionKind.MOVED_HEADING: _move_heading,
    SuggestionKind.HEADING: _rename_heading,
    SuggestionKind.DELETED_HEADING: _remove_heading,
}
_ACTS = {
    SuggestionKind.CHANGED: _change,
    SuggestionKind.MOVED: _move,
    SuggestionKind.DELETED: _remove,
    SuggestionKind.SPLIT: _split,
    SuggestionKind.MERGED: _merge,
}


def _base(report: Report, key: str, language: str) -> int:
    """The revision that counts now: the officer has seen it beside the suggestion."""
    row = report.paragraphs.get(key=key)
    newest = row.revisions.filter(language=language).exclude(act=TextAct.REJECTED).order_by("-number").first()
    return newest.number if newest else 0


def _locked(report: Report, number: int, by: User) -> Suggestion:
    rules.check_can_change(by, Report.objects.select_for_update().get(pk=report.pk))
    found = Suggestion.objects.select_related("report", "paragraph__section__officer")
    suggestion = found.filter(report=report, pk=number).first()
    if suggestion is None:
        raise Refused(_("This suggestion is no longer there. Reload the page."))
    if suggestion.state != SuggestionState.OPEN:
        raise Refused(
            _("%(name)s has already decided on this suggestion: %(state)s.")
            % {"name": suggestion.decided_by_name, "state": suggestion.get_state_display()}
        )
    return suggestion


def _decide(suggestion: Suggestion, state: SuggestionState, by: User, reason: str = "") -> Suggestion:
    suggestion.state, suggestion.reason = state, reason
    suggestion.decided_by_name, suggestion.decided_at = str(by), clock.now()
    suggestion.save(update_fields=["state", "reason", "decided_by_name", "decided_at"])
    record(f"report_suggestion.{state}", suggestion.report, by=by, suggestion=suggestion.pk, reason=reason)
    return suggestion
