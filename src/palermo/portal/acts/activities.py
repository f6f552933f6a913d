"""What is done to activities on the site."""

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.events.actions import propose_event
from palermo.events.models import Event
from palermo.governance import actions as governance
from palermo.governance import rules
from palermo.governance.models import Activity
from palermo.governance.queries import activities_visible_to
from palermo.governance.states import ActivityKind, ActivityState
from palermo.portal import forms
from palermo.portal.acts.act import Act
from palermo.portal.acts.slugs import free_slug


def _move(to: ActivityState) -> dict[str, Callable[..., Any]]:
    return {
        "check": lambda user, activity: rules.check_can_move(user, activity, to),
        "perform": lambda activity, **given: governance.move_activity(activity, to, **given),
    }


def _activity_act(name: str, label: Promise, done: Promise, to: ActivityState) -> Act:
    return Act(name, label, done, Activity, activities_visible_to, forms.DayForm, **_move(to))


def _propose(record: None, *, activity: Activity, event: Event, **given: Any) -> Activity:
    """A proposed event is an event from the start: when and where it is to be is what gets discussed."""
    activity.slug = free_slug(Activity, activity.title, activity.kind)
    if activity.kind == ActivityKind.EVENT:
        return propose_event(event, activity, **given).activity
    return governance.propose_activity(activity, **given)


PROPOSE = Act(
    "propose-activity",
    _("Propose an activity"),
    _("The proposal is on record. It goes further once a mandate authorises it."),
    Activity,
    None,
    forms.ProposalForm,
    lambda user, record: rules.check_can_propose(user),
    _propose,
)

ACTS = (
    PROPOSE,
    Act(
        "authorise-activity",
        _("Authorise"),
        _("The activity is authorised."),
        Activity,
        activities_visible_to,
        forms.AuthorisationForm,
        rules.check_may_authorise,
        governance.authorise_activity,
    ),
    Act(
        "coordinate-activity",
        _("Say who leads and supports"),
        _("Who leads and who supports the activity is on record."),
        Activity,
        lambda viewer: activities_visible_to(viewer).select_related("lead"),
        forms.CoordinationForm,
        rules.check_may_coordinate,
        governance.coordinate_activity,
    ),
    _activity_act("begin-activity", _("Begin"), _("The activity is under way."), ActivityState.UNDER_WAY),
    _activity_act("complete-activity", _("Complete"), _("The activity is completed."), ActivityState.COMPLETED),
    _activity_act(
        "cancel-activity", _("Cancel the activity"), _("The activity is cancelled."), ActivityState.CANCELLED
    ),
    _activity_act(
        "give-up-activity", _("Give up the proposal"), _("The proposal is given up."), ActivityState.GIVEN_UP
    ),
)
