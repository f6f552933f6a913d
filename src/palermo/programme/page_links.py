"""The link from an event's page to its programme."""

from django.utils.translation import gettext_lazy as _

from palermo.events.page_links import EventLink, register_event_links
from palermo.programme.queries.programmes import programmes_visible_to, releases_visible_to

register_event_links(
    EventLink(
        page="event_programme",
        label=_("Programme, hour by hour"),
        order=1,
        rows=lambda event, viewer: [
            releases_visible_to(viewer).filter(programme__event=event),
            programmes_visible_to(viewer).filter(event=event),
        ],
    )
)
