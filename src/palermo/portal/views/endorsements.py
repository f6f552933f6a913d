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
from palermo.library.queries import documents_visible_to
from palermo.portal.access import member_states_only
from palermo.portal.chains import authority_parts
from palermo.portal.listing import page_of
from palermo.portal.statements import statement_parts


@member_states_only
def endorsement_list(request: HttpRequest) -> HttpResponse:
    """Open ones first, then the closed ones, latest first."""
    viewer = request.viewer
    closed = endorsements_visible_to(viewer).exclude(state=EndorsementState.OPEN).order_by("-result_on", "slug")
    context = {
        "open_endorsements": endorsements_open(viewer).order_by("target_on", "slug")[:50],
        "page": page_of(request, closed),
        "today": clock.today(),
    }
    return render(request, "portal/endorsements/list.html", context)


@member_states_only
def endorsement_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One endorsement: the text, the procedure, the result, the mandates that came of it."""
    viewer = request.viewer
    endorsements = with_chain(endorsements_visible_to(viewer), "under__").select_related("body")
    endorsement = get_object_or_404(endorsements, slug=slug)
    context = {
        "endorsement": endorsement,
        "document": documents_visible_to(viewer).filter(pk=endorsement.document_id).first(),
        "put_at": meetings_visible_to(viewer).filter(pk=endorsement.put_at_id).first(),
        "chain": authority_parts(endorsement.under, viewer) if endorsement.under else [],
        "mandates": mandates_visible_to(viewer).filter(endorsement=endorsement),
        "statements": statement_parts("endorsements", slug, viewer),
        "today": clock.today(),
    }
    return render(request, "portal/endorsements/detail.html", context)
