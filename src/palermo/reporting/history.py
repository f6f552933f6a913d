"""What of this room has its versions kept, and who reads a version. What was issued never changes and has none."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience
from palermo.audit.versions import keep
from palermo.governance.models import FollowUp, ProgressReport
from palermo.reporting.models import Report, ReportRecommendation
from palermo.reporting.queries import (
    follow_ups_visible_to,
    progress_visible_to,
    reports_visible_to,
    reviewed_or_own,
)
from palermo.reporting.states import ReportState


def _report(viewer: Viewer) -> Q:
    issued = Q() if viewer.reads_member_states else Q(state=ReportState.ISSUED)
    return for_audience(viewer) & issued


keep(Report, visible_to=reports_visible_to, seen=_report)
keep(ReportRecommendation, of="report")
# The register is governance's; who reads an entry is known here, where every origin is.
keep(FollowUp, visible_to=follow_ups_visible_to)
keep(ProgressReport, of="follow_up", visible_to=progress_visible_to, seen=reviewed_or_own)
