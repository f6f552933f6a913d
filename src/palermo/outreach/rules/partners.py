"""Who applies, checks, decides, leaves and edits in the register of partners, and what each of it requires."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText
from palermo.governance.models import Mandate
from palermo.governance.rules.authority import check_authority
from palermo.outreach.models import DueDiligenceCheck, PartnerContact, PartnerInvitation, PartnerRule, Partnership
from palermo.outreach.queries.partners import partners_of
from palermo.outreach.states.partners import (
    PARTNERSHIP_MOVES,
    DueDiligenceKind,
    DueDiligenceResult,
    PartnershipStatus,
)

# A partner that is checked: before it is admitted, and again while it is one.
CHECKED = frozenset({PartnershipStatus.APPLIED, PartnershipStatus.ADMITTED})
CAME_TO_NOTHING = frozenset({PartnershipStatus.DECLINED, PartnershipStatus.WITHDRAWN})


class Requirements(NamedTuple):
    """What the rule for its kind requires of a partner, and what of it is missing.

    `checks` has the latest check of each kind; `missing` the required checks without a result, `refused` those found
    not acceptable, `doubtful` those with concerns.
    """

    checks: dict[str, DueDiligenceCheck]
    required: tuple[DueDiligenceKind, ...]
    missing: list[DueDiligenceKind]
    refused: list[DueDiligenceKind]
    doubtful: list[DueDiligenceKind]
    needs_guidance: bool


def requirements_of(partnership: Partnership) -> Requirements:
    """What is required of a partner now, by two queries."""
    rule = PartnerRule.objects.filter(kind=partnership.kind).first()
    required = tuple(kind for kind in DueDiligenceKind if rule and kind in rule.checks)
    checks = {each.kind: each for each in partnership.checks.select_related("document").order_by("number")}
    results = {kind: checks[kind].result if kind in checks else DueDiligenceResult.PENDING for kind in required}

    def with_result(result: DueDiligenceResult) -> list[DueDiligenceKind]:
        return [kind for kind, found in results.items() if found == result]

    return Requirements(
        checks,
        required,
        with_result(DueDiligenceResult.PENDING),
        with_result(DueDiligenceResult.FAILED),
        with_result(DueDiligenceResult.CONCERN),
        bool(rule and rule.needs_guidance),
    )


def check_may_keep_partners(user: Actor, _nothing: object = None) -> None:
    """The secretariat."""
    check_may(user, Permission.KEEP_PARTNERS)


def check_may_act_for_partner(user: Actor, partnership: Partnership) -> None:
    """The secretariat, and representatives of this partner while it is one.

    Refused to anyone else, and once the partnership has ended.
    """
    check_may(user, Permission.REPORT_AS_PARTNER)
    if not isinstance(user, str):
        viewer = viewer_of(user)
        if not viewer.is_secretariat and not partners_of(viewer).filter(pk=partnership.pk).exists():
            raise Refused(_("You can act only for the partner that you represent."))
    if partnership.status not in CHECKED:
        raise Refused(_("This entry is closed. It can no longer be changed."))


def check_may_act_for_contact(user: Actor, contact: PartnerContact) -> None:
    """As `check_may_act_for_partner`, for somebody who still represents it."""
    check_may_act_for_partner(user, contact.partnership)
    if contact.ended_on is not None:
        raise Refused(_("This person no longer represents the partner."))


def check_keeps_address_of_account(contact: PartnerContact, email: str) -> None:
    """The e-mail address of a contact with an account stays, since the account would act for another person.

    Refused for another address.
    """
    if contact.user_id is not None and email.casefold() != contact.email.casefold():
        raise Refused(
            _(
                "This person acts for the partner with an account of the previous e-mail address. Record that they no "
                "longer represent the partner, and add a contact with the new address."
            )
        )


def check_may_remove_contact(user: Actor, contact: PartnerContact) -> None:
    """The secretariat deletes the personal data of somebody who represents no partner, and no applicant, any more."""
    check_may(user, Permission.KEEP_PARTNERS)
    if contact.ended_on is None and contact.partnership.status in CHECKED:
        raise Refused(_("This person represents the partner. Record first that they no longer do."))


def check_may_invite_contact(user: Actor, contact: PartnerContact) -> None:
    """The secretariat gives an account to a contact of a partner."""
    check_may(user, Permission.KEEP_PARTNERS)
    check_may_act_for_contact(user, contact)
    if contact.partnership.status != PartnershipStatus.ADMITTED:
        raise Refused(_("Accounts are given to representatives of partners once they are admitted."))
    if contact.user_id is not None:
        raise Refused(_("This person already has an account for the partner."))
    if not contact.email:
        raise Refused(_("Enter the e-mail address of this person first."))


def check_may_edit_partner(user: Actor, partnership: Partnership) -> None:
    """The secretariat edits every entry, also of those that are no longer partners."""
    check_may(user, Permission.KEEP_PARTNERS)
    if partnership.status in CAME_TO_NOTHING:
        raise Refused(_("This entry is closed. It can no longer be changed."))


def check_may_edit_own_entry(user: Actor, partnership: Partnership) -> None:
    """Representatives of a partner; the secretariat edits the whole entry instead."""
    check_may_act_for_partner(user, partnership)
    if not isinstance(user, str) and viewer_of(user).is_secretariat:
        raise Refused(_("The secretariat edits the whole entry."))


def check_may_remove_logo(user: Actor, partnership: Partnership) -> None:
    """As `check_may_act_for_partner`, where there is a logo."""
    check_may_act_for_partner(user, partnership)
    if not partnership.logo:
        raise Refused(_("This partner has no logo."))


def check_may_check_partner(user: Actor, partnership: Partnership) -> None:
    """The secretariat checks those that apply, and partners again."""
    check_may(user, Permission.KEEP_PARTNERS)
    if partnership.status not in CHECKED:
        raise Refused(_("This entry is closed. It can no longer be changed."))


def check_may_record_check(user: Actor, check: DueDiligenceCheck) -> None:
    """As `check_may_check_partner`."""
    check_may_check_partner(user, check.partnership)


def check_result_is_complete(check: DueDiligenceCheck) -> None:
    """A result names who checked what, by today and from which source; concerns are described."""
    if check.result == DueDiligenceResult.PENDING:
        return
    if not check.checked_by or check.checked_on is None:
        raise Refused(_("Enter who did the check and when."))
    if check.checked_on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day of the check.") % {"day": localize_day(check.checked_on)}
        )
    if not check.source:
        raise Refused(_("Enter the source on which the check relies."))
    if check.result != DueDiligenceResult.PASSED and not check.finding:
        raise Refused(_("Describe what was found."))


def check_may_decide_partner(user: Actor, partnership: Partnership) -> None:
    """The secretariat decides on an application, once."""
    check_may(user, Permission.KEEP_PARTNERS)
    if partnership.status != PartnershipStatus.APPLIED:
        raise Refused(_("This application is not awaiting a decision."))


def check_may_admit_partner(user: Actor, partnership: Partnership) -> None:
    """As `check_may_decide_partner`, once every check that its kind requires has a result that can be accepted."""
    check_may_decide_partner(user, partnership)
    needed = requirements_of(partnership)
    if needed.missing:
        raise Refused(_("These checks have no result yet: %(checks)s.") % {"checks": _names(needed.missing)})
    if needed.refused:
        raise Refused(
            _("These checks found something not acceptable: %(checks)s. Decline the application, or check again.")
            % {"checks": _names(needed.refused)}
        )


def check_can_admit_partner(user: Actor, partnership: Partnership) -> None:
    """As `check_may_admit_partner`, of what the decision names.

    That is a mandate in force, the guidance or the endorsement of Member States where the kind requires it, and a
    reason where a check raised concerns.
    """
    check_may_admit_partner(user, partnership)
    check_move(PARTNERSHIP_MOVES, PartnershipStatus.APPLIED, PartnershipStatus.ADMITTED)
    mandate = _check_is_agreed(partnership)
    check_authority(mandate, clock.today())
    needed = requirements_of(partnership)
    _check_is_guided(partnership, needed)
    if needed.doubtful and not partnership.reason:
        raise Refused(
            _("These checks raised concerns: %(checks)s. Enter why the partner is admitted nevertheless.")
            % {"checks": _names(needed.doubtful)}
        )
    if partnership.organisation is not None and not partnership.is_listed:
        raise Refused(
            _(
                "This partner does not agree to be listed. Admit it without an organization: names of organizations "
                "are public."
            )
        )


def check_entry_is_coherent(partnership: Partnership, *, had_kind: str, had_mandate: int | None) -> None:
    """What was required of a partner when it was admitted is still there after its entry was edited.

    `had_kind` and `had_mandate` are the kind and the key of the mandate before: a rule or a mandate that changed since
    the admission does not keep anybody from editing the rest.
    """
    if partnership.status != PartnershipStatus.ADMITTED:
        return
    mandate = _check_is_agreed(partnership)
    if mandate.pk != had_mandate:
        check_authority(mandate, clock.today())
    if partnership.kind != had_kind:
        _check_is_guided(partnership, requirements_of(partnership))


def _check_is_agreed(partnership: Partnership) -> Mandate:
    """The mandate of a partner, whose role, mandate and first day are known."""
    if not partnership.role:
        raise Refused(_("Enter the agreed role."))
    if partnership.mandate is None:
        raise Refused(_("Choose the mandate under which the partner takes part."))
    if partnership.since_on is None or partnership.since_on > clock.today():
        raise Refused(_("Enter since when it is a partner: today or an earlier day."))
    return partnership.mandate


def _check_is_guided(partnership: Partnership, needed: Requirements) -> None:
    if needed.needs_guidance and not (partnership.guidance_id or partnership.endorsement_id):
        raise Refused(
            _(
                "Partners of this kind are admitted under guidance of Member States. Choose the guidance or the "
                "endorsement."
            )
        )


def check_can_decline_partner(user: Actor, partnership: Partnership, reason: MultilingualText) -> None:
    """As `check_may_decide_partner`, with a reason."""
    check_may_decide_partner(user, partnership)
    check_move(PARTNERSHIP_MOVES, partnership.status, PartnershipStatus.DECLINED)
    if not reason:
        raise Refused(_("Enter the reason."))


def check_may_withdraw_application(user: Actor, partnership: Partnership) -> None:
    """The applicant by their link; the secretariat, where an applicant writes to it.

    Refused to anyone else, and once the application was decided.
    """
    check_may(user, Permission.KEEP_PARTNERS)
    check_move(PARTNERSHIP_MOVES, partnership.status, PartnershipStatus.WITHDRAWN)


def check_may_end_partnership(user: Actor, partnership: Partnership) -> None:
    """Representatives of a partner end their own partnership, the secretariat any."""
    check_may_act_for_partner(user, partnership)
    check_move(PARTNERSHIP_MOVES, partnership.status, PartnershipStatus.LEFT)


def check_can_end_partnership(user: Actor, partnership: Partnership, on: date, reason: MultilingualText) -> None:
    """As `check_may_end_partnership`, by today and with a reason."""
    check_may_end_partnership(user, partnership)
    if not reason:
        raise Refused(_("Enter the reason."))
    if on > clock.today():
        raise Refused(
            _("%(day)s is in the future. Enter the day on which the partnership ended.") % {"day": localize_day(on)}
        )
    if partnership.since_on is not None and on < partnership.since_on:
        raise Refused(_("A partnership must not end before it begins. Check the two dates."))


def check_application_is_complete(partnership: Partnership, contact: PartnerContact) -> None:
    """An application names who applies and how to reach them."""
    if not partnership.name:
        raise Refused(_("Enter the name."))
    if not contact.name or not contact.email:
        raise Refused(_("Enter the name and the e-mail address of the person who applies."))


def check_partner_invitation_opens(invitation: PartnerInvitation | None) -> None:
    """Whether the link of an invitation still opens the form."""
    if invitation is None:
        raise Refused(
            _(
                "This link is not valid. A newer e-mail may have replaced it. Use the link in that e-mail, or ask the "
                "secretariat for a new one."
            )
        )
    if invitation.partnership_id is not None:
        raise Refused(_("This invitation has already been used. You can apply without an invitation too."))
    if invitation.ended_at is not None:
        raise Refused(_("This invitation was withdrawn. You can apply without an invitation too."))
    if invitation.expires_at <= clock.now():
        raise Refused(
            _("This invitation expired on %(day)s. You can apply without an invitation too.")
            % {"day": localize_day(localdate(invitation.expires_at))}
        )


def check_may_send_partner_invitation(user: Actor, invitation: PartnerInvitation) -> None:
    """The secretariat, while the invitation was neither used nor withdrawn."""
    check_may(user, Permission.KEEP_PARTNERS)
    if invitation.partnership_id is not None:
        raise Refused(_("This invitation has already been used."))
    if invitation.ended_at is not None:
        raise Refused(_("This invitation was withdrawn. Send a new one."))


def check_application_link_opens(contact: PartnerContact | None) -> None:
    """Whether the link of an applicant opens the application."""
    if contact is None:
        raise Refused(_("This link is not valid. Use the link in the e-mail, or write to the secretariat."))


def _names(kinds: Collection[DueDiligenceKind]) -> str:
    return format_list([str(kind.label) for kind in kinds], active_language().code)
