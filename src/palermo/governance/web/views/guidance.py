"""Guidance of Member States, and the mandates and activities that followed from it."""

from django.db.models import Prefetch
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.core import clock
from palermo.governance.models import Correction, Guidance
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.guidance import corrections_visible_to, guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.guidance import GuidanceKind
from palermo.governance.web.chains import source_parts
from palermo.governance.web.statements import statement_parts
from palermo.governance.web.views.consultations import open_until, prefetch_mandate_results
from palermo.library.web.page_cache import cached
from palermo.site.access import member_states_only
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.listing import facets_of, filter_value, page_of


@member_states_only
def guidance_list(request: SiteRequest) -> HttpResponse:
    """All guidance the reader may see, latest first; by kind and year."""
    viewer = request.viewer
    guidance = guidance_visible_to(viewer).prefetch_related(Prefetch("mandates", mandates_visible_to(viewer)))
    facets = cached(
        "facets of guidance", viewer, lambda: facets_of(guidance, kind="kind", year=ExtractYear("given_on"))
    )
    chosen = {
        "kind": filter_value(request, "kind", GuidanceKind.values),
        "year": filter_value(request, "year", facets.values("year", {})),
    }
    shown = guidance
    if chosen["kind"]:
        shown = shown.filter(kind=chosen["kind"])
    if chosen["year"]:
        shown = shown.filter(given_on__year=int(chosen["year"]))
    context = {
        "page": page_of(request, shown.order_by("-given_on", "slug")),
        "kinds": facets.choices("kind", GuidanceKind.choices, chosen),
        "years": facets.years("year", chosen),
        **chosen,
    }
    return render(request, "governance/guidance/list.html", context)


@member_states_only
def guidance_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One piece of guidance: where it was given, under which authority, and what followed from it."""
    viewer = request.viewer
    guidance = get_object_or_404(
        with_chain(guidance_visible_to(viewer).select_related("meeting", "about"), "under__").prefetch_related(
            prefetch_mandate_results(viewer)
        ),
        slug=slug,
    )
    context = {
        "guidance": guidance,
        "meeting": meetings_visible_to(viewer).filter(pk=guidance.meeting_id).first(),
        "under": mandates_visible_to(viewer).filter(pk=guidance.under_id).first(),
        "chain": source_parts(guidance, viewer),
        "open_until": open_until(guidance.meeting) if guidance.meeting else "",
        "corrections": _corrections(guidance, request),
        "statements": statement_parts("guidance", slug, viewer),
        "today": clock.today(),
    }
    return render(request, "governance/guidance/detail.html", context)


def _corrections(guidance: Guidance, request: SiteRequest) -> list[tuple[Correction, list[ActionLink]]]:
    """The corrections that the reader may see, each with what may be done to it now."""
    visible = corrections_visible_to(request.viewer).filter(guidance=guidance).select_related("state_by")
    corrections = list(visible.prefetch_related("state_by__former_names"))
    for each in corrections:
        each.guidance = guidance
    return list(zip(corrections, action_links_for_each(corrections, request.viewer, request.user), strict=True))
