"""Who may see which report, and which paragraphs state a record."""

from django.db.models import Count, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.reporting.models import (
    DocumentType,
    IssuedFile,
    IssuedText,
    ParagraphComment,
    Report,
    ReportRecommendation,
    StatedRecord,
    StrayComment,
    Suggestion,
)
from palermo.reporting.states import ReportState, StrayCommentState, SuggestionState


def reports_visible_to(viewer: Viewer) -> QuerySet[Report]:
    """Issued reports for the viewer's audiences; in preparation, only where Member States' papers are read."""
    reports = Report.objects.filter(audience__in=viewer.audiences)
    return reports if viewer.reads_member_states else reports.filter(state=ReportState.ISSUED)


def document_types_visible_to(viewer: Viewer) -> QuerySet[DocumentType]:
    """Document types that officers made, which only the secretariat sees."""
    return DocumentType.objects.all() if viewer.is_secretariat else DocumentType.objects.none()


def reports_with_sections_of(viewer: Viewer) -> QuerySet[Report]:
    """Reports in preparation of which the viewer is responsible for sections, with their number as `own_sections`."""
    own = reports_visible_to(viewer).filter(state=ReportState.PREPARED, sections__officer=viewer.user_id)
    return own.annotate(own_sections=Count("sections"))


def files_visible_to(viewer: Viewer) -> QuerySet[IssuedFile]:
    """Files of the reports the viewer may see."""
    return IssuedFile.objects.filter(report__in=reports_visible_to(viewer))


def texts_visible_to(viewer: Viewer) -> QuerySet[IssuedText]:
    """What was issued, of the reports the viewer may see."""
    return IssuedText.objects.filter(report__in=reports_visible_to(viewer))


def statements_visible_to(viewer: Viewer) -> QuerySet[StatedRecord]:
    """What the paragraphs of issued reports state; for the secretariat, those of reports in preparation too."""
    reports = reports_visible_to(viewer)
    if not viewer.is_secretariat:
        reports = reports.filter(state=ReportState.ISSUED)
    stated = StatedRecord.objects.filter(report__in=reports).select_related("report")
    return stated.order_by("report__cutoff_on", "report__slug", "paragraph")


def report_recommendations_visible_to(viewer: Viewer) -> QuerySet[ReportRecommendation]:
    """Recommendations of the reports the viewer may see."""
    return ReportRecommendation.objects.filter(report__in=reports_visible_to(viewer))


def open_comments(report: Report) -> QuerySet[ParagraphComment]:
    """The comments on a report that are still to be resolved; only its officers read them."""
    return ParagraphComment.objects.filter(paragraph__report=report, resolved_at=None)


def open_suggestions(report: Report, language: str) -> QuerySet[Suggestion]:
    """The suggestions for a report in one language that are still to be decided; only its officers read them."""
    return Suggestion.objects.filter(report=report, language=language, state=SuggestionState.OPEN)


def open_stray_comments(report: Report, language: str) -> QuerySet[StrayComment]:
    """The comments of Word files that are still to be attached or dismissed; only its officers read them."""
    return StrayComment.objects.filter(report=report, language=language, state=StrayCommentState.OPEN)
