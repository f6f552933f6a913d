"""Who records, makes, confirms and withdraws commitments, who opens a form for them, and what a commitment holds."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import Viewer, viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.governance.models import Activity
from palermo.governance.queries.follow_ups import answers_for_any
from palermo.governance.states.activities import NEEDS_NO_AUTHORITY, ActivityState
from palermo.outreach.models import Commitment, PledgeContact, Pledging
from palermo.outreach.queries.partners import partners_of
from palermo.outreach.states.commitments import COMMITMENT_MOVES, CommitmentStatus
from palermo.outreach.states.partners import PartnershipStatus


def check_may_record_commitment(user: Actor, _nothing: object) -> None:
    """The secretariat records commitments."""
    check_may(user, Permission.KEEP_COMMITMENTS)


def check_may_make_commitment(user: Actor, _nothing: object) -> None:
    """Those who represent a State, an organization or a partner make commitments.

    Refused to anyone else, and to the secretariat, which records them.
    """
    check_may(user, Permission.MAKE_COMMITMENT)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if viewer.is_secretariat:
        raise Refused(_("The secretariat records commitments; it does not make them."))
    if not answers_for_any(viewer):
        raise Refused(_("Only representatives of States, organizations and partners make commitments here."))


def check_can_make_commitment(user: Actor, commitment: Commitment) -> None:
    """As `check_may_make_commitment`, for one's own State, organization, or partner while it is one."""
    check_may_make_commitment(user, None)
    partner = commitment.partnership
    is_left = partner is not None and partner.status != PartnershipStatus.ADMITTED
    if not isinstance(user, str) and (is_left or not acts_for_maker(viewer_of(user), commitment)):
        raise Refused(_("Make a commitment for your own State, organization or partner."))


def acts_for_maker(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether the viewer acts for the State, the organization or the partner that makes a commitment."""
    return (
        commitment.state_id in viewer.state_ids
        or commitment.organisation_id in viewer.organisation_ids
        or (commitment.partnership_id is not None and partners_of(viewer).filter(pk=commitment.partnership_id).exists())
    )


def check_may_decide_commitment(user: Actor, commitment: Commitment) -> None:
    """The secretariat decides on what was made, once."""
    check_may(user, Permission.KEEP_COMMITMENTS)
    if commitment.status != CommitmentStatus.MADE:
        raise Refused(_("This commitment is not awaiting confirmation."))


def check_can_decide_commitment(
    user: Actor, commitment: Commitment, to: CommitmentStatus, reason: MultilingualText
) -> None:
    """As `check_may_decide_commitment`; what is declined is declined with a reason."""
    check_may_decide_commitment(user, commitment)
    check_move(COMMITMENT_MOVES, commitment.status, to)
    if to == CommitmentStatus.DECLINED and not reason:
        raise Refused(_("Enter the reason."))


def check_may_change_commitment(user: Actor, commitment: Commitment) -> None:
    """The secretariat corrects what was made or recorded; those that made it, until it is confirmed."""
    check_may(user, Permission.MAKE_COMMITMENT)
    _check_is_standing(commitment)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if viewer.is_secretariat:
        return
    _check_is_own(viewer, commitment)
    if commitment.status != CommitmentStatus.MADE:
        raise Refused(_("This commitment has been recorded. Ask the secretariat to correct it."))


def check_may_withdraw_commitment(user: Actor, commitment: Commitment) -> None:
    """The secretariat and those that made a commitment withdraw it."""
    check_may(user, Permission.MAKE_COMMITMENT)
    _check_is_standing(commitment)
    if isinstance(user, str):
        return
    viewer = viewer_of(user)
    if not viewer.is_secretariat:
        _check_is_own(viewer, commitment)


def check_can_withdraw_commitment(user: Actor, commitment: Commitment, reason: MultilingualText) -> None:
    """As `check_may_withdraw_commitment`, with a reason."""
    check_may_withdraw_commitment(user, commitment)
    check_move(COMMITMENT_MOVES, commitment.status, CommitmentStatus.WITHDRAWN)
    if not reason:
        raise Refused(_("Enter the reason."))


def check_commitment_is_coherent(commitment: Commitment) -> None:
    """A commitment made by today, due later, at an event that is held and with an outcome of that event."""
    first_day = commitment.made.first_day
    if first_day > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day on which the commitment was made.")
            % {"day": localize_day(first_day)}
        )
    if commitment.due_on is not None and commitment.due_on < first_day:
        raise Refused(
            _("The commitment was made on %(made)s; it cannot be due on %(due)s.")
            % {"made": localize_day(first_day), "due": localize_day(commitment.due_on)}
        )
    if commitment.outcome is not None and commitment.outcome.event.pk != commitment.activity_id:
        raise Refused(_("Choose an outcome of the same event."))
    if commitment.activity is not None:
        _check_is_held(commitment.activity)
    if commitment.partnership is not None and not commitment.partnership.was_admitted:
        raise Refused(_("Choose a partner that has been admitted."))


def check_may_open_pledging(user: Actor, event: Event) -> None:
    """The secretariat opens the form of an event, once."""
    check_may(user, Permission.KEEP_COMMITMENTS)
    _check_is_held(event.activity)
    if Pledging.objects.filter(activity=event.activity).exists():
        raise Refused(_("This event already has a form for commitments. Edit it."))


def check_may_change_pledging(user: Actor, pledging: Pledging) -> None:
    """The secretariat changes the form of an event."""
    check_may(user, Permission.KEEP_COMMITMENTS)


def check_pledging_is_open(pledging: Pledging | None) -> None:
    """Commitments are received by the form of an event from the day on which it opens to the day on which it closes."""
    today = clock.today()
    if pledging is None:
        raise Refused(_("No commitments are received by form for this event."))
    _check_is_held(pledging.activity)
    if today < pledging.opens_on:
        raise Refused(_("The form for commitments opens on %(day)s.") % {"day": localize_day(pledging.opens_on)})
    if today > pledging.closes_on:
        raise Refused(
            _("The form for commitments closed on %(day)s. Please contact the secretariat.")
            % {"day": localize_day(pledging.closes_on)}
        )


def check_pledge_link_opens(contact: PledgeContact | None) -> None:
    """A link opens the commitment for which it was made, if that is of a group: others sign in, while they may act.

    Refused where it opens none, or one of a State, an organization or a partner.
    """
    if contact is None:
        raise Refused(_("This link is not valid. A newer one may have replaced it. Contact the secretariat."))
    if not contact.commitment.group:
        raise Refused(_("Sign in to act on this commitment: those who represent its party do so by their account."))


def check_may_change_by_link(commitment: Commitment) -> None:
    """By their link people correct a commitment until it is confirmed."""
    _check_is_standing(commitment)
    if commitment.status != CommitmentStatus.MADE:
        raise Refused(_("This commitment has been recorded. Ask the secretariat to correct it."))


def check_may_leave_screens_by_link(commitment: Commitment) -> None:
    """By their link people no longer agree that a commitment is shown, whatever became of it.

    Refused where it is not shown.
    """
    if not commitment.is_shown_on_screens:
        raise Refused(_("This commitment is not shown on screens."))


def check_may_report_by_link(commitment: Commitment) -> None:
    """By their link people report on a commitment that is on record."""
    _check_is_standing(commitment)
    if commitment.status != CommitmentStatus.RECORDED or commitment.follow_up is None:
        raise Refused(_("Progress can be reported once the secretariat has confirmed the commitment."))


def check_may_erase_contact(user: Actor, commitment: Commitment) -> None:
    """The secretariat deletes the contact details of a person who made a commitment by a form.

    Refused to anyone else, and where there are none.
    """
    check_may(user, Permission.KEEP_COMMITMENTS)
    _check_has_contact(commitment)


def check_may_send_pledge_link(user: Actor, commitment: Commitment) -> None:
    """The secretariat sends a new link to a person who made a commitment of a group and gave an e-mail address."""
    check_may(user, Permission.KEEP_COMMITMENTS)
    contact = _check_has_contact(commitment)
    if not commitment.group:
        raise Refused(_("Links are sent for commitments of groups only. Others sign in."))
    if not contact.email:
        raise Refused(_("This person gave no e-mail address."))


def _check_has_contact(commitment: Commitment) -> PledgeContact:
    contact = PledgeContact.objects.filter(commitment=commitment).first()
    if contact is None:
        raise Refused(_("There are no contact details for this commitment."))
    return contact


def _check_is_standing(commitment: Commitment) -> None:
    if commitment.status == CommitmentStatus.DECLINED:
        raise Refused(_("This commitment was declined on %(day)s.") % {"day": localize_day(commitment.decided_on)})
    if commitment.status == CommitmentStatus.WITHDRAWN:
        raise Refused(_("This commitment was withdrawn on %(day)s.") % {"day": localize_day(commitment.decided_on)})


def _check_is_own(viewer: Viewer, commitment: Commitment) -> None:
    if not acts_for_maker(viewer, commitment):
        raise Refused(_("Only those who made this commitment and the secretariat may do this."))


def _check_is_held(activity: Activity) -> None:
    if activity.state in NEEDS_NO_AUTHORITY:
        raise Refused(_("This event is only a proposal. Commitments cannot be made at it yet."))
    if activity.state == ActivityState.CANCELLED:
        raise Refused(_("This event was cancelled."))
