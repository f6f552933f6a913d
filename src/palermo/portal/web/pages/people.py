"""Action pages of invitations and postings."""

from functools import partial

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
from palermo.portal.web.forms import people
from palermo.site.action_pages import ActionPage, register_actions, row_saver
from palermo.site.forms import fields

SENT = _("Invitation sent. Its link is valid for seven days and can be used once.")


def _is_for_the_secretariat(form: fields.ActForm) -> bool:
    return isinstance(form.record, Invitation) and form.record.role == Role.SECRETARIAT


def _postings(viewer: Viewer) -> QuerySet[Posting]:
    return postings_visible_to(viewer).select_related("user", "state", "organisation")


_invitation_page = partial(
    ActionPage[Invitation], model=Invitation, records=invitations_visible_to, form=fields.ActForm, key="pk"
)
_posting_page = partial(ActionPage[Posting], model=Posting, records=_postings, key="pk")

register_actions(
    ActionPage(
        name="propose-person",
        label=_("Propose a colleague"),
        success_message=_("Proposed. Your mission focal point or the secretariat will send the invitation."),
        model=Invitation,
        records=None,
        list_page="people",
        form=people.PersonForm,
        check=invitations_rules.check_can_propose,
        perform=row_saver(invitations.propose_person, "invitation"),
    ),
    ActionPage(
        name="invite-person",
        label=_("Invite a person"),
        success_message=SENT,
        model=Invitation,
        records=None,
        list_page="people",
        form=people.InviteForm,
        check=invitations_rules.check_can_invite,
        perform=row_saver(invitations.invite_person, "invitation"),
        is_delicate=lambda form: form.is_for_the_secretariat,
    ),
    _invitation_page(
        name="send-invitation",
        label=_("Send invitation"),
        success_message=SENT,
        check=invitations_rules.check_can_send_first,
        perform=invitations.send_invitation,
        is_delicate=_is_for_the_secretariat,
    ),
    _invitation_page(
        name="send-invitation-again",
        label=_("Send again"),
        success_message=_("New link sent. The previous one is no longer valid."),
        check=invitations_rules.check_can_send_again,
        perform=invitations.send_invitation,
        is_delicate=_is_for_the_secretariat,
    ),
    _invitation_page(
        name="withdraw-invitation",
        label=_("Withdraw invitation"),
        success_message=_("Withdrawn. The link is no longer valid."),
        check=invitations_rules.check_can_withdraw,
        perform=invitations.withdraw_invitation,
    ),
    _posting_page(
        name="end-posting",
        label=_("End access"),
        success_message=_("From that day this person can no longer act for the State or organization."),
        form=fields.DayForm,
        check=postings.check_can_end_posting,
        perform=postings_actions.end_posting,
    ),
    _posting_page(
        name="name-focal-point",
        label=_("Make mission focal point"),
        success_message=_("This person is now the focal point of the mission or agency."),
        form=fields.ActForm,
        check=postings.check_can_name_focal_point,
        perform=postings_actions.name_focal_point,
    ),
    _posting_page(
        name="relieve-focal-point",
        label=_("Remove as mission focal point"),
        success_message=_("This person is no longer the mission focal point."),
        form=fields.ActForm,
        check=postings.check_can_relieve_focal_point,
        perform=postings_actions.relieve_focal_point,
    ),
)
