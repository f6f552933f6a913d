"""Who may invite whom, and what a link that was sent still opens."""

from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor, RequestUser
from palermo.accounts.models import Invitation, Posting, User
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.rules.missions import answers_for, is_colleague
from palermo.accounts.states import INVITATION_MOVES, InvitationState, Role
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.dates import format_day

OPEN = (InvitationState.PROPOSED, InvitationState.SENT)


def check_can_propose(user: Actor, invitation: Invitation | None) -> None:
    """Anybody of a mission or an agency proposes colleagues of the same one.

    Refused to others, and for places elsewhere.
    """
    check_may(user, Permission.PROPOSE_PERSON)
    if invitation is None or isinstance(user, str):
        return
    viewer = viewer_of(user)
    if viewer.is_secretariat or (is_colleague(viewer, invitation) and not invitation.is_mission_focal_point):
        return
    raise Refused(
        _("You may propose colleagues of your own State or organization only. Contact the secretariat about others.")
    )


def check_can_propose_contributor(user: Actor, invitation: Invitation) -> None:
    """A national data focal point proposes others of the same State.

    Refused to others, for another State or another role.
    """
    check_may(user, Permission.FILL_RETURN)
    if isinstance(user, str):
        return
    if invitation.role != Role.FOCAL_POINT or invitation.state_for_id not in viewer_of(user).state_ids:
        raise Refused(
            _(
                "You may propose colleagues of your own State or organization only. "
                "Contact the secretariat about others."
            )
        )


def check_can_invite(user: Actor, invitation: Invitation | None) -> None:
    """A focal point invites the people of the same mission or agency, the secretariat anybody.

    Refused to others, for places elsewhere, and to a focal point who would make another.
    """
    check_may(user, Permission.INVITE_PERSON)
    if invitation is None or isinstance(user, str):
        return
    viewer = viewer_of(user)
    if viewer.is_secretariat or (answers_for(viewer, invitation) and not invitation.is_mission_focal_point):
        return
    raise Refused(
        _("You may invite colleagues of your own State or organization only. Contact the secretariat about others.")
    )


def check_invitation_is_new(invitation: Invitation) -> None:
    """One open invitation for one place is enough, and nobody is invited to what they have.

    Refused if the same address is invited to the same already, or is there.
    """
    place = {"role": invitation.role, "organisation_id": invitation.organisation_id}
    waiting = Invitation.objects.filter(email__iexact=invitation.email, state__in=OPEN, **place)
    if waiting.filter(state_for_id=invitation.state_for_id).exists():
        raise Refused(_("This address has already been invited. Send that invitation again, or withdraw it first."))
    postings = Posting.objects.current_on(clock.today()).filter(user__email__iexact=invitation.email, **place)
    if postings.filter(state=invitation.state_for).exists():
        raise Refused(_("The person at this address already has that posting. No invitation is needed."))


def check_can_send(user: Actor, invitation: Invitation) -> None:
    """Those who may invite; a link that was sent can be sent again. Refused if it was taken up or withdrawn."""
    check_can_invite(user, invitation)
    if invitation.state != InvitationState.SENT:
        check_move(INVITATION_MOVES, invitation.state, InvitationState.SENT)


def check_can_send_first(user: Actor, invitation: Invitation) -> None:
    """Send what a colleague proposed. Refused if it was sent already, besides."""
    check_can_send(user, invitation)
    if invitation.state == InvitationState.SENT:
        raise Refused(_("This invitation has already been sent. You can send it again."))


def check_can_send_again(user: Actor, invitation: Invitation) -> None:
    """Send a new link for one that was lost or has expired. Refused if none was sent yet, besides."""
    check_can_send(user, invitation)
    if invitation.state != InvitationState.SENT:
        raise Refused(_("This invitation has not been sent yet. Send it."))


def check_can_withdraw(user: Actor, invitation: Invitation) -> None:
    """Those who may invite; the person who made a proposal may withdraw it until it is sent.

    Refused to others, and if it was taken up or withdrawn already.
    """
    if not _proposed_it(user, invitation):
        check_may(user, Permission.WITHDRAW_INVITATION)
        check_can_invite(user, invitation)
    check_move(INVITATION_MOVES, invitation.state, InvitationState.WITHDRAWN)


def check_can_withdraw_partner_invitation(user: Actor, invitation: Invitation) -> None:
    """Representatives of a partner withdraw the invitations of its people, the secretariat those of any partner.

    That it is the same partner is a rule of the register of partners, which names its people. Refused to others, for
    an invitation to another role, and if it was taken up or withdrawn already.
    """
    check_may(user, Permission.REPORT_AS_PARTNER)
    if invitation.role != Role.PARTNER:
        raise Refused(_("This invitation is not that of a representative of a partner."))
    check_move(INVITATION_MOVES, invitation.state, InvitationState.WITHDRAWN)


def _proposed_it(user: Actor, invitation: Invitation) -> bool:
    if isinstance(user, str) or invitation.state != InvitationState.PROPOSED:
        return False
    return invitation.proposed_by_id == user.pk and is_colleague(viewer_of(user), invitation)


def check_is_open(invitation: Invitation | None) -> None:
    """Whether the link of a mail still opens."""
    if invitation is None:
        raise Refused(
            _(
                "This link is not valid. A newer e-mail may have replaced it. Use the link in that e-mail, "
                "or ask the person who invited you to send the invitation again."
            )
        )
    if invitation.state == InvitationState.ACCEPTED:
        raise Refused(_("This invitation has already been accepted. If you accepted it, sign in."))
    if invitation.state != InvitationState.SENT:
        raise Refused(_("This invitation was withdrawn. Contact your mission’s focal point or the secretariat."))
    if invitation.has_expired and invitation.expires_at:
        day = format_day(PartialDate(timezone.localdate(invitation.expires_at)), active_language().code)
        raise Refused(
            _("This invitation expired on %(date)s. Ask the person who invited you to send it again.") % {"date": day}
        )


def check_can_accept(user: RequestUser, invitation: Invitation | None) -> None:
    """An invitation is for the person of its address, who may have an account already.

    Refused if it is not open, if another is signed in, or if the account is closed.
    """
    check_is_open(invitation)
    assert invitation is not None
    if isinstance(user, User):
        if user.email.lower() != invitation.email.lower():
            raise Refused(
                _("This invitation is for another address. Sign out, then open the link in the e-mail again.")
            )
    elif User.objects.filter(email__iexact=invitation.email, is_active=False).exists():
        raise Refused(_("The account for this address is closed. Ask the secretariat to reopen it."))
