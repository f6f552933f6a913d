"""Decisions, with what was done under each paragraph."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.core import clock
from palermo.core.finding import holding
from palermo.governance.models import OperativeParagraph
from palermo.governance.queries import decisions_visible_to, meetings_visible_to
from palermo.portal.listing import chosen, page_of, sought, years_of
from palermo.portal.papers import papers
from palermo.portal.statements import statement_parts
from palermo.portal.views.consultations import what_came_of


@login_not_required
def decision_list(request: HttpRequest) -> HttpResponse:
    """Every decision the reader may see, latest first; by year."""
    decisions = decisions_visible_to(request.viewer).select_related("body", "session")
    years = years_of(decisions.exclude(adopted_on=None), "adopted_on")
    if year := chosen(request, "year", years):
        decisions = decisions.filter(adopted_on__year=int(year))
    decisions = holding(decisions, sought(request), texts=("title",), plain=("number",))
    context = {"page": page_of(request, decisions), "years": years, "year": year, "find": sought(request)}
    return render(request, "portal/decisions/list.html", context)


@login_not_required
def decision_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One decision: its paragraphs, the mandates they gave, what was done under each, where it is reported."""
    viewer = request.viewer
    decisions = decisions_visible_to(viewer)
    decision = get_object_or_404(decisions.select_related("body", "session__place"), slug=slug)
    paragraphs = OperativeParagraph.objects.filter(decision=decision)
    context = {
        "decision": decision,
        "paragraphs": paragraphs.prefetch_related(what_came_of(viewer)),
        "adopted_at": meetings_visible_to(viewer).filter(pk=decision.adopted_at_id).first(),
        "document": papers(viewer).filter(pk=decision.document_id).first(),
        "endorses": decisions.filter(pk=decision.endorses_id).first(),
        "endorsed_by": decisions.filter(endorses=decision),
        "superseded_by": decisions.filter(pk=decision.superseded_by_id).first(),
        "statements": statement_parts("decisions", slug, viewer),
        "today": clock.today(),
    }
    return render(request, "portal/decisions/detail.html", context)
