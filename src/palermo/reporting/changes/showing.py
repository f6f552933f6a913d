"""What a reader is shown of the documents that change a report, and of the report that a document changes."""

from typing import NamedTuple

from palermo.accounts.viewer import Viewer
from palermo.library.symbols import sort_key
from palermo.reporting.changes.drafting import corrections_of
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportRelation, ReportState


class CorrectedPlace(NamedTuple):
    """A corrected place of the report in the reader's language: its name, and the paragraph that it is in."""

    name: str
    number: int | None


class Change(NamedTuple):
    """A document that changes the report: how, which one of its kind, and what it corrects."""

    report: Report
    number: int
    places: list[CorrectedPlace]


class Changes(NamedTuple):
    """Both ways; only documents that this reader may see."""

    of: Report | None
    by: list[Change]


def changes_shown(report: Report, viewer: Viewer, language: str) -> Changes:
    """The report that one changes, and the issued documents that change it; the secretariat also sees drafts."""
    visible = reports_visible_to(viewer)
    changed = visible.filter(pk=report.changes_id).first() if report.changes_id else None
    rows = visible.filter(changes=report)
    if not viewer.is_secretariat:
        rows = rows.filter(state=ReportState.ISSUED)
    numbers: dict[str, int] = {}
    shown = []
    for row in sorted(rows, key=lambda each: (sort_key(each.symbol), each.pk)):
        numbers[row.relation] = numbers.get(row.relation, 0) + 1
        shown.append(Change(row, numbers[row.relation], _places(row, language)))
    return Changes(changed, shown)


def _places(row: Report, language: str) -> list[CorrectedPlace]:
    if row.relation != ReportRelation.CORRIGENDUM:
        return []
    return [CorrectedPlace(each.place.name, each.place.number) for each in corrections_of(row).get(language, ())]
