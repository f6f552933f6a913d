"""Action pages of the account of contributions."""

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
from palermo.site.action_pages import ActionPage, allow_undo, register_actions
from palermo.site.row_pages import row_adder, row_pages


def _payments(viewer: Viewer) -> QuerySet[Payment]:
    return payments_visible_to(viewer).select_related("contribution")


def _expenditure(viewer: Viewer) -> QuerySet[Expenditure]:
    return expenditure_visible_to(viewer).select_related("contribution", "activity")


def _results(viewer: Viewer) -> QuerySet[ContributionResult]:
    return results_visible_to(viewer).select_related("contribution", "activity")


_contribution_page = partial(ActionPage[DonorContribution], model=DonorContribution, records=contributions_visible_to)

register_actions(
    _contribution_page(
        name="record-payment",
        label=_("Record a payment"),
        success_message=_("Payment recorded."),
        form=forms.PaymentForm,
        check=rules.check_may_record_money,
        perform=row_adder(actions.payments),
        keeps=("currency",),
    ),
    _contribution_page(
        name="record-expenditure",
        label=_("Record expenditure"),
        success_message=_("Expenditure recorded."),
        form=forms.ExpenditureForm,
        check=rules.check_may_record_money,
        perform=row_adder(actions.expenditure),
        keeps=("currency", "period_from", "period_until"),
    ),
    _contribution_page(
        name="record-contribution-result",
        label=_("Record a result"),
        success_message=_("Result recorded."),
        form=forms.ResultForm,
        check=rules.check_may_keep_account,
        perform=row_adder(actions.results),
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
    *row_pages(
        actions.payments,
        "payment",
        records=_payments,
        form=forms.PaymentForm,
        removed=_("Payment removed."),
    ),
    *row_pages(
        actions.expenditure,
        "expenditure",
        records=_expenditure,
        form=forms.ExpenditureForm,
        removed=_("Expenditure removed."),
    ),
    *row_pages(
        actions.results,
        "contribution-result",
        records=_results,
        form=forms.ResultForm,
        removed=_("Result removed."),
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
