"""Registration, those registered and check-in in the tabs of an event."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.workspace import EventPage, EventTab, register_event_pages
from palermo.registration.models import Registration
from palermo.registration.queries.registrations import registrations_visible_to


def _registrations(event: Event, viewer: Viewer) -> QuerySet[Registration]:
    return registrations_visible_to(viewer).filter(event=event)


def _with_people(event: Event, viewer: Viewer) -> list[QuerySet]:
    """Where the reader may see people: their own, those of a list that was released to them, or all."""
    registrations = _registrations(event, viewer).filter(purged_on=None)
    sees_people = viewer.is_secretariat or viewer.delegation_ids or viewer.agency_ids
    return [registrations if sees_people else registrations.filter(list_audience__in=viewer.audiences)]


def _of_office(event: Event, viewer: Viewer) -> list[QuerySet]:
    return _with_people(event, viewer) if viewer.is_secretariat else []


register_event_pages(
    EventPage(
        tab=EventTab.PARTICIPANTS,
        page="registration",
        label=_("Registration"),
        order=0,
        # Registration is visible to all readers of the event.
        rows=lambda event, viewer: [_registrations(event, viewer)],
    ),
    EventPage(
        tab=EventTab.PARTICIPANTS,
        page="participant_list",
        label=_("Participants"),
        order=10,
        rows=_with_people,
    ),
    EventPage(
        tab=EventTab.PARTICIPANTS,
        page="registration_organisations",
        label=_("Organizations and media"),
        order=15,
        rows=_of_office,
    ),
    EventPage(
        tab=EventTab.PARTICIPANTS,
        page="event_participants",
        label=_("Statistics"),
        order=40,
        rows=lambda event, viewer: [_registrations(event, viewer)],
    ),
    EventPage(tab=EventTab.ON_SITE, page="check_in", label=_("Check-in"), order=0, rows=_of_office),
    EventPage(tab=EventTab.ON_SITE, page="door_devices", label=_("Check-in devices"), order=10, rows=_of_office),
)
