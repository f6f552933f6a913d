"""Tools, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.kinds import kind_of
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.search.sources import Draft, SearchSource, searchable
from palermo.search.wording import drafts_of
from palermo.toolkit.models import Tool


def _tools(tools: QuerySet[Tool]) -> Iterator[Draft]:
    for tool in tools.select_related("activity").prefetch_related("editions"):
        activity = tool.activity
        texts = (activity.summary, tool.aim, tool.readers, *(edition.presented_to for edition in tool.editions.all()))
        yield from drafts_of(tool, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Tool),
        _tools,
        OF_ACTIVITY,
        shown=lambda tools: tools.select_related("activity"),
    )
)
