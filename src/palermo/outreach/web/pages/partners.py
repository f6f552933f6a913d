"""Action pages of the register of partners.

What sends an e-mail, gives or ends access, or concerns a contact, of whom no version is kept, cannot be undone.
"""

from collections.abc import Mapping
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.outreach.actions import partner_access as access
from palermo.outreach.actions import partners as actions
from palermo.outreach.models import DueDiligenceCheck, PartnerContact, PartnerInvitation, PartnerRule, Partnership
from palermo.outreach.queries.partners import (
    checks_visible_to,
    contacts_visible_to,
    partner_invitations_visible_to,
    partner_rules_visible_to,
    partners_visible_to,
)
from palermo.outreach.rules import partners as rules
from palermo.outreach.states.partners import PartnershipStatus
from palermo.outreach.web.forms import partners as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.forms.fields import ActForm

type Values = Mapping[str, object]
INVITED = _("Invitation sent. Its link is valid for 30 days and can be used once.")


def _partners(viewer: Viewer) -> QuerySet[Partnership]:
    return partners_visible_to(viewer).select_related("mandate")


def _checks(viewer: Viewer) -> QuerySet[DueDiligenceCheck]:
    return checks_visible_to(viewer).select_related("partnership__organisation", "document")


def _contacts(viewer: Viewer) -> QuerySet[PartnerContact]:
    return contacts_visible_to(viewer).select_related("partnership__organisation")


def _invite(_nothing: None, *, by: Actor, **values: object) -> PartnerInvitation:
    return actions.invite_partner(PartnerInvitation(**values), by=by)


def _add_rule(_nothing: None, *, values: Values, by: Actor) -> PartnerRule:
    return actions.change_partner_rule(PartnerRule(), values=values, by=by)


_partner_page = partial(ActionPage[Partnership], model=Partnership, records=_partners)
_check_page = partial(
    ActionPage[DueDiligenceCheck], model=DueDiligenceCheck, records=_checks, key="pk", is_offered=False
)
_contact_page = partial(ActionPage[PartnerContact], model=PartnerContact, records=_contacts, key="pk", is_offered=False)
_invitation_page = partial(
    ActionPage[PartnerInvitation],
    model=PartnerInvitation,
    records=partner_invitations_visible_to,
    key="pk",
    form=ActForm,
    check=rules.check_may_send_partner_invitation,
)

register_actions(
    ActionPage[PartnerInvitation](
        name="invite-partner",
        label=_("Invite a partner to apply"),
        success_message=INVITED,
        model=PartnerInvitation,
        records=None,
        form=forms.InvitePartnerForm,
        check=rules.check_may_keep_partners,
        perform=_invite,
        list_page="partner_applications",
    ),
    _invitation_page(
        name="send-partner-invitation",
        label=_("Send again"),
        success_message=_("New link sent. The previous one is no longer valid."),
        perform=actions.send_partner_invitation,
    ),
    _invitation_page(
        name="withdraw-partner-invitation",
        label=_("Withdraw invitation"),
        success_message=_("Withdrawn. The link is no longer valid."),
        perform=actions.withdraw_partner_invitation,
    ),
    ActionPage[PartnerRule](
        name="add-partner-rule",
        label=_("Add a rule"),
        success_message=_("Rule added."),
        model=PartnerRule,
        records=None,
        form=forms.PartnerRuleForm,
        check=rules.check_may_keep_partners,
        perform=_add_rule,
        list_page="partner_applications",
    ),
    ActionPage[PartnerRule](
        name="change-partner-rule",
        model=PartnerRule,
        records=partner_rules_visible_to,
        key="kind",
        form=forms.PartnerRuleForm,
        check=rules.check_may_keep_partners,
        perform=actions.change_partner_rule,
        is_edit=True,
    ),
    _check_page(
        name="record-check",
        label=pgettext_lazy("check", "Record result"),
        success_message=_("Result recorded."),
        form=forms.CheckForm,
        check=rules.check_may_record_check,
        perform=actions.record_check,
    ),
    _partner_page(
        name="admit-partner",
        label=_("Admit"),
        success_message=_("Admitted. The contact is being informed and invited to an account."),
        form=forms.AdmitForm,
        check=rules.check_may_admit_partner,
        perform=actions.admit_partner,
        is_primary=True,
    ),
    _partner_page(
        name="decline-partner",
        label=_("Decline"),
        success_message=_("Application declined. The applicant is being informed."),
        form=forms.DeclineForm,
        check=rules.check_may_decide_partner,
        perform=actions.decline_partner,
    ),
    _partner_page(
        name="withdraw-application",
        label=_("Record withdrawal"),
        success_message=_("Application withdrawn. The personal data of its contacts were deleted."),
        form=ActForm,
        check=rules.check_may_withdraw_application,
        perform=actions.withdraw_application,
    ),
    _partner_page(
        name="add-check",
        label=_("Add a check"),
        success_message=_("Result recorded."),
        form=forms.AddCheckForm,
        check=rules.check_may_check_partner,
        perform=actions.add_check,
    ),
    _partner_page(
        name="add-contact",
        label=_("Add a contact"),
        success_message=_("Contact added."),
        form=forms.ContactForm,
        check=rules.check_may_act_for_partner,
        perform=access.add_contact,
    ),
    _contact_page(
        name="change-contact",
        form=forms.ContactForm,
        check=rules.check_may_act_for_contact,
        perform=access.change_contact,
        is_edit=True,
    ),
    _contact_page(
        name="invite-contact",
        label=_("Invite to an account"),
        success_message=_("Invitation sent. Its link is valid for seven days and can be used once."),
        form=ActForm,
        check=rules.check_may_invite_contact,
        perform=access.invite_contact,
    ),
    _contact_page(
        name="end-contact",
        label=_("No longer represents the partner"),
        success_message=_("Recorded. The access of this person has ended."),
        form=ActForm,
        check=rules.check_may_act_for_contact,
        perform=access.end_contact,
    ),
    _contact_page(
        name="remove-contact",
        label=_("Delete personal data"),
        success_message=_("Contact deleted."),
        form=ActForm,
        check=rules.check_may_remove_contact,
        perform=access.remove_contact,
    ),
    _partner_page(
        name="set-logo",
        label=_("Add logo"),
        success_message=_("Logo added."),
        form=forms.LogoForm,
        check=rules.check_may_act_for_partner,
        perform=actions.set_logo,
    ),
    _partner_page(
        name="remove-logo",
        label=_("Remove logo"),
        success_message=_("Logo removed."),
        form=ActForm,
        check=rules.check_may_remove_logo,
        perform=actions.remove_logo,
    ),
    _partner_page(
        name="end-partnership",
        label=_("End the partnership"),
        success_message=_("The partnership and the access of its representatives have ended."),
        form=forms.EndForm,
        check=rules.check_may_end_partnership,
        perform=actions.end_partnership,
    ),
    _partner_page(
        name="change-own-entry",
        form=forms.OwnEntryForm,
        check=rules.check_may_edit_own_entry,
        perform=actions.change_own_entry,
        is_edit=True,
        is_primary=True,
    ),
    _partner_page(
        name="change-partner",
        form=forms.PartnerForm,
        check=rules.check_may_edit_partner,
        perform=actions.change_partner,
        is_edit=True,
        is_primary=lambda partnership: partnership.status != PartnershipStatus.APPLIED,
    ),
)
allow_undo(
    "add-partner-rule",
    "change-partner-rule",
    "record-check",
    "add-check",
    "remove-logo",
    "change-partner",
)
