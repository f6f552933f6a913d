"""Events in the terms of schema.org."""

from palermo.accounts.structured_data import place_data
from palermo.core import clock
from palermo.core.kinds import StructuredData
from palermo.core.structured_data import date_value, localized_value, organization_data
from palermo.events.models import Event
from palermo.governance.states.activities import ActivityState


def _status(event: Event) -> str | None:
    """Cancelled or scheduled; none for a past event of which the record does not say that it took place."""
    state = event.activity.state
    if state == ActivityState.CANCELLED:
        return "https://schema.org/EventCancelled"
    is_open = state != ActivityState.COMPLETED and event.is_held_by(clock.today())
    return None if is_open else "https://schema.org/EventScheduled"


def event_data(event: Event) -> StructuredData:
    """An event with its days, its place and its lead."""
    activity = event.activity
    return {
        "@type": "Event",
        "name": localized_value(activity.title),
        "description": localized_value(activity.summary or event.theme),
        "startDate": date_value(activity.starts),
        "endDate": date_value(activity.ends),
        "eventStatus": _status(event),
        "location": place_data(event.place) if event.place else None,
        "organizer": organization_data(activity.lead.name) if activity.lead else None,
    }
