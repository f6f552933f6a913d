"""Who may invite a person who was chosen, take their answer down, change their consents, publish and replace them."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.governance.rules.authority import check_authority
from palermo.speakers.models import Speaker, SpeakerLink
from palermo.speakers.rules.speakers import check_has_come, check_is_open_for_speakers, check_may_move_speaker
from palermo.speakers.states import DECIDED, ConsentState, LinkPurpose, SpeakerState

REPLACED = frozenset({SpeakerState.DECLINED, SpeakerState.WITHDRAWN})


def check_may_invite_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat; the mandate behind the decision must still be in force.

    Raises
    ------
    Refused
        Naming the authority that is missing.
    """
    check_may_move_speaker(user, speaker, SpeakerState.INVITED)
    check_authority(speaker.event.activity.mandate, clock.today())


def check_can_invite_speaker(user: Actor, speaker: Speaker, answer_by: date) -> None:
    """They are given until some day from today on, before the event.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_invite_speaker(user, speaker)
    if answer_by <= clock.today():
        raise Refused(_("Give them at least until tomorrow to answer."))
    starts = speaker.event.activity.starts_on
    if starts and answer_by > starts:
        raise Refused(
            _("The event begins on %(day)s. An answer must come before that.") % {"day": localize_day(starts)}
        )


def check_may_send_link(user: Actor, speaker: Speaker) -> None:
    """The secretariat: a new link to answer while they are invited; afterwards one to their consents.

    Raises
    ------
    Refused
        If there is no address, or nothing to open.
    """
    check_may(user, Permission.LIST_SPEAKER)
    if speaker.state not in {SpeakerState.INVITED, SpeakerState.ACCEPTED, SpeakerState.CONFIRMED}:
        raise Refused(_("There is nothing that a link would open: this person is not invited, or is out."))
    if not hasattr(speaker, "contact"):
        raise Refused(_("No e-mail address of this person is on record. Write it into their record first."))


def check_may_record_answer(user: Actor, speaker: Speaker, to: SpeakerState) -> None:
    """The secretariat, for somebody who answered otherwise than by the link.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_move_speaker(user, speaker, to)


def check_can_record_answer(user: Actor, speaker: Speaker, to: SpeakerState, on: date) -> None:
    """Not before they were invited, nor on a day still to come.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_record_answer(user, speaker, to)
    check_has_come(on)
    if speaker.invited_on and on < speaker.invited_on:
        values = {"invited": localize_day(speaker.invited_on), "day": localize_day(on)}
        raise Refused(_("They were invited on %(invited)s; they cannot have answered on %(day)s.") % values)


def check_link_opens(link: SpeakerLink | None) -> None:
    """Whether the link of a mail still opens.

    Raises
    ------
    Refused
        Naming the state of the invitation, and what to do.
    """
    if link is None or link.ended_at is not None:
        raise Refused(
            _(
                "This link is not known here. A newer mail may have replaced it. "
                "Look for that one, or ask whoever invited you to send it again."
            )
        )
    if link.used_at is not None:
        raise Refused(
            _("You have answered by this link already. The mail that followed has a link for what comes after.")
        )
    if link.has_expired and link.expires_at:
        day = localize_day(timezone.localdate(link.expires_at))
        raise Refused(_("This link could be used until %(date)s. Ask the secretariat for a new one.") % {"date": day})
    if link.purpose == LinkPurpose.ANSWER and link.speaker.state != SpeakerState.INVITED:
        raise Refused(_("This invitation does not stand any more. Ask the secretariat."))


def check_may_confirm_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, once they have accepted and said whether they have a conflict of interest.

    Raises
    ------
    Refused
        Saying what is missing.
    """
    check_may_move_speaker(user, speaker, SpeakerState.CONFIRMED)
    check_authority(speaker.event.activity.mandate, clock.today())
    if not speaker.interests.filter(party="invitee").exists():
        raise Refused(
            _("It is not on record whether they have a conflict of interest. Record what they declare first.")
        )


def check_may_publish_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, a person who is confirmed and who agreed to it.

    Raises
    ------
    Refused
        Saying what is missing.
    """
    check_may(user, Permission.PUBLISH_SPEAKER)
    if speaker.is_published:
        raise Refused(_("This person is published already."))
    if speaker.state != SpeakerState.CONFIRMED:
        raise Refused(_("Only a person who is confirmed is published."))
    if speaker.publication_consent != ConsentState.GIVEN:
        raise Refused(_("This person has not agreed to the publication of their name and biography. Ask them first."))


def check_may_unpublish_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, what is published.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.PUBLISH_SPEAKER)
    if not speaker.is_published:
        raise Refused(_("This person is not published."))


def check_may_change_consent(user: Actor, speaker: Speaker) -> None:
    """The secretariat, for a person who was invited; also after the event, since a consent can be withdrawn always.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.LIST_SPEAKER)
    if speaker.invited_on is None:
        raise Refused(_("Nothing was asked of this person yet: they are not invited."))


def check_may_withdraw_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, for a person who does not take part any more.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_move_speaker(user, speaker, SpeakerState.WITHDRAWN)


def check_may_replace_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, for a person who declined or fell out, once.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.CHOOSE_SPEAKER)
    check_is_open_for_speakers(speaker.event)
    if speaker.state not in REPLACED:
        raise Refused(_("Only a person who declined or does not take part any more is replaced."))
    if hasattr(speaker, "substitute"):
        raise Refused(_("This person has a substitute already."))


def check_can_replace_speaker(user: Actor, speaker: Speaker, substitute: Speaker) -> None:
    """By somebody who was chosen for the same event and takes nobody else's place.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may_replace_speaker(user, speaker)
    if substitute.event_id != speaker.event_id or substitute.state not in DECIDED or substitute.substitute_for_id:
        raise Refused(_("A substitute is somebody chosen for the same event who takes nobody else's place."))


def check_may_add_to_programme(user: Actor, speaker: Speaker) -> None:
    """The secretariat, a person who was chosen, once, where the event has a programme.

    Raises
    ------
    Refused
        Saying why not.
    """
    check_may(user, Permission.EDIT_PROGRAMME)
    check_is_open_for_speakers(speaker.event)
    if speaker.state not in DECIDED:
        raise Refused(_("Only a person who was chosen is put into the programme."))
    if not hasattr(speaker.event, "programme"):
        raise Refused(_("This event has no programme yet. Begin it first."))
    if speaker.programme_people.exists():
        raise Refused(_("This person is in the programme already. Give them a part there."))
