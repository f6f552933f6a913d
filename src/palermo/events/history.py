"""What of this room has its versions kept, and who reads a version."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.keeping import for_audience, for_secretariat
from palermo.audit.versions import keep
from palermo.events.models import (
    Event,
    FloorRequest,
    GroupLimit,
    LogisticsTask,
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
    Screen,
    ScreenNotice,
    Showing,
    SpeakersList,
)
from palermo.events.queries import (
    outcomes_visible_to,
    programmes_visible_to,
    releases_visible_to,
    tasks_visible_to,
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
keep(Screen, of="programme")
keep(ScreenNotice, of="programme")
keep(SpeakersList, of="item")
keep(GroupLimit, of="speakers_list")
keep(FloorRequest, of="speakers_list")
keep(LogisticsTask, visible_to=tasks_visible_to, seen=for_secretariat)
