"""The figures of a State: published figures over the years, treaties, law, returns, gaps, and what is not reported."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from palermo.accounts.models import State
from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import VISITOR, Viewer
from palermo.core import clock
from palermo.figures.labels import state_names
from palermo.figures.record_counts import served_treaty
from palermo.figures.web.of_state import figures_of_state
from palermo.library.web.page_cache import cached
from palermo.returns.models import Return
from palermo.returns.queries.returns import returns_visible_to, with_shown_status
from palermo.site.charts.pages import render_with_charts
from palermo.treaties.gaps import Gap, gaps_of
from palermo.treaties.models import Treaty
from palermo.treaties.queries.participation import treaty_status
from palermo.treaties.rules.treaties import warn_of_age
from palermo.treaties.status import Participant
from palermo.treaties.web.state_card import state_card


class TreatyGaps(NamedTuple):
    """The gaps of a Member State in respect of the treaty of the initiative, and as at which day they are."""

    treaty: Treaty
    gaps: Sequence[Gap]
    day: date
    warning: str


@login_not_required
@require_safe
def state_figures(request: SiteRequest, slug: str) -> HttpResponse:
    """The tab of figures on the page of a State."""
    viewer, today = request.viewer, clock.today()
    state = get_object_or_404(State.objects.prefetch_related("former_names"), slug=slug)
    names = cached("names of States", VISITOR, state_names)
    figures = figures_of_state(state, names)
    context = {
        "state": state,
        "name": state.short_name_on(today),
        "formal_name": state.formal_name_on(today),
        "figures": figures,
        "card": state_card(state, viewer, today),
        "gaps": _gaps(state, viewer),
        "returns": _returns(state, viewer),
        "today": today,
    }
    return render_with_charts(request, "portal/states/figures.html", context, figures.charts)


def _gaps(state: State, viewer: Viewer) -> TreatyGaps | None:
    treaty = served_treaty()
    if treaty is None or not state.is_member:
        return None
    key, status = Participant(state.pk), treaty_status(treaty)
    day = status.day(clock.today())
    if day is None:
        return None
    return TreatyGaps(treaty, gaps_of(treaty, status, [key], day, viewer).get(key, []), day, warn_of_age(day))


def _returns(state: State, viewer: Viewer) -> list[Return]:
    """The returns of the State that the reader may see, the latest first, with the status that they may know."""
    found = list(returns_visible_to(viewer).filter(state=state).order_by("-round__year", "-number"))
    with_shown_status(viewer, found)
    return found
