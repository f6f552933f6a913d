"""What is done to the account of a contribution: its terms, payments, expenditure and results."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import insert_row, lock_row, next_number, save_row, set_values
from palermo.core.text import MultilingualText
from palermo.governance.models import DonorContribution
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from palermo.outreach.rules import contributions as rules
from palermo.outreach.rules.contributions import Entry

type Values = Mapping[str, Any]


@transaction.atomic
def edit_terms(contribution: DonorContribution, *, values: Values, by: Actor) -> ContributionTerms:
    """Record or correct what was agreed on a contribution; `values` are fields of the terms."""
    contribution = _lock(contribution)
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


@transaction.atomic
def record_payment(payment: Payment, *, reason: MultilingualText, by: Actor) -> Payment:
    """Record a payment of a contribution; `reason` says why it is above what was promised."""
    payment.contribution = _lock(payment.contribution)
    rules.check_may_record_money(by, payment.contribution)
    rules.check_payment_is_coherent(payment, reason)
    _add(payment)
    record("payment.recorded", payment, by=by, reason=dict(reason), **_facts(payment))
    return payment


@transaction.atomic
def change_payment(payment: Payment, *, values: Values, reason: MultilingualText, by: Actor) -> Payment:
    """Correct a payment; `values` are fields of the model."""
    payment.contribution = _lock(payment.contribution)
    rules.check_may_change_entry(by, payment)
    before, amount = _facts(payment), payment.amount
    set_values(payment, values)
    rules.check_payment_is_coherent(payment, reason)
    rules.check_payments_cover_expenditure(payment, amount, reason)
    save_row(payment)
    record("payment.changed", payment, by=by, reason=dict(reason), before=before, **_facts(payment))
    return payment


@transaction.atomic
def remove_payment(payment: Payment, *, reason: MultilingualText, by: Actor) -> DonorContribution:
    """Remove a payment recorded by mistake; the log and its history keep it, with the reason."""
    return _remove(payment, "payment.removed", reason, by)


@transaction.atomic
def record_expenditure(expenditure: Expenditure, *, reason: MultilingualText, by: Actor) -> Expenditure:
    """Record what a contribution was spent on; `reason` says why it is above what was paid."""
    expenditure.contribution = _lock(expenditure.contribution)
    rules.check_may_record_money(by, expenditure.contribution)
    rules.check_expenditure_is_coherent(expenditure, reason)
    _add(expenditure)
    record("expenditure.recorded", expenditure, by=by, reason=dict(reason), **_facts(expenditure))
    return expenditure


@transaction.atomic
def change_expenditure(expenditure: Expenditure, *, values: Values, reason: MultilingualText, by: Actor) -> Expenditure:
    """Correct expenditure; `values` are fields of the model."""
    expenditure.contribution = _lock(expenditure.contribution)
    rules.check_may_change_entry(by, expenditure)
    before = _facts(expenditure)
    set_values(expenditure, values)
    rules.check_expenditure_is_coherent(expenditure, reason)
    save_row(expenditure)
    record("expenditure.changed", expenditure, by=by, reason=dict(reason), before=before, **_facts(expenditure))
    return expenditure


@transaction.atomic
def remove_expenditure(expenditure: Expenditure, *, reason: MultilingualText, by: Actor) -> DonorContribution:
    """Remove expenditure recorded by mistake; the log and its history keep it, with the reason."""
    return _remove(expenditure, "expenditure.removed", reason, by)


@transaction.atomic
def record_result(result: ContributionResult, *, by: Actor) -> ContributionResult:
    """Record what a contribution achieved."""
    result.contribution = _lock(result.contribution)
    rules.check_may_keep_account(by, result.contribution)
    rules.check_result_is_coherent(result)
    _add(result)
    record("contribution_result.recorded", result, by=by, **_facts(result))
    return result


@transaction.atomic
def change_result(result: ContributionResult, *, values: Values, by: Actor) -> ContributionResult:
    """Correct a result; `values` are fields of the model."""
    result.contribution = _lock(result.contribution)
    rules.check_may_change_entry(by, result)
    before = _facts(result)
    set_values(result, values)
    rules.check_result_is_coherent(result)
    save_row(result)
    record("contribution_result.changed", result, by=by, before=before, **_facts(result))
    return result


@transaction.atomic
def remove_result(result: ContributionResult, *, reason: MultilingualText, by: Actor) -> DonorContribution:
    """Remove a result recorded by mistake; the log and its history keep it, with the reason."""
    return _remove(result, "contribution_result.removed", reason, by)


def _lock(contribution: DonorContribution) -> DonorContribution:
    """The contribution as it is now: what is recorded of it at the same time waits, so that sums are right."""
    return lock_row(contribution)


def _add(entry: Entry) -> None:
    others = type(entry)._default_manager.filter(contribution=entry.contribution)
    entry.number = next_number(others)
    insert_row(entry)


def _remove(entry: Entry, verb: str, reason: MultilingualText, by: Actor) -> DonorContribution:
    rules.check_may_change_entry(by, entry)
    rules.check_has_reason(reason)
    contribution, facts = _lock(entry.contribution), _facts(entry)
    entry.delete()
    record(verb, contribution, by=by, reason=dict(reason), **facts)
    return contribution


def _facts(entry: Entry) -> dict[str, object]:
    """What the log says of an entry."""
    found: dict[str, object] = {"contribution": entry.contribution.slug, "number": entry.number}
    if isinstance(entry, Payment):
        return {**found, "paid_on": entry.paid_on.isoformat(), "amount": str(entry.amount), "currency": entry.currency}
    found |= {"period_from": entry.period_from.isoformat(), "period_until": entry.period_until.isoformat()}
    found["activity"] = entry.activity.slug if entry.activity else ""
    if isinstance(entry, Expenditure):
        return {**found, "amount": str(entry.amount), "currency": entry.currency}
    return {**found, "value": "" if entry.value is None else str(entry.value)}
