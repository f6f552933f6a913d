"""Requests for technical assistance: the list, and one with the offers made to it and its result."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.models import Organisation, State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core.finding import filter_by_words
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import MultilingualText, plain
from palermo.governance.models import OfferOfAssistance, RequestForAssistance
from palermo.governance.queries.assistance import (
    assistance_of,
    assistance_visible_to,
    with_offers,
    with_visible_relations,
)
from palermo.governance.states.assistance import AssistanceField, AssistanceStatus
from palermo.governance.web.assistance_rows import assistance_row, offerer_of
from palermo.library.web.papers import paper_of
from palermo.site.action_pages import ActionLink, named_action_links_for_each
from palermo.site.listing import facets_of, filter_value, page_of, search_words
from palermo.treaties.models import Treaty
from palermo.treaties.provisions import describe_provision, split_provisions

# Each filter of the list, by the field that it goes by.
FILTERS = {
    "status": "status",
    "field": "field",
    "treaty": "treaty__slug",
    "state": "state__slug",
    "organisation": "organisation__slug",
}
MINE = "mine"
ON_OFFER = ("accept-offer", "decline-offer", "withdraw-offer")
type Choices = list[tuple[str, str | Promise]]


class OfferLine(NamedTuple):
    """An offer with who makes it and what the reader may do to it.

    It has no status where the request was closed before a reply.
    """

    offer: OfferOfAssistance
    offerer: MultilingualText
    has_status: bool
    ways: Iterable[ActionLink]


@login_not_required
def assistance_list(request: SiteRequest) -> HttpResponse:
    """Every request for assistance that the reader may see, the latest first."""
    viewer, words = request.viewer, search_words(request)
    visible = filter_by_words(assistance_visible_to(viewer), words, texts=("title", "summary"))
    own = Q(pk__in=assistance_of(viewer).order_by().values("pk"))
    mine = request.GET.get(MINE) == "1" and assistance_of(viewer).exists()
    found = visible.filter(own) if mine else visible
    facets, labels = facets_of(found, **FILTERS), _labels(assistance_visible_to(viewer))
    asked = {name: filter_value(request, name, [value for value, _words in labels[name]]) for name in FILTERS}
    chosen = {name: value for name, value in asked.items() if value}
    narrowed = Q(**{FILTERS[name]: value for name, value in chosen.items()})
    rows = found.filter(narrowed)
    # Offered where it leaves something, and where it is chosen, so that it can be cleared.
    offers_mine = mine or visible.filter(own, narrowed).exists()
    whose: Choices = [("1", _("my requests and offers"))] if offers_mine else []
    page = page_of(request, with_offers(rows).order_by("-asked_on", "slug"))
    context = {
        "page": page,
        "rows": [assistance_row(each) for each in page],
        "find": words,
        "chosen": chosen,
        "whose": whose,
        "mine": "1" if mine else "",
        "is_narrowed": bool(chosen or words or mine),
        "choices": {name: facets.choices(name, labels[name], chosen) for name in FILTERS},
    }
    return render(request, "governance/assistance/list.html", context)


def _labels(found: QuerySet[RequestForAssistance]) -> Mapping[str, Choices]:
    """What each filter can be set to, by name in the reader's language."""
    states = State.objects.filter(pk__in=found.order_by().values("state")).prefetch_related("former_names")
    organisations = Organisation.objects.filter(pk__in=found.order_by().values("organisation"))
    treaties = Treaty.objects.filter(pk__in=found.order_by().values("treaty"))
    return {
        "status": list(AssistanceStatus.choices),
        "field": list(AssistanceField.choices),
        "treaty": [(each.slug, each.display_name()) for each in treaties],
        "state": _sort_names((each.slug, plain(each.name_today)) for each in states),
        "organisation": _sort_names((each.slug, plain(each.name)) for each in organisations),
    }


def _sort_names(names: Iterable[tuple[str, str]]) -> Choices:
    return list(sort_for_reader(names, lambda pair: pair[1]))


@login_not_required
def assistance_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One request: what is asked for and on which basis, what was offered, and what was delivered."""
    viewer = request.viewer
    visible = with_visible_relations(with_offers(assistance_visible_to(viewer)), viewer)
    asked = get_object_or_404(visible.prefetch_related(paper_of(viewer, "evidence")), slug=slug)
    context = {
        "asked": asked,
        "row": assistance_row(asked),
        "provisions": [describe_provision(each) for each in split_provisions(asked.provision)],
        "offers": _offer_lines(asked, viewer, request),
        "is_of_audience": asked.audience in viewer.audiences,
    }
    return render(request, "governance/assistance/detail.html", context)


def _offer_lines(asked: RequestForAssistance, viewer: Viewer, request: SiteRequest) -> list[OfferLine]:
    offers = list(asked.offers.all())
    for each in offers:
        each.request = asked
    person = request.user if viewer.roles else None
    ways = named_action_links_for_each(ON_OFFER, offers, viewer, person)
    return [
        OfferLine(each, offerer_of(each), bool(each.decided_on) or not asked.is_closed, of_offer)
        for each, of_offer in zip(offers, ways, strict=True)
    ]
