"""The page of logistics in the tabs of an event."""

from django.utils.translation import gettext_lazy as _

from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.logistics.queries.tasks import needs_visible_to, tasks_visible_to

register_event_pages(
    EventPage(
        tab=EventTab.LOGISTICS,
        page="event_logistics",
        label=_("Logistics"),
        order=0,
        rows=lambda event, viewer: [
            tasks_visible_to(viewer).filter(event=event),
            needs_visible_to(viewer).filter(event=event),
        ],
        is_always_shown=lambda event, viewer: viewer.is_secretariat and event.is_in_hand,
    )
)
