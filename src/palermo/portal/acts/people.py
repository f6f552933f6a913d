"""What is done on the site to invitations and postings."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts import actions, rules
from palermo.accounts.models import Invitation, Posting
from palermo.accounts.queries import invitations_visible_to, postings_visible_to
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.portal import forms
from palermo.portal.acts.act import Act

SENT = _("The invitation is on its way. Its link holds for seven days and can be used once.")


def _propose(_record: None, *, invitation: Invitation, by: Any) -> Invitation:
    return actions.propose_person(invitation, by=by)


def _invite(_record: None, *, invitation: Invitation, by: Any) -> Invitation:
    return actions.invite_person(invitation, by=by)


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
        forms.PersonForm,
        rules.check_can_propose,
        _propose,
    ),
    Act(
        "invite-person",
        _("Invite somebody"),
        SENT,
        Invitation,
        None,
        forms.InviteForm,
        rules.check_can_invite,
        _invite,
        is_delicate=lambda form: form.is_for_the_secretariat,
    ),
    Act(
        "send-invitation",
        _("Send the invitation"),
        SENT,
        Invitation,
        invitations_visible_to,
        forms.ActForm,
        rules.check_can_send_first,
        actions.send_invitation,
        key="pk",
        is_delicate=_is_for_the_secretariat,
    ),
    Act(
        "send-invitation-again",
        _("Send again"),
        _("A new link is on its way. The one before opens nothing any more."),
        Invitation,
        invitations_visible_to,
        forms.ActForm,
        rules.check_can_send_again,
        actions.send_invitation,
        key="pk",
        is_delicate=_is_for_the_secretariat,
    ),
    Act(
        "withdraw-invitation",
        _("Withdraw the invitation"),
        _("Withdrawn. The link opens nothing any more."),
        Invitation,
        invitations_visible_to,
        forms.ActForm,
        rules.check_can_withdraw,
        actions.withdraw_invitation,
        key="pk",
    ),
    Act(
        "end-posting",
        _("Remove"),
        _("From that day this person reads and does nothing more for this State or organization."),
        Posting,
        _postings,
        forms.DayForm,
        rules.check_can_end_posting,
        actions.end_posting,
        key="pk",
    ),
    Act(
        "name-focal-point",
        _("Make this person the focal point"),
        _("This person now invites, approves and removes the people of the mission or agency."),
        Posting,
        _postings,
        forms.ActForm,
        rules.check_can_name_focal_point,
        actions.name_focal_point,
        key="pk",
    ),
    Act(
        "relieve-focal-point",
        _("Relieve the focal point"),
        _("This person is the focal point no longer."),
        Posting,
        _postings,
        forms.ActForm,
        rules.check_can_relieve_focal_point,
        actions.relieve_focal_point,
        key="pk",
    ),
)
