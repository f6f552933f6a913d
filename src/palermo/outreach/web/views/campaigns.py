"""Campaigns and their material."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.outreach.queries.campaigns import campaigns_visible_to, material_visible_to
from palermo.site.listing import page_of


@login_not_required
def campaign_list(request: SiteRequest) -> HttpResponse:
    """The list."""
    context = {"page": page_of(request, campaigns_visible_to(request.viewer).order_by("activity__slug"))}
    return render(request, "outreach/campaign_list.html", context)


@login_not_required
def campaign_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(campaigns_visible_to(request.viewer), activity__slug=slug)
    return render(request, "outreach/record.html", {"record": record})


@login_not_required
def material_list(request: SiteRequest) -> HttpResponse:
    """The list."""
    context = {"page": page_of(request, material_visible_to(request.viewer).order_by("slug"))}
    return render(request, "outreach/material_list.html", context)


@login_not_required
def material_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(material_visible_to(request.viewer), slug=slug)
    return render(request, "outreach/record.html", {"record": record})
