"""Decisions, with what was done under each paragraph."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, F, Value, When
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.differences import Difference, by_language
from palermo.core.finding import filter_by_words
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.languages import active_language
from palermo.core.records import find_by_pk
from palermo.governance.models import Amendment, Decision, OperativeParagraph
from palermo.governance.queries.decisions import amendments_visible_to, decisions_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.decisions import AmendmentState, DecisionState
from palermo.governance.web.statements import statement_parts
from palermo.governance.web.views.consultations import prefetch_mandate_results
from palermo.governance.wording import text_before
from palermo.library.web.papers import papers
from palermo.site.listing import facets_of, filter_value, page_of, search_words

MOST_AMENDMENTS = 50
BY_NUMBER = "number"
ORDERS = [(BY_NUMBER, _("body and number"))]
NUMBERED_FIRST = Case(When(number="", then=Value(1)), default=Value(0))
# Drafts stand at the top; what was adopted on one day stands in the order of its numbers.
LATEST_FIRST = (F("adopted_on").desc(nulls_first=True), "body__slug", "order_key", "slug")
NUMBER_FIRST = ("body__slug", NUMBERED_FIRST, "order_key", "slug")


@login_not_required
def decision_list(request: SiteRequest) -> HttpResponse:
    """Every decision the reader may see, latest first or by number; by year."""
    words = search_words(request)
    decisions = decisions_visible_to(request.viewer).select_related("body", "session")
    decisions = decisions.prefetch_related("session__parts")
    decisions = filter_by_words(decisions, words, texts=("title",), plain=("number", "temporary_number"))
    facets = facets_of(decisions, year=ExtractYear("adopted_on"))
    chosen = {"year": filter_value(request, "year", facets.values("year", {}))}
    if chosen["year"]:
        decisions = decisions.filter(adopted_on__year=int(chosen["year"]))
    order = filter_value(request, "order", [BY_NUMBER])
    decisions = decisions.order_by(*(NUMBER_FIRST if order else LATEST_FIRST))
    page = page_of(request, decisions)
    context = {"page": page, "years": facets.years("year", chosen), "find": words, **chosen}
    # One decision has no order.
    context |= {"orders": ORDERS if page.paginator.count > 1 else [], "order": order}
    return render(request, "governance/decisions/list.html", context)


@login_not_required
def decision_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One decision: its paragraphs, the mandates they gave, what was done under each, where it is reported."""
    viewer = request.viewer
    decisions = decisions_visible_to(viewer)
    sitting = decisions.select_related("body", "session__place").prefetch_related("session__parts__place")
    decision = get_object_or_404(sitting, slug=slug)
    paragraphs = OperativeParagraph.objects.filter(decision=decision)
    context = {
        "decision": decision,
        "paragraphs": paragraphs.prefetch_related(prefetch_mandate_results(viewer)),
        "adopted_at": find_by_pk(meetings_visible_to(viewer), decision.adopted_at_id),
        "document": find_by_pk(papers(viewer), decision.document_id),
        "under": find_by_pk(mandates_visible_to(viewer), decision.under_id),
        "endorses": find_by_pk(decisions, decision.endorses_id),
        "endorsed_by": decisions.filter(endorses=decision),
        "superseded_by": find_by_pk(decisions, decision.superseded_by_id),
        "amendments": _amendments(decision, viewer),
        "may_make_mandates": viewer.is_secretariat and decision.state == DecisionState.ADOPTED,
        "may_amend": viewer.is_secretariat and decision.state == DecisionState.DRAFT,
        "statements": statement_parts("decisions", slug, viewer),
        "today": clock.today(),
    }
    return render(request, "governance/decisions/detail.html", context)


class AmendmentRow(NamedTuple):
    """An amendment with what it changes: in the reader's language, where it has words in it, and in the others."""

    amendment: Amendment
    here: Difference | None
    others: list[Difference]
    is_open: bool


def _amendments(decision: Decision, viewer: Viewer) -> FirstRows:
    """What was proposed to change in the draft, in the order in which it was proposed."""
    amendments = amendments_visible_to(viewer).filter(decision=decision)
    first = first_of(amendments.order_by("proposed_on", "slug"), MOST_AMENDMENTS)
    return FirstRows([_compare_amendment(each, decision) for each in first], first.more)


def _compare_amendment(amendment: Amendment, decision: Decision) -> AmendmentRow:
    """Compared with the words that it replaced, or with those that stand there now."""
    amendment.decision = decision
    before = amendment.previous_text or text_before(amendment)
    in_both = {code: words for code, words in before.items() if code in amendment.text}
    changes = by_language(in_both, amendment.text)
    here = next((each for each in changes if each.language == active_language()), None)
    is_open = amendment.state == AmendmentState.PROPOSED and decision.state == DecisionState.DRAFT
    return AmendmentRow(amendment, here, [each for each in changes if each is not here], is_open)
