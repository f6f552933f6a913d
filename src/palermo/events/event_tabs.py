"""The pages of events in the tabs of an event."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.events import outcomes_on_record_for
from palermo.events.queries.feedback import feedback_forms_visible_to
from palermo.events.queries.preparation import (
    budget_lines_visible_to,
    event_invitations_visible_to,
    participant_groups_visible_to,
)
from palermo.events.queries.showings import showings_visible_to
from palermo.events.states.events import EventKind
from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.library.queries import documents_visible_to


def _invitations(event: Event, viewer: Viewer) -> list[QuerySet]:
    acts_for_somebody = (viewer.delegation_ids or viewer.agency_ids) and not viewer.is_secretariat
    return [event_invitations_visible_to(viewer).filter(event=event)] if acts_for_somebody else []


def _showings(event: Event, viewer: Viewer) -> list[QuerySet]:
    return [showings_visible_to(viewer).filter(forum=event)] if event.kind == EventKind.FORUM else []


def _in_preparation(event: Event, viewer: Viewer) -> bool:
    """The secretariat is led to what is still empty, too, since it is to be filled there."""
    return viewer.is_secretariat and event.is_authorized


def _preparation_records(event: Event, viewer: Viewer) -> list[QuerySet]:
    """What was prepared of an event that is over, for the secretariat."""
    if not viewer.is_secretariat:
        return []
    return [
        budget_lines_visible_to(viewer).filter(event=event),
        event_invitations_visible_to(viewer).filter(event=event),
    ]


register_event_pages(
    EventPage(
        tab=EventTab.OVERVIEW,
        page="event",
        label=_("Overview"),
        order=0,
        is_always_shown=lambda event, viewer: True,
    ),
    EventPage(
        tab=EventTab.PARTICIPANTS,
        page="event_participants",
        label=_("Statistics"),
        order=40,
        rows=lambda event, viewer: [participant_groups_visible_to(viewer).filter(event=event)],
        is_always_shown=_in_preparation,
    ),
    # A State or an organization has its invitation where it registers; the secretariat has them all in Preparation.
    EventPage(
        tab=EventTab.PARTICIPANTS,
        page="event_preparation",
        label=_("Invitation"),
        order=50,
        rows=_invitations,
    ),
    EventPage(
        tab=EventTab.DOCUMENTS,
        page="event_documents",
        label=_("Documents"),
        order=0,
        rows=lambda event, viewer: [documents_visible_to(viewer).filter(activities=event.pk)],
        is_always_shown=_in_preparation,
    ),
    EventPage(
        tab=EventTab.DOCUMENTS,
        page="event_shown",
        label=_("Presented at the Forum"),
        order=10,
        rows=_showings,
    ),
    EventPage(
        tab=EventTab.OUTCOMES,
        page="event_outcomes",
        label=_("Outcomes"),
        order=0,
        rows=lambda event, viewer: [outcomes_on_record_for(viewer).filter(event=event)],
        is_always_shown=_in_preparation,
    ),
    EventPage(
        tab=EventTab.OUTCOMES,
        page="event_evaluation",
        label=_("Participant feedback"),
        order=10,
        rows=lambda event, viewer: [feedback_forms_visible_to(viewer).filter(event=event)],
    ),
    # Of a proposal only the page of its concept note and its budget: nothing else is prepared before it is authorized.
    EventPage(
        tab=EventTab.PREPARATION,
        page="event_preparation",
        label=_("Preparation"),
        order=0,
        rows=_preparation_records,
        is_always_shown=lambda event, viewer: viewer.is_secretariat and (event.is_in_hand or not event.is_authorized),
    ),
)
