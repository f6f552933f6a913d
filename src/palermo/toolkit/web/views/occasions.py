"""Occasions outside the initiative at which tools are presented."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.events.queries.events import events_visible_to
from palermo.site.listing import page_read
from palermo.toolkit.queries.occasions import occasions_visible_to
from palermo.toolkit.web.editions import presentations_at


@login_not_required
def occasion_list(request: SiteRequest) -> HttpResponse:
    """Every occasion at which something is presented that the reader may see, the latest first."""
    occasions = occasions_visible_to(request.viewer)
    rows = occasions.select_related("organisation", "place")
    context = {"page": page_read(request, occasions.order_by("-starts_on", "slug"), rows)}
    return render(request, "toolkit/occasions/list.html", context)


@login_not_required
def occasion_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One occasion: who held it, when and where, and what was presented there."""
    viewer = request.viewer
    occasions = occasions_visible_to(viewer).select_related("organisation", "place")
    occasion = get_object_or_404(occasions, slug=slug)
    events = events_visible_to(viewer).filter(pk=occasion.event_id).select_related("activity")
    context = {
        "occasion": occasion,
        "event": events.first(),
        "lines": presentations_at(occasion, viewer, request.user if viewer.roles else None),
    }
    return render(request, "toolkit/occasions/detail.html", context)
