"""The commitments made at an event, and the form for them, on the page of its outcomes."""

from django.utils.translation import gettext_lazy as _

from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.outreach.queries.commitments import commitments_visible_to, pledgings_visible_to
from palermo.outreach.states.commitments import CAME_TO_NOTHING

register_event_pages(
    EventPage(
        tab=EventTab.OUTCOMES,
        page="event_outcomes",
        label=_("Outcomes"),
        order=0,
        rows=lambda event, viewer: [
            pledgings_visible_to(viewer).filter(activity=event.activity),
            commitments_visible_to(viewer).filter(activity=event.activity).exclude(status__in=CAME_TO_NOTHING),
        ],
    ),
)
