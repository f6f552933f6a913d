"""Who may propose persons for an event, advise on them, list them and choose among them."""

from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.events.models import Event
from palermo.events.rules.events import OVER, check_is_authorized
from palermo.governance.rules.authority import check_authority
from palermo.speakers.models import Speaker
from palermo.speakers.states import ADVISED_ON, OUT, SPEAKER_MOVES, SpeakerState


def check_is_open_for_speakers(event: Event) -> None:
    """Nothing is asked of anybody for an event that is only proposed, or over. Refused if it is."""
    check_is_authorized(event)
    if event.activity.state in OVER:
        raise Refused(_("This event is over; its speakers can no longer be changed."))


def check_may_propose_speaker(user: Actor, event: Event) -> None:
    """Delegates, members of the Steering Committee, the secretariat; for an event that is authorized and not over."""
    check_may(user, Permission.PROPOSE_SPEAKER)
    check_is_open_for_speakers(event)


def is_of_own(viewer: Viewer, speaker: Speaker) -> bool:
    """Whether it is the viewer's own delegation or agency that proposed somebody."""
    return (
        speaker.proposed_for_state_id in viewer.delegation_ids
        or speaker.proposed_for_organisation_id in viewer.agency_ids
    )


def check_can_propose_speaker(user: Actor, speaker: Speaker) -> None:
    """For one's own delegation or agency; the secretariat for itself. Refused if it is in another's name."""
    check_may_propose_speaker(user, speaker.event)
    if isinstance(user, str):
        return
    viewer, is_nobodys = viewer_of(user), not (speaker.proposed_for_state_id or speaker.proposed_for_organisation_id)
    if not (is_of_own(viewer, speaker) or (is_nobodys and viewer.is_secretariat)):
        raise Refused(_("You can nominate speakers for your own delegation or agency only."))


def check_is_not_proposed_yet(speaker: Speaker) -> None:
    """A party nominates a person once, while the nomination is active."""
    own = Speaker.objects.filter(
        event=speaker.event_id,
        proposed_for_state=speaker.proposed_for_state_id,
        proposed_for_organisation=speaker.proposed_for_organisation_id,
    ).exclude(state__in=OUT)
    if any(each.name == speaker.name for each in own.only("name")):
        raise Refused(_("You have already nominated this person for this event. Edit that nomination."))


def check_may_change_speaker(user: Actor, speaker: Speaker) -> None:
    """The nominating party until the nomination is shared; the secretariat until the event is over."""
    check_may_propose_speaker(user, speaker.event)
    check_is_own_proposal(user, speaker)
    if isinstance(user, str) or viewer_of(user).is_secretariat:
        return
    if speaker.state != SpeakerState.PROPOSED:
        raise Refused(_("This nomination has been shared. Ask the secretariat to change it."))


def check_is_own_proposal(user: Actor, speaker: Speaker) -> None:
    """Only the delegation or agency that proposed somebody, and the secretariat, which may be asked to."""
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if not (viewer.is_secretariat or is_of_own(viewer, speaker)):
        raise Refused(_("Only the nominating party and the secretariat can edit or withdraw a nomination."))


def check_may_take_back(user: Actor, speaker: Speaker) -> None:
    """The delegation or agency that proposed somebody, until it is shared."""
    check_may(user, Permission.PROPOSE_SPEAKER)
    check_is_own_proposal(user, speaker)
    check_move(SPEAKER_MOVES, speaker.state, SpeakerState.TAKEN_BACK)


def check_may_move_speaker(user: Actor, speaker: Speaker, to: SpeakerState) -> None:
    """The secretariat, along the table of moves, for an event that is not over."""
    check_may(user, Permission.CHOOSE_SPEAKER if to == SpeakerState.CHOSEN else Permission.LIST_SPEAKER)
    check_move(SPEAKER_MOVES, speaker.state, to)
    check_is_open_for_speakers(speaker.event)


def check_may_share_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, for an event of which Member States know."""
    check_may_move_speaker(user, speaker, SpeakerState.LONG_LISTED)


def check_may_short_list(user: Actor, speaker: Speaker) -> None:
    """The secretariat; only whom Member States could advise on."""
    check_may_move_speaker(user, speaker, SpeakerState.SHORT_LISTED)
    if speaker.shared_at is None:
        raise Refused(_("This nomination has not been shared with Member States. Add it to the longlist first."))


def check_may_set_aside_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, before anybody was chosen."""
    check_may_move_speaker(user, speaker, SpeakerState.NOT_CHOSEN)


def check_may_choose_speaker(user: Actor, speaker: Speaker) -> None:
    """The secretariat, where the event has authority today."""
    check_can_choose_speaker(user, speaker, clock.today())


def check_can_choose_speaker(user: Actor, speaker: Speaker, on: date) -> None:
    """The event must be authorized, under a mandate that is in force on the day."""
    check_may_move_speaker(user, speaker, SpeakerState.CHOSEN)
    check_authority(speaker.event.activity.mandate, on)
    check_has_come(on)


def check_has_come(on: date) -> None:
    """Nothing is recorded as done on a day still to come."""
    if on > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(on)})


def check_may_advise(user: Actor, speaker: Speaker) -> None:
    """A delegate, on whom the secretariat has shared, while nobody is chosen."""
    check_may(user, Permission.ADVISE_ON_SPEAKER)
    if speaker.shared_at is None or speaker.state not in ADVISED_ON:
        raise Refused(_("Member States can comment on speakers on the longlist or the shortlist."))
    check_is_open_for_speakers(speaker.event)


def check_may_advise_first(user: Actor, speaker: Speaker) -> None:
    """The first comment of a delegation; comments stay, and further ones are added (`check_may_advise_again`)."""
    check_may_advise(user, speaker)
    if not isinstance(user, str) and viewer_of(user).delegation_ids <= _advising(user, speaker):
        raise Refused(_("Your delegation has commented on this nomination. Use “Add another comment”."))


def check_may_advise_again(user: Actor, speaker: Speaker) -> None:
    """A further comment of a delegation that has commented."""
    check_may_advise(user, speaker)
    if not _advising(user, speaker):
        raise Refused(_("Your delegation has not commented on this nomination yet."))


def _advising(user: Actor, speaker: Speaker) -> frozenset[int]:
    """The States of a delegate that have advised on somebody."""
    own = frozenset() if isinstance(user, str) else viewer_of(user).delegation_ids
    return own and frozenset(speaker.advice.filter(by_state__in=own).values_list("by_state", flat=True))


def check_can_advise(user: Actor, speaker: Speaker, by_state: State) -> None:
    """For one's own State. Refused if it is in another's name."""
    check_may_advise(user, speaker)
    if not isinstance(user, str) and by_state.pk not in viewer_of(user).delegation_ids:
        raise Refused(_("Comments can be made for your own State only."))


def check_may_name_survivor_officer(user: Actor, event: Event) -> None:
    """The secretariat, for an event that is authorized. Refused to anyone else, and of a proposal."""
    check_may(user, Permission.NAME_SURVIVOR_OFFICER)
    check_is_authorized(event)
