"""Recommendations of events in the note on what became of recommendations."""

from collections.abc import Iterator

from palermo.events.models import Recommendation
from palermo.reporting.context import Context
from palermo.reporting.paragraphs.follow_up import FOLLOW_UP_ROWS, RESPONSIBLE, FollowUpRow, follow_up_row
from palermo.reporting.record_snapshot import RecordSnapshot


def recommendation_rows(context: Context) -> Iterator[FollowUpRow]:
    """Each recommendation of an outcome that stood at the cut-off and that the paper may state."""
    record = context.record
    for each in record.read(_read_recommendations):
        outcome, activity = each.outcome, each.outcome.event.activity
        is_standing = record.is_reached(outcome.produced_on) and not record.is_reached(outcome.withdrawn_on)
        if is_standing and record.is_statable(outcome) and record.activity_is_known(activity):
            yield follow_up_row(context, "outcomes", outcome, each, "recommendations")


def _read_recommendations(record: RecordSnapshot) -> list[Recommendation]:
    rows = Recommendation.objects.select_related(
        "outcome__event__activity", *(f"follow_up__{name}" for name in RESPONSIBLE)
    )
    rows = rows.prefetch_related("follow_up__responsible_state__former_names")
    return list(rows.order_by("outcome__produced_on", "outcome__slug", "number"))


FOLLOW_UP_ROWS.append(recommendation_rows)
