"""What is new about meetings: scheduled, moved or cancelled, and what the secretariat wrote to missions about them."""

from datetime import date

from django.db.models import Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.governance.models import Meeting, MeetingChange, NoteVerbale
from palermo.governance.queries import meetings_visible_to, notes_visible_to
from palermo.governance.states import NoteState

Told = tuple[date, Model, MultilingualText, str | Promise]


def meeting_news(viewer: Viewer, since: date, most: int) -> list[Told]:
    """Day, record, title and kind of each piece of news, in no order."""
    return [*_meetings(viewer, since, most), *_moves(viewer, since, most), *_notes(viewer, since, most)]


def _meetings(viewer: Viewer, since: date, most: int) -> list[Told]:
    changed = meetings_visible_to(viewer).filter(Q(scheduled_on__gte=since) | Q(cancelled_on__gte=since))
    told: list[Told] = []
    for meeting in changed.order_by("-scheduled_on", "-cancelled_on", "slug")[:most]:
        told += _of_meeting(meeting, since)
    return told


def _of_meeting(meeting: Meeting, since: date) -> list[Told]:
    days = ((meeting.scheduled_on, _("Meeting scheduled")), (meeting.cancelled_on, _("Meeting cancelled")))
    return [(day, meeting, meeting.title, kind) for day, kind in days if day and day >= since]


def _moves(viewer: Viewer, since: date, most: int) -> list[Told]:
    moves = MeetingChange.objects.filter(meeting__in=meetings_visible_to(viewer), decided_on__gte=since)
    latest = moves.select_related("meeting").order_by("-decided_on", "-number")[:most]
    return [(move.decided_on, move.meeting, move.meeting.title, _("Meeting moved")) for move in latest]


def _notes(viewer: Viewer, since: date, most: int) -> list[Told]:
    notes = notes_visible_to(viewer).filter(state=NoteState.ISSUED, issued_on__gte=since)
    return [_of_note(note) for note in notes.order_by("-issued_on", "slug")[:most]]


def _of_note(note: NoteVerbale) -> Told:
    assert note.issued_on
    return note.issued_on, note, MultilingualText(), _("Note verbale")
