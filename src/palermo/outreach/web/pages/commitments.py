"""Action pages of commitments and of the forms of events."""

from collections.abc import Mapping
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.outreach.actions import commitments as actions
from palermo.outreach.models import Commitment, Pledging
from palermo.outreach.queries.commitments import commitments_visible_to, pledgings_visible_to, with_makers
from palermo.outreach.rules import commitments as rules
from palermo.outreach.web.forms import commitments as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ActForm

type Values = Mapping[str, object]


def _commitments(viewer: Viewer) -> QuerySet[Commitment]:
    return with_makers(commitments_visible_to(viewer)).select_related("outcome__event")


def _open(event: Event, *, values: Values, by: Actor) -> Pledging:
    return actions.open_pledging(Pledging(activity=event.activity, **values), by=by)


_new_page = partial(ActionPage[Commitment], model=Commitment, records=None, list_page="commitment_list")
_commitment_page = partial(ActionPage[Commitment], model=Commitment, records=_commitments)

register_actions(
    _new_page(
        name="record-commitment",
        label=_("Record a commitment"),
        success_message=_("Commitment recorded and added to follow-up."),
        form=forms.CommitmentForm,
        check=rules.check_may_record_commitment,
        perform=row_creator(actions.record_commitment, Commitment),
    ),
    _new_page(
        name="make-commitment",
        label=_("Make a commitment"),
        success_message=_("Commitment sent to the secretariat for confirmation."),
        form=forms.MakeCommitmentForm,
        check=rules.check_may_make_commitment,
        perform=row_creator(actions.make_commitment, Commitment),
    ),
    _commitment_page(
        name="confirm-commitment",
        label=_("Confirm"),
        success_message=_("Commitment confirmed and added to follow-up."),
        form=ActForm,
        check=rules.check_may_decide_commitment,
        perform=actions.confirm_commitment,
        is_primary=True,
    ),
    _commitment_page(
        name="decline-commitment",
        label=_("Decline"),
        success_message=_("Commitment declined."),
        form=forms.WithReasonForm,
        check=rules.check_may_decide_commitment,
        perform=actions.decline_commitment,
    ),
    _commitment_page(
        name="withdraw-commitment",
        label=pgettext_lazy("commitment", "Withdraw"),
        success_message=_("Commitment withdrawn."),
        form=forms.WithReasonForm,
        check=rules.check_may_withdraw_commitment,
        perform=actions.withdraw_commitment,
    ),
    _commitment_page(
        name="change-commitment",
        form=forms.ChangeCommitmentForm,
        check=rules.check_may_change_commitment,
        perform=actions.change_commitment,
        is_edit=True,
    ),
    _commitment_page(
        name="send-pledge-link",
        label=_("Send a new link"),
        success_message=_("Link sent."),
        form=ActForm,
        check=rules.check_may_send_pledge_link,
        perform=actions.send_pledge_link,
        is_offered=False,
    ),
    _commitment_page(
        name="erase-pledge-contact",
        label=_("Delete contact details"),
        success_message=_("Contact details deleted."),
        form=ActForm,
        check=rules.check_may_erase_contact,
        perform=actions.erase_contact,
        is_offered=False,
    ),
    ActionPage(
        name="open-pledging",
        label=_("Open a form for commitments"),
        success_message=_("Form opened."),
        model=Event,
        records=lambda viewer: events_visible_to(viewer).select_related("activity"),
        form=forms.PledgingForm,
        check=rules.check_may_open_pledging,
        perform=_open,
        key="activity__slug",
    ),
    ActionPage(
        name="change-pledging",
        label=_("Edit the form for commitments"),
        model=Pledging,
        records=pledgings_visible_to,
        form=forms.PledgingForm,
        check=rules.check_may_change_pledging,
        perform=actions.change_pledging,
        key="activity__slug",
        is_offered=False,
        is_edit=True,
    ),
)
allow_undo("record-commitment", "withdraw-commitment", "change-commitment", "open-pledging", "change-pledging")
