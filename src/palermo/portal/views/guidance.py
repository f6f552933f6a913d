"""Guidance: what Member States said, and what came of it."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.core import clock
from palermo.governance.queries import guidance_visible_to, mandates_visible_to, meetings_visible_to, with_chain
from palermo.governance.states import GuidanceKind
from palermo.portal.access import member_states_only
from palermo.portal.chains import authority_parts
from palermo.portal.listing import chosen, page_of
from palermo.portal.statements import statement_parts


@member_states_only
def guidance_list(request: HttpRequest) -> HttpResponse:
    """All guidance the reader may see, latest first; by kind."""
    viewer = request.viewer
    guidance = guidance_visible_to(viewer).prefetch_related(Prefetch("mandates", mandates_visible_to(viewer)))
    if kind := chosen(request, "kind", GuidanceKind.values):
        guidance = guidance.filter(kind=kind)
    context = {
        "page": page_of(request, guidance.order_by("-given_on", "slug")),
        "kinds": GuidanceKind.choices,
        "kind": kind,
    }
    return render(request, "portal/guidance/list.html", context)


@member_states_only
def guidance_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One piece of guidance: where it was given, under which authority, and what came of it."""
    viewer = request.viewer
    guidance = get_object_or_404(with_chain(guidance_visible_to(viewer), "under__"), slug=slug)
    mandates = mandates_visible_to(viewer).filter(guidance=guidance)
    context = {
        "guidance": guidance,
        "meeting": meetings_visible_to(viewer).filter(pk=guidance.meeting_id).first(),
        "chain": authority_parts(guidance.under, viewer) if guidance.under else [],
        "mandates": mandates,
        "statements": statement_parts("guidance", slug, viewer),
        "today": clock.today(),
    }
    return render(request, "portal/guidance/detail.html", context)
