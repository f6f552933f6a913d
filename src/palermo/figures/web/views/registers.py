"""A register of releases: its policy in plain words, and every release that was ever made under it."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.figures.budgets import account_of
from palermo.figures.dimensions import BY_KEY
from palermo.figures.ledger import LedgerLine, PublicLedger, read_ledger
from palermo.figures.models import Release
from palermo.figures.queries.releases import registers_visible_to, releases_visible_to
from palermo.figures.states.releases import PUBLISHED
from palermo.figures.units import unit_name
from palermo.site.listing import page_of

LINES_A_PAGE = 100


class ShownLine(NamedTuple):
    """A line of the ledger, and the release on record that it lists."""

    line: LedgerLine
    release: Release | None


@login_not_required
@require_safe
def release_register(request: SiteRequest, slug: str) -> HttpResponse:
    """One register with its policy and its ledger, the latest release first."""
    viewer = request.viewer
    register = get_object_or_404(registers_visible_to(viewer), slug=slug)
    ledger = read_ledger(register)
    page = page_of(request, list(reversed(ledger.lines)), LINES_A_PAGE)  # type: ignore[arg-type]  # a list is paged too
    numbers = [each.number for each in page]
    released = releases_visible_to(viewer).filter(register=register, number__in=numbers, status__in=PUBLISHED)
    on_record = {each.number: each for each in released}
    context = {
        "register": register,
        "ledger": ledger,
        "page": page,
        "lines": [ShownLine(each, on_record.get(each.number)) for each in page],
        "account": account_of(register),
        **_policy_words(ledger),
    }
    return render(request, "figures/registers/detail.html", context)


def _policy_words(ledger: PublicLedger) -> dict[str, object]:
    if ledger.policy is None:
        return {}
    policy = ledger.policy.policy
    lists = [(BY_KEY[each.name].title, each.codes) for each in policy.lists if each.name in BY_KEY]
    return {
        "policy": policy,
        "low": f"{policy.protect[0]:g}",
        "high": f"{policy.protect[1]:g}",
        "units": [unit_name(each) for each in policy.units],
        "lists": lists,
    }
