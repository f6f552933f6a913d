"""Entries of the register, by the words of what they follow up."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from palermo.governance.models import FollowUp
from palermo.reporting.queries import follow_ups_visible_to, with_origin
from palermo.search.kinds import Draft, Kind, same, searchable
from palermo.search.wording import drafts_of, narrowest, through


def _drafts(entries: QuerySet) -> Iterator[Draft]:
    for entry in with_origin(entries):
        yield from drafts_of(entry, {}, entry.wording, entry.note, day=entry.taken_over_on, audience=_audience(entry))


def _audience(entry: FollowUp) -> str:
    """That of what it is of."""
    origin: Any = entry.origin_record
    if hasattr(origin, "outcome"):
        return narrowest(origin.outcome.audience, origin.outcome.event.activity.audience)
    return (origin.report if hasattr(origin, "report") else origin.meeting).audience if origin else ""


searchable(
    Kind(
        "entries",
        FollowUp,
        follow_ups_visible_to,
        _drafts,
        {
            "follow-up": same,
            "outcomes": through(FollowUp, "recommendation__outcome"),
            "activities": through(FollowUp, "recommendation__outcome__event__activity"),
            "reports": through(FollowUp, "report_recommendation__report"),
            "meetings": through(FollowUp, "action_point__meeting"),
        },
        shown=with_origin,
    )
)
