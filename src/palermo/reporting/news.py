"""What is new of reports."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportState
from palermo.site.news import NewsGroup, NewsSource, register_news

REPORTS = NewsGroup("reports", _("Reports"), 4)


def _issued_reports(viewer: Viewer) -> QuerySet[Report]:
    return reports_visible_to(viewer).filter(state=ReportState.ISSUED)


register_news(
    NewsSource(
        name="reports",
        group=REPORTS,
        label=_("Reports"),
        model=Report,
        records=_issued_reports,
        day="issued_on",
        kind=lambda report: report.get_kind_display(),
        verbs=frozenset({"report.issued", "report.reissued", "report.issued_in_advance"}),
        about={"body": ("session__body", "meeting__body"), "meeting": ("meeting",), "meeting_kind": ("meeting__kind",)},
    ),
)
