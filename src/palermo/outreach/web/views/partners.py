"""The directory of partners and the page of each."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.outreach.queries.partners import partners_visible_to
from palermo.site.listing import page_of


@login_not_required
def partner_list(request: SiteRequest) -> HttpResponse:
    """The partners that the reader may see."""
    context = {"page": page_of(request, partners_visible_to(request.viewer).order_by("slug"))}
    return render(request, "outreach/partners/list.html", context)


@login_not_required
def partner_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One partner."""
    partner = get_object_or_404(partners_visible_to(request.viewer), slug=slug)
    return render(request, "outreach/partners/detail.html", {"partner": partner})
