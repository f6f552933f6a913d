"""Action pages of rounds of data collection and invitations."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.returns.actions import rounds as actions
from palermo.returns.models import Round, RoundInvitation
from palermo.returns.queries.rounds import round_invitations_visible_to, rounds_visible_to
from palermo.returns.rules import rounds as rules
from palermo.returns.web.forms import rounds as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm, ReasonOnlyForm

_round_page = partial(ActionPage[Round], model=Round, records=rounds_visible_to)
_invitation_page = partial(
    ActionPage[RoundInvitation],
    model=RoundInvitation,
    records=round_invitations_visible_to,
    key="pk",
    is_offered=False,
)

register_actions(
    ActionPage(
        name="plan-round",
        label=_("Plan a round"),
        success_message=_("Round planned. Invite States, then open it."),
        model=Round,
        records=None,
        form=forms.RoundForm,
        check=rules.check_may_plan_round,
        perform=row_creator(actions.plan_round, Round),
        list_page="round_list",
    ),
    _round_page(
        name="open-round",
        label=pgettext_lazy("round of data collection", "Open"),
        success_message=_("The round is open. The States invited are notified."),
        form=forms.OpenRoundForm,
        check=rules.check_may_open_round,
        perform=actions.open_round,
        is_primary=True,
        template="returns/rounds/open.html",
    ),
    _round_page(
        name="invite-states",
        label=_("Invite States"),
        success_message=_("Invitations saved."),
        form=forms.InviteForm,
        check=rules.check_may_invite,
        perform=actions.invite_states,
    ),
    _round_page(
        name="close-round",
        label=pgettext_lazy("round of data collection", "Close"),
        success_message=_("Round closed."),
        form=forms.CloseRoundForm,
        check=rules.check_may_close_round,
        perform=actions.close_round,
    ),
    _round_page(
        name="reopen-round",
        label=pgettext_lazy("round of data collection", "Open again"),
        success_message=_("The round is open again."),
        form=ReasonOnlyForm,
        check=rules.check_may_reopen_round,
        perform=actions.reopen_round,
    ),
    _round_page(
        name="remove-round",
        label=_("Remove"),
        success_message=_("Round removed."),
        form=ActForm,
        check=rules.check_may_remove_round,
        perform=actions.remove_round,
    ),
    _round_page(
        name="change-round",
        form=forms.RoundForm,
        check=rules.check_may_change_round,
        perform=actions.change_round,
        is_edit=True,
    ),
    _invitation_page(
        name="extend-round",
        label=_("Extend deadline"),
        success_message=_("Deadline extended. The State is notified."),
        form=forms.ExtensionForm,
        check=rules.check_may_extend,
        perform=actions.extend_deadline,
    ),
    _invitation_page(
        name="choose-return-agreement",
        label=_("Choose agreement"),
        success_message=_("Agreement saved."),
        form=forms.AgreementForm,
        check=rules.check_may_choose_agreement,
        perform=actions.choose_agreement,
    ),
    _invitation_page(
        name="withdraw-round-invitation",
        label=_("Withdraw invitation"),
        success_message=_("Invitation withdrawn."),
        form=ActForm,
        check=rules.check_may_withdraw_invitation,
        perform=actions.withdraw_invitation,
    ),
)
allow_undo("plan-round", "change-round", "remove-round", "choose-return-agreement", "withdraw-round-invitation")
INVITATION_ACTS = ("extend-round", "choose-return-agreement", "withdraw-round-invitation")
