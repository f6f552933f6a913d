"""The link from an event's page to its registration."""

from django.utils.translation import gettext_lazy as _

from palermo.events.page_links import EventLink, register_event_links

register_event_links(
    EventLink(
        page="registration",
        label=_("Registration"),
        order=4,
        # Whoever sees the event sees its registration.
        is_always_shown=lambda event, viewer: getattr(event, "registration", None) is not None,
    )
)
