"""The link from an event's page to its logistics."""

from django.utils.translation import gettext_lazy as _

from palermo.events.page_links import EventLink, register_event_links

register_event_links(
    EventLink(
        page="event_logistics",
        label=_("Logistics"),
        order=9,
        is_always_shown=lambda event, viewer: viewer.is_secretariat and event.is_authorized,
    )
)
