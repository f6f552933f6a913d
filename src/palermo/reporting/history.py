"""What of this room has its versions kept, and who reads a version. What was issued never changes and has none."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.keeping import for_audience
from palermo.audit.versions import keep
from palermo.reporting.models import Report, ReportRecommendation
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportState


def _report(viewer: Viewer) -> Q:
    issued = Q() if viewer.reads_member_states else Q(state=ReportState.ISSUED)
    return for_audience(viewer) & issued


keep(Report, visible_to=reports_visible_to, seen=_report)
keep(ReportRecommendation, of="report")
