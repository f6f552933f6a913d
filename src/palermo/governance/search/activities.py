"""Activities that are no event, tool or study, which are found as what they are."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.governance.models import Activity
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of

OF_ACTIVITY = {"activities": same}


def _drafts(activities: QuerySet[Activity]) -> Iterator[Draft]:
    for activity in activities:
        yield from drafts_of(activity, activity.title, activity.summary, on=activity.starts, audience=activity.audience)


searchable(SearchSource(kind_of(Activity), _drafts, OF_ACTIVITY))
