"""Events, tools, studies and other activities: each found once, as what it is."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.core.text import MultilingualText
from palermo.events.models import Event
from palermo.events.queries.events import events_visible_to
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.knowledge.models import Study
from palermo.knowledge.queries import studies_visible_to
from palermo.search.kinds import Draft, Kind, same, searchable
from palermo.search.sources.wording import drafts_of, through
from palermo.toolkit.models import Tool
from palermo.toolkit.queries import tools_visible_to

OF_ACTIVITY = {"activities": same}


def _of(record: Event | Tool | Study | Activity, activity: Activity, *texts: MultilingualText) -> Iterator[Draft]:
    facts: dict[str, Any] = {"day": activity.starts_on, "audience": activity.audience}
    return drafts_of(record, activity.title, activity.summary, *texts, **facts)


def _events(events: QuerySet) -> Iterator[Draft]:
    for event in events.select_related("activity", "place").prefetch_related("reschedulings"):
        place = event.place.name if event.place else MultilingualText()
        earlier = [each.previous_title for each in event.reschedulings.all()]
        yield from _of(event, event.activity, place, event.theme, event.participants, *earlier)


def _tools(tools: QuerySet) -> Iterator[Draft]:
    for tool in tools.select_related("activity").prefetch_related("editions"):
        presented = [edition.presented_to for edition in tool.editions.all()]
        yield from _of(tool, tool.activity, tool.aim, tool.readers, *presented)


def _studies(studies: QuerySet) -> Iterator[Draft]:
    for study in studies.select_related("activity"):
        yield from _of(study, study.activity, study.aim, study.method, study.obstacle, study.results_for)


def _others(activities: QuerySet) -> Iterator[Draft]:
    for activity in activities:
        yield from _of(activity, activity)


def _others_visible_to(viewer: Viewer) -> QuerySet[Activity]:
    return activities_visible_to(viewer).filter(kind=ActivityKind.OTHER)


searchable(
    Kind(
        "events",
        Event,
        events_visible_to,
        _events,
        {**OF_ACTIVITY, "places": through(Event, "place")},
        shown=lambda events: events.select_related("activity"),
    )
)
searchable(
    Kind(
        "tools",
        Tool,
        tools_visible_to,
        _tools,
        OF_ACTIVITY,
        shown=lambda tools: tools.select_related("activity"),
    )
)
searchable(
    Kind(
        "studies",
        Study,
        studies_visible_to,
        _studies,
        OF_ACTIVITY,
        shown=lambda studies: studies.select_related("activity"),
    )
)
searchable(Kind("activities", Activity, _others_visible_to, _others, OF_ACTIVITY))
