"""Who acted and on what, in words. A person is named to the secretariat only; others read for whom they acted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.models import FormerName, Posting
from palermo.accounts.states import Role
from palermo.accounts.viewer import Viewer
from palermo.audit.models import AuditEvent
from palermo.core.languages import BY_CODE
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
)
from palermo.governance.models import (
    ActionPoint,
    Activity,
    AgendaItem,
    Amendment,
    Attendance,
    Briefing,
    Correction,
    Decision,
    Disposition,
    DonorContribution,
    Endorsement,
    Extension,
    FollowUp,
    Guidance,
    Mandate,
    Meeting,
    MeetingChange,
    MeetingPaper,
    Membership,
    NoteVerbale,
    OperativeParagraph,
    Partner,
    PointRaised,
    ProgressReport,
    Response,
    TextVersion,
)
from palermo.knowledge.models import Study
from palermo.library.models import Document, DocumentAlias, DocumentReader, LanguageVersion
from palermo.portal.offline.models import OfflineBundle
from palermo.reporting.models import Report, ReportRecommendation
from palermo.toolkit.models import Edition, Tool

NOUNS: dict[type[Model], Promise] = {
    ActionPoint: _("Action point"),
    Activity: _("Activity"),
    AgendaItem: _("Agenda item"),
    Amendment: _("Amendment"),
    Attendance: pgettext_lazy("at a meeting", "Attendance"),
    Briefing: _("Briefing"),
    Correction: _("Correction"),
    Decision: _("Decision"),
    Disposition: _("What became of an activity"),
    Document: _("Document"),
    DocumentAlias: _("Other symbol"),
    DocumentReader: _("Named reader"),
    DonorContribution: _("Contribution"),
    Edition: _("Edition"),
    Endorsement: _("Endorsement"),
    Event: _("Event"),
    Extension: _("Extension of the deadline"),
    FloorRequest: _("Request for the floor"),
    FollowUp: _("Follow-up"),
    FormerName: _("Former name"),
    GroupLimit: _("Time limit of a group"),
    Guidance: _("Guidance"),
    LanguageVersion: _("Language version"),
    LogisticsTask: _("Task"),
    Mandate: _("Mandate"),
    Meeting: _("Meeting"),
    MeetingChange: _("Change of the meeting"),
    MeetingPaper: _("Paper"),
    Membership: _("Membership"),
    NoteVerbale: _("Note verbale"),
    OperativeParagraph: _("Operative paragraph"),
    Outcome: _("Outcome"),
    Partner: _("Partner"),
    PointRaised: _("Point raised"),
    Programme: _("Programme"),
    ProgrammeDay: _("Day of the programme"),
    ProgrammeItem: _("Item of the programme"),
    ProgrammePart: _("Part in an item"),
    ProgrammePerson: _("Person in the programme"),
    ProgrammeRelease: _("Version of the programme"),
    ProgressReport: _("Progress report"),
    Recommendation: _("Recommendation"),
    OfflineBundle: _("Bundle"),
    Registration: _("Registration"),
    RegistrationCategory: _("Category"),
    HeadCount: _("How many came"),
    Report: _("Report"),
    ReportRecommendation: _("Recommendation"),
    Rescheduling: _("Change of the event"),
    Response: _("Answer of a Member State"),
    Room: _("Room"),
    BudgetLine: _("Line of the budget"),
    EventInvitation: _("Invitation to an event"),
    FeedbackForm: _("What participants are asked"),
    FeedbackQuestion: _("Question to participants"),
    ParticipantGroup: _("Line of the list of participants"),
    Showing: _("Showing at the Forum"),
    Speaker: pgettext_lazy("person", "Speaker"),
    SpeakerAdvice: _("Advice of a Member State"),
    SpeakerConsent: _("Consent"),
    SpeakerInterest: _("Declaration of interest"),
    Screen: _("Screen"),
    ScreenNotice: _("Notice on the screens"),
    SpeakersList: _("Speakers' list"),
    Study: _("Study"),
    TextVersion: _("Version of the text"),
    Tool: _("Tool"),
}
ACTED_FOR: dict[Role, Promise] = {
    Role.SECRETARIAT: _("the secretariat"),
    Role.COMMITTEE_MEMBER: _("a member of the Steering Committee"),
    Role.DELEGATE: _("a delegate of a Member State"),
    Role.FOCAL_POINT: _("a national focal point"),
}
COMMAND = _("a command")
SOMEBODY = _("somebody")
NOBODY = _("not in the log")


def which(model: type[Model], data: dict[str, Any]) -> str:
    """What tells a row from the others of its record: its number, its language, its symbol."""
    if model is LanguageVersion:
        return BY_CODE[data["language"]].name
    return str(data.get("number") or data.get("symbol") or "")


def actors_of(events: Iterable[AuditEvent], viewer: Viewer) -> dict[int, str]:
    """Who did each act, by the place of its entry, by one query."""
    events = list(events)
    if viewer.is_secretariat:
        return {event.sequence: event.actor_name for event in events}
    postings: dict[str, list[Posting]] = {}
    for posting in Posting.objects.filter(user__in=[event.actor_id for event in events if event.actor_id]):
        postings.setdefault(str(posting.user_id), []).append(posting)
    return {event.sequence: str(_acted_for(event, postings.get(event.actor_id, []))) for event in events}


def _acted_for(event: AuditEvent, postings: list[Posting]) -> Promise:
    if not event.actor_id:
        return COMMAND
    day = timezone.localdate(event.at)
    held = {p.role for p in postings if p.since_on <= day and (p.until_on is None or day < p.until_on)}
    return next((words for role, words in ACTED_FOR.items() if role in held), SOMEBODY)
