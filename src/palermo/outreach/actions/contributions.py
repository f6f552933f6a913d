"""What is done to the account of a contribution: its terms, payments, expenditure and results."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.row_acts import RowActs
from palermo.audit.actions import record
from palermo.core.rows import lock_row, save_row, set_values
from palermo.governance.models import DonorContribution
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from palermo.outreach.rules import contributions as rules
from palermo.outreach.rules.contributions import Entry

type Values = Mapping[str, Any]


@transaction.atomic
def edit_terms(contribution: DonorContribution, *, values: Values, by: Actor) -> ContributionTerms:
    """Record or correct what was agreed on a contribution; `values` are fields of the terms."""
    contribution = lock_row(contribution)
    rules.check_may_keep_account(by, contribution)
    terms = ContributionTerms.objects.filter(contribution=contribution).first()
    terms = terms or ContributionTerms(contribution=contribution)
    before = terms.is_acknowledged
    set_values(terms, values)
    terms.contribution = contribution
    rules.check_terms_are_coherent(terms)
    save_row(terms)
    record(
        "contribution_terms.edited", contribution, by=by, was_acknowledged=before, acknowledged=terms.is_acknowledged
    )
    return terms


def _details(entry: Entry) -> dict[str, object]:
    """What the log says of an entry."""
    found: dict[str, object] = {"contribution": entry.contribution.slug, "number": entry.number}
    if isinstance(entry, Payment):
        return {**found, "paid_on": entry.paid_on.isoformat(), "amount": str(entry.amount), "currency": entry.currency}
    found |= {"period_from": entry.period_from.isoformat(), "period_until": entry.period_until.isoformat()}
    found["activity"] = entry.activity.slug if entry.activity else ""
    if isinstance(entry, Expenditure):
        return {**found, "amount": str(entry.amount), "currency": entry.currency}
    return {**found, "value": "" if entry.value is None else str(entry.value)}


_acts = partial(
    RowActs,
    verbs=("recorded", "changed", "removed"),
    above="contribution",
    number="number",
    may_change=rules.check_may_change_entry,
    details=_details,
    logs_former=True,
    removal_needs_reason=True,
)
payments = _acts(
    model=Payment,
    noun="payment",
    may_add=rules.check_may_record_money,
    # With a reason it can be above what was promised.
    check=rules.check_payment_is_coherent,
)
expenditure = _acts(
    model=Expenditure,
    noun="expenditure",
    may_add=rules.check_may_record_money,
    # With a reason it can be above what was paid.
    check=rules.check_expenditure_is_coherent,
)
results = _acts(
    model=ContributionResult,
    noun="contribution_result",
    may_add=rules.check_may_keep_account,
    check=rules.check_result_is_coherent,
)
