"""Events in the terms of schema.org."""

from palermo.accounts.structured_data import place_data
from palermo.core.kinds import StructuredData
from palermo.core.structured_data import date_value, localized_value, organization_data
from palermo.events.models import Event
from palermo.governance.states.activities import ActivityState


def event_data(event: Event) -> StructuredData:
    """An event with its days, its place and its lead."""
    activity = event.activity
    is_cancelled = activity.state == ActivityState.CANCELLED
    return {
        "@type": "Event",
        "name": localized_value(activity.title),
        "description": localized_value(activity.summary or event.theme),
        "startDate": date_value(activity.starts),
        "endDate": date_value(activity.ends),
        "eventStatus": "https://schema.org/EventCancelled" if is_cancelled else "https://schema.org/EventScheduled",
        "location": place_data(event.place) if event.place else None,
        "organizer": organization_data(activity.lead.name) if activity.lead else None,
    }
