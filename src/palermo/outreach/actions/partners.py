"""What is done to the register of partners: applying, due diligence, decision, editing, leaving.

The log has no names of persons: contacts and invitations are known there by their numbers.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from secrets import token_hex, token_urlsafe

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from palermo.accounts.actions.records import save_record
from palermo.accounts.actors import Actor
from palermo.accounts.models import Organisation, State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.slugs import free_slug
from palermo.core.text import MultilingualText
from palermo.outreach.actions.partner_access import end_access, give_access
from palermo.outreach.erasing import erase_applicant
from palermo.outreach.models import DueDiligenceCheck, PartnerContact, PartnerInvitation, PartnerRule, Partnership
from palermo.outreach.notices.partners import (
    mail_admission,
    mail_application,
    mail_end_of_partnership,
    mail_partner_invitation,
    mail_refusal,
)
from palermo.outreach.rules import partners as rules
from palermo.outreach.states.partners import PartnershipStatus

# Who acts without an account, as the log names them.
BY_APPLICANT = "an applicant, by the form"
BY_APPLICANT_LINK = "an applicant, by their link"
INVITATION_HOLDS_FOR = timedelta(days=30)
# So long applications that came to nothing, and invitations, have names: as the form of application says.
KEPT_FOR = timedelta(days=182)


@transaction.atomic
def apply_as_partner(
    partnership: Partnership,
    *,
    contact: PartnerContact,
    countries: Iterable[State] = (),
    invitation: PartnerInvitation | None = None,
    by: Actor,
) -> Partnership:
    """Receive an application with its contact; the checks that the rule for its kind requires are opened."""
    rules.check_application_is_complete(partnership, contact)
    if invitation is not None:
        invitation = PartnerInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
        rules.check_partner_invitation_opens(invitation)
    partnership.status, partnership.applied_on = PartnershipStatus.APPLIED, clock.today()
    # The identifier of a person, or of a partner that does not agree to be listed, does not reveal the name.
    is_named = partnership.is_listed and not partnership.is_person
    named = free_slug(Partnership, partnership.name, "partner") if is_named else ""
    partnership.slug = named or f"partner-{token_hex(4)}"
    insert_row(partnership)
    partnership.countries.set(countries)
    contact.partnership, contact.number, contact.is_focal_point = partnership, 1, True
    insert_row(contact)
    for number, kind in enumerate(rules.requirements_of(partnership).required, 1):
        DueDiligenceCheck.objects.create(partnership=partnership, number=number, kind=kind)
    if invitation is not None:
        invitation.partnership, invitation.ended_at = partnership, clock.now()
        invitation.save(update_fields=["partnership", "ended_at"])
    record("partner.applied", partnership, by=by, kind=partnership.kind, by_invitation=invitation is not None)
    mail_application.enqueue(contact.pk)
    return partnership


@transaction.atomic
def invite_partner(invitation: PartnerInvitation, *, by: Actor) -> PartnerInvitation:
    """Send somebody a link to the form of application; the link is valid for 30 days and opens it once."""
    rules.check_may_keep_partners(by)
    return _send(invitation, by)


@transaction.atomic
def send_partner_invitation(invitation: PartnerInvitation, *, by: Actor) -> PartnerInvitation:
    """Send a new link; the one before is no longer valid."""
    invitation = _lock_invitation(invitation)
    rules.check_may_send_partner_invitation(by, invitation)
    return _send(invitation, by)


@transaction.atomic
def withdraw_partner_invitation(invitation: PartnerInvitation, *, by: Actor) -> PartnerInvitation:
    """Withdraw an invitation to apply: its link is no longer valid."""
    invitation = _lock_invitation(invitation)
    rules.check_may_send_partner_invitation(by, invitation)
    invitation.ended_at = clock.now()
    invitation.save(update_fields=["ended_at"])
    record("partner_invitation.withdrawn", invitation, by=by)
    return invitation


@transaction.atomic
def change_partner_rule(rule: PartnerRule, *, values: Mapping[str, object], by: Actor) -> PartnerRule:
    """Set what is required before partners of a kind are admitted; earlier applications follow the new rule too."""
    rules.check_may_keep_partners(by)
    is_new = rule.pk is None
    set_values(rule, values)
    save_row(rule)
    facts = {"kind": rule.kind, "checks": list(rule.checks), "needs_guidance": rule.needs_guidance}
    record("partner_rule.added" if is_new else "partner_rule.changed", rule, by=by, **facts)
    return rule


@transaction.atomic
def record_check(check: DueDiligenceCheck, *, values: Mapping[str, object], by: Actor) -> DueDiligenceCheck:
    """Record who checked what, when, from which source and with which result."""
    check = lock_row(check, "partnership")
    rules.check_may_record_check(by, check)
    return _save_check(check, values, "due_diligence.recorded", by)


@transaction.atomic
def add_check(partnership: Partnership, *, values: Mapping[str, object], by: Actor) -> DueDiligenceCheck:
    """Add a check, also one that the rule does not require, or a later one of the same kind, which then counts."""
    partnership = _lock(partnership)
    rules.check_may_check_partner(by, partnership)
    check = DueDiligenceCheck(partnership=partnership, number=next_number(partnership.checks))
    return _save_check(check, values, "due_diligence.added", by)


@transaction.atomic
def admit_partner(
    partnership: Partnership,
    *,
    values: Mapping[str, object],
    new_organisation: Organisation | None = None,
    by: Actor,
) -> Partnership:
    """Admit an applicant: `values` are its role, mandate, first day, organization, guidance and the reason, if any.

    A `new_organisation` is added to the record with the name of the application. The contact is invited to an account.
    """
    partnership = _lock(partnership)
    set_values(partnership, values)
    partnership.organisation = partnership.organisation or new_organisation
    rules.check_can_admit_partner(by, partnership)
    if new_organisation is not None and partnership.organisation is new_organisation:
        new_organisation.slug = new_organisation.slug or free_slug(Organisation, new_organisation.name, "organization")
        save_record(new_organisation, by=by)
        partnership.organisation = new_organisation
    partnership.status, partnership.decided_on = PartnershipStatus.ADMITTED, clock.today()
    save_row(partnership)
    record("partner.admitted", partnership, by=by, **_decision_facts(partnership))
    # From now on the account shows the partner to its people, not the link of the application.
    partnership.contacts.update(digest=None)
    for contact in partnership.contacts.filter(ended_on=None).exclude(email=""):
        give_access(contact, by=by)
    mail_admission.enqueue(partnership.pk)
    return partnership


@transaction.atomic
def decline_partner(partnership: Partnership, *, reason: MultilingualText, by: Actor) -> Partnership:
    """Decline an application; the applicant is sent the reason."""
    partnership = _lock(partnership)
    rules.check_can_decline_partner(by, partnership, reason)
    partnership.status, partnership.decided_on = PartnershipStatus.DECLINED, clock.today()
    partnership.reason = reason
    partnership.save(update_fields=["status", "decided_on", "reason"])
    record("partner.declined", partnership, by=by, reason=dict(reason))
    mail_refusal.enqueue(partnership.pk)
    return partnership


@transaction.atomic
def withdraw_application(partnership: Partnership, *, by: Actor) -> Partnership:
    """Withdraw an application; the personal data of its contacts, and of an applicant who is a person, are deleted."""
    partnership = _lock(partnership)
    rules.check_may_withdraw_application(by, partnership)
    partnership.status, partnership.decided_on = PartnershipStatus.WITHDRAWN, clock.today()
    partnership.save(update_fields=["status", "decided_on"])
    erase_applicant(partnership)
    record("partner.withdrawn", partnership, by=by)
    return partnership


def delete_old_applicants(*, by: Actor) -> int:
    """Delete what is personal in old applications that came to nothing, and old invitations; gives how many."""
    rules.check_may_keep_partners(by)
    before = clock.today() - KEPT_FOR
    closed = Partnership.objects.filter(status__in=sorted(rules.CAME_TO_NOTHING), decided_on__lte=before)
    named = closed.filter(is_person=True).exclude(name={})
    with_people = closed.filter(Exists(PartnerContact.objects.filter(partnership=OuterRef("pk"))))
    keys = [
        *named.order_by("pk").values_list("pk", flat=True),
        *with_people.order_by("pk").values_list("pk", flat=True),
    ]
    for key in dict.fromkeys(keys):
        _delete_old_applicant(key, by)
    at = clock.now() - KEPT_FOR
    old = PartnerInvitation.objects.filter(Q(ended_at__lte=at) | Q(expires_at__lte=at)).order_by("pk")
    invitations = list(old.values_list("pk", flat=True))
    for key in invitations:
        _delete_old_invitation(key, by)
    return len(set(keys)) + len(invitations)


@transaction.atomic
def _delete_old_applicant(key: int, by: Actor) -> None:
    partnership = _lock(Partnership(pk=key))
    erase_applicant(partnership)
    record("partner.applicant_deleted", partnership, by=by)


@transaction.atomic
def _delete_old_invitation(key: int, by: Actor) -> None:
    invitation = _lock_invitation(PartnerInvitation(pk=key))
    record("partner_invitation.deleted", invitation, by=by)
    invitation.delete()


@transaction.atomic
def end_partnership(partnership: Partnership, *, on: date, reason: MultilingualText, by: Actor) -> Partnership:
    """End a partnership, with the reason; the access of all its representatives ends."""
    partnership = _lock(partnership)
    rules.check_can_end_partnership(by, partnership, on, reason)
    partnership.status, partnership.left_on, partnership.reason = PartnershipStatus.LEFT, on, reason
    partnership.full_clean()
    partnership.save(update_fields=["status", "left_on", "reason"])
    record("partner.ended", partnership, by=by, on=on.isoformat(), reason=dict(reason))
    end_access(partnership, on=on, by=by)
    mail_end_of_partnership.enqueue(partnership.pk)
    return partnership


@transaction.atomic
def change_partner(
    partnership: Partnership, *, values: Mapping[str, object], countries: Iterable[State], by: Actor
) -> Partnership:
    """Edit an entry as the secretariat does."""
    partnership = _lock(partnership)
    rules.check_may_edit_partner(by, partnership)
    had_kind, had_mandate = partnership.kind, partnership.mandate_id
    return _save(
        partnership,
        values,
        countries,
        by,
        check=partial(rules.check_entry_is_coherent, had_kind=had_kind, had_mandate=had_mandate),
    )


@transaction.atomic
def change_own_entry(
    partnership: Partnership, *, values: Mapping[str, object], countries: Iterable[State], by: Actor
) -> Partnership:
    """Edit what representatives of a partner say of it, and whether it is listed."""
    partnership = _lock(partnership)
    rules.check_may_act_for_partner(by, partnership)
    return _save(partnership, values, countries, by)


@transaction.atomic
def set_logo(partnership: Partnership, *, logo: str, permission: MultilingualText, by: Actor) -> Partnership:
    """Add a logo, by the digest of its picture, with the permission to use it."""
    partnership = _lock(partnership)
    rules.check_may_act_for_partner(by, partnership)
    partnership.logo, partnership.logo_permission = logo, permission
    partnership.full_clean()
    partnership.save(update_fields=["logo", "logo_permission"])
    record("partner.logo_added", partnership, by=by)
    return partnership


@transaction.atomic
def remove_logo(partnership: Partnership, *, by: Actor) -> Partnership:
    """Remove the logo of a partner and the permission to use it."""
    partnership = _lock(partnership)
    rules.check_may_remove_logo(by, partnership)
    partnership.logo, partnership.logo_permission = "", MultilingualText()
    partnership.save(update_fields=["logo", "logo_permission"])
    record("partner.logo_removed", partnership, by=by)
    return partnership


def _save(
    partnership: Partnership,
    values: Mapping[str, object],
    countries: Iterable[State],
    by: Actor,
    *,
    check: Callable[[Partnership], None] | None = None,
) -> Partnership:
    was_listed = partnership.is_listed
    set_values(partnership, values)
    if check is not None:
        check(partnership)
    save_row(partnership)
    partnership.countries.set(countries)
    record("partner.changed", partnership, by=by, is_listed=partnership.is_listed, was_listed=was_listed)
    return partnership


def _save_check(check: DueDiligenceCheck, values: Mapping[str, object], verb: str, by: Actor) -> DueDiligenceCheck:
    set_values(check, values)
    rules.check_result_is_complete(check)
    save_row(check)
    record(verb, check, by=by, partner=check.partnership.slug, kind=check.kind, result=check.result)
    return check


def _send(invitation: PartnerInvitation, by: Actor) -> PartnerInvitation:
    now = clock.now()
    invitation.sent_at, invitation.expires_at = now, now + INVITATION_HOLDS_FOR
    # Of a secret that nobody has: the one that opens is made as the mail is.
    invitation.digest = digest_of_text(token_urlsafe())
    save_row(invitation)
    record("partner_invitation.sent", invitation, by=by, kind=invitation.kind)
    mail_partner_invitation.enqueue(invitation.pk)
    return invitation


def _decision_facts(partnership: Partnership) -> dict[str, object]:
    """What the log says of an admission."""
    related = {name: getattr(partnership, name) for name in ("organisation", "mandate", "guidance", "endorsement")}
    return {
        **{name: each.slug if each else "" for name, each in related.items()},
        "since_on": partnership.since_on.isoformat() if partnership.since_on else "",
        "reason": dict(partnership.reason),
    }


def _lock(partnership: Partnership) -> Partnership:
    return lock_row(partnership, "organisation", "mandate", "guidance", "endorsement")


def _lock_invitation(invitation: PartnerInvitation) -> PartnerInvitation:
    return lock_row(invitation)
