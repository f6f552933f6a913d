"""Activities that are no event, tool or study, which are found as what they are."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.states.activities import ActivityKind
from palermo.search.kinds import Draft, Kind, same, searchable
from palermo.search.wording import drafts_of

OF_ACTIVITY = {"activities": same}


def _drafts(activities: QuerySet[Activity]) -> Iterator[Draft]:
    for activity in activities:
        yield from drafts_of(
            activity, activity.title, activity.summary, day=activity.starts_on, audience=activity.audience
        )


def _others_visible_to(viewer: Viewer) -> QuerySet[Activity]:
    return activities_visible_to(viewer).filter(kind=ActivityKind.OTHER)


searchable(Kind("activities", Activity, _others_visible_to, _drafts, OF_ACTIVITY))
