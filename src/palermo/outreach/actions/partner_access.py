"""The contacts of partners, and their accounts: given once a partner is admitted, ended with the partnership."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from palermo.accounts.actions.invitations import invite_person, withdraw_partner_invitation
from palermo.accounts.actions.postings import end_partner_posting
from palermo.accounts.actors import Actor
from palermo.accounts.models import Invitation, Organisation, Posting, User
from palermo.accounts.states import InvitationState, Role
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import lock_row, next_number, save_row, set_values
from palermo.outreach.erasing import erase_applicant
from palermo.outreach.models import PartnerContact, Partnership
from palermo.outreach.rules import partners as rules
from palermo.outreach.states.partners import PartnershipStatus

OPEN = (InvitationState.PROPOSED, InvitationState.SENT)


@transaction.atomic
def add_contact(partnership: Partnership, *, values: Mapping[str, object], by: Actor) -> PartnerContact:
    """Add a person who represents a partner."""
    rules.check_may_act_for_partner(by, partnership)
    contact = PartnerContact(partnership=partnership, number=next_number(partnership.contacts))
    return _save(contact, values, "partner_contact.added", by)


@transaction.atomic
def change_contact(contact: PartnerContact, *, values: Mapping[str, object], by: Actor) -> PartnerContact:
    """Edit a contact of a partner."""
    contact = lock_row(contact, "partnership__organisation", "invitation")
    rules.check_may_act_for_contact(by, contact)
    before = contact.email
    email = str(values.get("email", before))
    rules.check_keeps_address_of_account(contact, email)
    if email.casefold() != before.casefold():
        _withdraw_invitation(contact, by)
    return _save(contact, values, "partner_contact.changed", by)


@transaction.atomic
def invite_contact(contact: PartnerContact, *, by: Actor) -> PartnerContact:
    """Invite a contact to an account with which they act for the partner."""
    contact = lock_row(contact, "partnership__organisation", "invitation")
    rules.check_may_invite_contact(by, contact)
    give_access(contact, by=by)
    record("partner_contact.invited", contact, by=by, partner=contact.partnership.slug)
    return contact


@transaction.atomic
def end_contact(contact: PartnerContact, *, by: Actor) -> PartnerContact:
    """Record that a person no longer represents a partner; the access of their account to it ends."""
    contact = lock_row(contact, "partnership__organisation", "invitation")
    rules.check_may_act_for_contact(by, contact)
    contact.ended_on, contact.is_focal_point, contact.digest = clock.today(), False, None
    contact.save(update_fields=["ended_on", "is_focal_point", "digest"])
    record("partner_contact.ended", contact, by=by, partner=contact.partnership.slug)
    _end_access_of(PartnerContact.objects.filter(pk=contact.pk), contact.partnership, clock.today(), by)
    return contact


@transaction.atomic
def remove_contact(contact: PartnerContact, *, by: Actor) -> Partnership:
    """Delete the personal data of a person who no longer represents a partner, or of those who applied in vain."""
    contact = lock_row(contact, "partnership__organisation", "invitation")
    rules.check_may_remove_contact(by, contact)
    record("partner_contact.removed", contact, by=by, partner=contact.partnership.slug)
    partnership = contact.partnership
    if partnership.status in rules.CAME_TO_NOTHING:
        erase_applicant(partnership)
    else:
        contact.delete()
    return partnership


def give_access(contact: PartnerContact, *, by: Actor) -> None:
    """Connect the account that already acts for the partner, or invite the person to one; within a transaction."""
    organisation = contact.partnership.organisation
    posted = _postings(organisation).filter(user__email__iexact=contact.email, user__is_active=True)
    if posting := posted.select_related("user").first():
        contact.user = posting.user
        contact.save(update_fields=["user"])
        return
    contact.invitation = _invitations(organisation).filter(email__iexact=contact.email).first()
    if contact.invitation is None:
        invitation = Invitation(
            email=contact.email,
            name=contact.name,
            language=contact.language,
            role=Role.PARTNER,
            organisation=organisation,
        )
        contact.invitation = invite_person(invitation, by=by)
    contact.save(update_fields=["invitation"])


def connect_account(invitation: Invitation, *, by: User) -> None:
    """Let who accepted an invitation act as the contacts of partners that the secretariat invited by it.

    Where the partner is an organization, its contact with the same e-mail address is that person too.
    """
    invited = Q(invitation=invitation)
    if invitation.organisation is not None:
        invited |= Q(email__iexact=by.email, partnership__organisation=invitation.organisation)
    current = PartnerContact.objects.filter(
        invited, user=None, ended_on=None, partnership__status=PartnershipStatus.ADMITTED
    )
    for contact in current:
        contact.user = by
        contact.save(update_fields=["user"])


def end_access(partnership: Partnership, *, on: date, by: Actor) -> None:
    """End the postings and invitations of all who represent a partner; within a transaction."""
    contacts = partnership.contacts.filter(ended_on=None)
    _end_access_of(contacts, partnership, on, by, everyone=True)
    for contact in contacts:
        contact.ended_on, contact.is_focal_point, contact.digest = on, False, None
        contact.save(update_fields=["ended_on", "is_focal_point", "digest"])


def _end_access_of(
    contacts: QuerySet[PartnerContact], partnership: Partnership, on: date, by: Actor, *, everyone: bool = False
) -> None:
    """End the access of these contacts; with `everyone`, of all who act for the organization of the partner."""
    organisation = partnership.organisation
    people = Q(user__in=contacts.order_by().values("user"))
    invited = Q(pk__in=[])
    for email in contacts.exclude(email="").values_list("email", flat=True):
        # An account can act for the organization without being connected with the contact.
        people |= Q(user__email__iexact=email)
        invited |= Q(email__iexact=email)
    if everyone and organisation is not None:
        people = invited = Q()
    postings = _postings(organisation).filter(people)
    if organisation is None:
        # One posting serves every partner without an organization for which a person acts.
        others = PartnerContact.objects.filter(
            ended_on=None, partnership__organisation=None, partnership__status=PartnershipStatus.ADMITTED
        )
        elsewhere = others.exclude(partnership=partnership).exclude(user=None)
        postings = postings.exclude(user__in=elsewhere.order_by().values("user"))
    for invitation in _invitations(organisation).filter(invited):
        withdraw_partner_invitation(invitation, by=by)
    # Last the posting of who acts, without which they could not end the others.
    for posting in sorted(postings.select_related("user"), key=lambda each: each.user == by):
        end_partner_posting(posting, on=on, by=by)


def _withdraw_invitation(contact: PartnerContact, by: Actor) -> None:
    """Withdraw the open invitation that was sent to a contact, unless it is that of another contact too."""
    invitation, contact.invitation = contact.invitation, None
    if invitation is None or invitation.state not in OPEN:
        return
    if not PartnerContact.objects.filter(invitation=invitation, ended_on=None).exclude(pk=contact.pk).exists():
        withdraw_partner_invitation(invitation, by=by)


def _postings(organisation: Organisation | None) -> QuerySet[Posting]:
    return Posting.objects.current_on(clock.today()).filter(role=Role.PARTNER, organisation=organisation)


def _invitations(organisation: Organisation | None) -> QuerySet[Invitation]:
    return Invitation.objects.filter(role=Role.PARTNER, organisation=organisation, state__in=OPEN)


def _save(contact: PartnerContact, values: Mapping[str, object], verb: str, by: Actor) -> PartnerContact:
    set_values(contact, values)
    save_row(contact)
    record(verb, contact, by=by, partner=contact.partnership.slug)
    return contact
