"""The link from an event's page to its speakers."""

from django.utils.translation import gettext_lazy as _

from palermo.events.page_links import EventLink, register_event_links
from palermo.speakers.queries import speakers_published

register_event_links(
    EventLink(
        page="event_speakers",
        label=_("Speakers, moderators and special invitees"),
        order=3,
        rows=lambda event, viewer: [speakers_published(event)],
        is_always_shown=lambda event, viewer: viewer.reads_member_states and event.is_authorized,
    )
)
