"""Where a record is shown, and how records behind a paragraph become links for one reader."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from palermo.accounts.models import Invitation, Posting, State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, active_language
from palermo.core.speech.dates import say_day
from palermo.core.templatetags.texts import plain
from palermo.events.models import Event, Outcome, Recommendation
from palermo.events.queries.events import events_visible_to, outcomes_visible_to
from palermo.governance.models import (
    ActionPoint,
    Activity,
    Amendment,
    Correction,
    Decision,
    DonorContribution,
    Endorsement,
    FollowUp,
    Guidance,
    Mandate,
    Meeting,
    MeetingPaper,
    NoteVerbale,
    OperativeParagraph,
    PointRaised,
    ProgressReport,
    Topic,
)
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.guidance import guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.governance.states.bodies import MeetingKind
from palermo.knowledge.models import Study
from palermo.knowledge.queries import studies_visible_to
from palermo.library.models import Document, DocumentReader, LanguageVersion
from palermo.library.queries import documents_visible_to
from palermo.portal.floor.names import FLOOR_ADDRESSES, FLOOR_NAMES
from palermo.portal.logistics.names import LOGISTICS_ADDRESSES, LOGISTICS_NAMES
from palermo.portal.offline.models import OfflineBundle
from palermo.portal.preparation.names import PREPARATION_ADDRESSES, PREPARATION_NAMES
from palermo.portal.programmes.names import PROGRAMME_ADDRESSES, PROGRAMME_NAMES
from palermo.portal.register.words import ENTRY_NAMES
from palermo.portal.registrations.names import REGISTRATION_ADDRESSES, REGISTRATION_NAMES
from palermo.portal.screens.names import SCREEN_ADDRESSES, SCREEN_NAMES
from palermo.portal.speakers.names import SPEAKER_ADDRESSES, SPEAKER_NAMES
from palermo.reporting.models import Report, ReportRecommendation
from palermo.reporting.tree import Source
from palermo.toolkit.models import Tool
from palermo.toolkit.queries import tools_visible_to

ACTIVITY_PAGES = {
    ActivityKind.EVENT: "event",
    ActivityKind.TOOL: "tool",
    ActivityKind.STUDY: "study",
    ActivityKind.OTHER: "activity",
}


def activity_address(activity: Activity) -> str:
    """An activity is shown as the event, tool or study it is."""
    return reverse(ACTIVITY_PAGES[ActivityKind(activity.kind)], args=[activity.slug])


def meeting_address(meeting: Meeting) -> str:
    """The Steering Committee's meetings have their own room."""
    page = "committee_meeting" if meeting.kind == MeetingKind.COMMITTEE else "consultation"
    return reverse(page, args=[meeting.slug])


def outcome_address(outcome: Outcome) -> str:
    """An outcome is shown on its event's page."""
    return f"{reverse('event', args=[outcome.event.activity.slug])}#{outcome.slug}"


def paragraph_address(paragraph: OperativeParagraph) -> str:
    """A paragraph on its decision's page."""
    return f"{reverse('decision', args=[paragraph.decision.slug])}#p{paragraph.number}"


ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    Activity: activity_address,
    Event: lambda event: activity_address(event.activity),
    Tool: lambda tool: activity_address(tool.activity),
    Study: lambda study: activity_address(study.activity),
    Outcome: outcome_address,
    Meeting: meeting_address,
    MeetingPaper: lambda paper: meeting_address(paper.meeting),
    OperativeParagraph: paragraph_address,
    Decision: lambda decision: reverse("decision", args=[decision.slug]),
    Amendment: lambda each: f"{reverse('decision', args=[each.decision.slug])}#{each.slug}",
    Mandate: lambda mandate: reverse("mandate", args=[mandate.slug]),
    Guidance: lambda guidance: reverse("guidance", args=[guidance.slug]),
    Correction: lambda correction: f"{reverse('guidance', args=[correction.guidance.slug])}#corrections",
    Topic: lambda topic: reverse("topic", args=[topic.slug]),
    NoteVerbale: lambda note: reverse("note", args=[note.slug]),
    Endorsement: lambda endorsement: reverse("endorsement", args=[endorsement.slug]),
    PointRaised: lambda point: meeting_address(point.meeting),
    Page: lambda page: page.get_url(),
    Document: lambda document: reverse("document", args=[document.slug]),
    DocumentReader: lambda reader: f"{reverse('document', args=[reader.document.slug])}#readers",
    LanguageVersion: lambda version: f"{reverse('document', args=[version.document.slug])}?text={version.language}",
    Report: lambda report: reverse("report", args=[report.slug]),
    FollowUp: lambda entry: reverse("follow_up", args=[entry.slug]),
    ProgressReport: lambda each: f"{reverse('follow_up', args=[each.follow_up.slug])}#progress-{each.number}",
    Recommendation: lambda each: f"{outcome_address(each.outcome)}-{each.number}",
    ReportRecommendation: lambda each: f"{reverse('report', args=[each.report.slug])}#recommendation-{each.number}",
    ActionPoint: lambda point: f"{meeting_address(point.meeting)}#action-{point.number}",
    State: lambda state: reverse("state", args=[state.slug]),
    DonorContribution: lambda each: reverse("contribution", args=[each.slug]),
    Invitation: lambda invitation: f"{reverse('people')}#invitations",
    Posting: lambda posting: reverse("people"),
    OfflineBundle: lambda bundle: reverse("bundle", args=[bundle.slug]),
    **PROGRAMME_ADDRESSES,
    **PREPARATION_ADDRESSES,
    **SPEAKER_ADDRESSES,
    **REGISTRATION_ADDRESSES,
    **SCREEN_ADDRESSES,
    **FLOOR_ADDRESSES,
    **LOGISTICS_ADDRESSES,
}


NAMES = ENTRY_NAMES | PROGRAMME_NAMES | PREPARATION_NAMES | SPEAKER_NAMES | REGISTRATION_NAMES
NAMES |= SCREEN_NAMES | FLOOR_NAMES | LOGISTICS_NAMES


def address_of(record: Model) -> str:
    """The page of a record."""
    return ADDRESSES[type(record)](record)


def name_of(record: Model) -> str:
    """What a link to a record says: its number or kind and date, or its title."""
    if named := NAMES.get(type(record)):
        return named(record)
    if isinstance(record, (Invitation, Posting)):
        return record.name if isinstance(record, Invitation) else record.user.name
    if isinstance(record, MeetingPaper):
        return name_of(record.document)
    if isinstance(record, OperativeParagraph):
        return _("%(decision)s ¶%(number)s") % {"decision": name_of(record.decision), "number": record.number}
    if isinstance(record, Decision) and record.number:
        return _("%(kind)s %(number)s") % {"kind": record.get_kind_display(), "number": record.number}
    if isinstance(record, Decision) and record.adopted:
        day = say_day(record.adopted, active_language().code)
        return _("%(kind)s of %(date)s") % {"kind": record.get_kind_display(), "date": day}
    if isinstance(record, Decision) and record.temporary_number:
        values = {"kind": record.get_kind_display(), "number": record.temporary_number}
        return _("%(kind)s %(number)s (temporary number)") % values
    if isinstance(record, Amendment):
        return _amendment_name(record)
    if isinstance(record, LanguageVersion):
        return _("%(document)s (%(language)s)") % {
            "document": name_of(record.document),
            "language": BY_CODE[record.language].name,
        }
    if isinstance(record, DocumentReader):
        return _reader_name(record)
    if isinstance(record, Meeting):
        return _("%(meeting)s, %(date)s") % {"meeting": record.get_kind_display(), "date": _day(record.starts_on)}
    if isinstance(record, NoteVerbale):
        return _note_name(record)
    if isinstance(record, Correction):
        named = record.state_by.short_name_on(timezone.localdate(record.made_at))
        return _("Correction by %(state)s") % {"state": plain(named)}
    if isinstance(record, State):
        return plain(record.short_name_on(clock.today()))
    if isinstance(record, PointRaised):
        return plain(record.about.name) if record.about else name_of(record.meeting)
    if isinstance(record, Topic):
        return capfirst(plain(record.name)) or record.slug
    if isinstance(record, Guidance):
        return _("Guidance of %(date)s") % {"date": say_day(record.given, active_language().code)}
    return plain(_title(record)) or getattr(record, "slug", "")


def _amendment_name(amendment: Amendment) -> str:
    if amendment.paragraph:
        return _("Amendment to %(paragraph)s") % {"paragraph": name_of(amendment.paragraph)}
    return _("Amendment to the whole text of %(decision)s") % {"decision": name_of(amendment.decision)}


def _reader_name(reader: DocumentReader) -> str:
    """A person by name, a State and an organisation by theirs in the reader's language."""
    if reader.state:
        return plain(reader.state.name_today)
    return plain(reader.organisation.name) if reader.organisation else str(reader.user)


def _note_name(note: NoteVerbale) -> str:
    values = {"kind": note.get_kind_display(), "reference": note.reference, "date": _day(note.dated_on)}
    return _("%(kind)s, %(reference)s") % values if note.reference else _("%(kind)s of %(date)s") % values


def _title(record: Any) -> Any:
    return getattr(record, "title", None) or record.activity.title


def _day(day: Any) -> str:
    return say_day(PartialDate(day), active_language().code)


# For each kind of source that has a page: the one visibility query of its model.
SOURCES: dict[str, Callable[[Viewer], QuerySet]] = {
    "events": lambda viewer: events_visible_to(viewer).select_related("activity"),
    "tools": lambda viewer: tools_visible_to(viewer).select_related("activity"),
    "studies": lambda viewer: studies_visible_to(viewer).select_related("activity"),
    "activities": activities_visible_to,
    "outcomes": lambda viewer: outcomes_visible_to(viewer).select_related("event__activity"),
    "meetings": meetings_visible_to,
    "decisions": decisions_visible_to,
    "mandates": mandates_visible_to,
    "guidance": guidance_visible_to,
    "endorsements": endorsements_visible_to,
    "documents": documents_visible_to,
}
BY_ACTIVITY = frozenset({"events", "tools", "studies"})


def links_for(sources: Iterable[Source], viewer: Viewer) -> dict[Source, tuple[str, str]]:
    """Title and address of each source the viewer may see, by one query a kind; the others are not in it at all."""
    wanted = defaultdict(set)
    for source in sources:
        wanted[source.kind].add(source.id)
    links: dict[Source, tuple[str, str]] = {}
    for kind in sorted(wanted.keys() & SOURCES.keys()):
        field = "activity__slug" if kind in BY_ACTIVITY else "slug"
        for record in SOURCES[kind](viewer).filter(**{f"{field}__in": wanted[kind]}):
            slug = record.activity.slug if kind in BY_ACTIVITY else record.slug
            links[Source(kind, slug)] = (name_of(record), address_of(record))
    return links
