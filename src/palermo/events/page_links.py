"""Links from an event's page to the rest of its life, registered by the slices that have those pages.

A slice registers them in its `page_links.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.feedback import feedback_forms_visible_to
from palermo.events.queries.preparation import event_invitations_visible_to, participant_groups_visible_to
from palermo.events.queries.showings import showings_visible_to
from palermo.events.states.events import EventKind


@dataclass(frozen=True, kw_only=True)
class EventLink:
    """A page of an event.

    Parameters
    ----------
    page
        The name of its address, which takes the event's id.
    label
        What the link says.
    order
        Its place among the others.
    rows
        What is shown on the page: the link is there where any of these queries gives a viewer something.
    is_always_shown
        Whether a viewer is led there before anything is on the page.
    """

    page: str
    label: Promise
    order: int
    rows: Callable[[Event, Viewer], list[QuerySet]] = lambda event, viewer: []
    is_always_shown: Callable[[Event, Viewer], bool] = lambda event, viewer: False


class PageLink(NamedTuple):
    """A link: what it says and where it leads."""

    label: Promise
    address: str


_LINKS: dict[str, EventLink] = {}


def register_event_links(*links: EventLink) -> None:
    """Show these links on the pages of events."""
    _LINKS.update({link.page: link for link in links})


def links_of(event: Event, viewer: Viewer) -> list[PageLink]:
    """The links that a viewer is shown, in their order; by one query, whatever there is."""
    links = sorted(_LINKS.values(), key=lambda link: link.order)
    shown = _pages_with_rows(event, viewer, links)
    return [
        PageLink(link.label, reverse(link.page, args=[event.activity.slug]))
        for link in links
        if link.page in shown or link.is_always_shown(event, viewer)
    ]


def address_of_page(event: Event, viewer: Viewer, page: str) -> str:
    """The address of one of the pages, for those to whom something is shown there; else nothing."""
    link = _LINKS[page]
    is_shown = link.is_always_shown(event, viewer) or _pages_with_rows(event, viewer, [link])
    return reverse(page, args=[event.activity.slug]) if is_shown else ""


def _pages_with_rows(event: Event, viewer: Viewer, links: list[EventLink]) -> set[str]:
    queries = {
        f"{link.page}_of_{number}": (link.page, Exists(rows))
        for link in links
        for number, rows in enumerate(link.rows(event, viewer))
    }
    if not queries:
        return set()
    exists = {name: rows for name, (_page, rows) in queries.items()}
    has_rows: Mapping[str, object] = Event.objects.filter(pk=event.pk).order_by().values(**exists).get()
    return {page for name, (page, _rows) in queries.items() if has_rows[name]}


def _invitations(event: Event, viewer: Viewer) -> list[QuerySet]:
    acts_for_somebody = viewer.delegation_ids or viewer.agency_ids
    return [event_invitations_visible_to(viewer).filter(event=event)] if acts_for_somebody else []


register_event_links(
    EventLink(
        page="event_participants",
        label=_("Participants, counted"),
        order=5,
        rows=lambda event, viewer: [participant_groups_visible_to(viewer).filter(event=event)],
    ),
    EventLink(
        page="event_shown",
        label=_("Shown at the Forum"),
        order=6,
        rows=lambda event, viewer: (
            [showings_visible_to(viewer).filter(forum=event)] if event.kind == EventKind.FORUM else []
        ),
    ),
    EventLink(
        page="event_evaluation",
        label=_("What participants said"),
        order=7,
        rows=lambda event, viewer: [feedback_forms_visible_to(viewer).filter(event=event)],
    ),
    # Of a proposal only the page of its concept note and its budget: nothing else is prepared before it is authorized.
    EventLink(
        page="event_preparation",
        label=_("Preparation"),
        order=8,
        rows=_invitations,
        is_always_shown=lambda event, viewer: viewer.is_secretariat,
    ),
)
