"""Reports, and the register, as kinds of record. What was issued never changes and has no versions."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience
from palermo.core.kinds import RecordKind, register
from palermo.governance.models import FollowUp, ProgressReport
from palermo.reporting.models import RecordName, Report, ReportRecommendation
from palermo.reporting.queries import (
    ORIGINS,
    follow_ups_visible_to,
    progress_visible_to,
    reports_visible_to,
    reviewed_or_own,
)
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
    RecordKind(model=ReportRecommendation, slug="report-recommendations", part_of=("report",)),
    # The register is governance's; who reads an entry is known here, where every origin is.
    RecordKind(
        model=FollowUp,
        slug="follow-up",
        visible_to=follow_ups_visible_to,
        pages=("follow_up",),
        list_page="follow_up_list",
        sitemap_page="follow_up",
        named_by=ORIGINS,
        summary=lambda entry: entry.wording,
    ),
    RecordKind(
        model=ProgressReport,
        slug="progress-reports",
        part_of=("follow_up",),
        visible_to=progress_visible_to,
        version_condition=reviewed_or_own,
    ),
)
