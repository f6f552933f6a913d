"""Endorsements: what is put to Member States, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.core import clock
from palermo.governance.queries import (
    endorsements_open,
    endorsements_visible_to,
    mandates_visible_to,
    meetings_visible_to,
    with_chain,
)
from palermo.governance.states import EndorsementState
from palermo.portal.access import member_states_only
from palermo.portal.chains import source_parts
from palermo.portal.listing import TARGET_FIRST, page_of
from palermo.portal.papers import paper_of, papers
from palermo.portal.statements import statement_parts
from palermo.portal.views.consultations import what_came_of


@member_states_only
def endorsement_list(request: HttpRequest) -> HttpResponse:
    """Open ones first, then the closed ones, latest first."""
    viewer = request.viewer
    closed = endorsements_visible_to(viewer).exclude(state=EndorsementState.OPEN).order_by("-result_on", "slug")
    context = {
        "open_endorsements": endorsements_open(viewer)
        .select_related("body")
        .prefetch_related(paper_of(viewer))
        .order_by(TARGET_FIRST, "slug")[:50],
        "page": page_of(request, closed.select_related("body")),
        "today": clock.today(),
    }
    return render(request, "portal/endorsements/list.html", context)


@member_states_only
def endorsement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One endorsement: the text, the procedure, the result, the mandates that came of it."""
    viewer = request.viewer
    endorsements = with_chain(endorsements_visible_to(viewer), "under__").select_related("body")
    endorsement = get_object_or_404(endorsements.prefetch_related(what_came_of(viewer)), slug=slug)
    context = {
        "endorsement": endorsement,
        "document": papers(viewer).filter(pk=endorsement.document_id).first(),
        "put_at": meetings_visible_to(viewer).filter(pk=endorsement.put_at_id).first(),
        "under": mandates_visible_to(viewer).filter(pk=endorsement.under_id).first(),
        "chain": source_parts(endorsement, viewer),
        "statements": statement_parts("endorsements", slug, viewer),
        "is_open": endorsement.state == EndorsementState.OPEN,
        "today": clock.today(),
    }
    return render(request, "portal/endorsements/detail.html", context)
