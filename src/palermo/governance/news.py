"""News sources for documents, decisions, guidance, meetings, notes, endorsements, mandates and activities."""

from dataclasses import replace

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
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
    RequestForAssistance,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.assistance import assistance_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.bodies import NoteState
from palermo.library.models import Document
from palermo.library.queries import documents_visible_to
from palermo.library.states import DocumentState
from palermo.site.news import NewsGroup, NewsSource, register_news

DOCUMENTS = NewsGroup("documents", _("Documents"), 1)
DECISIONS = NewsGroup("decisions", _("Decisions"), 2)
GUIDANCE = NewsGroup("guidance", _("Guidance"), 3)
MEETINGS = NewsGroup("meetings", _("Meetings"), 5)
NOTES = NewsGroup("notes", _("Notes verbales"), 8)
ENDORSEMENTS = NewsGroup("endorsements", _("Endorsements"), 9)
MANDATES = NewsGroup("mandates", _("Mandates"), 10)
ACTIVITIES = NewsGroup("activities", _("Activities"), 11)
ASSISTANCE = NewsGroup("assistance", _("Technical assistance"), 14)
ABOUT_MEETINGS = {"meeting": ("pk",), "meeting_kind": ("kind",), "body": ("body", "session__body")}
ABOUT_DOCUMENTS = {
    "meeting": ("meeting_papers__meeting", "agenda_items__meeting"),
    "meeting_kind": ("meeting_papers__meeting__kind",),
    "body": ("meeting_papers__meeting__body", "agenda_items__session__body", "decisions__body", "endorsements__body"),
    "activity": ("activities", "outcomes__event__activity"),
    "mandate": ("activities__mandate", "outcomes__event__activity__mandate"),
}
READING = frozenset({"document.issued", "document.derestricted", "document.opened", "document.reader_named"})


def _meeting_news(name: str, day: str, verb: str, words: Promise) -> NewsSource:
    return NewsSource(
        name=name,
        label=_("Meetings"),
        model=Meeting,
        day=day,
        kind=lambda meeting: words,
        verbs=frozenset({verb}),
        about=ABOUT_MEETINGS,
        group=MEETINGS,
    )


def _released_papers(viewer: Viewer) -> QuerySet[MeetingPaper]:
    """Reports of the Steering Committee by the day on which Member States got them, whenever they were issued."""
    rows = MeetingPaper.objects.filter(released_on__isnull=False, document__in=documents_visible_to(viewer))
    return rows.select_related("document")


def _unreleased_documents(viewer: Viewer) -> QuerySet[Document]:
    """Documents that were not released to Member States as papers of a meeting."""
    return documents_visible_to(viewer).exclude(meeting_papers__released_on__isnull=False)


def _issued_notes(viewer: Viewer) -> QuerySet[NoteVerbale]:
    return notes_visible_to(viewer).filter(state=NoteState.ISSUED)


def _issued_documents(viewer: Viewer) -> QuerySet[Document]:
    return documents_visible_to(viewer).filter(state=DocumentState.ISSUED)


def _moves(viewer: Viewer) -> QuerySet[MeetingChange]:
    return MeetingChange.objects.filter(meeting__in=meetings_visible_to(viewer)).select_related("meeting")


def _activities(viewer: Viewer) -> QuerySet[Activity]:
    """Activities under a mandate. A campaign that the record arranged for itself is no news."""
    rows = activities_visible_to(viewer).filter(authorised_on__isnull=False)
    return rows.exclude(~Q(arranged=[]), kind=ActivityKind.CAMPAIGN)


def _recorded_assistance(viewer: Viewer) -> QuerySet[RequestForAssistance]:
    return assistance_visible_to(viewer).filter(recorded_on__isnull=False)


register_news(
    NewsSource(
        name="documents",
        group=DOCUMENTS,
        label=_("Documents"),
        model=Document,
        records=_issued_documents,
        rows=_unreleased_documents,
        day="issued_on",
        kind=lambda document: document.get_kind_display(),
        verbs=READING | {"document.released", "document.created"},
        about=ABOUT_DOCUMENTS,
    ),
    NewsSource(
        name="released",
        group=DOCUMENTS,
        label=_("Documents"),
        model=Document,
        records=_issued_documents,
        rows=_released_papers,
        day="released_on",
        kind=lambda row: row.document.get_kind_display(),
        verbs=frozenset(),
        about={},
        record=lambda row: row.document,
    ),
    NewsSource(
        name="decisions",
        group=DECISIONS,
        label=_("Decisions"),
        model=Decision,
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
    NewsSource(
        name="guidance",
        group=GUIDANCE,
        label=_("Guidance"),
        model=Guidance,
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
    _meeting_news("scheduled", "scheduled_on", "meeting.scheduled", _("Meeting scheduled")),
    _meeting_news("cancelled", "cancelled_on", "meeting.cancelled", _("Meeting cancelled")),
    replace(
        _meeting_news("moved", "decided_on", "meeting.moved", _("Meeting rescheduled")),
        rows=_moves,
        record=lambda row: row.meeting,
        day_done=lambda meeting: None,
    ),
    NewsSource(
        name="notes",
        group=NOTES,
        label=_("Notes verbales"),
        model=NoteVerbale,
        records=_issued_notes,
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
    NewsSource(
        name="endorsements",
        group=ENDORSEMENTS,
        label=_("Endorsements"),
        model=Endorsement,
        day="put_on",
        kind=lambda endorsement: _("Text submitted to Member States"),
        verbs=frozenset({"endorsement.put", "endorsement.announced", "endorsement.created"}),
        about={
            "body": ("body",),
            "mandate": ("under", "mandates"),
            "meeting": ("put_at",),
            "meeting_kind": ("put_at__kind",),
        },
    ),
    NewsSource(
        name="mandates",
        group=MANDATES,
        is_on_desks=False,
        label=_("Mandates"),
        model=Mandate,
        day="in_force_from",
        date_of=lambda mandate: mandate.in_force_since,
        related=("paragraph__decision", "guidance", "endorsement"),
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
    NewsSource(
        name="activities",
        group=ACTIVITIES,
        is_on_desks=False,
        label=_("Activities"),
        model=Activity,
        records=_activities,
        day="authorised_on",
        # The day is that of its authorization, which may be long before or after it takes place.
        kind=lambda activity: gettext("Authorized: %(kind)s") % {"kind": activity.get_kind_display()},
        verbs=frozenset({"activity.authorised", "activity.cancelled", "activity.completed", "event.rescheduled"}),
        about={
            "activity": ("pk", "part_of"),
            "state": ("event__place__state",),
            "mandate": ("mandate",),
            "topic": ("mandate__guidance__about",),
            "body": ("mandate__addressee_body", "mandate__paragraph__decision__body"),
        },
    ),
    NewsSource(
        name="assistance",
        group=ASSISTANCE,
        label=_("Technical assistance"),
        model=RequestForAssistance,
        records=_recorded_assistance,
        day="recorded_on",
        kind=lambda request: _("Request for assistance"),
        verbs=frozenset({"assistance.recorded", "assistance.accepted", "assistance.completed"}),
        about={"topic": ("about",), "mandate": ("mandate",), "activity": ("tool",)},
    ),
)
