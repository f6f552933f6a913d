"""What of this room has its versions kept, and who reads a version."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.keeping import for_audience, for_secretariat
from palermo.audit.versions import keep
from palermo.events.models import (
    Event,
    Outcome,
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Recommendation,
    Rescheduling,
    Room,
    Showing,
    Speaker,
    SpeakerAdvice,
    SpeakerConsent,
    SpeakerInterest,
)
from palermo.events.queries import (
    outcomes_visible_to,
    programmes_visible_to,
    releases_visible_to,
    speaker_records_of,
)
from palermo.events.states import ReleaseState


def _release(viewer: Viewer) -> Q:
    return for_audience(viewer) & (Q() if viewer.is_secretariat else Q(state=ReleaseState.RELEASED))


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
# What was written of a person, once published or not, is told to nobody but the secretariat.
keep(Speaker, visible_to=speaker_records_of, seen=for_secretariat)
keep(SpeakerAdvice, of="speaker")
keep(SpeakerInterest, of="speaker")
keep(SpeakerConsent, of="speaker")
