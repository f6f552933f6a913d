"""What is done to activities."""

from datetime import date
from typing import Any

from django.db import transaction

from palermo.audit.actions import record
from palermo.governance import rules
from palermo.governance.models import Activity, Mandate
from palermo.governance.states import ActivityState


@transaction.atomic
def propose_activity(activity: Activity, *, on: date, by: Any) -> Activity:
    """Put a new activity on record as a proposal. Planning is free; only authority lets it go further."""
    rules.check_can_propose(by)
    activity.state, activity.proposed_on = ActivityState.PROPOSED, on
    activity.full_clean()
    activity.save(force_insert=True)
    record("activity.proposed", activity, by=by, on=on.isoformat())
    return activity


@transaction.atomic
def authorise_activity(activity: Activity, *, mandate: Mandate | None, on: date, by: Any) -> Activity:
    """Let a proposal become an activity, under a mandate in force on that day.

    Raises
    ------
    Refused
        With the missing authority and how to seek it.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    mandate = mandate and Mandate.objects.select_for_update().get(pk=mandate.pk)
    rules.check_can_authorise(by, activity, mandate, on)
    activity.state, activity.mandate, activity.authorised_on = ActivityState.AUTHORISED, mandate, on
    activity.save(update_fields=["state", "mandate", "authorised_on"])
    record("activity.authorised", activity, by=by, on=on.isoformat(), mandate=mandate.slug if mandate else None)
    return activity


@transaction.atomic
def move_activity(activity: Activity, to: ActivityState, *, on: date, by: Any) -> Activity:
    """Begin, complete or cancel an activity, or give up a proposal."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    rules.check_can_move(by, activity, to)
    before, activity.state = activity.state, to
    activity.save(update_fields=["state"])
    record(f"activity.{to.value}", activity, by=by, on=on.isoformat(), before=before)
    return activity
