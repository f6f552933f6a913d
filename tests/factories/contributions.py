"""The account of contributions: terms, payments, expenditure and results."""

from datetime import date

from palermo.governance.models import DonorContribution
from palermo.outreach.models import ContributionResult, ContributionTerms, Expenditure, Payment
from tests.factories.accounts import make_state
from tests.factories.common import number, text
from tests.factories.register import make_contribution


def make_gift(purpose: str = "purpose", *, is_acknowledged: bool = True, **fields) -> DonorContribution:
    """A contribution of 1,000 euros with its terms, from a State unless fields say otherwise."""
    if "organisation" not in fields:
        fields.setdefault("state", make_state("Donor State"))
    gift = make_contribution(
        purpose,
        **{
            "amount": 1000,
            "currency": "EUR",
            "given_on": date(2007, 5, 1),
            "period_from": date(2007, 6, 1),
            "period_until": date(2008, 12, 31),
            **fields,
        },
    )
    ContributionTerms.objects.create(contribution=gift, is_acknowledged=is_acknowledged, sector="15160")
    return gift


def make_payment(gift: DonorContribution | None = None, **fields) -> Payment:
    """A payment of 400 euros."""
    fields = {"number": number(), "paid_on": date(2007, 7, 1), "amount": 400, "currency": "EUR", **fields}
    return Payment.objects.create(contribution=gift or make_gift(), **fields)


def make_expenditure(gift: DonorContribution | None = None, purpose: str = "Travel", **fields) -> Expenditure:
    """Expenditure of 100 euros."""
    period = {"period_from": date(2007, 8, 1), "period_until": date(2007, 9, 30)}
    fields = {"number": number(), "amount": 100, "currency": "EUR", **period, **fields}
    return Expenditure.objects.create(contribution=gift or make_gift(), purpose=text(purpose), **fields)


def make_result(gift: DonorContribution | None = None, words: str = "Result", **fields) -> ContributionResult:
    """A result in words."""
    period = {"period_from": date(2007, 8, 1), "period_until": date(2007, 9, 30)}
    fields = {"number": number(), **period, **fields}
    return ContributionResult.objects.create(contribution=gift or make_gift(), text=text(words), **fields)
