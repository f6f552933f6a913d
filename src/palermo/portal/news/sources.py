"""What is news: which records, by which day, done by which acts, for whom, and what they are about."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.events.models import Accreditation, Outcome, ProgrammeRelease, Registration, Speaker
from palermo.events.queries.events import outcomes_visible_to
from palermo.events.queries.programmes import releases_visible_to
from palermo.events.queries.registrations import accreditations_visible_to, registrations_visible_to
from palermo.events.queries.speakers import speaker_proposals_visible_to
from palermo.events.states.programmes import ReleaseState
from palermo.governance.models import (
    Activity,
    Decision,
    Endorsement,
    Guidance,
    Mandate,
    Meeting,
    MeetingChange,
    MeetingPaper,
    NoteVerbale,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.guidance import guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.states.bodies import NoteState
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentState
from palermo.portal.news.shapes import Source
from palermo.reporting.models import Report
from palermo.reporting.queries import reports_visible_to
from palermo.reporting.states import ReportState


def _meetings(name: str, day: str, verb: str, words: Promise) -> Source:
    return Source(
        name=name,
        label=_("Meetings"),
        model=Meeting,
        visible=meetings_visible_to,
        rows=meetings_visible_to,
        day=day,
        kind=lambda meeting: words,
        verbs=frozenset({verb}),
        about=ABOUT_MEETINGS,
    )


ABOUT_MEETINGS = {"meeting": ("pk",), "meeting_kind": ("kind",), "body": ("body", "session__body")}
MOVED = _("Meeting moved")


def _released_papers(viewer: Viewer) -> QuerySet[MeetingPaper]:
    """Reports of the Steering Committee by the day on which Member States got them, whenever they were issued."""
    rows = MeetingPaper.objects.filter(released_on__isnull=False, document__in=documents_visible_to(viewer))
    return rows.select_related("document")


def _unreleased_documents(viewer: Viewer) -> QuerySet[Document]:
    """Documents that were not released to Member States as papers of a meeting."""
    return documents_visible_to(viewer).exclude(meeting_papers__released_on__isnull=False)


def _issued_reports(viewer: Viewer) -> QuerySet[Report]:
    return reports_visible_to(viewer).filter(state=ReportState.ISSUED)


def _issued_notes(viewer: Viewer) -> QuerySet[NoteVerbale]:
    return notes_visible_to(viewer).filter(state=NoteState.ISSUED)


def _issued_documents(viewer: Viewer) -> QuerySet[Document]:
    return documents_visible_to(viewer).filter(state=DocumentState.ISSUED)


def _moves(viewer: Viewer) -> QuerySet[MeetingChange]:
    return MeetingChange.objects.filter(meeting__in=meetings_visible_to(viewer)).select_related("meeting")


def _programmes(viewer: Viewer) -> QuerySet[ProgrammeRelease]:
    """Released versions, by the day on which they were released; their content is not read."""
    released = releases_visible_to(viewer).filter(state=ReleaseState.RELEASED).defer("content")
    return released.annotate(released_on=TruncDate("released_at"))


def _shared_speakers(viewer: Viewer) -> QuerySet[Speaker]:
    """People proposed for events, by the day on which the secretariat shared them with Member States."""
    shared = speaker_proposals_visible_to(viewer).filter(shared_at__isnull=False)
    # Who is told of somebody only because they proposed them is shown no sharing.
    shared = shared if viewer.reads_member_states else shared.none()
    return shared.annotate(shared_on=TruncDate("shared_at"))


def _proposed_speakers(viewer: Viewer) -> QuerySet[Speaker]:
    """Proposals as they come in, which wait for the secretariat."""
    proposed = speaker_proposals_visible_to(viewer).annotate(proposed_on=TruncDate("proposed_at"))
    return proposed if viewer.is_secretariat else proposed.none()


def _accreditation_requests(viewer: Viewer) -> QuerySet[Accreditation]:
    """Applications for accreditation, by the day on which they came in; nobody is named."""
    asked = accreditations_visible_to(viewer).filter(was_invited=False).annotate(asked_on=TruncDate("asked_at"))
    return asked.select_related("registration__event__activity")


def _registrations_with_requests(viewer: Viewer) -> QuerySet[Registration]:
    return registrations_visible_to(viewer).filter(
        pk__in=_accreditation_requests(viewer).order_by().values("registration")
    )


def _activities(viewer: Viewer) -> QuerySet[Activity]:
    return activities_visible_to(viewer).filter(authorised_on__isnull=False)


ABOUT_DOCUMENTS = {
    "meeting": ("meeting_papers__meeting", "agenda_items__meeting"),
    "meeting_kind": ("meeting_papers__meeting__kind",),
    "body": ("meeting_papers__meeting__body", "agenda_items__session__body", "decisions__body", "endorsements__body"),
    "activity": ("activities", "outcomes__event__activity"),
    "mandate": ("activities__mandate", "outcomes__event__activity__mandate"),
}
ABOUT_EVENTS = {
    "activity": ("event__activity",),
    "mandate": ("event__activity__mandate",),
    "topic": ("event__activity__mandate__guidance__about",),
}
NAME_OF_DOCUMENT = lambda document: document.get_kind_display()  # noqa: E731 -- one word for two rows of the table
READING = frozenset({"document.issued", "document.derestricted", "document.opened", "document.reader_named"})
SOURCES = (
    Source(
        name="documents",
        label=_("Documents"),
        model=Document,
        visible=_issued_documents,
        rows=_unreleased_documents,
        day="issued_on",
        kind=NAME_OF_DOCUMENT,
        verbs=READING | {"document.released", "document.created"},
        about=ABOUT_DOCUMENTS,
    ),
    Source(
        name="released",
        label=_("Documents"),
        model=Document,
        visible=_issued_documents,
        rows=_released_papers,
        day="released_on",
        kind=lambda row: row.document.get_kind_display(),
        verbs=frozenset(),
        about={},
        record=lambda row: row.document,
    ),
    Source(
        name="decisions",
        label=_("Decisions"),
        model=Decision,
        visible=decisions_visible_to,
        rows=decisions_visible_to,
        day="adopted_on",
        kind=lambda decision: decision.get_kind_display(),
        verbs=frozenset({"decision.adopted", "decision.created"}),
        about={
            "body": ("body",),
            "mandate": ("paragraphs__mandates", "under"),
            "meeting": ("adopted_at",),
            "meeting_kind": ("adopted_at__kind",),
        },
    ),
    Source(
        name="guidance",
        label=_("Guidance"),
        model=Guidance,
        visible=guidance_visible_to,
        rows=guidance_visible_to,
        day="given_on",
        kind=lambda guidance: _("Guidance"),
        verbs=frozenset({"guidance.recorded", "guidance.created"}),
        about={
            "topic": ("about",),
            "meeting": ("meeting",),
            "meeting_kind": ("meeting__kind",),
            "body": ("meeting__body",),
            "mandate": ("mandates", "under"),
        },
        title=lambda guidance: guidance.topic,
    ),
    Source(
        name="reports",
        label=_("Reports"),
        model=Report,
        visible=_issued_reports,
        rows=_issued_reports,
        day="issued_on",
        kind=lambda report: _("Report"),
        verbs=frozenset({"report.issued"}),
        about={"body": ("session__body", "meeting__body"), "meeting": ("meeting",), "meeting_kind": ("meeting__kind",)},
    ),
    _meetings("scheduled", "scheduled_on", "meeting.scheduled", _("Meeting scheduled")),
    _meetings("cancelled", "cancelled_on", "meeting.cancelled", _("Meeting cancelled")),
    Source(
        name="moved",
        label=_("Meetings"),
        model=Meeting,
        visible=meetings_visible_to,
        rows=_moves,
        day="decided_on",
        kind=lambda row: MOVED,
        verbs=frozenset({"meeting.moved"}),
        about=ABOUT_MEETINGS,
        record=lambda row: row.meeting,
        day_done=lambda meeting: None,
    ),
    Source(
        name="notes",
        label=_("Notes verbales"),
        model=NoteVerbale,
        visible=_issued_notes,
        rows=_issued_notes,
        day="issued_on",
        kind=lambda note: _("Note verbale"),
        verbs=frozenset({"note.issued"}),
        about={
            "meeting": ("meeting",),
            "meeting_kind": ("meeting__kind",),
            "body": ("meeting__body", "endorsement__body"),
        },
        title=lambda note: MultilingualText(),
    ),
    Source(
        name="endorsements",
        label=_("Endorsements"),
        model=Endorsement,
        visible=endorsements_visible_to,
        rows=endorsements_visible_to,
        day="put_on",
        kind=lambda endorsement: _("Text put to Member States"),
        verbs=frozenset({"endorsement.put", "endorsement.announced", "endorsement.created"}),
        about={
            "body": ("body",),
            "mandate": ("under", "mandates"),
            "meeting": ("put_at",),
            "meeting_kind": ("put_at__kind",),
        },
    ),
    Source(
        name="mandates",
        label=_("Mandates"),
        model=Mandate,
        visible=mandates_visible_to,
        rows=mandates_visible_to,
        day="in_force_from",
        kind=lambda mandate: _("Mandate"),
        verbs=frozenset({"mandate.made", "mandate.narrowed", "mandate.ended"}),
        about={
            "mandate": ("pk", "superseded_by"),
            "topic": ("guidance__about",),
            "body": ("paragraph__decision__body", "endorsement__body", "addressee_body"),
            "meeting": ("guidance__meeting",),
            "meeting_kind": ("guidance__meeting__kind",),
        },
    ),
    Source(
        name="activities",
        label=_("Activities"),
        model=Activity,
        visible=_activities,
        rows=_activities,
        day="authorised_on",
        kind=lambda activity: activity.get_kind_display(),
        verbs=frozenset({"activity.authorised", "activity.cancelled", "activity.completed", "event.rescheduled"}),
        about={
            "activity": ("pk", "part_of"),
            "mandate": ("mandate",),
            "topic": ("mandate__guidance__about",),
            "body": ("mandate__addressee_body", "mandate__paragraph__decision__body"),
        },
    ),
    Source(
        name="outcomes",
        label=_("Outcomes"),
        model=Outcome,
        visible=outcomes_visible_to,
        rows=outcomes_visible_to,
        day="produced_on",
        kind=lambda outcome: outcome.get_kind_display(),
        verbs=frozenset({"outcome.created", "outcome.recorded"}),
        about={
            "activity": ("event__activity",),
            "mandate": ("event__activity__mandate",),
            "topic": ("event__activity__mandate__guidance__about",),
        },
        related=("event__activity",),
    ),
    Source(
        name="programmes",
        label=_("Programmes"),
        model=ProgrammeRelease,
        visible=_programmes,
        rows=_programmes,
        day="released_on",
        kind=lambda release: gettext("Programme, version %(number)d") % {"number": release.number},
        verbs=frozenset({"programme.released"}),
        about={
            "activity": ("programme__event__activity",),
            "mandate": ("programme__event__activity__mandate",),
            "topic": ("programme__event__activity__mandate__guidance__about",),
        },
        title=lambda release: release.programme.event.activity.title,
        related=("programme__event__activity",),
        key="pk",
    ),
    Source(
        name="shared_speakers",
        label=_("Proposals of speakers"),
        model=Speaker,
        visible=_shared_speakers,
        rows=_shared_speakers,
        day="shared_on",
        kind=lambda speaker: _("Proposal shared with Member States"),
        verbs=frozenset({"speaker.shared"}),
        about=ABOUT_EVENTS,
        title=lambda speaker: speaker.name,
        readers=Audience.MEMBER_STATES,
    ),
    Source(
        name="proposed_speakers",
        label=_("Proposals of speakers that came in"),
        model=Speaker,
        visible=_proposed_speakers,
        rows=_proposed_speakers,
        day="proposed_on",
        kind=lambda speaker: _("Proposal of a speaker"),
        verbs=frozenset({"speaker.proposed"}),
        about=ABOUT_EVENTS,
        title=lambda speaker: speaker.name,
        readers=Audience.SECRETARIAT,
    ),
    Source(
        name="applications",
        label=_("Events with new applications for accreditation"),
        model=Registration,
        visible=_registrations_with_requests,
        rows=_accreditation_requests,
        day="asked_on",
        kind=lambda row: _("Application for accreditation"),
        verbs=frozenset({"accreditation.applied"}),
        about=ABOUT_EVENTS,
        record=lambda row: row.registration,
        title=lambda registration: registration.event.activity.title,
        related=(),
        readers=Audience.SECRETARIAT,
    ),
)


class Kind(NamedTuple):
    """What readers take for one kind of thing, though several sources tell of it."""

    label: Promise
    sources: tuple[str, ...]


KINDS: dict[str, Kind] = {
    "documents": Kind(_("Documents"), ("documents", "released")),
    "decisions": Kind(_("Decisions"), ("decisions",)),
    "guidance": Kind(_("Guidance"), ("guidance",)),
    "reports": Kind(_("Reports"), ("reports",)),
    "meetings": Kind(_("Meetings"), ("scheduled", "cancelled", "moved")),
    "speakers": Kind(_("Proposals of speakers"), ("shared_speakers", "proposed_speakers")),
    "applications": Kind(_("Applications for accreditation"), ("applications",)),
    "notes": Kind(_("Notes verbales"), ("notes",)),
    "endorsements": Kind(_("Endorsements"), ("endorsements",)),
    "mandates": Kind(_("Mandates"), ("mandates",)),
    "activities": Kind(_("Activities"), ("activities",)),
    "outcomes": Kind(_("Outcomes"), ("outcomes",)),
    "programmes": Kind(_("Programmes"), ("programmes",)),
}
