"""What is done on the site to invitations and postings."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actions import invitations
from palermo.accounts.actions import postings as postings_actions
from palermo.accounts.models import Invitation, Posting
from palermo.accounts.queries import invitations_visible_to, postings_visible_to
from palermo.accounts.rules import invitations as invitations_rules
from palermo.accounts.rules import postings
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.portal.acts.act import Act
from palermo.portal.forms import fields, people

SENT = _("The invitation is on its way. Its link holds for seven days and can be used once.")


def _propose(_record: None, *, invitation: Invitation, by: Any) -> Invitation:
    return invitations.propose_person(invitation, by=by)


def _invite(_record: None, *, invitation: Invitation, by: Any) -> Invitation:
    return invitations.invite_person(invitation, by=by)


def _is_for_the_secretariat(form: Any) -> bool:
    return form.record.role == Role.SECRETARIAT


def _postings(viewer: Viewer) -> QuerySet[Posting]:
    return postings_visible_to(viewer).select_related("user", "state", "organisation")


ACTS = (
    Act(
        "propose-person",
        _("Propose a colleague"),
        _("Proposed. Your focal point or the secretariat sends the invitation."),
        Invitation,
        None,
        people.PersonForm,
        invitations_rules.check_can_propose,
        _propose,
    ),
    Act(
        "invite-person",
        _("Invite somebody"),
        SENT,
        Invitation,
        None,
        people.InviteForm,
        invitations_rules.check_can_invite,
        _invite,
        is_delicate=lambda form: form.is_for_the_secretariat,
    ),
    Act(
        "send-invitation",
        _("Send the invitation"),
        SENT,
        Invitation,
        invitations_visible_to,
        fields.ActForm,
        invitations_rules.check_can_send_first,
        invitations.send_invitation,
        key="pk",
        is_delicate=_is_for_the_secretariat,
    ),
    Act(
        "send-invitation-again",
        _("Send again"),
        _("A new link is on its way. The one before opens nothing any more."),
        Invitation,
        invitations_visible_to,
        fields.ActForm,
        invitations_rules.check_can_send_again,
        invitations.send_invitation,
        key="pk",
        is_delicate=_is_for_the_secretariat,
    ),
    Act(
        "withdraw-invitation",
        _("Withdraw the invitation"),
        _("Withdrawn. The link opens nothing any more."),
        Invitation,
        invitations_visible_to,
        fields.ActForm,
        invitations_rules.check_can_withdraw,
        invitations.withdraw_invitation,
        key="pk",
    ),
    Act(
        "end-posting",
        _("Remove"),
        _("From that day this person reads and does nothing more for this State or organization."),
        Posting,
        _postings,
        fields.DayForm,
        postings.check_can_end_posting,
        postings_actions.end_posting,
        key="pk",
    ),
    Act(
        "name-focal-point",
        _("Make this person the focal point"),
        _("This person now invites, approves and removes the people of the mission or agency."),
        Posting,
        _postings,
        fields.ActForm,
        postings.check_can_name_focal_point,
        postings_actions.name_focal_point,
        key="pk",
    ),
    Act(
        "relieve-focal-point",
        _("Relieve the focal point"),
        _("This person is the focal point no longer."),
        Posting,
        _postings,
        fields.ActForm,
        postings.check_can_relieve_focal_point,
        postings_actions.relieve_focal_point,
        key="pk",
    ),
)
