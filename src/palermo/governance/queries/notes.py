"""Who sees which note verbale, and what a note is made of."""

from django.db.models import Q, QuerySet

from palermo.accounts.states import OrganisationKind
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.governance.models import Endorsement, Meeting, MeetingChange, NoteVerbale
from palermo.governance.notes.particulars import Addressees, Enclosure, MeetingParticulars, Particulars, TextParticulars
from palermo.governance.queries.endorsements import endorsements_visible_to, result_day, standing_of
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.bodies import NoteKind, NoteState
from palermo.governance.states.endorsements import ProcedureKind


def notes_visible_to(viewer: Viewer) -> QuerySet[NoteVerbale]:
    """Issued notes on what the viewer may see, where Member States' papers are read; drafts to the secretariat."""
    if viewer.is_secretariat:
        return NoteVerbale.objects.all()
    if Audience.MEMBER_STATES not in viewer.audiences:
        return NoteVerbale.objects.none()
    readable = Q(meeting__in=meetings_visible_to(viewer)) | Q(endorsement__in=endorsements_visible_to(viewer))
    return NoteVerbale.objects.filter(readable, state=NoteState.ISSUED)


def particulars_of(note: NoteVerbale) -> Particulars:
    """What the text of a note is made of, as the record is now."""
    return Particulars(
        kind=note.kind,
        reference=note.reference,
        dated_on=note.dated_on,
        place=note.dated_at.name if note.dated_at else MultilingualText(),
        addressees=_addressees(note),
        meeting=_meeting(note, note.meeting) if note.meeting else None,
        text=_text(note, note.endorsement) if note.endorsement else None,
        reply_by=note.reply_by,
        enclosures=tuple(
            Enclosure(each.symbol or "", each.title) for each in note.enclosures.order_by("symbol", "slug")
        ),
    )


def _addressees(note: NoteVerbale) -> Addressees:
    if note.to_all_member_states:
        return Addressees()
    organisations = list(note.addressees.order_by("slug"))
    missions = tuple(each.name for each in organisations if each.kind != OrganisationKind.MINISTRY)
    return Addressees(
        False, missions, tuple(each.name for each in organisations if each.kind == OrganisationKind.MINISTRY)
    )


def _meeting(note: NoteVerbale, meeting: Meeting) -> MeetingParticulars:
    change = meeting.changes.last() if note.kind == NoteKind.CHANGE else None
    place = meeting.place
    return MeetingParticulars(
        kind=meeting.kind,
        title=meeting.title,
        starts_on=meeting.starts_on,
        ends_on=meeting.ends_on,
        old_starts_on=change.previous_starts_on if change else None,
        old_ends_on=change.previous_ends_on if change else None,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_zone=meeting.time_zone,
        place=place.name if place else MultilingualText(),
        locative=place.locative if place else MultilingualText(),
        room=meeting.room,
        link=meeting.link,
        languages=tuple(meeting.languages.split()),
        agenda=tuple((item.number, item.title) for item in meeting.agenda_items.all()),
        reason=_reason(note, meeting, change),
    )


def _reason(note: NoteVerbale, meeting: Meeting, change: MeetingChange | None) -> MultilingualText:
    if note.kind == NoteKind.CANCELLATION:
        return meeting.cancellation_reason
    return change.reason if change else MultilingualText()


def _text(note: NoteVerbale, endorsement: Endorsement) -> TextParticulars:
    standing = standing_of(endorsement, clock.now())
    return TextParticulars(
        title=endorsement.title,
        is_silence=endorsement.procedure.kind == ProcedureKind.SILENCE,
        closes_at=standing.deadline,
        time_zone=endorsement.procedure.time_zone,
        target=endorsement.target.value if endorsement.target else None,
        state=standing.state,
        result_on=endorsement.result_on or result_day(standing, endorsement.procedure),
        note=endorsement.result_note if note.kind == NoteKind.RESULT else MultilingualText(),
    )
