"""What a reader is shown of the documents that change a report, and of the report that a document changes."""

from itertools import accumulate
from typing import NamedTuple

from django.db.models import Prefetch

from palermo.accounts.viewer import Viewer
from palermo.library.symbols import sort_key
from palermo.reporting.changes.drafting import PlaceCorrections, in_order, issued_places
from palermo.reporting.changes.places import Place
from palermo.reporting.models import Report, ReportCorrection
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.renderers.html import Mark, Marks
from palermo.reporting.states import ReportRelation, ReportState


class CorrectedPlace(NamedTuple):
    """A corrected place of the report in the reader's language, and the paragraph of the corrigendum that says how."""

    place: Place
    stated_in: int


class Change(NamedTuple):
    """A document that changes the report: how, which one of its kind, and what it corrects."""

    report: Report
    number: int
    places: list[CorrectedPlace]

    @property
    def name(self) -> str:
        """Its symbol; without one its kind and number: "Corrigendum 1"."""
        return self.report.symbol or f"{self.report.get_kind_display()} {self.number}"


class Changes(NamedTuple):
    """Both ways, only documents that this reader may see; `advance` is the advance unedited version of the report."""

    of: Report | None
    by: list[Change]
    advance: Report | None

    @property
    def marks(self) -> Marks:
        """By the part of the text, the issued documents that correct it."""
        found: dict[str, list[Mark]] = {}
        for change in self.by:
            if change.report.state == ReportState.ISSUED:
                for each in change.places:
                    address = f"{change.report.get_absolute_url()}#p{each.stated_in}"
                    mark = Mark(each.place.kind.value, change.name, bool(change.report.symbol), address)
                    found.setdefault(each.place.part, []).append(mark)
        return found


def changes_shown(report: Report, viewer: Viewer, language: str) -> Changes:
    """The report that one changes, and the issued documents that change it; the secretariat also sees drafts.

    `language` is that in which the report is read: its places are named, and its corrections found, in that one.
    """
    visible = reports_visible_to(viewer)
    changed = visible.filter(pk=report.changes_id).first() if report.changes_id else None
    own = Prefetch("corrections", ReportCorrection.objects.filter(language=language))
    related = visible.filter(changes=report).prefetch_related(own)
    if not viewer.is_secretariat:
        related = related.filter(state=ReportState.ISSUED)
    rows = sorted(related, key=lambda each: (sort_key(each.symbol), each.pk))
    advance = next((each for each in rows if each.relation == ReportRelation.ADVANCE), None)
    has_corrections = any(each.corrections.all() for each in rows)
    places = issued_places(report, language) if has_corrections else {}
    numbers: dict[str, int] = {}
    shown = []
    for row in rows:
        if row != advance:
            numbers[row.relation] = numbers.get(row.relation, 0) + 1
            corrections = in_order(row.corrections.all(), places)
            shown.append(Change(row, numbers[row.relation], _places(corrections, language)))
    return Changes(changed, shown, advance)


def _places(corrections: tuple[PlaceCorrections, ...], language: str) -> list[CorrectedPlace]:
    """Each place with the number of the first paragraph in which the corrigendum corrects it."""
    numbers = accumulate((len(each.sentences(language)) for each in corrections), initial=1)
    return [CorrectedPlace(each.place, number) for each, number in zip(corrections, numbers, strict=False)]
