"""Tools and their use, as they are found."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core import clock
from palermo.core.kinds import kind_of
from palermo.governance.search.activities import OF_ACTIVITY
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, through
from palermo.toolkit.models import Tool, Uptake
from palermo.toolkit.states.uptake import UptakeStatus
from palermo.treaties.models.participants import name_on


def _tools(tools: QuerySet[Tool]) -> Iterator[Draft]:
    for tool in tools.select_related("activity").prefetch_related("editions__presentations__occasion"):
        activity = tool.activity
        shown = [each for edition in tool.editions.all() for each in edition.presentations.all()]
        occasions = [words for each in shown for words in (each.occasion.title, each.presented, each.comments)]
        texts = (activity.summary, tool.aim, tool.readers, *occasions)
        yield from drafts_of(tool, activity.title, *texts, on=activity.starts, audience=activity.audience)


searchable(
    SearchSource(
        kind_of(Tool),
        _tools,
        {**OF_ACTIVITY, "occasions": through(Tool, "editions__presentations__occasion")},
        shown=lambda tools: tools.select_related("activity"),
    )
)


def _uptakes(uptakes: QuerySet[Uptake]) -> Iterator[Draft]:
    for uptake in _with_names(uptakes.filter(status=UptakeStatus.RECORDED)):
        activity, name = uptake.tool.activity, name_on(uptake.participant, clock.today())
        yield from drafts_of(uptake, name, activity.title, uptake.evidence, audience=activity.audience)


def _with_names(uptakes: QuerySet[Uptake]) -> QuerySet[Uptake]:
    """Uses with their tools, and with those who use them in all their names."""
    named = uptakes.select_related("state", "organisation", "tool__activity")
    return named.prefetch_related("state__former_names", "organisation__listednames")


searchable(
    SearchSource(
        kind_of(Uptake),
        _uptakes,
        {
            "uptakes": same,
            "activities": through(Uptake, "tool__activity"),
            "states": through(Uptake, "state"),
            "organizations": through(Uptake, "organisation"),
        },
        shown=_with_names,
    )
)
