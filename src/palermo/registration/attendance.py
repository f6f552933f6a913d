"""How those registered are counted wherever an event says how many people there are."""

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.events.queries.attendance import (
    INVITED,
    HeadLine,
    Registered,
    register_attendance_source,
)
from palermo.registration.counting import heads_of
from palermo.registration.models import Registration
from palermo.registration.queries.registrations import registrations_visible_to
from palermo.registration.states import AccreditationState, ParticipantCategory


def count_registered(event: Event, viewer: Viewer) -> Registered | None:
    """Those registered for an event; None where one cannot register for it."""
    registration = registrations_visible_to(viewer).filter(event=event).first()
    if registration is None:
        return None
    shows_parties = _may_know_parties(registration, viewer)
    lines = []
    for party, heads in heads_of(registration).items():
        is_shown = (
            shows_parties or party.state_id in viewer.delegation_ids or party.organisation_id in viewer.agency_ids
        )
        whom = (party.state_id, party.organisation_id) if is_shown else (None, None)
        lines.append(HeadLine(ParticipantCategory(party.category).label, *whom, heads))
    return Registered(lines, _count_invited(registration, event) if viewer.is_secretariat else 0)


def _may_know_parties(registration: Registration, viewer: Viewer) -> bool:
    """Attendance by State and organization: from the list of participants, or from the counts that outlive it."""
    is_released = bool(registration.list_audience) and registration.list_audience in viewer.audiences
    return viewer.is_secretariat or is_released or registration.purged_on is not None


def _count_invited(registration: Registration, event: Event) -> int:
    """Organizations invited to register that have no invitation of the event besides."""
    invited = registration.accreditations.filter(was_invited=True, state=AccreditationState.APPROVED)
    by_letter = event.invitations.filter(state__in=sorted(INVITED), organisation__isnull=False)
    return invited.exclude(organisation__in=by_letter.values("organisation")).count()


register_attendance_source(count_registered)
