"""Entries of the register, by the words of what they follow up."""

from collections.abc import Iterator

from django.db.models import QuerySet

from palermo.core.dates import recorded_date
from palermo.core.kinds import kind_of
from palermo.events.models import Recommendation
from palermo.events.queries.register import with_origin
from palermo.governance.models import ActionPoint, FollowUp
from palermo.reporting.models import ReportRecommendation
from palermo.search.sources import Draft, SearchSource, same, searchable
from palermo.search.wording import drafts_of, narrowest, through


def _drafts(entries: QuerySet[FollowUp]) -> Iterator[Draft]:
    for entry in with_origin(entries):
        yield from drafts_of(
            entry, {}, entry.wording, entry.note, on=recorded_date(entry, "taken_over_on"), audience=_audience(entry)
        )


def _audience(entry: FollowUp) -> str:
    """The audience of the record that it comes from."""
    origin = entry.origin_record
    if isinstance(origin, Recommendation):
        return narrowest(origin.outcome.audience, origin.outcome.event.activity.audience)
    if isinstance(origin, ReportRecommendation):
        return origin.report.audience
    if isinstance(origin, ActionPoint):
        return origin.meeting.audience
    # A commitment, which a slice above this one keeps, has an audience of its own.
    return str(getattr(origin, "audience", ""))


searchable(
    SearchSource(
        kind_of(FollowUp),
        _drafts,
        {
            "follow-up": same,
            "outcomes": through(FollowUp, "recommendation__outcome"),
            "activities": through(FollowUp, "recommendation__outcome__event__activity"),
            "reports": through(FollowUp, "report_recommendation__report"),
            "meetings": through(FollowUp, "action_point__meeting"),
            "commitments": through(FollowUp, "commitment"),
        },
        shown=with_origin,
    )
)
