"""Commitments and the form to make them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.governance.queries.activities import activities_visible_to
from palermo.outreach.queries.commitments import commitments_visible_to
from palermo.site.listing import page_of


@login_not_required
def commitment_list(request: SiteRequest) -> HttpResponse:
    """The list."""
    context = {"page": page_of(request, commitments_visible_to(request.viewer).order_by("-made_on", "slug"))}
    return render(request, "outreach/commitment_list.html", context)


@login_not_required
def commitment_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(commitments_visible_to(request.viewer), slug=slug)
    return render(request, "outreach/record.html", {"record": record})


@login_not_required
def pledge(request: SiteRequest, slug: str) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(activities_visible_to(request.viewer), slug=slug)
    return render(request, "outreach/record.html", {"record": record})
