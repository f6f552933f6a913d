"""The feed of reports."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import VISITOR
from palermo.core.languages import active_language
from palermo.reporting.frozen import thaw
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to, texts_visible_to
from palermo.reporting.renderers.html import render_html
from palermo.reporting.states import ReportState
from palermo.site.feeds import Feed, register_feeds


def _reports() -> QuerySet[Report]:
    rows = reports_visible_to(VISITOR).filter(state=ReportState.ISSUED)
    return rows.order_by(F("issued_on").desc(), "-pk")


def _article(report: Report) -> dict[str, object]:
    issued = texts_visible_to(VISITOR).filter(report=report, language=active_language().code).first()
    return {"article": render_html(thaw(issued.content)) if issued else ""}


register_feeds(
    Feed(
        name="reports",
        order=6,
        label=_("Reports"),
        page="report_list",
        pages=("report_list", "report"),
        records=_reports,
        day=lambda report: report.issued_on,
        slug=lambda report: report.slug,
        kind=lambda report: report.get_kind_display(),
        template="reporting/feeds/report.html",
        log="reports",
        more=_article,
    ),
)
