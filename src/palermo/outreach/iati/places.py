"""Where a contribution was spent, as shares of countries that add up to a hundred."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import ROUND_DOWN, Decimal

from babel.core import get_global
from django.db.models import Sum

from palermo.accounts.viewer import VISITOR
from palermo.governance.models import DonorContribution
from palermo.governance.queries.activities import activity_seen_by
from palermo.outreach.models import Expenditure

HUNDRED, STEP = Decimal(100), Decimal("0.01")


def shares_of_countries(contributions: Collection[DonorContribution]) -> Mapping[int, dict[str, Decimal]]:
    """For each contribution the share of each country, in percent, by its code of two letters.

    Only where all that was spent was spent on events of public record in States with a code; otherwise there is none.
    """
    rows = Expenditure.objects.filter(contribution__in=contributions).order_by()
    spent = dict(rows.values_list("contribution").annotate(sum=Sum("amount")))
    placed: dict[int, dict[str, Decimal]] = defaultdict(dict)
    public = rows.filter(activity_seen_by(VISITOR, "activity__"))
    by_state = public.values_list("contribution", "activity__event__place__state__slug").annotate(sum=Sum("amount"))
    for contribution, state, amount in by_state:
        if code := _code_of(state or ""):
            placed[contribution][code] = amount
    return {pk: _percentages(amounts) for pk, amounts in placed.items() if sum(amounts.values()) == spent[pk]}


def _code_of(state: str) -> str:
    """The code of two letters of a State, whose id is its code of three; empty for one that has none."""
    codes = get_global("territory_aliases").get(state.upper(), [])
    return codes[0] if len(state) == 3 and len(codes) == 1 else ""


def _percentages(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Shares in steps of a hundredth, the largest taking what rounding leaves, so that they add up to a hundred."""
    total = sum(amounts.values(), Decimal())
    shares = {code: (HUNDRED * each / total).quantize(STEP, ROUND_DOWN) for code, each in sorted(amounts.items())}
    largest = max(shares, key=lambda code: (shares[code], code))
    shares[largest] += HUNDRED - sum(shares.values(), Decimal())
    return shares
