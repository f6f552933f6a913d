"""What is done to prepare an event: what it costs, who is invited, who takes part."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Model

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State
from palermo.accounts.rules.accounts import check_is_unchanged
from palermo.audit.actions import record
from palermo.core.rows import next_number, save_row
from palermo.events.models import BudgetLine, Event, EventInvitation, ParticipantGroup, ParticipantName
from palermo.events.rules import preparation
from palermo.events.states.preparation import EventInvitationState, GroupStanding
from palermo.governance.models import Activity, Partner
from palermo.governance.states.activities import PartnerRole

# A row of what is prepared for an event.
type Row = BudgetLine | EventInvitation | ParticipantGroup
type Rules = dict[type[Model], Callable[..., None]]

# What the log calls a row, and the rules under which it is added, changed and removed.
NOUNS: dict[type[Model], str] = {
    BudgetLine: "budget_line",
    EventInvitation: "invitation",
    ParticipantGroup: "participants",
}
WRITING: Rules = {
    BudgetLine: preparation.check_may_budget,
    EventInvitation: preparation.check_may_invite_to_event,
    ParticipantGroup: preparation.check_may_list_participants,
}
CHANGING: Rules = {**WRITING, EventInvitation: preparation.check_may_change_invitation}
REMOVING: Rules = {**CHANGING, ParticipantGroup: preparation.check_may_remove_participants}


@transaction.atomic
def describe_event(
    event: Event,
    *,
    partners: Iterable[tuple[PartnerRole, Organisation | State]],
    seen: str = "",
    by: Actor,
) -> Event:
    """Describe an event: its subject, its place, who hosts it and who organizes it with the lead, its concept note.

    Refused if they may not edit it, or if someone changed it since it was shown.
    """
    activity, stored = _lock_event(event)
    preparation.check_may_describe(by, stored)
    check_is_unchanged(seen or fingerprint(stored), fingerprint(stored))
    event.activity = activity
    save_row(event)
    partner_slugs = _set_partners(activity, list(partners))
    record("event.described", activity, by=by, place=event.place and event.place.slug, **partner_slugs)
    return event


def _set_partners(activity: Activity, wanted: list[tuple[PartnerRole, Organisation | State]]) -> dict[str, list[str]]:
    """Set the hosts and the co-organizers; who supports an activity is set by its coordination."""
    roles = (PartnerRole.HOST, PartnerRole.CO_ORGANISER)
    had = {
        (each.role, each.organisation or each.state): each
        for each in activity.partners.filter(role__in=roles).select_related("organisation", "state")
    }
    for key, partner in had.items():
        if key not in wanted:
            partner.delete()
    added = [each for each in dict.fromkeys(wanted) if each not in had]
    for order, (role, who) in enumerate(added, next_number(activity.partners, "order")):
        state, organisation = (who, None) if isinstance(who, State) else (None, who)
        Partner.objects.create(activity=activity, role=role, order=order, state=state, organisation=organisation)
    return {role.value: sorted(who.slug for each, who in wanted if each == role) for role in roles}


def _lock_event(event: Event) -> tuple[Activity, Event]:
    """The activity and its event as they are now, locked until this act is done."""
    activity = Activity.objects.select_for_update().order_by("pk").get(pk=event.pk)
    stored = Event.objects.get(pk=event.pk)
    stored.activity = activity
    return activity, stored


@transaction.atomic
def save_in_preparation(row: Row, *, named: tuple[str, str] | None = None, seen: str = "", by: Actor) -> Row:
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
    if stored:
        stored.event = row.event
    (WRITING if is_new else CHANGING)[kind](by, stored or row)
    if is_new:
        row.number = next_number(kind._default_manager.filter(event=row.event))
    else:
        # Saving would bring back what was removed.
        check_is_unchanged(seen or "there", (fingerprint(stored) if seen else "there") if stored else "removed")
    save_row(row)
    if named is not None and isinstance(row, ParticipantGroup):
        _set_name(row, *named)
    _log_preparation(row, "added" if is_new else "changed", by)
    return row


def _set_name(participant: ParticipantGroup, name: str, function: str) -> None:
    if not name:
        ParticipantName.objects.filter(participant=participant).delete()
        return
    ParticipantName.objects.update_or_create(participant=participant, defaults={"name": name, "function": function})


@transaction.atomic
def remove_from_preparation(row: Row, *, by: Actor) -> Event:
    """Take a line of the budget, an invitation that was not sent, or participants out; its history keeps it.

    Refused if something rests on it.
    """
    event = row.event = _lock_event(row.event)[1]
    REMOVING[type(row)](by, row)
    _log_preparation(row, "removed", by)
    row.delete()
    return event


def _log_preparation(row: Row, what: str, by: Actor) -> None:
    record("event.prepared", row.event.activity, by=by, what=what, **{NOUNS[type(row)]: row.number})


@transaction.atomic
def send_event_invitation(invitation: EventInvitation, *, on: date, reference: str, by: Actor) -> EventInvitation:
    """Record that an invitation went out, and under which reference.

    Refused if the event is not authorized, or is over.
    """
    invitation = _lock_invitation(invitation)
    preparation.check_can_send_to(by, invitation, on)
    invitation.state, invitation.sent_on, invitation.reference = EventInvitationState.SENT, on, reference
    return _save_new_state(invitation, by, on, ["state", "sent_on", "reference"])


@transaction.atomic
def answer_event_invitation(
    invitation: EventInvitation, *, to: EventInvitationState, coming: int | None, on: date, by: Actor
) -> EventInvitation:
    """Accept or decline an invitation, with the number of people who come; the secretariat records replies it received.

    Refused if it is not theirs to say, or too late.
    """
    invitation = _lock_invitation(invitation)
    preparation.check_can_answer(by, invitation, to, coming, on)
    invitation.state, invitation.replied_on = to, on
    invitation.coming = coming if to == EventInvitationState.ACCEPTED else None
    return _save_new_state(invitation, by, on, ["state", "replied_on", "coming"])


@transaction.atomic
def withdraw_event_invitation(invitation: EventInvitation, *, on: date, by: Actor) -> EventInvitation:
    """Take an invitation back; that it was sent stays on record. Refused if the event is over."""
    invitation = _lock_invitation(invitation)
    preparation.check_may_withdraw_invitation(by, invitation)
    invitation.state, invitation.withdrawn_on = EventInvitationState.WITHDRAWN, on
    return _save_new_state(invitation, by, on, ["state", "withdrawn_on"])


def _lock_invitation(invitation: EventInvitation) -> EventInvitation:
    stored = EventInvitation.objects.select_for_update().order_by("pk").get(pk=invitation.pk)
    stored.event = _lock_event(invitation.event)[1]
    return stored


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
    """Say of every line of the list whether they came. Refused if the event has not begun."""
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
    """Remove the names of the participants of an event that is over; the counts stay. Refused if the event is ahead."""
    event = _lock_event(event)[1]
    preparation.check_may_forget_names(by, event)
    count, _each = ParticipantName.objects.filter(participant__event=event).delete()
    record("event.names_forgotten", event.activity, by=by, names=count)
    return event
