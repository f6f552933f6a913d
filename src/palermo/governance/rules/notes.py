"""Who may write and issue a note verbale, about what, to whom and with which enclosures."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.states import READS, OrganisationKind, Role
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.governance.models import Endorsement, Meeting, NoteVerbale
from palermo.governance.queries.endorsements import result_day, standing_of
from palermo.governance.states.bodies import NOTE_MOVES, MeetingKind, NoteKind, NoteState
from palermo.library.models import Document
from palermo.library.states import DocumentState

ADDRESSED = frozenset({OrganisationKind.PERMANENT_MISSION, OrganisationKind.MINISTRY})
ON_A_MEETING = (NoteKind.INVITATION, NoteKind.CHANGE, NoteKind.CANCELLATION)
ON_A_TEXT = (NoteKind.ENDORSEMENT, NoteKind.RESULT)


def check_may_write_note(user: Actor, subject: Meeting | Endorsement) -> None:
    """The secretariat; about what Member States may read."""
    check_may(user, Permission.ISSUE_NOTE)
    if isinstance(subject, Meeting) and subject.kind == MeetingKind.COMMITTEE:
        raise Refused(
            _(
                "The members of the Steering Committee are organizations; a note verbale is addressed to "
                "permanent missions. Send a letter instead."
            )
        )
    if subject.audience not in READS[Role.DELEGATE]:
        raise Refused(
            _(
                "A note verbale is addressed to Member States; this record is available to “%(audience)s”. "
                "Extend its audience first."
            )
            % {"audience": subject.get_audience_display()}
        )


def check_may_change_note(user: Actor, note: NoteVerbale) -> None:
    """The secretariat; a draft."""
    check_may(user, Permission.ISSUE_NOTE)
    if note.state != NoteState.DRAFT:
        raise Refused(
            _("The status of this note is “%(state)s”; its text can no longer be changed. Create a new note.")
            % {"state": note.get_state_display().lower()}
        )


def check_may_issue_note(user: Actor, note: NoteVerbale) -> None:
    """The secretariat; a draft with a reference, a reason to be sent, and only what its addressees may read."""
    check_may(user, Permission.ISSUE_NOTE)
    check_move(NOTE_MOVES, note.state, NoteState.ISSUED)
    if not note.reference:
        raise Refused(_("Enter the reference of the note verbale, under which it is filed."))
    subject = note.meeting or note.endorsement
    assert subject
    check_may_write_note(user, subject)
    check_occasion(note.kind, subject)
    check_addressees(note.to_all_member_states, note.addressees.all())
    check_enclosures(note.enclosures.all())
    check_reply_by(note.dated_on, note.reply_by)


def check_may_discard_note(user: Actor, note: NoteVerbale) -> None:
    """The secretariat; a draft."""
    check_may(user, Permission.ISSUE_NOTE)
    check_move(NOTE_MOVES, note.state, NoteState.DISCARDED)


def check_occasion(kind: str, subject: Meeting | Endorsement) -> None:
    """Check that the event reported by a note of this kind has happened."""
    sentence = (
        _occasion_gap_of_meeting(kind, subject)
        if isinstance(subject, Meeting)
        else _occasion_gap_of_text(kind, subject)
    )
    if sentence:
        raise Refused(sentence)


def _occasion_gap_of_meeting(kind: str, meeting: Meeting) -> str | None:
    if kind in ON_A_TEXT:
        return _("A note of this kind concerns a text submitted to Member States, not a meeting.")
    if kind == NoteKind.CANCELLATION and not meeting.cancelled_on:
        return _("This meeting has not been cancelled. Cancel it before informing Member States.")
    if kind == NoteKind.CANCELLATION:
        return None
    if meeting.cancelled_on:
        return _("This meeting was cancelled on %(day)s. Inform Member States with a note of cancellation.") % {
            "day": localize_day(meeting.cancelled_on)
        }
    if kind == NoteKind.CHANGE and not meeting.changes.exists():
        return _("This meeting has not been rescheduled. Reschedule it before informing Member States.")
    if clock.today() > meeting.ends_on:
        return _("The date of this meeting, %(day)s, has passed. Invitations are no longer possible.") % {
            "day": localize_day(meeting.ends_on)
        }
    return None


def _occasion_gap_of_text(kind: str, endorsement: Endorsement) -> str | None:
    if kind in ON_A_MEETING:
        return _("A note of this kind concerns a meeting, not a text submitted to Member States.")
    standing = standing_of(endorsement, clock.now())
    if kind == NoteKind.RESULT and standing.is_open:
        return _("This endorsement has no result yet.")
    if kind == NoteKind.ENDORSEMENT and not standing.is_open:
        return _("This endorsement was closed on %(day)s; the text is no longer before Member States.") % {
            "day": localize_day(endorsement.result_on or result_day(standing, endorsement.procedure))
        }
    return None


def check_addressees(to_all: bool, addressees: Iterable[Organisation]) -> None:
    """A note verbale goes to permanent missions and ministries, and to nobody else."""
    organisations = [] if to_all else list(addressees)
    for each in organisations:
        if each.kind not in ADDRESSED:
            raise Refused(
                _("“%(name)s” is neither a permanent mission nor a ministry (%(kind)s). Send a letter instead.")
                % {"name": plain(each.name), "kind": each.get_kind_display()}
            )
    if not to_all and not organisations:
        raise Refused(_("No addressee chosen. Choose all Member States, or permanent missions or ministries."))


def check_enclosures(enclosures: Iterable[Document]) -> None:
    """Only what is issued and what Member States may read is enclosed."""
    for each in enclosures:
        values = {"document": each.symbol or plain(each.title), "audience": each.get_audience_display()}
        if each.audience not in READS[Role.DELEGATE]:
            raise Refused(
                _(
                    "The enclosure %(document)s is available to “%(audience)s” only. Remove it, or make it "
                    "available to Member States first."
                )
                % values
            )
        if each.state != DocumentState.ISSUED:
            raise Refused(_("The enclosure %(document)s has not been issued. Issue it first, or remove it.") % values)


def check_reference(note: NoteVerbale) -> None:
    """Each reference is of one note."""
    if note.reference and NoteVerbale.objects.filter(reference=note.reference).exclude(pk=note.pk).exists():
        raise Refused(
            _("Another note verbale already has the reference %(reference)s.") % {"reference": note.reference}
        )


def check_reply_by(dated_on: date, reply_by: date | None) -> None:
    """Replies are asked for after the note is dated."""
    if reply_by and reply_by < dated_on:
        raise Refused(
            _("The reply date, %(reply)s, is before the date of the note, %(dated)s. Choose a later date.")
            % {"reply": localize_day(reply_by), "dated": localize_day(dated_on)}
        )
