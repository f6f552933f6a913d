"""Events, outcomes and their preparation as kinds of record."""

from django.db.models import Q

from palermo.accounts.viewer import Viewer
from palermo.audit.versioned_models import for_audience, for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.events.models import (
    BudgetLine,
    Event,
    EventInvitation,
    FeedbackForm,
    FeedbackQuestion,
    Outcome,
    ParticipantGroup,
    Recommendation,
    Rescheduling,
    Showing,
)
from palermo.events.queries.events import events_visible_to, outcomes_on_record_for, outcomes_visible_to
from palermo.events.queries.feedback import feedback_forms_visible_to, feedback_questions_visible_to
from palermo.events.queries.preparation import budget_lines_visible_to, event_invitations_visible_to
from palermo.events.queries.register import ORIGINS, follow_ups_visible_to, progress_visible_to, reviewed_or_own
from palermo.events.queries.showings import showings_visible_to
from palermo.events.states.preparation import EventInvitationState
from palermo.events.structured_data import event_data
from palermo.governance.models import FollowUp, ProgressReport


def _showing_versions(viewer: Viewer) -> Q:
    """The versions of showings for a viewer: only the secretariat reads those that say why one was withdrawn."""
    return Q() if viewer.is_secretariat else Q(withdrawn_on=None)


def _invitation(viewer: Viewer) -> Q:
    """The versions of invitations for a viewer: until it was sent, an invitation is the secretariat's alone."""
    return Q() if viewer.is_secretariat else ~Q(state=EventInvitationState.PLANNED) & Q(sent_on__isnull=False)


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
    # The register is governance's; who reads an entry is known here, where every origin is.
    RecordKind(
        model=FollowUp,
        slug="follow-up",
        visible_to=follow_ups_visible_to,
        pages=("follow_up",),
        list_page="follow_up_list",
        sitemap_page="follow_up",
        named_by=ORIGINS,
        summary=lambda entry: entry.wording,
    ),
    RecordKind(
        model=ProgressReport,
        slug="progress-reports",
        part_of=("follow_up",),
        visible_to=progress_visible_to,
        version_condition=reviewed_or_own,
    ),
)
