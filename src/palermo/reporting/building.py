"""Reports from the record: by an outline, as at a cut-off, in a language. The same record gives the same report."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from palermo.core.languages import Language
from palermo.core.refusals import Refused
from palermo.reporting import spoken, tree
from palermo.reporting.changes.drafting import draft_change, write_corrections
from palermo.reporting.labels import label_record
from palermo.reporting.models import Report, ReportRecommendation
from palermo.reporting.outline import assemble_report, outline_named, outline_of
from palermo.reporting.realization.reports import speak
from palermo.reporting.record_snapshot import RecordSnapshot, read_snapshot
from palermo.reporting.writing.report import Writing, read_writing


class Draft(NamedTuple):
    """A report with what officers wrote in it, and the record that it was made from."""

    writing: Writing
    record: RecordSnapshot

    def in_language(self, language: str) -> tree.Report:
        """The report before it is put into words, with what officers wrote in this language."""
        return self.writing.in_language(language)


def draft(outline_name: str, cutoff: date, report: Report | None = None) -> Draft:
    """Read the record as at the cut-off and assemble the report.

    The session, title, audience and recommendations are those of `report`, or of the first report on record with
    this outline and cut-off.
    """
    outline = outline_named(outline_name)
    report = _report(outline.name, cutoff, report)
    outline = outline_of(report) if report else outline
    record = read_snapshot(cutoff, report.audience if report else outline.audience)
    if record is None:
        raise Refused(_("No initiative has been recorded. Import one before creating a report."))
    writing = read_writing(draft_change(assemble_report(outline, record, report), report), report)
    return Draft(write_corrections(writing, report), record)


def draft_of(report: Report) -> Draft:
    """The draft of a report on record."""
    return draft(report.blueprint, report.cutoff_on, report)


def assemble(outline_name: str, cutoff: date, report: Report | None = None) -> tree.Report:
    """The report as it is generated, without what officers wrote; several languages are spoken from one tree."""
    return draft(outline_name, cutoff, report).writing.generated


def build(outline_name: str, cutoff: date, language: Language | str, report: Report | None = None) -> spoken.Report:
    """The report in one language, with what officers wrote in it."""
    code = language if isinstance(language, str) else language.code
    return speak(draft(outline_name, cutoff, report).in_language(code), code, labels=label_record)


def paragraph_sources(report: tree.Report) -> list[tuple[int, tree.Source]]:
    """What each numbered paragraph states, subparagraphs included: number and record, each once, in order."""
    return list(dict.fromkeys(_stated_sources(report)))


def _stated_sources(report: tree.Report) -> Iterator[tuple[int, tree.Source]]:
    number = 0
    for section in report.sections:
        for block in section.blocks:
            if not isinstance(block, tree.Paragraph) or not block.numbered:
                continue
            number += 1
            yield from ((number, source) for source in block.sources)
            yield from ((number, source) for part in block.subparagraphs for source in part.sources)


def _report(blueprint: str, cutoff: date, given: Report | None) -> Report | None:
    wanted = {"pk": given.pk} if given else {"blueprint": blueprint, "cutoff_on": cutoff, "changes": None}
    reports = Report.objects.filter(**wanted)
    return (
        reports.select_related("session__place", "session__provisional_agenda", "session__body", "meeting__place")
        .select_related("activity", "contribution__state", "contribution__organisation", "changes")
        .select_related("agenda_item__session__provisional_agenda")
        .prefetch_related(Prefetch("recommendations", ReportRecommendation.objects.select_related("treaty")))
        .first()
    )
