"""What is done to activities."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.core.rows import insert_row, next_number
from palermo.governance.models import Activity, Mandate, Partner
from palermo.governance.queries.activities import Coordination, coordination_of
from palermo.governance.rules import activities
from palermo.governance.states.activities import ActivityState, PartnerRole


@transaction.atomic
def propose_activity(activity: Activity, *, on: date, by: Actor) -> Activity:
    """Put a new activity on record as a proposal. Planning is free; only authority lets it go further."""
    activities.check_can_propose(by)
    activity.state, activity.proposed_on = ActivityState.PROPOSED, on
    insert_row(activity)
    record("activity.proposed", activity, by=by, on=on.isoformat())
    return activity


@transaction.atomic
def authorise_activity(activity: Activity, *, mandate: Mandate | None, on: date, by: Actor) -> Activity:
    """Let a proposal become an activity, under a mandate in force on that day.

    Raises
    ------
    Refused
        With the missing authority and how to seek it.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    mandate = mandate and Mandate.objects.select_for_update().get(pk=mandate.pk)
    activities.check_can_authorise(by, activity, mandate, on)
    activity.state, activity.mandate, activity.authorised_on = ActivityState.AUTHORISED, mandate, on
    activity.save(update_fields=["state", "mandate", "authorised_on"])
    record("activity.authorised", activity, by=by, on=on.isoformat(), mandate=mandate.slug if mandate else None)
    return activity


@transaction.atomic
def move_activity(activity: Activity, to: ActivityState, *, on: date, by: Actor) -> Activity:
    """Begin, complete or cancel an activity, or give up a proposal."""
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    activities.check_can_move(by, activity, to)
    before, activity.state = activity.state, to
    activity.cancelled_on = on if to == ActivityState.CANCELLED else None
    activity.save(update_fields=["state", "cancelled_on"])
    record(f"activity.{to.value}", activity, by=by, on=on.isoformat(), before=before)
    return activity


@transaction.atomic
def coordinate_activity(
    activity: Activity, *, lead: Organisation | None, supporting: Iterable[Organisation], seen: str = "", by: Actor
) -> Activity:
    """Set the organization that leads an activity and those that support it; the lead is not among the supporters.

    `seen` is the `mark` of the coordination as it was shown. Refused if they may not change it, or if someone changed
    it since it was shown.
    """
    activity = Activity.objects.select_for_update().order_by("pk").get(pk=activity.pk)
    before = coordination_of(activity)
    if seen:
        check_is_unchanged(seen, before.mark)
    after = Coordination(lead, [each for each in supporting if each != lead])
    activities.check_can_coordinate(by, activity, *after)
    activity.lead = lead
    activity.save(update_fields=["lead"])
    joined, left = _set_support(activity, before.supporting, after.supporting)
    leads = [before.lead and before.lead.slug, lead and lead.slug]
    record("activity.coordinated", activity, by=by, lead=leads, joined=joined, left=left)
    return activity


def _set_support(
    activity: Activity, before: list[Organisation], after: list[Organisation]
) -> tuple[list[str], list[str]]:
    """Add and remove the supporting organizations that differ; gives their ids."""
    joining = [each for each in after if each not in before]
    leaving = [each for each in before if each not in after]
    activity.partners.filter(role=PartnerRole.SUPPORT, organisation__in=leaving).delete()
    for order, organisation in enumerate(joining, next_number(activity.partners, "order")):
        Partner.objects.create(activity=activity, organisation=organisation, role=PartnerRole.SUPPORT, order=order)
    return sorted(each.slug for each in joining), sorted(each.slug for each in leaving)
