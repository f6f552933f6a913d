"""What is done to meetings."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import insert_row, next_number
from palermo.core.text import MultilingualText
from palermo.governance import notices
from palermo.governance.models import AgendaItem, Briefing, Meeting, MeetingChange, PointRaised, Topic
from palermo.governance.plans import Plan, plan_of
from palermo.governance.rules import meetings


@transaction.atomic
def schedule_meeting(meeting: Meeting, *, agenda: Iterable[tuple[str, MultilingualText]], by: Actor) -> Meeting:
    """Put a new meeting on record, with its agenda as it is known."""
    meetings.check_can_schedule_meeting(by)
    meeting.scheduled_on = clock.today()
    insert_row(meeting)
    items = [
        AgendaItem.objects.create(meeting=meeting, order=order, number=number, title=title)
        for order, (number, title) in enumerate(agenda, start=1)
    ]
    record("meeting.scheduled", meeting, by=by, starts_on=meeting.starts_on.isoformat(), agenda=len(items))
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, plan: Plan, on: date, reason: MultilingualText, by: Actor) -> Meeting:
    """Change when or where a meeting is to be; what was planned until then stays on record."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meetings.check_can_move_meeting(by, meeting, plan, on)
    before = plan_of(meeting)
    MeetingChange.objects.create(
        meeting=meeting,
        number=next_number(meeting.changes),
        decided_on=on,
        previous_starts_on=before.starts_on,
        previous_ends_on=before.ends_on,
        previous_starts_at=before.starts_at,
        previous_place=before.place,
        reason=reason,
    )
    for name, value in plan.as_values().items():
        setattr(meeting, name, value)
    meeting.full_clean()
    meeting.save(update_fields=list(plan.as_values()))
    record("meeting.moved", meeting, by=by, on=on.isoformat(), before=_plain(before), after=_plain(plan))
    notices.meeting_moved(meeting.pk)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, on: date, reason: MultilingualText, by: Actor) -> Meeting:
    """Cancel a meeting that was scheduled."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meetings.check_can_cancel_meeting(by, meeting, on)
    meeting.cancelled_on, meeting.cancellation_reason = on, reason
    meeting.save(update_fields=["cancelled_on", "cancellation_reason"])
    record("meeting.cancelled", meeting, by=by, on=on.isoformat(), reason=dict(reason))
    notices.meeting_cancelled(meeting.pk)
    return meeting


@transaction.atomic
def confirm_meeting(meeting: Meeting, *, by: Actor) -> Meeting:
    """Record that a meeting took place: reports then state that it was held, no longer that it was scheduled."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meetings.check_can_confirm_meeting(by, meeting)
    meeting.took_place = True
    meeting.full_clean()
    meeting.save(update_fields=["took_place"])
    record("meeting.took_place", meeting, by=by)
    return meeting


@transaction.atomic
def add_briefing(meeting: Meeting, *, topic: MultilingualText, text: MultilingualText, by: Actor) -> Meeting:
    """Record a briefing of Member States by the secretariat at a meeting, on one topic."""
    meeting = _lock_meeting(meeting, by)
    number = next_number(meeting.briefings)
    Briefing.objects.create(meeting=meeting, number=number, topic=topic, text=text)
    record("meeting.briefing_added", meeting, by=by, number=number)
    return meeting


@transaction.atomic
def add_point(meeting: Meeting, *, about: Topic | None, text: MultilingualText, by: Actor) -> Meeting:
    """Record what was raised at a meeting, without saying by whom."""
    meeting = _lock_meeting(meeting, by)
    number = next_number(meeting.points)
    PointRaised.objects.create(meeting=meeting, number=number, about=about, text=text)
    record("meeting.point_added", meeting, by=by, number=number, about=about.slug if about else None)
    return meeting


@transaction.atomic
def summarise_meeting(meeting: Meeting, *, summary: MultilingualText, by: Actor) -> Meeting:
    """Write or rewrite the summary of a meeting; the log keeps the one before."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meetings.check_may_record_meeting(by, meeting)
    before, meeting.summary = meeting.summary, summary
    meeting.save(update_fields=["summary"])
    record("meeting.summarised", meeting, by=by, before=dict(before), after=dict(summary))
    return meeting


@transaction.atomic
def open_notes(meeting: Meeting, *, until: datetime, by: Actor) -> Meeting:
    """Let delegations correct the secretariat's notes of a meeting until an instant."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meetings.check_can_open_notes(by, meeting, until)
    before, meeting.corrections_until = meeting.corrections_until, until
    meeting.save(update_fields=["corrections_until"])
    record(
        "meeting.notes_opened", meeting, by=by, until=until.isoformat(), before=before.isoformat() if before else None
    )
    return meeting


def _lock_meeting(meeting: Meeting, by: Actor) -> Meeting:
    """Lock the meeting, so that numbers are given out once, and check that its words may be recorded."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    meetings.check_may_record_words(by, meeting)
    return meeting


def _plain(plan: Plan) -> dict[str, str]:
    """A plan as the log keeps it."""
    return {name: str(getattr(value, "slug", value)) for name, value in plan.as_values().items() if value}
