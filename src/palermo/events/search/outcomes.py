"""What events produced, and each recommendation of it. Both are for no more readers than their event."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.dates import recorded_date
from palermo.core.kinds import kind_of
from palermo.events.models import Outcome, Recommendation
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, narrowest, through


def _common_facts(outcome: Outcome) -> dict:
    audience = narrowest(outcome.audience, outcome.event.activity.audience)
    return {"on": recorded_date(outcome, "produced_on"), "audience": audience}


def _outcomes(outcomes: QuerySet) -> Iterator[Draft]:
    for outcome in outcomes.select_related("event__activity"):
        yield from drafts_of(outcome, outcome.title, outcome.text, **_common_facts(outcome))


def _recommendations(recommendations: QuerySet) -> Iterator[Draft]:
    for each in recommendations.select_related("outcome__event__activity"):
        yield from drafts_of(each, {}, each.text, each.addressee, **_common_facts(each.outcome))


searchable(
    SearchSource(
        kind_of(Outcome),
        _outcomes,
        {"outcomes": same, "activities": through(Outcome, "event__activity")},
        shown=lambda outcomes: outcomes.select_related("event__activity"),
    )
)
searchable(
    SearchSource(
        kind_of(Recommendation),
        _recommendations,
        {
            "outcomes": through(Recommendation, "outcome"),
            "activities": through(Recommendation, "outcome__event__activity"),
        },
        shown=lambda recommendations: recommendations.select_related("outcome__event__activity"),
    )
)
