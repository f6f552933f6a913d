"""What of this room has its versions kept, and who reads a version."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience, for_secretariat
from palermo.audit.versions import keep
from palermo.events.models import (
    BudgetLine,
    Event,
    EventInvitation,
    FeedbackForm,
    FeedbackQuestion,
    FloorRequest,
    GroupLimit,
    HeadCount,
    LogisticsTask,
    Outcome,
    ParticipantGroup,
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
    Screen,
    ScreenNotice,
    Showing,
    Speaker,
    SpeakerAdvice,
    SpeakerConsent,
    SpeakerInterest,
    SpeakersList,
    TaskTemplate,
    TemplateTask,
)
from palermo.events.queries.events import outcomes_on_record_for
from palermo.events.queries.feedback import feedback_forms_visible_to, feedback_questions_visible_to
from palermo.events.queries.logistics import tasks_visible_to
from palermo.events.queries.preparation import budget_lines_visible_to, event_invitations_visible_to
from palermo.events.queries.programmes import programmes_visible_to, releases_visible_to
from palermo.events.queries.registrations import registrations_visible_to
from palermo.events.queries.showings import showings_visible_to
from palermo.events.queries.speakers import speaker_records_of
from palermo.events.queries.templates import task_templates_visible_to
from palermo.events.states.preparation import EventInvitationState
from palermo.events.states.programmes import ReleaseState


def _release(viewer: Viewer) -> Q:
    return for_audience(viewer) & (Q() if viewer.is_secretariat else Q(state=ReleaseState.RELEASED))


def _showing_versions(viewer: Viewer) -> Q:
    """The versions of showings for a viewer: only the secretariat reads those that say why one was withdrawn."""
    return Q() if viewer.is_secretariat else Q(withdrawn_on=None)


def _invitation(viewer: Viewer) -> Q:
    """Before it was sent it was the secretariat's."""
    return Q() if viewer.is_secretariat else ~Q(state=EventInvitationState.PLANNED) & Q(sent_on__isnull=False)


def _registrations(viewer: Viewer) -> QuerySet[Registration]:
    """Who was registered or refused when, even without a name, is for those who did it."""
    found = registrations_visible_to(viewer)
    return found if viewer.is_secretariat else found.none()


keep(Event, of="activity")
keep(Rescheduling, of="event")
keep(Outcome, visible_to=outcomes_on_record_for, seen=for_audience)
keep(Recommendation, of="outcome")
keep(Showing, of=("outcome", "document"), visible_to=showings_visible_to, seen=_showing_versions)
keep(BudgetLine, of="event", visible_to=budget_lines_visible_to, seen=for_secretariat)
keep(EventInvitation, of="event", visible_to=event_invitations_visible_to, seen=_invitation)
# Of people only how many they are: their names are no part of it.
keep(ParticipantGroup, of="event")
keep(FeedbackForm, of="event", visible_to=feedback_forms_visible_to, seen=for_audience)
keep(FeedbackQuestion, of="form", visible_to=feedback_questions_visible_to)
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
# Of the people registered no version is kept: a version cannot be deleted, and they are promised that they will be.
keep(Registration, visible_to=_registrations, seen=for_secretariat)
keep(RegistrationCategory, of="registration")
keep(HeadCount, of="registration")
keep(Screen, of="programme")
keep(ScreenNotice, of="programme")
keep(SpeakersList, of="item")
keep(GroupLimit, of="speakers_list")
keep(FloorRequest, of="speakers_list")
keep(LogisticsTask, visible_to=tasks_visible_to, seen=for_secretariat)
keep(TaskTemplate, visible_to=task_templates_visible_to, seen=for_secretariat)
keep(TemplateTask, of="template")
