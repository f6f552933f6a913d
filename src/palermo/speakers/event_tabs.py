"""The page of speakers in the tabs of an event."""

from django.utils.translation import gettext_lazy as _

from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.speakers.queries import speakers_published

register_event_pages(
    EventPage(
        tab=EventTab.SPEAKERS,
        page="event_speakers",
        label=_("Speakers"),
        order=0,
        rows=lambda event, viewer: [speakers_published(event)],
        is_always_shown=lambda event, viewer: viewer.reads_member_states and event.is_authorized,
    )
)
