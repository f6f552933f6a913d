"""Who keeps the account of contributions, and what of it must agree."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.controls import CONTROL
from palermo.core.dates import DatePrecision
from palermo.core.languages import active_language
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.speech.numbers import format_amount
from palermo.core.text import MultilingualText
from palermo.governance.models import DonorContribution
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment

type Entry = Payment | Expenditure | ContributionResult
type Spending = Payment | Expenditure

# Purposes of aid by the Development Assistance Committee are numbers of five digits.
SECTOR = re.compile("[0-9]{5}")


def check_may_keep_account(user: Actor, contribution: DonorContribution) -> None:
    """The secretariat records what was agreed on a contribution, and its results."""
    check_may(user, Permission.KEEP_CONTRIBUTIONS)


def check_may_record_money(user: Actor, contribution: DonorContribution) -> None:
    """As `check_may_keep_account`, of a contribution in money whose amount is on record.

    Refused to anyone else, and for support in kind or an amount that is not recorded.
    """
    check_may_keep_account(user, contribution)
    if contribution.amount is None:
        raise Refused(
            _(
                "This contribution has no amount: it is in kind, or its amount is not recorded. "
                "Enter the amount of the contribution first."
            )
        )


def check_may_change_entry(user: Actor, entry: Entry) -> None:
    """The secretariat corrects and removes payments, expenditure and results."""
    check_may(user, Permission.KEEP_CONTRIBUTIONS)


def check_terms_are_coherent(terms: ContributionTerms) -> None:
    """A promise is made by today and no later than the contribution is given; codes are what exchanges of data take."""
    _check_not_ahead(terms.promised_on)
    given_on = terms.contribution.given_on
    if terms.promised_on and given_on and terms.promised_on > given_on and _is_exact(terms):
        raise Refused(
            _("The contribution was given on %(given)s and cannot have been promised after that, on %(promised)s.")
            % {"given": localize_day(given_on), "promised": localize_day(terms.promised_on)}
        )
    if terms.sector and not SECTOR.fullmatch(terms.sector):
        raise Refused(
            _("Sector: expected a code of five digits, for example 15160; found “%(found)s”.") % {"found": terms.sector}
        )
    if match := CONTROL.search(terms.identifier):
        raise Refused(
            _("Identifier of the donor’s activity: expected text without control characters, found %(found)s.")
            % {"found": f"U+{ord(match.group()):04X}"}
        )


def check_payment_is_coherent(payment: Payment, reason: MultilingualText) -> None:
    """A payment in the currency of the contribution, by today; above what was promised only with a reason."""
    contribution = payment.contribution
    _check_currency(payment)
    _check_not_ahead(payment.paid_on)
    terms = ContributionTerms.objects.filter(contribution=contribution).first()
    if terms and terms.promised_on and payment.paid_on < terms.promised_on and terms.promised_precision == "day":
        raise Refused(
            _("The contribution was promised on %(promised)s and cannot have been paid before, on %(paid)s.")
            % {"promised": localize_day(terms.promised_on), "paid": localize_day(payment.paid_on)}
        )
    paid = _total_with(payment)
    if contribution.amount is not None and paid > contribution.amount and not reason:
        raise Refused(
            _(
                "Payments would be %(total)s, more than the contribution of %(limit)s. "
                "Check the amount or enter a reason."
            )
            % {"total": _words(paid, payment), "limit": _words(contribution.amount, payment)}
        )
    _check_payments_cover_expenditure(payment, reason)


def _check_payments_cover_expenditure(payment: Payment, reason: MultilingualText) -> None:
    """A payment that becomes smaller still covers, with the others, what was spent; else a reason says why not."""
    former = Payment.objects.filter(pk=payment.pk).first()
    if former is None or payment.amount >= former.amount:
        return
    paid, spent = _total_with(payment), _total(payment.contribution.expenditure.all())
    if spent > paid and not reason:
        raise Refused(
            _("Payments would be %(total)s, less than the %(limit)s spent. Check the amount or enter a reason.")
            % {"total": _words(paid, payment), "limit": _words(spent, payment)}
        )


def check_expenditure_is_coherent(expenditure: Expenditure, reason: MultilingualText) -> None:
    """Expenditure in the currency of the contribution, begun by today; above what was paid only with a reason."""
    contribution = expenditure.contribution
    _check_currency(expenditure)
    check_period_is_coherent(expenditure)
    spent, paid = _total_with(expenditure), _total(contribution.payments.all())
    if spent > paid and not reason:
        raise Refused(
            _("Expenditure would be %(total)s, more than the %(limit)s paid. Check the amount or enter a reason.")
            % {"total": _words(spent, expenditure), "limit": _words(paid, expenditure)}
        )


def check_period_is_coherent(entry: Expenditure | ContributionResult) -> None:
    """A period in order that has begun, and not before the period of the contribution."""
    if entry.period_until < entry.period_from:
        raise Refused(
            _("The period begins on %(from)s and cannot end before, on %(until)s.")
            % {"from": localize_day(entry.period_from), "until": localize_day(entry.period_until)}
        )
    _check_not_ahead(entry.period_from)
    first = entry.contribution.period_from
    if first and entry.period_from < first:
        raise Refused(
            _("The period of the contribution begins on %(first)s; found %(found)s.")
            % {"first": localize_day(first), "found": localize_day(entry.period_from)}
        )


def check_result_is_coherent(result: ContributionResult) -> None:
    """A period in order; a value says of which indicator it is."""
    check_period_is_coherent(result)
    if result.value is not None and not result.indicator:
        raise Refused(_("Enter the indicator whose value this is."))


def _is_exact(terms: ContributionTerms) -> bool:
    return DatePrecision.DAY == terms.promised_precision == terms.contribution.given_precision


def _check_not_ahead(day: date | None) -> None:
    if day is not None and day > clock.today():
        raise Refused(_("%(day)s is in the future. Enter what has happened by today.") % {"day": localize_day(day)})


def _check_currency(entry: Spending) -> None:
    expected = entry.contribution.currency
    if entry.currency != expected:
        raise Refused(
            _(
                "The contribution is in %(expected)s; found %(found)s. "
                "Enter the amount in the currency of the contribution."
            )
            % {"expected": expected, "found": entry.currency or "–"}
        )


def _total(rows: QuerySet[Any]) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or Decimal()


def _total_with(entry: Spending) -> Decimal:
    """The sum of all entries of its kind, this one as it would be."""
    others = type(entry)._default_manager.filter(contribution=entry.contribution).exclude(pk=entry.pk)
    return _total(others) + entry.amount


def _words(amount: Decimal, entry: Spending) -> str:
    return format_amount(amount, entry.contribution.currency, active_language().code)
