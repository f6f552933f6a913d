"""What is done to the record of governance: one transaction an act, its rule asked after the lock, one audit row."""

from datetime import date
from typing import Any

from django.db import transaction

from palermo.audit.actions import record
from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText
from palermo.governance import rules
from palermo.governance.models import Activity, Decision, Endorsement, Mandate, Meeting
from palermo.governance.states import ActivityState, DecisionState, EndorsementState, MandateState


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


@transaction.atomic
def adopt_decision(decision: Decision, *, on: PartialDate, at: Meeting | None = None, by: Any) -> Decision:
    """Record that a draft was adopted."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    rules.check_can_adopt(by, decision)
    decision.state, decision.adopted, decision.adopted_at = DecisionState.ADOPTED, on, at
    decision.save(update_fields=["state", "adopted_on", "adopted_precision", "adopted_at"])
    record("decision.adopted", decision, by=by, on=str(on))
    return decision


@transaction.atomic
def supersede_decision(decision: Decision, *, successor: Decision, by: Any) -> Decision:
    """Record that a decision was replaced by a later one."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    rules.check_can_supersede(by, decision, successor)
    decision.state, decision.superseded_by = DecisionState.SUPERSEDED, successor
    decision.save(update_fields=["state", "superseded_by"])
    record("decision.superseded", decision, by=by, successor=successor.slug)
    return decision


@transaction.atomic
def end_mandate(mandate: Mandate, state: MandateState, *, on: date, reason: MultilingualText, by: Any) -> Mandate:
    """End a mandate: fulfilled, superseded, lapsed or withdrawn. Activities under it are named in the log."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    rules.check_can_end_mandate(by, mandate, state, on)
    mandate.state, mandate.ended_on, mandate.end_reason = state, on, reason
    mandate.save(update_fields=["state", "ended_on", "end_reason"])
    open_activities = mandate.activities.filter(state__in=[ActivityState.AUTHORISED, ActivityState.UNDER_WAY])
    left_open = list(open_activities.order_by("slug").values_list("slug", flat=True))
    record(
        "mandate.ended", mandate, by=by, state=state.value, on=on.isoformat(), reason=dict(reason), left_open=left_open
    )
    return mandate


@transaction.atomic
def close_endorsement(
    endorsement: Endorsement, state: EndorsementState, *, on: PartialDate, note: MultilingualText, by: Any
) -> Endorsement:
    """Record the result of putting a text to Member States."""
    endorsement = Endorsement.objects.select_for_update().get(pk=endorsement.pk)
    rules.check_can_close_endorsement(by, endorsement, state, on.value)
    endorsement.state, endorsement.result, endorsement.result_note = state, on, note
    endorsement.save(update_fields=["state", "result_on", "result_precision", "result_note"])
    record("endorsement.closed", endorsement, by=by, state=state.value, on=str(on), note=dict(note))
    return endorsement


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, on: date, reason: MultilingualText, by: Any) -> Meeting:
    """Cancel a meeting that was scheduled."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rules.check_can_cancel_meeting(by, meeting, on)
    meeting.cancelled_on, meeting.cancellation_reason = on, reason
    meeting.save(update_fields=["cancelled_on", "cancellation_reason"])
    record("meeting.cancelled", meeting, by=by, on=on.isoformat(), reason=dict(reason))
    return meeting
