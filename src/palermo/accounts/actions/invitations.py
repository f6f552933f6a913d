"""What is done to invitations: the only way in which people of missions come to an account."""

from datetime import timedelta
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.db import transaction

from palermo.accounts.actors import Actor, RequestUser
from palermo.accounts.models import Invitation, Posting, User
from palermo.accounts.notices import mail_invitation, mail_proposal
from palermo.accounts.rules import invitations
from palermo.accounts.states import InvitationState
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.core.rows import save_row

HOLDS_FOR = timedelta(days=7)


@transaction.atomic
def propose_person(invitation: Invitation, *, by: Actor) -> Invitation:
    """Propose a colleague: the focal point of the mission or the secretariat sends the invitation, or does not."""
    invitations.check_can_propose(by, invitation)
    return _propose(invitation, by)


def _propose(invitation: Invitation, by: Actor) -> Invitation:
    _keep(invitation, by)
    _record_event("invitation.proposed", invitation, by)
    mail_proposal.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def propose_contributor(invitation: Invitation, *, by: Actor) -> Invitation:
    """Propose an invitation, as a national data focal point, for a person who will fill in data of the State."""
    invitations.check_can_propose_contributor(by, invitation)
    return _propose(invitation, by)


@transaction.atomic
def invite_person(invitation: Invitation, *, by: Actor) -> Invitation:
    """Invite somebody at once."""
    invitations.check_can_invite(by, invitation)
    _keep(invitation, by)
    return _send(invitation, by)


@transaction.atomic
def send_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Send an invitation that a colleague proposed; or once more, by a new link: the one before opens nothing then."""
    invitation = _lock_invitation(invitation)
    invitations.check_can_send(by, invitation)
    return _send(invitation, by)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take an invitation back: its link opens nothing from now on."""
    invitation = _lock_invitation(invitation)
    invitations.check_can_withdraw(by, invitation)
    return _withdraw(invitation, by)


@transaction.atomic
def withdraw_partner_invitation(invitation: Invitation, *, by: Actor) -> Invitation:
    """Take back an invitation to represent a partner: its link opens nothing from now on."""
    invitation = _lock_invitation(invitation)
    invitations.check_can_withdraw_partner_invitation(by, invitation)
    return _withdraw(invitation, by)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Posting:
    """The person of that address, who has an account, takes the posting up."""
    invitation = _lock_invitation(invitation)
    invitations.check_can_accept(by, invitation)
    return _accept(invitation, by)


@transaction.atomic
def accept_with_new_account(invitation: Invitation, user: User, password: str, *, by: RequestUser) -> User:
    """Create the account of an invited person, with the password they chose, and their posting.

    `by` is who holds the link: nobody who is signed in.
    """
    invitation = _lock_invitation(invitation)
    invitations.check_can_accept(by, invitation)
    user.email = invitation.email.lower()
    user.set_password(password)
    save_row(user)
    # The link came by this address, so it is theirs.
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("account.created", user, by=user, email=user.email, roles=[invitation.role])
    _accept(invitation, user)
    return user


def _lock_invitation(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _keep(invitation: Invitation, by: Actor) -> None:
    invitation.email = invitation.email.lower()
    invitations.check_invitation_is_new(invitation)
    invitation.state, invitation.proposed_at = InvitationState.PROPOSED, clock.now()
    invitation.proposed_by = None if isinstance(by, str) else by
    save_row(invitation)


def _send(invitation: Invitation, by: Actor) -> Invitation:
    now = clock.now()
    invitation.state, invitation.sent_at, invitation.expires_at = InvitationState.SENT, now, now + HOLDS_FOR
    invitation.sent_by = None if isinstance(by, str) else by
    # Of a secret that nobody has: the one that opens is made as the mail is, so that it never lies in the database.
    invitation.digest = digest_of_text(token_urlsafe())
    invitation.save()
    _record_event("invitation.sent", invitation, by)
    mail_invitation.enqueue(invitation.pk)
    return invitation


def _withdraw(invitation: Invitation, by: Actor) -> Invitation:
    invitation.state, invitation.withdrawn_at = InvitationState.WITHDRAWN, clock.now()
    invitation.save(update_fields=["state", "withdrawn_at"])
    _record_event("invitation.withdrawn", invitation, by)
    return invitation


def _accept(invitation: Invitation, user: User) -> Posting:
    posting = Posting(
        user=user,
        role=invitation.role,
        state=invitation.state_for,
        organisation=invitation.organisation,
        is_mission_focal_point=invitation.is_mission_focal_point,
        since_on=clock.today(),
        until_on=invitation.posting_until_on,
    )
    save_row(posting)
    invitation.state, invitation.accepted_at, invitation.posting = InvitationState.ACCEPTED, clock.now(), posting
    invitation.save(update_fields=["state", "accepted_at", "posting"])
    _record_event("invitation.accepted", invitation, user)
    return posting


def _record_event(verb: str, invitation: Invitation, by: Actor) -> None:
    """Record an act on an invitation: with its role, State and organization, never with the address it is for."""
    state, organisation = invitation.state_for, invitation.organisation
    record(
        verb,
        invitation,
        by=by,
        role=invitation.role,
        state=state.slug if state else "",
        organisation=organisation.slug if organisation else "",
        is_mission_focal_point=invitation.is_mission_focal_point,
    )
