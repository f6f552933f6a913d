"""Action pages of the account of contributions."""

from collections.abc import Mapping
from functools import partial

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.governance.models import DonorContribution
from palermo.governance.queries.resources import contributions_visible_to
from palermo.outreach.actions import contributions as actions
from palermo.outreach.models import ContributionResult, Expenditure, Payment
from palermo.outreach.queries.contributions import expenditure_visible_to, payments_visible_to, results_visible_to
from palermo.outreach.rules import contributions as rules
from palermo.outreach.web.forms import contributions as forms
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_creator
from palermo.site.forms.fields import ReasonOnlyForm

type Values = Mapping[str, object]


def _payments(viewer: Viewer) -> QuerySet[Payment]:
    return payments_visible_to(viewer).select_related("contribution")


def _expenditure(viewer: Viewer) -> QuerySet[Expenditure]:
    return expenditure_visible_to(viewer).select_related("contribution", "activity")


def _results(viewer: Viewer) -> QuerySet[ContributionResult]:
    return results_visible_to(viewer).select_related("contribution", "activity")


_contribution_page = partial(ActionPage[DonorContribution], model=DonorContribution, records=contributions_visible_to)
_payment_page = partial(ActionPage[Payment], model=Payment, records=_payments, key="pk")
_expenditure_page = partial(ActionPage[Expenditure], model=Expenditure, records=_expenditure, key="pk")
_result_page = partial(ActionPage[ContributionResult], model=ContributionResult, records=_results, key="pk")

register_actions(
    _contribution_page(
        name="record-payment",
        label=_("Record a payment"),
        success_message=_("Payment recorded."),
        form=forms.PaymentForm,
        check=rules.check_may_record_money,
        perform=row_creator(actions.record_payment, Payment, "contribution"),
        keeps=("currency",),
    ),
    _contribution_page(
        name="record-expenditure",
        label=_("Record expenditure"),
        success_message=_("Expenditure recorded."),
        form=forms.ExpenditureForm,
        check=rules.check_may_record_money,
        perform=row_creator(actions.record_expenditure, Expenditure, "contribution"),
        keeps=("currency", "period_from", "period_until"),
    ),
    _contribution_page(
        name="record-contribution-result",
        label=_("Record a result"),
        success_message=_("Result recorded."),
        form=forms.ResultForm,
        check=rules.check_may_keep_account,
        perform=row_creator(actions.record_result, ContributionResult, "contribution"),
        keeps=("period_from", "period_until"),
    ),
    _contribution_page(
        name="edit-contribution-terms",
        label=_("Edit terms"),
        form=forms.TermsForm,
        check=rules.check_may_keep_account,
        perform=actions.edit_terms,
        is_edit=True,
    ),
    _payment_page(
        name="change-payment",
        form=forms.PaymentForm,
        check=rules.check_may_change_entry,
        perform=actions.change_payment,
        is_edit=True,
    ),
    _payment_page(
        name="remove-payment",
        label=_("Remove"),
        success_message=_("Payment removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_change_entry,
        perform=actions.remove_payment,
    ),
    _expenditure_page(
        name="change-expenditure",
        form=forms.ExpenditureForm,
        check=rules.check_may_change_entry,
        perform=actions.change_expenditure,
        is_edit=True,
    ),
    _expenditure_page(
        name="remove-expenditure",
        label=_("Remove"),
        success_message=_("Expenditure removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_change_entry,
        perform=actions.remove_expenditure,
    ),
    _result_page(
        name="change-contribution-result",
        form=forms.ResultForm,
        check=rules.check_may_change_entry,
        perform=actions.change_result,
        is_edit=True,
    ),
    _result_page(
        name="remove-contribution-result",
        label=_("Remove"),
        success_message=_("Result removed."),
        form=ReasonOnlyForm,
        check=rules.check_may_change_entry,
        perform=actions.remove_result,
    ),
)
allow_undo(
    "record-payment",
    "record-expenditure",
    "record-contribution-result",
    "edit-contribution-terms",
    "change-payment",
    "remove-payment",
    "change-expenditure",
    "remove-expenditure",
    "change-contribution-result",
    "remove-contribution-result",
)
