"""The people of a mission or an agency and the invitations to it; for the secretariat, of all of them."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from palermo.accounts.models import Invitation, Posting, State
from palermo.accounts.queries import invitations_visible_to, postings_visible_to
from palermo.accounts.requests import SiteRequest
from palermo.accounts.states import InvitationState
from palermo.core import clock
from palermo.core.finding import filter_by_words
from palermo.core.first_rows import FirstRows, first_of
from palermo.core.speech.collation import sort_for_reader
from palermo.core.text import plain
from palermo.site.access import refuse_to_others
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.listing import filter_value, page_of, search_words

OPEN = (InvitationState.PROPOSED, InvitationState.SENT)
# As many invitations as a page shows; the rest comes up as these are dealt with.
SHOWN, EARLIER = 100, 20


class PersonRow(NamedTuple):
    """A person or an invitation, and what the reader may do to it."""

    record: Posting | Invitation
    ways: list[ActionLink]


def people(request: SiteRequest) -> HttpResponse:
    """Who is of the mission or agency, who is invited, and what may be done about each."""
    viewer = request.viewer
    if not (viewer.is_secretariat or viewer.delegation_ids or viewer.agency_ids):
        raise refuse_to_others(viewer)
    state = (
        filter_value(request, "state", State.objects.values_list("slug", flat=True)) if viewer.is_secretariat else ""
    )
    page = page_of(request, _people(request, state))
    invitations = _invitations(request, state)
    still_open = first_of(invitations.filter(state__in=OPEN), SHOWN)
    context = {
        "page": page,
        "rows": _rows(list(page), request),
        "invitations": FirstRows(_rows(still_open, request), still_open.more),
        "earlier": first_of(invitations.exclude(state__in=OPEN), EARLIER),
        "states": _states(request) if viewer.is_secretariat else [],
        "state": state,
        "find": search_words(request),
        "today": clock.today(),
    }
    return render(request, "portal/people/list.html", context)


def _people(request: SiteRequest, state: str) -> QuerySet[Posting]:
    postings = postings_visible_to(request.viewer).filter(user__is_active=True)
    postings = postings.select_related("user", "state", "organisation").prefetch_related("state__former_names")
    if request.viewer.is_secretariat:
        postings = filter_by_words(postings, search_words(request), texts=(), plain=("user__name", "user__email"))
    if state:
        postings = postings.filter(state__slug=state)
    by_state, by_organisation = F("state__slug").asc(nulls_last=True), F("organisation__slug").asc(nulls_last=True)
    return postings.order_by(by_state, by_organisation, "user__name", "pk")


def _invitations(request: SiteRequest, state: str) -> QuerySet[Invitation]:
    invitations = invitations_visible_to(request.viewer).select_related("state_for", "organisation", "proposed_by")
    invitations = invitations.prefetch_related("state_for__former_names")
    if request.viewer.is_secretariat:
        invitations = filter_by_words(invitations, search_words(request), texts=(), plain=("name", "email"))
    return invitations.filter(state_for__slug=state) if state else invitations


def _rows(records: Sequence[Posting | Invitation], request: SiteRequest) -> list[PersonRow]:
    ways = action_links_for_each(records, request.viewer, request.user)
    return [PersonRow(record, way) for record, way in zip(records, ways, strict=True)]


def _states(request: SiteRequest) -> list[tuple[str, str]]:
    """The States that have people or invitations here, by their names, as the reader's language sorts them."""
    posted = _people(request, "").exclude(state=None).order_by().values("state")
    invited = _invitations(request, "").exclude(state_for=None).order_by().values("state_for")
    states = State.objects.filter(Q(pk__in=posted) | Q(pk__in=invited)).prefetch_related("former_names")
    return sort_for_reader([(each.slug, plain(each.name_today)) for each in states], lambda row: row[1])
