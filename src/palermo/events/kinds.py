"""Events, outcomes and their preparation as kinds of record."""

from django.db.models import Q, QuerySet

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience, for_secretariat
from palermo.core.kinds import RecordKind, register
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
    Participant,
    ParticipantGroup,
    ParticipantNeed,
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
    SurvivorOfficer,
    TaskTemplate,
    TemplateTask,
)
from palermo.events.queries.events import events_visible_to, outcomes_on_record_for, outcomes_visible_to
from palermo.events.queries.feedback import feedback_forms_visible_to, feedback_questions_visible_to
from palermo.events.queries.logistics import tasks_visible_to
from palermo.events.queries.preparation import budget_lines_visible_to, event_invitations_visible_to
from palermo.events.queries.programmes import current_releases_visible_to, programmes_visible_to, releases_visible_to
from palermo.events.queries.registrations import registrations_visible_to
from palermo.events.queries.showings import showings_visible_to
from palermo.events.queries.speakers import speaker_records_of, speakers_published_to
from palermo.events.queries.templates import task_templates_visible_to
from palermo.events.states.preparation import EventInvitationState
from palermo.events.states.programmes import ReleaseState
from palermo.events.structured_data import event_data


def _release(viewer: Viewer) -> Q:
    return for_audience(viewer) & (Q() if viewer.is_secretariat else Q(state=ReleaseState.RELEASED))


def _showing_versions(viewer: Viewer) -> Q:
    """The versions of showings for a viewer: only the secretariat reads those that say why one was withdrawn."""
    return Q() if viewer.is_secretariat else Q(withdrawn_on=None)


def _invitation(viewer: Viewer) -> Q:
    """Before it was sent it was the secretariat's."""
    return Q() if viewer.is_secretariat else ~Q(state=EventInvitationState.PLANNED) & Q(sent_on__isnull=False)


def _registrations_with_past(viewer: Viewer) -> QuerySet[Registration]:
    """Who was registered or refused when, even without a name, is for those who did it."""
    found = registrations_visible_to(viewer)
    return found if viewer.is_secretariat else found.none()


register(
    RecordKind(
        model=Event,
        slug="events",
        part_of=("activity",),
        shares_versions=True,
        visible_to=events_visible_to,
        key=("activity__slug",),
        list_page="event_list",
        sitemap_page="event",
        summary=lambda event: event.activity.summary or event.theme,
        structured_data=event_data,
    ),
    RecordKind(model=Rescheduling, slug="reschedulings", part_of=("event",)),
    RecordKind(
        model=Outcome,
        slug="outcomes",
        visible_to=outcomes_visible_to,
        versions_visible_to=outcomes_on_record_for,
        version_condition=for_audience,
    ),
    RecordKind(model=Recommendation, slug="recommendations", part_of=("outcome",)),
    RecordKind(
        model=Showing,
        slug="showings",
        part_of=("outcome", "document"),
        visible_to=showings_visible_to,
        version_condition=_showing_versions,
    ),
    RecordKind(
        model=BudgetLine,
        slug="budget-lines",
        part_of=("event",),
        visible_to=budget_lines_visible_to,
        version_condition=for_secretariat,
    ),
    RecordKind(
        model=EventInvitation,
        slug="event-invitations",
        part_of=("event",),
        visible_to=event_invitations_visible_to,
        version_condition=_invitation,
    ),
    # Of people only how many they are: their names are no part of it.
    RecordKind(model=ParticipantGroup, slug="participant-groups", part_of=("event",)),
    RecordKind(
        model=FeedbackForm,
        slug="feedback-forms",
        part_of=("event",),
        visible_to=feedback_forms_visible_to,
        version_condition=for_audience,
    ),
    RecordKind(
        model=FeedbackQuestion, slug="feedback-questions", part_of=("form",), visible_to=feedback_questions_visible_to
    ),
    RecordKind(
        model=Programme,
        slug="programmes",
        visible_to=programmes_visible_to,
        version_condition=for_secretariat,
        pages=("programme_editor",),
    ),
    RecordKind(model=ProgrammeDay, slug="programme-days", part_of=("programme",)),
    RecordKind(model=Room, slug="rooms", part_of=("programme",)),
    RecordKind(model=ProgrammePerson, slug="programme-people", part_of=("programme",)),
    RecordKind(model=ProgrammeItem, slug="programme-items", part_of=("programme",)),
    RecordKind(model=ProgrammePart, slug="programme-parts", part_of=("item",)),
    RecordKind(
        model=ProgrammeRelease,
        slug="programme-releases",
        visible_to=releases_visible_to,
        version_condition=_release,
        key=("programme__slug", "number"),
        sitemap_page="event_programme",
        sitemap_key="programme__event__activity__slug",
        shown_to=current_releases_visible_to,
    ),
    # What was written of a person, once published or not, is told to nobody but the secretariat.
    RecordKind(
        model=Speaker,
        slug="speakers",
        visible_to=speakers_published_to,
        versions_visible_to=speaker_records_of,
        version_condition=for_secretariat,
        has_history=True,
    ),
    RecordKind(model=SpeakerAdvice, slug="speaker-advice", part_of=("speaker",)),
    RecordKind(model=SpeakerInterest, slug="speaker-interests", part_of=("speaker",)),
    RecordKind(model=SpeakerConsent, slug="speaker-consents", part_of=("speaker",)),
    # Of the people registered no version is kept: a version cannot be deleted, and they are promised that they will be.
    RecordKind(
        model=Registration,
        slug="registrations",
        visible_to=registrations_visible_to,
        versions_visible_to=_registrations_with_past,
        version_condition=for_secretariat,
        pages=("registration",),
    ),
    RecordKind(model=RegistrationCategory, slug="registration-categories", part_of=("registration",)),
    RecordKind(model=HeadCount, slug="head-counts", part_of=("registration",)),
    RecordKind(model=Screen, slug="screens", part_of=("programme",)),
    RecordKind(model=ScreenNotice, slug="screen-notices", part_of=("programme",)),
    RecordKind(model=SpeakersList, slug="speakers-lists", part_of=("item",)),
    RecordKind(model=GroupLimit, slug="group-limits", part_of=("speakers_list",)),
    RecordKind(model=FloorRequest, slug="floor-requests", part_of=("speakers_list",)),
    RecordKind(
        model=LogisticsTask, slug="logistics-tasks", visible_to=tasks_visible_to, version_condition=for_secretariat
    ),
    RecordKind(
        model=TaskTemplate,
        slug="task-templates",
        visible_to=task_templates_visible_to,
        version_condition=for_secretariat,
    ),
    RecordKind(model=TemplateTask, slug="template-tasks", part_of=("template",)),
    RecordKind(model=ParticipantNeed, slug="participant-needs", is_versioned=False),
    RecordKind(model=Participant, slug="participants", is_versioned=False),
    RecordKind(model=SurvivorOfficer, slug="survivor-officers", is_versioned=False),
)
