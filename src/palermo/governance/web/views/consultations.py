"""Consultations and the other meetings with Member States."""

from collections.abc import Iterable

from django.db.models import Prefetch
from django.db.models.functions import ExtractYear
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import Truncator

from palermo.accounts.requests import SiteRequest
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.kinds import records_visible_to
from palermo.core.text import MultilingualText, plain
from palermo.core.yearline import YearlineEntry
from palermo.governance.models import ActionPoint, AgendaItem, Meeting, PointRaised, Topic
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.guidance import guidance_visible_to, points_visible_to
from palermo.governance.queries.mandate_actions import with_action_counts
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import action_points_visible_to, meetings_visible_to
from palermo.governance.queries.notes import notes_visible_to
from palermo.governance.rules.meetings import instant_here
from palermo.governance.states.bodies import MeetingKind, NoteState
from palermo.governance.web.meeting_facts import facts_of
from palermo.governance.web.meeting_papers import committee_reports, papers_of_meetings, split_papers
from palermo.governance.web.statements import statement_parts
from palermo.library.queries import documents_visible_to
from palermo.site.access import member_states_only
from palermo.site.listing import STARTS_FIRST, facets_of, filter_value, page_of

WITH_MEMBER_STATES = [
    MeetingKind.CONSULTATION,
    MeetingKind.INTERSESSIONAL,
    MeetingKind.BRIEFING,
    MeetingKind.EXPERT,
    MeetingKind.PLENARY,
]
REPORTS_SHOWN = 3
TOPICS_SHOWN = 3
# The meeting's own page has its topics in full.
LONGEST_NOTE = 60
# Six things done under a mandate are shown where its source is; a seventh says that its own page has more.
ONE_MORE = 7


@member_states_only
def consultation_list(request: SiteRequest) -> HttpResponse:
    """Meetings with Member States: those ahead first, then all along the line of the year; by kind and year."""
    meetings = meetings_visible_to(request.viewer).filter(kind__in=WITH_MEMBER_STATES).select_related("place")
    facets = facets_of(meetings, kind="kind", year=ExtractYear("starts_on"))
    chosen = {
        "kind": filter_value(request, "kind", WITH_MEMBER_STATES),
        "year": filter_value(request, "year", facets.values("year", {})),
    }
    ahead = meetings.filter(ends_on__gte=clock.today(), cancelled_on=None).order_by("starts_on", "slug")
    if chosen["kind"]:
        meetings = meetings.filter(kind=chosen["kind"])
    if chosen["year"]:
        meetings = meetings.filter(starts_on__year=int(chosen["year"]))
    guidance_given = Prefetch("guidance", guidance_visible_to(request.viewer).defer("text"))
    topics = (guidance_given, "agenda_items")
    page = page_of(request, meetings.order_by("-starts_on", "slug").prefetch_related(*topics))
    context = {
        "ahead": ahead[:5],
        "page": page,
        "entries": [_entry(meeting, _main_topics(meeting)) for meeting in page],
        "committee_reports": committee_reports(request.viewer)[:REPORTS_SHOWN],
        "kinds": facets.choices("kind", [(kind.value, kind.label) for kind in WITH_MEMBER_STATES], chosen),
        "years": facets.years("year", chosen),
        **chosen,
    }
    return render(request, "governance/consultations/list.html", context)


def _main_topics(meeting: Meeting) -> list[MultilingualText]:
    """On what Member States gave guidance; where they gave none, what stood on the agenda."""
    topics = [guidance.topic for guidance in meeting.guidance.all()]
    return (topics or [item.title for item in meeting.agenda_items.all()])[:TOPICS_SHOWN]


def entries_of(meetings: Iterable[Meeting]) -> list[YearlineEntry]:
    """Meetings along the line of the year: kind or title, and where."""
    return [_entry(meeting, []) for meeting in meetings]


def _entry(meeting: Meeting, topics: list[MultilingualText]) -> YearlineEntry:
    """One meeting on the line; beside it where it was and on what Member States gave guidance."""
    notes = [*([meeting.place.name] if meeting.place else []), *topics]
    words = plain(meeting.title) or meeting.display_name()
    note = " · ".join(Truncator(plain(each)).chars(LONGEST_NOTE) for each in notes)
    return YearlineEntry(meeting.starts_on, meeting.ends_on, words, meeting.get_absolute_url(), "meeting", note)


@member_states_only
def consultation_detail(request: SiteRequest, slug: str) -> HttpResponse:
    """One meeting: agenda and papers before it; briefings, guidance and its results after."""
    viewer = request.viewer
    meetings = meetings_visible_to(viewer).filter(kind__in=WITH_MEMBER_STATES)
    meetings = meetings.select_related("place", "body", "session__body").prefetch_related(papers_of_meetings(viewer))
    meeting = get_object_or_404(meetings, slug=slug)
    before, after = split_papers(meeting)
    context = {
        "meeting": meeting,
        "is_held": meeting.is_held_by(clock.today()),
        "agenda_items": agenda_of(meeting, viewer),
        "papers": before,
        "meeting_reports": after,
        "briefings": meeting.briefings.all(),
        "action_points": action_points_of(meeting, viewer),
        "points": _by_topic(points_visible_to(viewer).filter(meeting=meeting).select_related("about")),
        "guidance": guidance_visible_to(viewer)
        .filter(meeting=meeting)
        .prefetch_related(prefetch_mandate_results(viewer)),
        "notes": notes_visible_to(viewer).filter(meeting=meeting).exclude(state=NoteState.DISCARDED),
        "open_until": open_until(meeting),
        **facts_of(meeting),
        "decisions": decisions_visible_to(viewer).filter(adopted_at=meeting),
        "endorsements": endorsements_visible_to(viewer)
        .filter(put_at=meeting)
        .select_related("procedure")
        .prefetch_related(prefetch_mandate_results(viewer)),
        "prepared": records_visible_to(viewer, "reports").filter(meeting=meeting),
        "statements": statement_parts("meetings", slug, viewer),
        **_neighbours(meeting, viewer),
    }
    return render(request, "governance/consultations/detail.html", context)


def _by_topic(points: Iterable[PointRaised]) -> list[tuple[Topic | None, list[PointRaised]]]:
    """Points under their topics, in the order in which each topic came up; those without one together."""
    by_topic: dict[int | None, tuple[Topic | None, list[PointRaised]]] = {}
    for point in points:
        by_topic.setdefault(point.about_id, (point.about, []))[1].append(point)
    return list(by_topic.values())


def open_until(meeting: Meeting) -> str:
    """Until when delegations may correct the notes, in words; nothing where they may not."""
    until = meeting.corrections_until
    return instant_here(until, meeting) if until and clock.now() < until else ""


def agenda_of(meeting: Meeting, viewer: Viewer) -> Iterable[AgendaItem]:
    """The agenda, with the papers under each item that the reader may see."""
    return meeting.agenda_items.prefetch_related(Prefetch("documents", documents_visible_to(viewer)))


def action_points_of(meeting: Meeting, viewer: Viewer) -> Iterable[ActionPoint]:
    """The action points of a meeting, with the responsible party, due date and status from the register."""
    entries = "follow_up__responsible_organisation", "follow_up__responsible_state", "follow_up__responsible_body"
    points = action_points_visible_to(viewer).filter(meeting=meeting).select_related(*entries)
    return points.prefetch_related("follow_up__responsible_state__former_names")


def prefetch_mandate_results(viewer: Viewer) -> Prefetch:
    """Prefetch a source's mandates and the first things done under each, as far as the reader may see them."""
    activities = activities_visible_to(viewer).order_by(STARTS_FIRST, "slug")
    mandates = with_action_counts(mandates_visible_to(viewer), viewer).prefetch_related(
        Prefetch("activities", activities[:ONE_MORE], to_attr="done"),
        Prefetch("guidance_given", guidance_visible_to(viewer)[:ONE_MORE], to_attr="given"),
        Prefetch("endorsements_sought", endorsements_visible_to(viewer)[:ONE_MORE], to_attr="sought"),
    )
    return Prefetch("mandates", mandates)


def _neighbours(meeting: Meeting, viewer: Viewer) -> dict[str, object]:
    """The meetings with Member States before and after this one."""
    meetings = meetings_visible_to(viewer).filter(kind__in=WITH_MEMBER_STATES)
    earlier = meetings.filter(starts_on__lt=meeting.starts_on).order_by("-starts_on", "slug")
    later = meetings.filter(starts_on__gt=meeting.starts_on).order_by("starts_on", "slug")
    return {"earlier": earlier.first(), "later": later.first()}
