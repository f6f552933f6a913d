"""Documents of their own beside a report: a corrigendum, an addendum, a revision or a reissue changes an issued one; an
advance unedited version comes before it.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.refusals import Refused
from palermo.core.rows import insert_row, lock_row
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.library.states import Modification
from palermo.library.symbols import next_symbol, reissued_symbol
from palermo.reporting import rules
from palermo.reporting.actions.issuing import index_report
from palermo.reporting.building import draft_of
from palermo.reporting.changes import rules as change_rules
from palermo.reporting.changes.advance import advance_text
from palermo.reporting.changes.drafting import issued_places
from palermo.reporting.changes.reissuing import reissue_text
from palermo.reporting.frozen import thaw
from palermo.reporting.keeping import keep_issued
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report, ReportCorrection, ReportParagraph, TextRevision
from palermo.reporting.realization.reports import speak
from palermo.reporting.rendering import RENDERERS
from palermo.reporting.states import Format, ReportRelation, ReportState
from palermo.reporting.writing.report import current_revisions

# What a document has in common with the report that it changes.
SHARED = (
    *("blueprint", "document_type", "outline", "title", "cutoff_on", "session", "agenda_item", "meeting", "activity"),
    *("contribution", "original_language", "audience"),
)
_HOW = {
    ReportRelation.CORRIGENDUM: Modification.CORRIGENDUM,
    ReportRelation.ADDENDUM: Modification.ADDENDUM,
    ReportRelation.REVISION: Modification.REVISION,
}


@transaction.atomic
def begin_corrigendum(report: Report, *, reason: str, by: Actor) -> Report:
    """Begin a corrigendum to an issued report; officers add its corrections.

    Refused if `by` may not, the report was not issued, or no reason is given.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    change_rules.check_can_begin_change(by, report)
    return _begin(report, ReportRelation.CORRIGENDUM, reason, by)


@transaction.atomic
def begin_addendum(report: Report, *, reason: str, by: Actor) -> Report:
    """Begin an addendum to an issued report; officers write its sections.

    Refuses as `begin_corrigendum`; or if the report is itself a corrigendum or a reissue.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    change_rules.check_can_add_to(by, report)
    return _begin(report, ReportRelation.ADDENDUM, reason, by)


@transaction.atomic
def begin_revision(report: Report, *, reason: str, by: Actor) -> Report:
    """Begin a revision of an issued report, with the sections, texts and links that officers wrote in it.

    Refuses as `begin_addendum`.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    change_rules.check_can_add_to(by, report)
    revision = _begin(report, ReportRelation.REVISION, reason, by)
    _copy_writing(report, revision)
    for each in report.recommendations.select_related("treaty"):
        revision.recommendations.create(number=each.number, text=each.text, treaty=each.treaty)
    index_report(revision)
    return revision


@transaction.atomic
def correct_place(report: Report, language: str, place: str, text: str, *, by: Actor) -> None:
    """Say how a place of the issued report should read in one language; the issued words take the correction back.

    A paragraph as a whole is deleted by an empty text; a text behind a paragraph is inserted there. Refused if `by`
    may not, the corrigendum was issued, the issued text has no such place in that language, or a paragraph would be
    deleted and corrected.
    """
    report = lock_row(report, "changes")
    rules.check_can_change(by, report)
    corrected = change_rules.check_is_corrigendum(report)
    places = issued_places(corrected, language)
    if place not in places:
        raise Refused(_("The report as issued has no such place in this language. Choose one of the list."))
    text = " ".join(text.split())
    change_rules.check_can_correct(report, language, places, place, text)
    if text == " ".join(places[place].words.split()):
        ReportCorrection.objects.filter(report=report, language=language, place=place).delete()
    else:
        values = {"text": text}
        ReportCorrection.objects.update_or_create(report=report, language=language, place=place, defaults=values)
    record("report_correction.saved", report, by=by, language=language, place=place, text=text)


@transaction.atomic
def reissue_report(report: Report, *, on: date, reason: str, by: Actor) -> Report:
    """Reissue an issued report for technical reasons: the same text, with an asterisk and its note.

    What was issued before stays as it is. Refused if `by` may not, the report was not issued, its texts are not kept
    here, or no reason is given.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    change_rules.check_can_reissue(by, report)
    texts = list(report.texts.all())
    if not texts:
        raise Refused(_("The text of this report is not stored here. Import it before reissuing it."))
    symbol = _reissued(report)
    reissued = _new(report, ReportRelation.REISSUE, symbol)
    reissued.state, reissued.issued_on = ReportState.ISSUED, on
    insert_row(reissued)
    for text in texts:
        told = reissue_text(thaw(text.content), symbol, on)
        keep_issued(reissued, told, {form: RENDERERS[form](told) for form in Format})
    details = {"changes": report.slug, "reason": change_rules.check_reason(reason), "on": on.isoformat()}
    record("report.reissued", reissued, by=by, **details)
    return reissued


@transaction.atomic
def issue_in_advance(report: Report, *, on: date, languages: Iterable[str], by: Actor) -> Report:
    """Issue the advance unedited version of a report in preparation: its text as it stands, kept as it is then.

    The report stays in preparation. Once it is issued, it replaces the advance version, which stays where it is.

    Parameters
    ----------
    report : Report
    on : date
    languages : iterable of str
        The codes of the language versions that are ready.
    by : Actor

    Raises
    ------
    Refused
        If `by` may not, the report was issued or has an advance version, no language is given, or a text is missing in
        one of them.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    change_rules.check_can_issue_in_advance(by, report)
    codes = change_rules.check_languages_in_advance(languages)
    writing = draft_of(report).writing
    versions = [speak(writing.in_language(code), code, labels=label_record) for code in codes]
    for version in versions:
        rules.check_is_complete(version)
    advance = _new(report, ReportRelation.ADVANCE, report.symbol)
    advance.state, advance.issued_on = ReportState.ISSUED, on
    insert_row(advance)
    for version in versions:
        marked = advance_text(version, on)
        keep_issued(advance, marked, {form: RENDERERS[form](marked) for form in Format})
    record("report.issued_in_advance", advance, by=by, report=report.slug, on=on.isoformat(), languages=codes)
    return advance


def _begin(report: Report, relation: ReportRelation, reason: str, by: Actor) -> Report:
    reason = change_rules.check_reason(reason)
    made = _new(report, relation, _next_symbol(report, relation))
    insert_row(made)
    record("report.changed", made, by=by, changes=report.slug, relation=relation, reason=reason)
    return made


def _new(report: Report, relation: ReportRelation, symbol: str) -> Report:
    shared = {name: getattr(report, name) for name in SHARED}
    slug = free_slug(Report, MultilingualText(), f"{report.slug}-{relation}")
    return Report(slug=slug, changes=report, relation=relation, symbol=symbol, **shared)


def _next_symbol(report: Report, relation: ReportRelation) -> str:
    """The symbol that is free; pending where the report has none, or one that is no symbol."""
    if not report.symbol:
        return ""
    try:
        return next_symbol(report.symbol, _HOW[relation], Report.objects.values_list("symbol", flat=True))
    except ValidationError:
        return ""


def _reissued(report: Report) -> str:
    try:
        return reissued_symbol(report.symbol) if report.symbol else ""
    except ValidationError as error:
        raise Refused(error.messages[0]) from None


def _copy_writing(report: Report, revision: Report) -> None:
    """Copy sections, paragraphs and the texts that count; the history of each text stays with the issued report."""
    sections, paragraphs = {}, {}
    for section in report.sections.all():
        before, section.pk, section.report = section.pk, None, revision
        section._state.adding = True
        section.save()
        sections[before] = section
    rows = list(report.paragraphs.all())
    merged = {row.pk: row.merged_into_id for row in rows}
    for row in rows:
        before, row.pk, row.report, row.section = row.pk, None, revision, sections[row.section_id]
        row.merged_into = None
        row._state.adding = True
        row.save()
        paragraphs[before] = row
    for before, into in merged.items():
        if into:
            paragraphs[before].merged_into = paragraphs[into]
    ReportParagraph.objects.bulk_update(paragraphs.values(), ["merged_into"])
    texts = list(current_revisions(report))
    for text in texts:
        text.pk, text.paragraph = None, paragraphs[text.paragraph_id]
    TextRevision.objects.bulk_create(texts)
