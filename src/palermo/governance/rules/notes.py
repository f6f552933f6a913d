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
    """The secretariat; about what Member States may read.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.ISSUE_NOTE)
    if isinstance(subject, Meeting) and subject.kind == MeetingKind.COMMITTEE:
        raise Refused(
            _("The Steering Committee's members are agencies; a note verbale goes to missions. Write them a letter.")
        )
    if subject.audience not in READS[Role.DELEGATE]:
        raise Refused(
            _("A note verbale goes to Member States, and this record is for “%(audience)s”. Open it to them first.")
            % {"audience": subject.get_audience_display()}
        )


def check_may_change_note(user: Actor, note: NoteVerbale) -> None:
    """The secretariat; a draft.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.ISSUE_NOTE)
    if note.state != NoteState.DRAFT:
        raise Refused(
            _("This note is %(state)s; its text stays as it is. Write another note.")
            % {"state": note.get_state_display().lower()}
        )


def check_may_issue_note(user: Actor, note: NoteVerbale) -> None:
    """The secretariat; a draft with a reference, a reason to be sent, and only what its addressees may read.

    Raises
    ------
    Refused
        Saying what is missing, or which addressee or enclosure keeps it back.
    """
    check_may(user, Permission.ISSUE_NOTE)
    check_move(NOTE_MOVES, note.state, NoteState.ISSUED)
    if not note.reference:
        raise Refused(_("A note verbale bears the number under which you file it. Write its reference."))
    subject = note.meeting or note.endorsement
    assert subject
    check_may_write_note(user, subject)
    check_occasion(note.kind, subject)
    check_addressees(note.to_all_member_states, note.addressees.all())
    check_enclosures(note.enclosures.all())
    check_reply_by(note.dated_on, note.reply_by)


def check_may_discard_note(user: Actor, note: NoteVerbale) -> None:
    """The secretariat; a draft.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.ISSUE_NOTE)
    check_move(NOTE_MOVES, note.state, NoteState.DISCARDED)


def check_occasion(kind: str, subject: Meeting | Endorsement) -> None:
    """Whether there is what a note of this kind tells.

    Raises
    ------
    Refused
        Saying what has not happened.
    """
    sentence = (
        _occasion_gap_of_meeting(kind, subject)
        if isinstance(subject, Meeting)
        else _occasion_gap_of_text(kind, subject)
    )
    if sentence:
        raise Refused(sentence)


def _occasion_gap_of_meeting(kind: str, meeting: Meeting) -> str | None:
    if kind in ON_A_TEXT:
        return _("A note of this kind is about a text put to Member States, not about a meeting.")
    if kind == NoteKind.CANCELLATION and not meeting.cancelled_on:
        return _("This meeting is not cancelled. Cancel it first, then tell Member States.")
    if kind == NoteKind.CANCELLATION:
        return None
    if meeting.cancelled_on:
        return _("This meeting was cancelled on %(day)s. Tell Member States so by a note of cancellation.") % {
            "day": localize_day(meeting.cancelled_on)
        }
    if kind == NoteKind.CHANGE and not meeting.changes.exists():
        return _("This meeting was not moved. Move it first, then tell Member States.")
    if clock.today() > meeting.ends_on:
        return _("This meeting was held on %(day)s; nobody can be invited to it any more.") % {
            "day": localize_day(meeting.ends_on)
        }
    return None


def _occasion_gap_of_text(kind: str, endorsement: Endorsement) -> str | None:
    if kind in ON_A_MEETING:
        return _("A note of this kind is about a meeting, not about a text put to Member States.")
    standing = standing_of(endorsement, clock.now())
    if kind == NoteKind.RESULT and standing.is_open:
        return _("This endorsement has no result yet. Tell it once there is one.")
    if kind == NoteKind.ENDORSEMENT and not standing.is_open:
        return _("This endorsement was closed on %(day)s; the text is no longer put to Member States.") % {
            "day": localize_day(endorsement.result_on or result_day(standing, endorsement.procedure))
        }
    return None


def check_addressees(to_all: bool, addressees: Iterable[Organisation]) -> None:
    """A note verbale goes to permanent missions and ministries, and to nobody else.

    Raises
    ------
    Refused
        Naming the first addressee that is neither, and what to use instead.
    """
    organisations = [] if to_all else list(addressees)
    for each in organisations:
        if each.kind not in ADDRESSED:
            raise Refused(
                _(
                    "“%(name)s” is neither a permanent mission nor a ministry (%(kind)s): a note verbale cannot be "
                    "addressed to it. Write it a letter instead."
                )
                % {"name": plain(each.name), "kind": each.get_kind_display()}
            )
    if not to_all and not organisations:
        raise Refused(_("Nobody is addressed. Address all Member States, or name permanent missions or ministries."))


def check_enclosures(enclosures: Iterable[Document]) -> None:
    """Only what is issued and what Member States may read is enclosed.

    Raises
    ------
    Refused
        Naming the first document that they could not read.
    """
    for each in enclosures:
        values = {"document": each.symbol or plain(each.title), "audience": each.get_audience_display()}
        if each.audience not in READS[Role.DELEGATE]:
            raise Refused(
                _(
                    "Member States could not read the enclosure %(document)s, which is for “%(audience)s”. "
                    "Leave it out, or open it to them first."
                )
                % values
            )
        if each.state != DocumentState.ISSUED:
            raise Refused(_("The enclosure %(document)s is not issued. Issue it first, or leave it out.") % values)


def check_reference(note: NoteVerbale) -> None:
    """Each reference is of one note.

    Raises
    ------
    Refused
        Naming the reference that another note has.
    """
    if note.reference and NoteVerbale.objects.filter(reference=note.reference).exclude(pk=note.pk).exists():
        raise Refused(
            _("Another note verbale has the reference %(reference)s already. Give this one its own.")
            % {"reference": note.reference}
        )


def check_reply_by(dated_on: date, reply_by: date | None) -> None:
    """Replies are asked for after the note is dated.

    Raises
    ------
    Refused
        Naming both days.
    """
    if reply_by and reply_by < dated_on:
        raise Refused(
            _("Replies are asked for by %(reply)s, before the date of the note, %(dated)s. Choose a later day.")
            % {"reply": localize_day(reply_by), "dated": localize_day(dated_on)}
        )
