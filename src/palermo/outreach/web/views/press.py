"""The press room."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.outreach.queries.press import cuttings_visible_to, press_releases_visible_to
from palermo.site.listing import page_of


@login_not_required
def press_room(request: SiteRequest) -> HttpResponse:
    """The list."""
    context = {"page": page_of(request, press_releases_visible_to(request.viewer).order_by("-public_at", "slug"))}
    return render(request, "outreach/press_list.html", context)


@login_not_required
def press_release(request: SiteRequest, slug: str) -> HttpResponse:
    """One of them."""
    record = get_object_or_404(press_releases_visible_to(request.viewer), slug=slug)
    return render(request, "outreach/record.html", {"record": record})


@login_not_required
def cutting_list(request: SiteRequest) -> HttpResponse:
    """The list."""
    context = {"page": page_of(request, cuttings_visible_to(request.viewer).order_by("-published_on", "slug"))}
    return render(request, "outreach/cutting_list.html", context)
