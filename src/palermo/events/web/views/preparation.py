"""The preparation of an event, its participants in numbers, and what is shown at a Forum."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.rules import can
from palermo.events.models import Event, Outcome, Showing
from palermo.events.queries.attendance import attendance_of
from palermo.events.queries.events import events_visible_to
from palermo.events.queries.showings import shown_at_forum
from palermo.events.rules.events import authorization_gap
from palermo.events.rules.preparation import check_may_list_participants
from palermo.events.states.events import EventKind
from palermo.events.states.preparation import EventInvitationState
from palermo.events.web.charts.participation import charts_of_participation
from palermo.events.web.preparation.concept_notes import concept_note_of
from palermo.events.web.preparation.rows import (
    InvitationFilter,
    budget_of,
    head_count_tables,
    invitation_rows,
    invitations_to,
    participants_of,
    tally,
)
from palermo.events.workspace import address_of_page
from palermo.library.models import Document
from palermo.site.action_pages import named_action_links
from palermo.site.charts.pages import render_with_charts
from palermo.site.letters.files import FORMS
from palermo.site.listing import choices_in, filter_value, page_of, search_words

ON_EVENT = ("describe-event", "draft-concept-note", "begin-programme", "ask-participants")
BUDGET = ("add-budget-line",)
INVITATIONS_ON_A_PAGE = 25
INVITATIONS = ("invite-to-event",)
PARTICIPANTS = ("open-registration", "add-participants", "record-who-came", "forget-participant-names")


def _event(slug: str, viewer: Viewer) -> Event:
    """An event that the reader may see, with its concept note where they may read it."""
    events = events_visible_to(viewer).select_related("activity", "place__state")
    events = events.prefetch_related(concept_note_of(viewer))
    return get_object_or_404(events, activity__slug=slug)


@require_safe
def event_preparation(request: SiteRequest, slug: str) -> HttpResponse:
    """For the secretariat all that an event needs; for a State or an organization what it is invited to."""
    viewer = request.viewer
    event = _event(slug, viewer)
    invitations = invitations_to(event, viewer)
    asked = _asked_invitations(request)
    page = page_of(request, asked.apply(invitations), per_page=INVITATIONS_ON_A_PAGE)
    if not viewer.is_secretariat and not page.object_list:
        raise Http404
    budget, sums = budget_of(event, viewer)
    attendance = attendance_of(event, viewer) if viewer.is_secretariat else None
    context = {
        **_of(event),
        "budget": budget,
        "sums": sums,
        "invitations": invitation_rows(event, page, viewer, request.user),
        "page": page,
        "asked": asked,
        "invitation_states": choices_in(invitations, "state", EventInvitationState.choices)
        if asked.state or page.paginator.num_pages > 1
        else [],
        "tally": tally(invitations) if viewer.is_secretariat else None,
        "attendance": attendance,
        "programme": address_of_page(event, viewer, "event_programme"),
        "letter_forms": list(FORMS),
        "waits_for": authorization_gap(event),
        "ways": {
            name: named_action_links(names, event, viewer, request.user)
            for name, names in (
                ("event", ON_EVENT),
                ("budget", BUDGET),
                ("invitations", INVITATIONS),
            )
        },
    }
    return render(request, "events/preparation/preparation.html", context)


def _asked_invitations(request: SiteRequest) -> InvitationFilter:
    """What the secretariat looks for among its invitations; others have one or two."""
    if not request.viewer.is_secretariat:
        return InvitationFilter()
    return InvitationFilter(search_words(request), filter_value(request, "state", EventInvitationState.values))


def _of(event: Event) -> dict[str, object]:
    return {
        "event": event,
        "activity": event.activity,
        "today": clock.today(),
        "is_held": event.is_held_by(clock.today()),
    }


@login_not_required
@require_safe
def event_participants(request: SiteRequest, slug: str) -> HttpResponse:
    """How many take part, by State, organization and category; nobody is named.

    Where nobody registers, the secretariat keeps the list here.
    """
    viewer = request.viewer
    event = _event(slug, viewer)
    attendance = attendance_of(event, viewer)
    # What was listed before registration opened is there until somebody registers.
    is_kept_here = viewer.is_secretariat and not (attendance.is_registered and attendance.lines)
    context = {
        **_of(event),
        "attendance": attendance,
        "tables": head_count_tables(attendance),
        "participants": participants_of(event, viewer) if is_kept_here else [],
        "may_list_participants": is_kept_here and can(check_may_list_participants, request.user, event),
        "waits_for": authorization_gap(event) if is_kept_here else "",
        "ways": named_action_links(PARTICIPANTS, event, viewer, request.user) if is_kept_here else [],
    }
    charts = charts_of_participation(event, attendance)
    return render_with_charts(request, "events/preparation/participants.html", context, charts)


@login_not_required
@require_safe
def event_shown(request: SiteRequest, slug: str) -> HttpResponse:
    """What is handed out at a Forum and what is on its screens, as far as the reader may see it."""
    event = _event(slug, request.viewer)
    if event.kind != EventKind.FORUM:
        raise Http404
    shown: dict[Outcome | Document, list[Showing]] = {}
    for showing, record in shown_at_forum(event, request.viewer):
        shown.setdefault(record, []).append(showing)
    context = {**_of(event), "shown": shown.items()}
    return render(request, "events/preparation/shown.html", context)
