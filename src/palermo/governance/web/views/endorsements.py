"""Endorsements: texts submitted to Member States, their answers, and the results."""

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.kinds import records_visible_to
from palermo.governance.models import Endorsement
from palermo.governance.queries.chain import with_chain
from palermo.governance.queries.endorsements import endorsements_closed, endorsements_visible_to, may_read_objections
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.endorsements import EndorsementState
from palermo.governance.web.chains import source_parts
from palermo.governance.web.open_endorsements import add_standings, open_endorsements, own_reply
from palermo.governance.web.statements import statement_parts
from palermo.governance.web.text_submissions import later_activities, own_answers, version_rows
from palermo.governance.web.views.consultations import prefetch_mandate_results
from palermo.library.web.papers import papers
from palermo.site.access import member_states_only
from palermo.site.listing import page_of

OPEN_SHOWN = 50


@member_states_only
def endorsement_list(request: SiteRequest) -> HttpResponse:
    """Open ones first, what closes first at the top; then the closed ones, latest first."""
    viewer = request.viewer
    page = page_of(request, endorsements_closed(viewer).select_related("body", "procedure"))
    # Of the closed ones, only what nobody has written down yet is worked out from its answers.
    unwritten = [row for row in page if row.state == EndorsementState.OPEN]
    still_open = open_endorsements(viewer, OPEN_SHOWN, also=unwritten)
    context = {"open_endorsements": still_open, "page": page, "today": clock.today()}
    return render(request, "governance/endorsements/list.html", context)


@member_states_only
def endorsement_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One endorsement: the text, the procedure, the answers, the result, and what was done later."""
    viewer = request.viewer
    endorsements = with_chain(endorsements_visible_to(viewer).select_related("procedure", "body"), "under__")
    endorsement = get_object_or_404(endorsements.prefetch_related(prefetch_mandate_results(viewer)), slug=slug)
    is_written = endorsement.state != EndorsementState.OPEN
    add_standings([endorsement])
    versions = version_rows(endorsement, viewer)
    context = {
        "endorsement": endorsement,
        "procedure": endorsement.procedure,
        "standing": endorsement.standing,
        "versions": versions,
        "own": own_answers(versions),
        "own_reply": own_reply(endorsement, viewer),
        "answers_for": bool(viewer.state_ids),
        "reads_objections": may_read_objections(viewer, endorsement.procedure),
        "document": papers(viewer).filter(pk=endorsement.document_id).first() if not versions else None,
        "put_at": meetings_visible_to(viewer).filter(pk=endorsement.put_at_id).first(),
        "under": mandates_visible_to(viewer).filter(pk=endorsement.under_id).first(),
        "chain": source_parts(endorsement, viewer),
        "releases": _releases(endorsement, viewer),
        "statements": statement_parts("endorsements", slug, viewer),
        "is_open": endorsement.state == EndorsementState.OPEN,
        "is_written": is_written,
        "later": later_activities(endorsement, viewer),
        "now": clock.now(),
        "today": clock.today(),
    }
    return render(request, "governance/endorsements/detail.html", context)


def _releases(endorsement: Endorsement, viewer: Viewer) -> QuerySet[Model]:
    """The versions of a programme that were put as its text, those that the reader may see."""
    put = records_visible_to(viewer, "programme-releases").filter(put_as__endorsement=endorsement).order_by("number")
    return put.select_related("programme__event__activity").defer("content")
