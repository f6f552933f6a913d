"""Reports, and the register, as kinds of record. What was issued never changes and has no versions."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience
from palermo.core.kinds import RecordKind, register
from palermo.reporting.models import (
    Clearance,
    DocumentSlot,
    DocumentType,
    ParagraphComment,
    RecordName,
    Report,
    ReportCorrection,
    ReportParagraph,
    ReportRecommendation,
    ReportSection,
    TextRevision,
)
from palermo.reporting.queries import document_types_visible_to, reports_visible_to
from palermo.reporting.states import ReportState
from palermo.reporting.structured_data import report_data


def _report(viewer: Viewer) -> Q:
    issued = Q() if viewer.reads_member_states else Q(state=ReportState.ISSUED)
    return for_audience(viewer) & issued


register(
    RecordKind(
        model=Report,
        slug="reports",
        visible_to=reports_visible_to,
        version_condition=_report,
        pages=("report",),
        list_page="report_list",
        sitemap_page="report",
        structured_data=report_data,
    ),
    # Names are words of the reports' editors; no page but those of the secretariat shows them.
    RecordKind(model=RecordName, slug="record-names"),
    # An officer's own outlines: no page but those of the secretariat shows them.
    RecordKind(model=DocumentType, slug="document-types", visible_to=document_types_visible_to),
    # What officers write has revisions of its own, none of which is ever changed.
    RecordKind(model=ReportSection, slug="report-sections", part_of=("report",), is_versioned=False),
    RecordKind(model=ReportParagraph, slug="report-paragraphs", part_of=("report",), is_versioned=False),
    RecordKind(model=TextRevision, slug="report-texts", part_of=("paragraph",), is_versioned=False),
    RecordKind(model=ParagraphComment, slug="report-comments", part_of=("paragraph",), is_versioned=False),
    RecordKind(model=Clearance, slug="report-clearances", part_of=("report",), is_versioned=False),
    RecordKind(model=ReportCorrection, slug="report-corrections", part_of=("report",), is_versioned=False),
    RecordKind(model=DocumentSlot, slug="report-slots", part_of=("report",), is_versioned=False),
    RecordKind(model=ReportRecommendation, slug="report-recommendations", part_of=("report",)),
)
