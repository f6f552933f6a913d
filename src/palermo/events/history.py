"""What of this room has its versions kept, and who reads a version."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.keeping import for_audience, for_secretariat
from palermo.audit.versions import keep
from palermo.events.models import (
    Event,
    HeadCount,
    Outcome,
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Recommendation,
    Registration,
    RegistrationCategory,
    Rescheduling,
    Room,
    Showing,
)
from palermo.events.queries import (
    outcomes_visible_to,
    programmes_visible_to,
    registrations_visible_to,
    releases_visible_to,
)
from palermo.events.states import ReleaseState


def _release(viewer: Viewer) -> Q:
    return for_audience(viewer) & (Q() if viewer.is_secretariat else Q(state=ReleaseState.RELEASED))


def _registrations(viewer: Viewer) -> QuerySet[Registration]:
    """Who was registered or refused when, even without a name, is for those who did it."""
    found = registrations_visible_to(viewer)
    return found if viewer.is_secretariat else found.none()


keep(Event, of="activity")
keep(Rescheduling, of="event")
keep(Outcome, visible_to=outcomes_visible_to, seen=for_audience)
keep(Recommendation, of="outcome")
keep(Showing, of="outcome")
keep(Programme, visible_to=programmes_visible_to, seen=for_secretariat)
keep(ProgrammeDay, of="programme")
keep(Room, of="programme")
keep(ProgrammePerson, of="programme")
keep(ProgrammeItem, of="programme")
keep(ProgrammePart, of="item")
keep(ProgrammeRelease, visible_to=releases_visible_to, seen=_release)
# Of the people registered no version is kept: a version cannot be deleted, and they are promised that they will be.
keep(Registration, visible_to=_registrations, seen=for_secretariat)
keep(RegistrationCategory, of="registration")
keep(HeadCount, of="registration")
