"""The programme, its working copy and its screens in the tabs of an event."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.programme.queries.programmes import programmes_visible_to, releases_visible_to
from palermo.programme.queries.summaries import items_reported_by, summarized_items_visible_to


def _of_office(event: Event, viewer: Viewer) -> list[QuerySet]:
    return [programmes_visible_to(viewer).filter(event=event)] if viewer.is_secretariat else []


def _slug_of_programme(event: Event) -> str:
    return event.programme.slug


def _own_sessions(event: Event, viewer: Viewer) -> list[QuerySet]:
    """A rapporteur is led to the page on which the summary is recorded."""
    has_account = viewer.roles and not viewer.is_secretariat
    return [items_reported_by(viewer).filter(programme__event=event)] if has_account else []


register_event_pages(
    EventPage(
        tab=EventTab.OUTCOMES,
        page="event_outcomes",
        label=_("Outcomes"),
        order=0,
        rows=lambda event, viewer: [
            summarized_items_visible_to(viewer).filter(programme__event=event),
            *_own_sessions(event, viewer),
        ],
    ),
    EventPage(
        tab=EventTab.PROGRAMME,
        page="event_programme",
        label=_("Programme"),
        order=0,
        rows=lambda event, viewer: [
            releases_visible_to(viewer).filter(programme__event=event),
            programmes_visible_to(viewer).filter(event=event),
        ],
        is_always_shown=lambda event, viewer: viewer.is_secretariat and event.is_authorized,
    ),
    EventPage(
        tab=EventTab.PROGRAMME,
        page="programme_editor",
        label=_("Programme editor"),
        order=10,
        rows=_of_office,
        slug=_slug_of_programme,
    ),
    EventPage(
        tab=EventTab.ON_SITE,
        page="programme_screens",
        label=_("Screens and announcements"),
        order=40,
        rows=_of_office,
        slug=_slug_of_programme,
    ),
)
