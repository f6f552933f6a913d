"""What is done to prepare an event: what it costs, who is invited, who takes part."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup, ParticipantName
from palermo.events.rules import preparation
from palermo.events.states.preparation import EventInvitationState, GroupStanding
from palermo.governance.models import Activity, Partner
from palermo.governance.states.activities import PartnerRole

# What the log calls a row, and the rule it is written under.
NOUNS: dict[type[models.Model], str] = {
    BudgetLine: "budget_line",
    EventInvitation: "invitation",
    ParticipantGroup: "participants",
}
WRITING = {
    BudgetLine: preparation.check_may_budget,
    EventInvitation: preparation.check_may_invite_to_event,
    ParticipantGroup: preparation.check_may_list_participants,
}
CHANGING = {**WRITING, EventInvitation: preparation.check_may_change_invitation}
REMOVING = {**CHANGING, ParticipantGroup: preparation.check_may_remove_participants}


@transaction.atomic
def describe_event(
    event: Event,
    *,
    partners: Iterable[tuple[PartnerRole, Organisation | State]],
    seen: str = "",
    by: Actor,
) -> Event:
    """Say what an event is about, where it is, who hosts and who organises it with the lead; and its concept note.

    Raises
    ------
    Refused
        If it is not theirs to say, or if somebody said otherwise since it was shown.
    """
    activity, stored = _lock_event(event)
    preparation.check_may_describe(by, stored)
    check_is_unchanged(seen or fingerprint(stored), fingerprint(stored))
    event.activity = activity
    event.full_clean()
    event.save()
    named = _set_partners(activity, list(partners))
    record("event.described", activity, by=by, place=event.place and event.place.slug, **named)
    return event


def _set_partners(activity: Activity, wanted: list[tuple[PartnerRole, Any]]) -> dict[str, list[str]]:
    """Hosts and co-organisers as they are said to be; who supports is said elsewhere."""
    roles = (PartnerRole.HOST, PartnerRole.CO_ORGANISER)
    had = {
        (each.role, each.organisation or each.state): each
        for each in activity.partners.filter(role__in=roles).select_related("organisation", "state")
    }
    for key, partner in had.items():
        if key not in wanted:
            partner.delete()
    last = activity.partners.aggregate(last=Max("order"))["last"] or 0
    for role, who in [each for each in dict.fromkeys(wanted) if each not in had]:
        last += 1
        named = {"state": who} if isinstance(who, State) else {"organisation": who}
        Partner.objects.create(activity=activity, role=role, order=last, **named)
    return {role.value: sorted(who.slug for each, who in wanted if each == role) for role in roles}


def _lock_event(event: Event) -> tuple[Activity, Event]:
    """The activity and its event as they are now, locked until this act is done."""
    activity = Activity.objects.select_for_update().order_by("pk").get(pk=event.pk)
    stored = Event.objects.get(pk=event.pk)
    stored.activity = activity
    return activity, stored


@transaction.atomic
def save_in_preparation(row: Any, *, named: tuple[str, str] | None = None, seen: str = "", by: Actor) -> models.Model:
    """Add a line of the budget, an invitation or participants, or change one.

    `named` is the name of a participant and their function; it stays out of the log.

    Raises
    ------
    Refused
        If the event is called off, or if somebody else changed or removed the row meanwhile.
    ValidationError
        If the row does not hold together.
    """
    is_new, kind = row._state.adding, type(row)
    row.event = _lock_event(row.event)[1]
    stored = None if is_new else kind._default_manager.filter(pk=row.pk).first()
    (WRITING if is_new else CHANGING)[kind](by, (stored and _of(row.event, stored)) or row)
    if is_new:
        row.number = (kind._default_manager.filter(event=row.event).aggregate(last=Max("number"))["last"] or 0) + 1
    else:
        # Saving would bring back what was removed.
        check_is_unchanged(seen or "there", (fingerprint(stored) if seen else "there") if stored else "removed")
    row.full_clean()
    row.save()
    if named is not None:
        _name(row, *named)
    _log(row, "added" if is_new else "changed", by)
    saved: models.Model = row
    return saved


def _of(event: Event, stored: Any) -> Any:
    stored.event = event
    return stored


def _name(participant: ParticipantGroup, name: str, function: str) -> None:
    if not name:
        ParticipantName.objects.filter(participant=participant).delete()
        return
    ParticipantName.objects.update_or_create(participant=participant, defaults={"name": name, "function": function})


@transaction.atomic
def remove_from_preparation(row: Any, *, by: Actor) -> Event:
    """Take a line of the budget, an invitation that was not sent, or participants out; its history keeps it.

    Raises
    ------
    Refused
        If something rests on it.
    """
    event = row.event = _lock_event(row.event)[1]
    REMOVING[type(row)](by, row)
    _log(row, "removed", by)
    row.delete()
    return event


def _log(row: Any, what: str, by: Actor) -> None:
    record("event.prepared", row.event.activity, by=by, what=what, **{NOUNS[type(row)]: row.number})


@transaction.atomic
def send_event_invitation(invitation: EventInvitation, *, on: date, reference: str, by: Actor) -> EventInvitation:
    """Record that an invitation went out, and under which reference.

    Raises
    ------
    Refused
        If the event is not authorised, or is over.
    """
    invitation = _lock_invitation(invitation)
    preparation.check_can_send_to(by, invitation, on)
    invitation.state, invitation.sent_on, invitation.reference = EventInvitationState.SENT, on, reference
    return _save_new_state(invitation, by, on, ["state", "sent_on", "reference"])


@transaction.atomic
def answer_event_invitation(
    invitation: EventInvitation, *, to: EventInvitationState, coming: int | None, on: date, by: Actor
) -> EventInvitation:
    """Accept or decline, and say how many come; the secretariat records what it was told.

    Raises
    ------
    Refused
        If it is not theirs to say, or too late.
    """
    invitation = _lock_invitation(invitation)
    preparation.check_can_answer(by, invitation, to, coming, on)
    invitation.state, invitation.replied_on = to, on
    invitation.coming = coming if to == EventInvitationState.ACCEPTED else None
    return _save_new_state(invitation, by, on, ["state", "replied_on", "coming"])


@transaction.atomic
def withdraw_event_invitation(invitation: EventInvitation, *, on: date, by: Actor) -> EventInvitation:
    """Take an invitation back; that it was sent stays on record.

    Raises
    ------
    Refused
        If the event is over.
    """
    invitation = _lock_invitation(invitation)
    preparation.check_may_withdraw_invitation(by, invitation)
    invitation.state, invitation.withdrawn_on = EventInvitationState.WITHDRAWN, on
    return _save_new_state(invitation, by, on, ["state", "withdrawn_on"])


def _lock_invitation(invitation: EventInvitation) -> EventInvitation:
    found = EventInvitation.objects.select_for_update().order_by("pk").get(pk=invitation.pk)
    found.event = _lock_event(invitation.event)[1]
    return found


def _save_new_state(invitation: EventInvitation, by: Actor, on: date, fields: list[str]) -> EventInvitation:
    invitation.full_clean()
    invitation.save(update_fields=fields)
    details = {"invitation": invitation.number, "on": on.isoformat()}
    record(
        f"event_invitation.{EventInvitationState(invitation.state).value}", invitation.event.activity, by=by, **details
    )
    return invitation


@transaction.atomic
def record_who_came(event: Event, *, came: Iterable[ParticipantGroup], by: Actor) -> Event:
    """Say of every line of the list whether they came.

    Raises
    ------
    Refused
        If the event has not begun.
    """
    event = _lock_event(event)[1]
    preparation.check_may_record_who_came(by, event)
    numbers = {each.pk for each in came}
    for line in event.participant_list.all():
        standing = GroupStanding.CAME if line.pk in numbers else GroupStanding.STAYED_AWAY
        if line.standing != standing:
            line.standing = standing
            line.save(update_fields=["standing"])
    record("event.attended", event.activity, by=by, lines=len(numbers))
    return event


@transaction.atomic
def forget_participant_names(event: Event, *, by: Actor) -> Event:
    """Remove the names of the participants of an event that is over; the counts stay.

    Raises
    ------
    Refused
        If the event is ahead.
    """
    event = _lock_event(event)[1]
    preparation.check_may_forget_names(by, event)
    count, _each = ParticipantName.objects.filter(participant__event=event).delete()
    record("event.names_forgotten", event.activity, by=by, names=count)
    return event
