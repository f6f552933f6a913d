"""What donors gave: from whom, how much where that is on record, for what, and the reports owed on its use."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Prefetch, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_amount
from palermo.governance.models import DonorContribution
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.resources import (
    contributions_of,
    contributions_visible_to,
)
from palermo.governance.web.money import contribution_row, with_donor
from palermo.outreach.web.accounts import accounts_of, charts_of_accounts
from palermo.outreach.web.charts.contributions import charts_of_contributions
from palermo.site.charts.pages import render_with_charts
from palermo.site.listing import filter_value, page_of, search_words

OWN_AGENCY, OWN_STATE = _("my organization"), _("my State")


@login_not_required
def contribution_list(request: SiteRequest) -> HttpResponse:
    """Every contribution the reader may see, latest first, with the totals of each currency by itself."""
    viewer = request.viewer
    contributions = filter_by_words(
        contributions_visible_to(viewer), search_words(request), texts=("purpose", "earmark")
    )
    whose = _own_choices(viewer, contributions)
    if mine := filter_value(request, "mine", dict(whose)):
        contributions = contributions_of(viewer, contributions)
    page = page_of(request, with_donor(contributions).order_by("-given_on", "slug"))
    context = {
        "page": page,
        "rows": [contribution_row(each) for each in page],
        "totals": _totals(contributions),
        "without_amount": contributions.filter(amount=None).count(),
        "find": search_words(request),
        "whose": whose,
        "mine": mine,
    }
    charts = charts_of_contributions(viewer)
    context["chart_names"] = list(charts)
    return render_with_charts(request, "outreach/contributions/list.html", context, charts)


def _own_choices(viewer: Viewer, contributions: QuerySet[DonorContribution]) -> list[tuple[str, Promise]]:
    """The choice of what the reader's own State or agency gave, where it gave something."""
    if not contributions_of(viewer, contributions).exists():
        return []
    return [("1", OWN_AGENCY if viewer.agency_ids else OWN_STATE)]


def _totals(contributions: QuerySet[DonorContribution]) -> list[tuple[str, int]]:
    """The sum and the number of contributions in each currency: money of two currencies is never added."""
    rows = (
        contributions.exclude(amount=None)
        .order_by("currency")
        .values("currency")
        .annotate(sum=Sum("amount"), number=Count("pk"))
    )
    return [(format_amount(row["sum"], row["currency"], active_language().code), row["number"]) for row in rows]


@login_not_required
def contribution_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One contribution: its purpose, the activities it pays for, its account, and the reports due to the donor."""
    viewer = request.viewer
    activities = Prefetch("activities", activities_visible_to(viewer).order_by("starts_on", "slug"))
    contributions = with_donor(contributions_visible_to(viewer)).prefetch_related(activities)
    contribution = get_object_or_404(contributions, slug=slug)
    [account] = accounts_of([contribution], viewer, request.user if viewer.roles else None)
    charts = charts_of_accounts([account])
    context = {
        "contribution": contribution,
        "given": account.given,
        "account": account,
        "reports": account.reports,
        "today": clock.today(),
        "chart_names": list(charts),
    }
    return render_with_charts(request, "outreach/contributions/detail.html", context, charts)
