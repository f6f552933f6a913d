"""The list of national returns: for the secretariat all States and rounds, for the people of a State its own."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.returns.models import Return
from palermo.returns.queries.returns import returns_visible_to, with_shown_status
from palermo.returns.queries.rounds import note_returns, round_invitations_visible_to
from palermo.returns.standings import StateLine, last_returns, line_of
from palermo.returns.states.returns import SENT
from palermo.returns.states.rounds import RoundStatus
from palermo.returns.web.matrix import SIGNS, read_matrix
from palermo.site.action_pages import ActionLink, action_links_for_each
from palermo.site.listing import filter_value, search_words


class YearRow(NamedTuple):
    """The return of a State in a round: how far it has come, the one that the reader may open, and what may be done."""

    line: StateLine
    shown: Return | None
    ways: list[ActionLink]


@require_safe
def return_list(request: SiteRequest) -> HttpResponse:
    """Returns: of every State and year for the secretariat, or of one State; of one's own State for its people."""
    viewer = request.viewer
    if viewer.is_secretariat and "state" not in request.GET:
        return _matrix(request)
    rows = _year_rows(request)
    state = _chosen_state(request, viewer)
    context = {"rows": rows, "state": state, "is_found": state is not None or not viewer.is_secretariat}
    return render(request, "returns/returns/own.html", context)


def _matrix(request: SiteRequest) -> HttpResponse:
    matrix = read_matrix()
    words, standing = search_words(request), filter_value(request, "status", SIGNS)
    states = matrix.chosen_states(words, standing)
    there = set(matrix.cells.values())
    context = {
        "matrix": matrix,
        "rows": matrix.rows(states, reverse("return_list")),
        "number": len(states),
        "total": len(matrix.states),
        "choices": [(each.value, each.label) for each in matrix.legend if each.value in there],
        "standing": standing,
        "find": words,
        "is_narrowed": bool(words or standing),
    }
    return render(request, "returns/returns/matrix.html", context)


def _chosen_state(request: SiteRequest, viewer: Viewer) -> State | None:
    if not viewer.is_secretariat:
        return None
    return State.objects.prefetch_related("former_names").filter(slug=request.GET.get("state", "")).first()


def _year_rows(request: SiteRequest) -> list[YearRow]:
    """The rounds to which the reader's States, or the one chosen, were invited, the latest first."""
    viewer = request.viewer
    invitations = round_invitations_visible_to(viewer).exclude(round__status=RoundStatus.PLANNED)
    if viewer.is_secretariat:
        invitations = invitations.filter(state__slug=request.GET.get("state", ""))
    found = list(
        note_returns(invitations).select_related("agreement").order_by("-round__year", "-round__slug", "state__slug")
    )
    keys = {each.round_id for each in found}
    every = Return.objects.filter(round__in=keys) if viewer.is_secretariat else returns_visible_to(viewer)
    returns = last_returns(every.filter(round__in=keys))
    with_shown_status(viewer, returns.values())
    ways = action_links_for_each(found, viewer, request.user if viewer.roles else None)
    # The secretariat opens what was sent last, also while a correction of it is in preparation.
    shown = last_returns(every.filter(round__in=keys, status__in=SENT)) if viewer.is_secretariat else returns
    rows = []
    for each, links in zip(found, ways, strict=True):
        place = (each.round_id, each.state_id)
        rows.append(YearRow(line_of(each.round, each, returns.get(place)), shown.get(place), list(links)))
    return rows
