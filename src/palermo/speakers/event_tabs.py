"""The page of speakers in the tabs of an event."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.speakers.queries import speaker_proposals_visible_to, speakers_published


def _speakers(event: Event, viewer: Viewer) -> list[QuerySet]:
    proposed = viewer.reads_member_states
    return [speaker_proposals_visible_to(viewer).filter(event=event) if proposed else speakers_published(event)]


def _is_filled_there(event: Event, viewer: Viewer) -> bool:
    """Member States nominate speakers of events that are ahead; the secretariat can still record those of past ones."""
    return event.is_authorized if viewer.is_secretariat else viewer.reads_member_states and event.is_in_hand


register_event_pages(
    EventPage(
        tab=EventTab.SPEAKERS,
        page="event_speakers",
        label=_("Speakers"),
        order=0,
        rows=_speakers,
        is_always_shown=_is_filled_there,
    )
)
