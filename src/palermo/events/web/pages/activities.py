"""What is done to activities on the site."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.core import clock
from palermo.core.slugs import free_slug
from palermo.events.actions.events import propose_event
from palermo.events.models import Event
from palermo.events.web.forms import activities
from palermo.governance.actions import activities as activities_actions
from palermo.governance.models import Activity, Mandate
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.rules import activities as activities_rules
from palermo.governance.rules.authority import check_authority
from palermo.governance.states.activities import ActivityKind, ActivityState
from palermo.governance.web.forms import coordination
from palermo.governance.web.pages.papers import ADD_TO_ACTIVITY
from palermo.site.action_pages import ActionPage, allow_undo, as_edit, register_actions
from palermo.site.forms import fields


def _activity_act(name: str, label: Promise, success_message: Promise, to: ActivityState) -> ActionPage:
    return ActionPage(
        name=name,
        label=label,
        success_message=success_message,
        model=Activity,
        records=activities_visible_to,
        form=fields.DayForm,
        check=lambda user, activity: activities_rules.check_can_move(user, activity, to),
        perform=lambda activity, **values: activities_actions.move_activity(activity, to, **values),
    )


def _coordination(name: str, label: Promise, check: Callable[[Actor, Activity], None]) -> ActionPage:
    """Who leads and who supports: one form for the secretariat and the lead, for others about themselves."""
    return ActionPage(
        name=name,
        label=label,
        success_message=_("Lead and partners saved."),
        model=Activity,
        records=lambda viewer: activities_visible_to(viewer).select_related("lead"),
        form=coordination.CoordinationForm,
        check=check,
        perform=activities_actions.coordinate_activity,
    )


def _propose(record: None, *, activity: Activity, event: Event, on: date, by: Actor) -> Activity:
    """A proposed event is an event from the start: when and where it is to be is what gets discussed."""
    activity.slug = free_slug(Activity, activity.title, activity.kind)
    if activity.kind == ActivityKind.EVENT:
        return propose_event(event, activity, on=on, by=by).activity
    return activities_actions.propose_activity(activity, on=on, by=by)


def _check_may_propose_under(user: Actor, mandate: Mandate) -> None:
    """Check that this person may propose activities, and that the mandate is in force today."""
    activities_rules.check_can_propose(user)
    check_authority(mandate, clock.today())


@transaction.atomic
def _propose_under(
    mandate: Mandate, *, activity: Activity, event: Event, on: date, authorised_on: date | None, by: Actor
) -> Activity:
    """Propose an activity; with a day, authorize it on that day under the mandate."""
    proposed = _propose(None, activity=activity, event=event, on=on, by=by)
    if authorised_on is None:
        return proposed
    return activities_actions.authorise_activity(proposed, mandate=mandate, on=authorised_on, by=by)


PROPOSE = ActionPage(
    name="propose-activity",
    label=_("Propose an activity"),
    success_message=_("Proposal saved. It can proceed once a mandate authorizes it."),
    model=Activity,
    records=None,
    list_page="committee",
    form=activities.ProposalForm,
    check=lambda user, record: activities_rules.check_can_propose(user),
    perform=_propose,
)

register_actions(
    PROPOSE,
    ActionPage(
        name="propose-activity-under-mandate",
        label=_("Propose an activity under this mandate"),
        success_message=_("Activity saved."),
        model=Mandate,
        records=mandates_visible_to,
        form=activities.ProposalUnderMandateForm,
        check=_check_may_propose_under,
        perform=_propose_under,
        is_primary=True,
    ),
    ActionPage(
        name="authorise-activity",
        label=_("Authorize"),
        success_message=_("Activity authorized."),
        model=Activity,
        records=activities_visible_to,
        form=activities.AuthorisationForm,
        check=activities_rules.check_may_authorise,
        perform=activities_actions.authorise_activity,
        is_primary=True,
    ),
    as_edit(
        _coordination("coordinate-activity", _("Edit lead and partners"), activities_rules.check_may_edit_coordination)
    ),
    _coordination("join-activity", _("Join this activity"), activities_rules.check_may_join),
    as_edit(
        _coordination("change-own-part", _("Edit your organization’s role"), activities_rules.check_may_change_own_part)
    ),
    ADD_TO_ACTIVITY,
    _activity_act(
        "begin-activity", _("Mark as under way"), _("Activity marked as under way."), ActivityState.UNDER_WAY
    ),
    replace(
        _activity_act(
            "complete-activity", _("Mark as completed"), _("Activity marked as completed."), ActivityState.COMPLETED
        ),
        is_primary=lambda activity: activity.kind == ActivityKind.EVENT,
    ),
    _activity_act("cancel-activity", _("Cancel activity"), _("Activity cancelled."), ActivityState.CANCELLED),
    _activity_act("give-up-activity", _("Abandon proposal"), _("Proposal abandoned."), ActivityState.GIVEN_UP),
)
allow_undo(
    "propose-activity",
    "propose-activity-under-mandate",
    "authorise-activity",
    "coordinate-activity",
    "begin-activity",
    "complete-activity",
    "cancel-activity",
    "give-up-activity",
)
