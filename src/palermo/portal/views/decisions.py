"""Decisions, with what was done under each paragraph."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.governance.models import OperativeParagraph
from palermo.governance.queries import activities_visible_to, decisions_visible_to, mandates_visible_to
from palermo.library.queries import documents_visible_to
from palermo.portal.listing import chosen, page_of, years_of
from palermo.portal.statements import statement_parts


@login_not_required
def decision_list(request: HttpRequest) -> HttpResponse:
    """Every decision the reader may see, latest first; by year."""
    decisions = decisions_visible_to(request.viewer).select_related("body", "session")
    years = years_of(decisions.exclude(adopted_on=None), "adopted_on")
    if year := chosen(request, "year", years):
        decisions = decisions.filter(adopted_on__year=int(year))
    context = {"page": page_of(request, decisions), "years": years, "year": year}
    return render(request, "portal/decisions/list.html", context)


@login_not_required
def decision_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One decision: its paragraphs, the mandates they gave, what was done under each, where it is reported."""
    viewer = request.viewer
    decision = get_object_or_404(
        decisions_visible_to(viewer).select_related("body", "session__place", "adopted_at"), slug=slug
    )
    activities = activities_visible_to(viewer).order_by("starts_on", "slug")
    mandates = mandates_visible_to(viewer).prefetch_related(Prefetch("activities", activities))
    context = {
        "decision": decision,
        "paragraphs": OperativeParagraph.objects.filter(decision=decision).prefetch_related(
            Prefetch("mandates", mandates)
        ),
        "document": documents_visible_to(viewer).filter(pk=decision.document_id).first(),
        "endorses": decisions_visible_to(viewer).filter(pk=decision.endorses_id).first(),
        "endorsed_by": decisions_visible_to(viewer).filter(endorses=decision),
        "superseded_by": decisions_visible_to(viewer).filter(pk=decision.superseded_by_id).first(),
        "statements": statement_parts("decisions", slug, viewer),
    }
    return render(request, "portal/decisions/detail.html", context)
