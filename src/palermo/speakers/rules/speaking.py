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
    """The secretariat; the mandate behind the decision must still be in force."""
    check_may_move_speaker(user, speaker, SpeakerState.INVITED)
    check_authority(speaker.event.activity.mandate, clock.today())


def check_can_invite_speaker(user: Actor, speaker: Speaker, answer_by: date) -> None:
    """They are given until some day from today on, before the event."""
    check_may_invite_speaker(user, speaker)
    if answer_by <= clock.today():
        raise Refused(_("Allow at least until tomorrow for a reply."))
    starts = speaker.event.activity.starts_on
    if starts and answer_by > starts:
        raise Refused(_("The event begins on %(day)s. The reply date must be earlier.") % {"day": localize_day(starts)})


def check_may_send_link(user: Actor, speaker: Speaker) -> None:
    """The secretariat: a new link to answer while they are invited; afterwards one to their consents.

    Refused if there is no address, or nothing to open.
    """
    check_may(user, Permission.LIST_SPEAKER)
    if speaker.state not in {SpeakerState.INVITED, SpeakerState.ACCEPTED, SpeakerState.CONFIRMED}:
        raise Refused(_("No link can be sent: this person has not been invited, or is not participating."))
    if not hasattr(speaker, "contact"):
        raise Refused(_("This person has no e-mail address on record. Add it first."))


def check_may_record_answer(user: Actor, speaker: Speaker, to: SpeakerState) -> None:
    """The secretariat, for somebody who answered otherwise than by the link."""
    check_may_move_speaker(user, speaker, to)


def check_can_record_answer(user: Actor, speaker: Speaker, to: SpeakerState, on: date) -> None:
    """Not before they were invited, nor on a day still to come."""
    check_may_record_answer(user, speaker, to)
    check_has_come(on)
    if speaker.invited_on and on < speaker.invited_on:
        values = {"invited": localize_day(speaker.invited_on), "day": localize_day(on)}
        raise Refused(_("The person was invited on %(invited)s; a reply on %(day)s is not possible.") % values)


def check_link_opens(link: SpeakerLink | None) -> None:
    """Whether the link of a mail still opens."""
    if link is None or link.ended_at is not None:
        raise Refused(
            _(
                "This link is not valid. A newer e-mail may have replaced it. Use the link in that e-mail, "
                "or ask the person who invited you to send the invitation again."
            )
        )
    if link.used_at is not None:
        raise Refused(_("You have already replied. Use the personal link in the e-mail you received."))
    if link.has_expired and link.expires_at:
        day = localize_day(timezone.localdate(link.expires_at))
        raise Refused(_("This link expired on %(date)s. Ask the secretariat for a new one.") % {"date": day})
    if link.purpose == LinkPurpose.ANSWER and link.speaker.state != SpeakerState.INVITED:
        raise Refused(_("This invitation is no longer valid. Contact the secretariat."))


def check_may_confirm_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, once they have accepted and declared whether they have a conflict of interest."""
    check_may_move_speaker(user, speaker, SpeakerState.CONFIRMED)
    check_authority(speaker.event.activity.mandate, clock.today())
    if not speaker.interests.filter(party="invitee").exists():
        raise Refused(_("No declaration of interest has been recorded. Record it first."))


def check_may_publish_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, a person who is confirmed and who agreed to it."""
    check_may(user, Permission.PUBLISH_SPEAKER)
    if speaker.is_published:
        raise Refused(_("This person has already been published."))
    if speaker.state != SpeakerState.CONFIRMED:
        raise Refused(_("Only confirmed speakers can be published."))
    if speaker.publication_consent != ConsentState.GIVEN:
        raise Refused(_("This person has not consented to publication of their name and biography."))


def check_may_unpublish_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, what is published."""
    check_may(user, Permission.PUBLISH_SPEAKER)
    if not speaker.is_published:
        raise Refused(_("This person has not been published."))


def check_may_change_consent(user: Actor, speaker: Speaker) -> None:
    """The secretariat, for a person who was invited; also after the event, since a consent can be withdrawn always."""
    check_may(user, Permission.LIST_SPEAKER)
    if speaker.invited_on is None:
        raise Refused(_("This person has not been invited."))


def check_may_withdraw_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, for a person who does not take part any more."""
    check_may_move_speaker(user, speaker, SpeakerState.WITHDRAWN)


def check_may_replace_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, for a person who declined or fell out, once."""
    check_may(user, Permission.CHOOSE_SPEAKER)
    check_is_open_for_speakers(speaker.event)
    if speaker.state not in REPLACED:
        raise Refused(_("Only a person who declined or is no longer participating can be replaced."))
    if hasattr(speaker, "substitute"):
        raise Refused(_("This person already has a substitute."))


def check_can_replace_speaker(user: Actor, speaker: Speaker, substitute: Speaker) -> None:
    """By somebody who was chosen for the same event and takes nobody else's place."""
    check_may_replace_speaker(user, speaker)
    if substitute.event_id != speaker.event_id or substitute.state not in DECIDED or substitute.substitute_for_id:
        raise Refused(_("A substitute must be selected for the same event and not replace anyone else."))


def check_may_add_to_programme(user: Actor, speaker: Speaker) -> None:
    """The secretariat, a person who was chosen, once, where the event has a programme."""
    check_may(user, Permission.EDIT_PROGRAMME)
    check_is_open_for_speakers(speaker.event)
    if speaker.state not in DECIDED:
        raise Refused(_("Only selected speakers can be added to the programme."))
    if not hasattr(speaker.event, "programme"):
        raise Refused(_("This event has no programme yet. Create it first."))
    if speaker.programme_people.exists():
        raise Refused(_("This person is already in the programme. Assign a role there."))
