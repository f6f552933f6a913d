"""The document types that there are: those shipped, and the copies that officers changed."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from palermo.core.languages import BY_CODE, CODES
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.reporting import spoken, tree
from palermo.reporting.labels import label_record
from palermo.reporting.models import DocumentType, Report
from palermo.reporting.outline import assemble_report, context_for, default_title, outline_named, outlines
from palermo.reporting.outline_schema import Outline, read_outline
from palermo.reporting.realization.inline import plain as plain_runs
from palermo.reporting.realization.inline import realize_all
from palermo.reporting.realization.reports import speak
from palermo.reporting.realization.telling import Telling
from palermo.reporting.record_snapshot import read_snapshot
from palermo.reporting.states import Blueprint, DocumentTypeState


class OfferedType(NamedTuple):
    """A document type: the shipped one of that name, or an officer's copy."""

    slug: str
    name: str
    outline: Outline
    copy: DocumentType | None = None

    @property
    def is_offered(self) -> bool:
        """Whether new reports are begun with it."""
        return self.copy is None or self.copy.state == DocumentTypeState.ACTIVE


def read_copy(document_type: DocumentType) -> Outline:
    """The outline of an officer's copy. Refused if it cannot be read."""
    return read_outline(document_type.base, document_type.content)


def shipped_types() -> Iterator[OfferedType]:
    """Those that are shipped, by their names in the reader's language."""
    for name, outline in outlines().items():
        yield OfferedType(name, str(Blueprint(name).label), outline)


def active_types() -> list[OfferedType]:
    """Those with which new reports can be begun; a copy that cannot be read is not among them."""
    copies = DocumentType.objects.filter(state=DocumentTypeState.ACTIVE)
    return [*shipped_types(), *(made for each in copies if (made := _offered(each)))]


def _offered(document_type: DocumentType) -> OfferedType | None:
    try:
        outline = read_copy(document_type)
    except Refused:
        return None
    return OfferedType(document_type.slug, document_type.display_name(), outline, document_type)


def type_named(slug: str) -> OfferedType:
    """The document type of that name. Refused if there is none, or its outline cannot be read."""
    if slug in outlines():
        return OfferedType(slug, str(Blueprint(slug).label), outlines()[slug])
    copy = DocumentType.objects.filter(slug=slug).first()
    if copy is None:
        raise Refused(_("There is no such document type. Choose one of the list."))
    return OfferedType(slug, copy.display_name(), read_copy(copy), copy)


def current_type(report: Report) -> OfferedType:
    """The document type of a report as it is now."""
    copy = report.document_type
    if copy is None:
        return OfferedType(report.blueprint, str(Blueprint(report.blueprint).label), outline_named(report.blueprint))
    return OfferedType(copy.slug, copy.display_name(), read_copy(copy), copy)


def preview(outline: Outline, cutoff: date, language: str) -> spoken.Report:
    """What the outline gives of the record, without a report. Refused if there is no record."""
    return speak(_assemble(outline, cutoff), language, labels=label_record)


def _assemble(outline: Outline, cutoff: date) -> tree.Report:
    snapshot = read_snapshot(cutoff, outline.audience)
    if snapshot is None:
        raise Refused(_("No initiative has been recorded. Import one before creating a report."))
    return assemble_report(outline, snapshot, None)


def title_for(outline: Outline, report: Report) -> MultilingualText:
    """The title of a report for which its officer gave none, in each language. Refused if there is no record."""
    snapshot = read_snapshot(report.cutoff_on, report.audience)
    if snapshot is None:
        raise Refused(_("No initiative has been recorded. Import one before creating a report."))
    title = default_title(outline, context_for(outline, snapshot, report))
    return MultilingualText({code: plain_runs(realize_all((title,), Telling(BY_CODE[code]))) for code in CODES})


def heading_in_all(outline: Outline, key: str) -> MultilingualText:
    """The heading of a section in each language, as it reads without a record's names where these steer it."""
    section = next(each for each in outline.sections if each.key == key)
    if not isinstance(section.title, str):
        return MultilingualText(section.title)
    snapshot = read_snapshot(date.max, outline.audience)
    if snapshot is None:
        return MultilingualText()
    titled = {each.key: each.title for each in assemble_report(outline, snapshot, None).sections}
    given = titled.get(key, (tree.Message(section.title, context_for(outline, snapshot, None).names()),))
    return MultilingualText({code: plain_runs(realize_all(given, Telling(BY_CODE[code]))) for code in CODES})
