"""The page of speakers' lists in the tabs of an event."""

from django.utils.translation import gettext_lazy as _

from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.floor.queries import speakers_lists_visible_to

register_event_pages(
    EventPage(
        tab=EventTab.ON_SITE,
        page="event_floor",
        label=_("Lists of speakers"),
        order=30,
        rows=lambda event, viewer: [speakers_lists_visible_to(viewer).filter(item__programme__event=event)],
        is_always_shown=lambda event, viewer: viewer.is_secretariat and event.is_in_hand,
    )
)
