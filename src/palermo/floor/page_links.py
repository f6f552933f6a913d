"""The link from an event's page to its speakers' lists."""

from django.utils.translation import gettext_lazy as _

from palermo.events.page_links import EventLink, register_event_links
from palermo.floor.queries import speakers_lists_visible_to

register_event_links(
    EventLink(
        page="event_floor",
        label=_("Speakers' lists"),
        order=2,
        rows=lambda event, viewer: [speakers_lists_visible_to(viewer).filter(item__programme__event=event)],
        is_always_shown=lambda event, viewer: viewer.is_secretariat and event.is_authorized,
    )
)
