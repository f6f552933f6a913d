"""Reports from the record: by an outline, as at a cut-off, in a language. The same record gives the same report."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import Language
from palermo.core.refusals import Refused
from palermo.reporting import spoken, tree
from palermo.reporting.models import Report
from palermo.reporting.outline import assemble_report, outline_named
from palermo.reporting.realization.reports import speak
from palermo.reporting.record_snapshot import RecordSnapshot, read_snapshot


class Draft(NamedTuple):
    """A report before it is in any language, and the record that it was made from."""

    report: tree.Report
    record: RecordSnapshot


def draft(outline_name: str, cutoff: date, report: Report | None = None) -> Draft:
    """Read the record as at the cut-off and assemble the report.

    The session, title, audience and recommendations are those of `report`, or of the first report on record with
    this outline and cut-off.
    """
    outline = outline_named(outline_name)
    report = _report(outline.name, cutoff, report)
    record = read_snapshot(cutoff, report.audience if report else outline.audience)
    if record is None:
        raise Refused(_("No initiative has been recorded. Import one before creating a report."))
    return Draft(assemble_report(outline, record, report), record)


def assemble(outline_name: str, cutoff: date, report: Report | None = None) -> tree.Report:
    """The report before it is in any language; several languages are spoken from one tree."""
    return draft(outline_name, cutoff, report).report


def build(outline_name: str, cutoff: date, language: Language | str, report: Report | None = None) -> spoken.Report:
    """The report in one language."""
    return speak(assemble(outline_name, cutoff, report), language)


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
    wanted = {"pk": given.pk} if given else {"blueprint": blueprint, "cutoff_on": cutoff}
    reports = Report.objects.filter(**wanted)
    return (
        reports.select_related("session__place", "session__provisional_agenda", "session__body", "meeting__place")
        .select_related("agenda_item__session__provisional_agenda")
        .prefetch_related("recommendations")
        .first()
    )
