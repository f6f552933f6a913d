"""What is done to the register of follow-up on the site."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.events.models import Outcome, Recommendation
from palermo.events.queries.events import outcomes_visible_to, recommendations_visible_to
from palermo.governance.actions import follow_ups
from palermo.governance.models import ActionPoint, FollowUp, ProgressReport
from palermo.governance.rules import follow_ups as follow_ups_rules
from palermo.portal.acts.act import Act
from palermo.portal.forms import follow_ups as follow_ups_forms
from palermo.reporting.models import Report, ReportRecommendation
from palermo.reporting.queries import (
    action_points_visible_to,
    follow_ups_visible_to,
    progress_visible_to,
    report_recommendations_visible_to,
    reports_visible_to,
    with_origin,
)

TAKE_OVER = _("Take over into the register")
TAKEN_OVER = _("It is in the register.")


def _take_over_all(record: Any, **given: Any) -> Any:
    """What is not in the register yet, of an outcome or a report."""
    follow_ups.open_entries(record.recommendations.filter(follow_up=None).order_by("number"), **given)
    return record


def _check_all(user: Any, record: Any) -> None:
    follow_ups_rules.check_may_take_over_all(user, list(record.recommendations.all()))


def _take_over(name: str, model: Any, records: Any) -> Act:
    """One recommendation or action point; the button stands beside it on the page of what it belongs to."""
    return Act(
        name,
        TAKE_OVER,
        TAKEN_OVER,
        model,
        records,
        follow_ups_forms.TakeOverForm,
        follow_ups_rules.check_may_take_over,
        follow_ups.open_entry,
        key="pk",
        is_offered=False,
    )


def _take_all_over(name: str, model: Any, records: Any, *, is_offered: bool) -> Act:
    return Act(
        name,
        _("Take all over into the register"),
        _("They are in the register."),
        model,
        records,
        follow_ups_forms.TakeOverForm,
        _check_all,
        _take_over_all,
        is_offered=is_offered,
    )


ACTS = (
    _take_over(
        "take-over-recommendation",
        Recommendation,
        lambda viewer: recommendations_visible_to(viewer).select_related("outcome__event__activity", "follow_up"),
    ),
    _take_over(
        "take-over-report-recommendation",
        ReportRecommendation,
        lambda viewer: report_recommendations_visible_to(viewer).select_related("report", "follow_up"),
    ),
    _take_over(
        "take-over-action-point",
        ActionPoint,
        lambda viewer: action_points_visible_to(viewer).select_related("meeting", "follow_up"),
    ),
    _take_all_over(
        "take-over-outcome",
        Outcome,
        lambda viewer: outcomes_visible_to(viewer).select_related("event__activity"),
        is_offered=False,
    ),
    _take_all_over("take-over-report", Report, reports_visible_to, is_offered=False),
    Act(
        "report-progress",
        _("Report progress"),
        _("The report is on record. The secretariat accepts it or asks about it."),
        FollowUp,
        lambda viewer: with_origin(follow_ups_visible_to(viewer)),
        follow_ups_forms.ProgressForm,
        follow_ups_rules.check_may_report_progress,
        lambda entry, **given: follow_ups.report_progress(entry, **given).follow_up,
    ),
    Act(
        "move-follow-up",
        _("Say how far it is"),
        _("How far it is, is on record."),
        FollowUp,
        lambda viewer: with_origin(follow_ups_visible_to(viewer)),
        follow_ups_forms.FollowUpStateForm,
        follow_ups_rules.check_may_change_follow_up,
        lambda entry, *, to, **given: follow_ups.move_follow_up(entry, to, **given),
    ),
    Act(
        "reschedule-follow-up",
        _("Change the due date"),
        _("The due date is changed."),
        FollowUp,
        lambda viewer: with_origin(follow_ups_visible_to(viewer)),
        follow_ups_forms.DueForm,
        follow_ups_rules.check_can_change_due,
        follow_ups.change_due,
    ),
    Act(
        "assign-follow-up",
        _("Say who is responsible"),
        _("Who is responsible is on record."),
        FollowUp,
        lambda viewer: with_origin(follow_ups_visible_to(viewer)),
        follow_ups_forms.AssignmentForm,
        follow_ups_rules.check_may_change_follow_up,
        follow_ups.assign_follow_up,
    ),
    Act(
        "accept-progress",
        _("Accept"),
        _("The report is accepted."),
        ProgressReport,
        lambda viewer: progress_visible_to(viewer).select_related("follow_up"),
        follow_ups_forms.AcceptanceForm,
        follow_ups_rules.check_may_review_progress,
        follow_ups.accept_progress,
        key="pk",
        is_offered=False,
    ),
    Act(
        "query-progress",
        _("Ask about it"),
        _("The question is on record; those responsible see it on their desk."),
        ProgressReport,
        lambda viewer: progress_visible_to(viewer).select_related("follow_up"),
        follow_ups_forms.QueryForm,
        follow_ups_rules.check_may_review_progress,
        follow_ups.query_progress,
        key="pk",
        is_offered=False,
    ),
)
