"""Action pages of the register of follow-up."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.events.actions import outcomes
from palermo.events.models import Outcome, Recommendation
from palermo.events.queries.events import outcomes_visible_to, recommendations_visible_to
from palermo.events.queries.register import (
    follow_ups_visible_to,
    progress_visible_to,
    with_origin,
)
from palermo.events.rules import outcomes as outcomes_rules
from palermo.follow_ups.web import forms as follow_ups_forms
from palermo.follow_ups.web.forms import Responsible
from palermo.governance.actions import follow_ups
from palermo.governance.models import ActionPoint, FollowUp, ProgressReport, Topic
from palermo.governance.queries.meetings import action_points_visible_to
from palermo.governance.rules import follow_ups as follow_ups_rules
from palermo.governance.states.follow_ups import FollowUpOrigin
from palermo.outreach.notices.commitments import notify_of_query
from palermo.reporting.models import Report, ReportRecommendation
from palermo.reporting.queries import report_recommendations_visible_to, reports_visible_to
from palermo.site.action_pages import ActionPage, allow_undo, register_actions

TAKE_OVER = _("Add to follow-up")
TAKEN_OVER = _("Added to follow-up.")


def _take_over_all[R: (Outcome, Report)](
    record: R, *, on: date, responsible: Responsible | None, due: PartialDate | None, about: Topic | None, by: Actor
) -> R:
    """Take over what is not in the register yet, of an outcome or a report."""
    missing = record.recommendations.filter(follow_up=None).order_by("number")
    follow_ups.open_entries(missing, on=on, responsible=responsible, due=due, about=about, by=by)
    return record


@transaction.atomic
def _add_recommendation(
    _outcome: Outcome,
    *,
    row: Recommendation,
    seen: str,
    takes_over: bool = False,
    responsible: Responsible | None = None,
    about: Topic | None = None,
    by: Actor,
) -> Outcome:
    """Add a recommendation to an outcome and, if it is wanted, take it over into the register."""
    outcome = outcomes.save_recommendation(row, seen=seen, by=by)
    if takes_over:
        follow_ups.open_entry(row, on=clock.today(), responsible=responsible, due=row.due, about=about, by=by)
    return outcome


def _check_all(user: Actor, record: Outcome | Report) -> None:
    follow_ups_rules.check_may_take_over_all(user, list(record.recommendations.all()))


def _take_over(name: str, model: type[Model], records: Callable[[Viewer], QuerySet[Model]]) -> ActionPage:
    """Take over one recommendation or action point; its button stands on the page of the record it belongs to."""
    return ActionPage(
        name=name,
        label=TAKE_OVER,
        success_message=TAKEN_OVER,
        model=model,
        records=records,
        form=follow_ups_forms.TakeOverForm,
        check=follow_ups_rules.check_may_take_over,
        perform=follow_ups.open_entry,
        key="pk",
        is_offered=False,
    )


def _take_all_over(
    name: str, model: type[Model], records: Callable[[Viewer], QuerySet[Model]], *, is_offered: bool
) -> ActionPage:
    return ActionPage(
        name=name,
        label=_("Add all to follow-up"),
        success_message=_("All added to follow-up."),
        model=model,
        records=records,
        form=follow_ups_forms.TakeOverForm,
        check=_check_all,
        perform=_take_over_all,
        is_offered=is_offered,
    )


def _query(progress: ProgressReport, **values: Any) -> ProgressReport:
    """Query a report, and write to those that made the commitment it is on."""
    queried = follow_ups.query_progress(progress, **values)
    if queried.follow_up.origin == FollowUpOrigin.COMMITMENT:
        notify_of_query.enqueue(queried.follow_up_id)
    return queried


_entry_page = partial(
    ActionPage[FollowUp], model=FollowUp, records=lambda viewer: with_origin(follow_ups_visible_to(viewer))
)
_progress_page = partial(
    ActionPage[ProgressReport],
    model=ProgressReport,
    records=lambda viewer: progress_visible_to(viewer).select_related("follow_up"),
    check=follow_ups_rules.check_may_review_progress,
    key="pk",
    is_offered=False,
)

register_actions(
    ActionPage(
        name="add-outcome-item",
        label=_("Add recommendation"),
        success_message=_("Recommendation added under the next number."),
        model=Outcome,
        records=lambda viewer: outcomes_visible_to(viewer).select_related("event__activity"),
        form=follow_ups_forms.NewRecommendationForm,
        check=outcomes_rules.check_may_change_outcome,
        perform=_add_recommendation,
        is_offered=False,
    ),
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
    _entry_page(
        name="report-progress",
        label=_("Report progress"),
        success_message=_("Report submitted to the secretariat."),
        form=follow_ups_forms.ProgressForm,
        check=follow_ups_rules.check_may_report_progress,
        perform=lambda entry, **values: follow_ups.report_progress(entry, **values).follow_up,
    ),
    _entry_page(
        name="move-follow-up",
        label=_("Update status"),
        success_message=_("Status updated."),
        form=follow_ups_forms.FollowUpStateForm,
        check=follow_ups_rules.check_may_change_follow_up,
        perform=lambda entry, *, to, **values: follow_ups.move_follow_up(entry, to, **values),
    ),
    _entry_page(
        name="reschedule-follow-up",
        label=_("Change due date"),
        success_message=_("Due date changed."),
        form=follow_ups_forms.DueForm,
        check=follow_ups_rules.check_can_change_due,
        perform=follow_ups.change_due,
    ),
    _entry_page(
        name="assign-follow-up",
        label=_("Assign responsibility"),
        success_message=_("Responsibility assigned."),
        form=follow_ups_forms.AssignmentForm,
        check=follow_ups_rules.check_may_change_follow_up,
        perform=follow_ups.assign_follow_up,
    ),
    _progress_page(
        name="accept-progress",
        label=_("Accept report"),
        success_message=_("Report accepted."),
        form=follow_ups_forms.AcceptanceForm,
        perform=follow_ups.accept_progress,
    ),
    _progress_page(
        name="query-progress",
        label=_("Query report"),
        success_message=_("Question sent to those responsible."),
        form=follow_ups_forms.QueryForm,
        perform=_query,
    ),
)
allow_undo(
    "add-outcome-item",
    "take-over-recommendation",
    "take-over-report-recommendation",
    "take-over-action-point",
    "move-follow-up",
    "reschedule-follow-up",
    "assign-follow-up",
)
