"""What is done to events."""

from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.dates import PartialDate
from palermo.core.rows import insert_row
from palermo.core.text import MultilingualText
from palermo.events.models import Event, Rescheduling
from palermo.events.rules import events
from palermo.governance.actions.activities import propose_activity
from palermo.governance.models import Activity, Meeting


@transaction.atomic
def propose_event(event: Event, activity: Activity, *, on: date, by: Actor) -> Event:
    """Put an event on record as a proposal: the activity, and what makes an event of it."""
    event.activity = propose_activity(activity, on=on, by=by)
    insert_row(event)
    record("event.described", event.activity, by=by, kind=event.kind, place=event.place and event.place.slug)
    return event


@transaction.atomic
def reschedule_event(
    event: Event,
    *,
    title: MultilingualText,
    starts: PartialDate,
    ends: PartialDate | None,
    decided_on: date,
    decided_at: Meeting | None = None,
    by: Actor,
) -> Event:
    """Move or rename an event, keeping what was planned until then and who decided it.

    Refused if the event is over, or if nothing would change.
    """
    activity = Activity.objects.select_for_update().order_by("pk").get(pk=event.pk)
    event = Event.objects.get(pk=event.pk)
    event.activity = activity
    events.check_can_reschedule(by, event, title=title, starts=starts, ends=ends, decided_on=decided_on)
    change = Rescheduling(event=event, decided_on=decided_on, decided_at=decided_at)
    change.previous_title, change.previous_starts = activity.title, activity.starts
    change.previous_ends_on = activity.ends_on
    change.save(force_insert=True)
    activity.title, activity.starts, activity.ends = title, starts, ends
    activity.full_clean()
    activity.save(
        update_fields=["title", "starts_on", "starts_precision", "ends_on", "ends_precision"],
    )
    record(
        "event.rescheduled",
        activity,
        by=by,
        decided_on=decided_on.isoformat(),
        decided_at=decided_at.slug if decided_at else None,
        before={"title": dict(change.previous_title), "starts": str(change.previous_starts)},
    )
    return event
