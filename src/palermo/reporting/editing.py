"""What an editor does to a report in preparation; not in `actions.py`, so that the administration loads no renderer."""

from django.db import transaction

from palermo.accounts.actions.records import save_record
from palermo.accounts.models import User
from palermo.reporting import rules
from palermo.reporting.models import Report, ReportRecommendation


@transaction.atomic
def save_report(report: Report, *, by: User | str, seen: str = "") -> Report:
    """Save a report in preparation. Refused if it was issued: then it is frozen."""
    if stored := Report.objects.select_for_update().order_by("pk").filter(pk=report.pk).first():
        rules.check_can_change(by, stored)
    save_record(report, by=by, seen=seen)
    return report


@transaction.atomic
def save_recommendation(
    recommendation: ReportRecommendation, *, by: User | str, seen: str = ""
) -> ReportRecommendation:
    """Save what a report in preparation recommends to its readers.

    Refused if the report was issued: then it is frozen.
    """
    rules.check_can_change(by, Report.objects.select_for_update().order_by("pk").get(pk=recommendation.report_id))
    save_record(recommendation, by=by, seen=seen)
    return recommendation
