"""Action pages of the register of follow-up."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.core.dates import PartialDate
from palermo.events.models import Outcome, Recommendation
from palermo.events.queries.events import outcomes_visible_to, recommendations_visible_to
from palermo.events.queries.register import (
    action_points_visible_to,
    follow_ups_visible_to,
    progress_visible_to,
    with_origin,
)
from palermo.governance.actions import follow_ups
from palermo.governance.models import ActionPoint, FollowUp, ProgressReport, Topic
from palermo.governance.rules import follow_ups as follow_ups_rules
from palermo.portal.web.forms import follow_ups as follow_ups_forms
from palermo.portal.web.forms.follow_ups import Responsible
from palermo.reporting.models import Report, ReportRecommendation
from palermo.reporting.queries import report_recommendations_visible_to, reports_visible_to
from palermo.site.action_pages import ActionPage, register_actions

TAKE_OVER = _("Take over into the register")
TAKEN_OVER = _("It is in the register.")


def _take_over_all[R: (Outcome, Report)](
    record: R, *, on: date, responsible: Responsible | None, due: PartialDate | None, about: Topic | None, by: Actor
) -> R:
    """Take over what is not in the register yet, of an outcome or a report."""
    missing = record.recommendations.filter(follow_up=None).order_by("number")
    follow_ups.open_entries(missing, on=on, responsible=responsible, due=due, about=about, by=by)
    return record


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
        label=_("Take all over into the register"),
        success_message=_("They are in the register."),
        model=model,
        records=records,
        form=follow_ups_forms.TakeOverForm,
        check=_check_all,
        perform=_take_over_all,
        is_offered=is_offered,
    )


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
        success_message=_("The report is on record. The secretariat accepts it or asks about it."),
        form=follow_ups_forms.ProgressForm,
        check=follow_ups_rules.check_may_report_progress,
        perform=lambda entry, **values: follow_ups.report_progress(entry, **values).follow_up,
    ),
    _entry_page(
        name="move-follow-up",
        label=_("Say how far it is"),
        success_message=_("How far it is, is on record."),
        form=follow_ups_forms.FollowUpStateForm,
        check=follow_ups_rules.check_may_change_follow_up,
        perform=lambda entry, *, to, **values: follow_ups.move_follow_up(entry, to, **values),
    ),
    _entry_page(
        name="reschedule-follow-up",
        label=_("Change the due date"),
        success_message=_("The due date is changed."),
        form=follow_ups_forms.DueForm,
        check=follow_ups_rules.check_can_change_due,
        perform=follow_ups.change_due,
    ),
    _entry_page(
        name="assign-follow-up",
        label=_("Say who is responsible"),
        success_message=_("Who is responsible is on record."),
        form=follow_ups_forms.AssignmentForm,
        check=follow_ups_rules.check_may_change_follow_up,
        perform=follow_ups.assign_follow_up,
    ),
    _progress_page(
        name="accept-progress",
        label=_("Accept"),
        success_message=_("The report is accepted."),
        form=follow_ups_forms.AcceptanceForm,
        perform=follow_ups.accept_progress,
    ),
    _progress_page(
        name="query-progress",
        label=_("Ask about it"),
        success_message=_("The question is on record; those responsible see it on their desk."),
        form=follow_ups_forms.QueryForm,
        perform=follow_ups.query_progress,
    ),
)
