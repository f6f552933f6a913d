"""Who may see which event, outcome and recommendation; where two agencies plan the same."""

from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, CharField, Q, QuerySet, Value, When

from palermo.accounts.viewer import Viewer
from palermo.core.audiences import Audience
from palermo.events.models import Event, Outcome, Recommendation
from palermo.events.states.events import OutcomeStatus
from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_visible_to, activity_seen_by
from palermo.governance.states.activities import IN_HAND, UNFINISHED, ActivityKind, ActivityState

# Events that follow one another more closely than this are worth planning together.
CLOSE_DAYS = 14
MOST_OVERLAPS = 20
STOPPED = (ActivityState.CANCELLED, ActivityState.GIVEN_UP)


def events_visible_to(viewer: Viewer) -> QuerySet[Event]:
    """Events whose activity the viewer may see."""
    return Event.objects.filter(activity_seen_by(viewer, "activity__"))


def events_going_ahead(viewer: Viewer) -> QuerySet[Event]:
    """Events that were neither cancelled nor given up."""
    return events_visible_to(viewer).exclude(activity__state__in=STOPPED)


def events_held(viewer: Viewer, today: date) -> QuerySet[Event]:
    """Events of which the record says that they took place."""
    return events_visible_to(viewer).filter(_over(today), activity__state=ActivityState.COMPLETED)


def events_unconfirmed(viewer: Viewer, today: date) -> QuerySet[Event]:
    """Authorized events whose dates have passed without a word on whether they took place."""
    return events_visible_to(viewer).filter(_over(today), activity__state__in=IN_HAND)


def events_upcoming(viewer: Viewer, today: date) -> QuerySet[Event]:
    """Events that are not over, those on today among them."""
    return events_going_ahead(viewer).filter(_to_come(today))


def _over(today: date) -> Q:
    return Q(activity__ends_on__lt=today) | Q(activity__ends_on=None, activity__starts_on__lt=today)


def _to_come(today: date) -> Q:
    return Q(activity__ends_on__gte=today) | Q(activity__ends_on=None, activity__starts_on__gte=today)


# By the name under which an address knows them.
HELD, UPCOMING, UNCONFIRMED = "held", "upcoming", "unconfirmed"
EVENTS_WHEN = {HELD: events_held, UPCOMING: events_upcoming, UNCONFIRMED: events_unconfirmed}


def when_held(today: date) -> Case:
    """Which of EVENTS_WHEN an event belongs to, as a column; NULL for those of none, such as undated ones."""
    return Case(
        When(activity__state__in=STOPPED, then=None),
        When(_over(today) & Q(activity__state=ActivityState.COMPLETED), then=Value(HELD)),
        When(_over(today) & Q(activity__state__in=IN_HAND), then=Value(UNCONFIRMED)),
        When(_to_come(today), then=Value(UPCOMING)),
        default=None,
        output_field=CharField(),
    )


def outcomes_visible_to(viewer: Viewer) -> QuerySet[Outcome]:
    """Outcomes that stand, for the viewer's audiences, of events the viewer may see."""
    return outcomes_meant_for(viewer).exclude(status=OutcomeStatus.WITHDRAWN)


def outcomes_on_record_for(viewer: Viewer) -> QuerySet[Outcome]:
    """Outcomes that the viewer may see; for the secretariat, where the whole record is shown, also withdrawn ones."""
    return outcomes_meant_for(viewer) if viewer.is_secretariat else outcomes_visible_to(viewer)


def outcomes_meant_for(viewer: Viewer) -> QuerySet[Outcome]:
    """Outcomes for the viewer, withdrawn ones included: what was taken over into the register stays readable."""
    return Outcome.objects.filter(activity_seen_by(viewer, "event__activity__"), audience__in=viewer.audiences)


def recommendations_visible_to(viewer: Viewer) -> QuerySet[Recommendation]:
    """Recommendations of the outcomes the viewer may see."""
    return Recommendation.objects.filter(outcome__in=outcomes_visible_to(viewer))


class Overlap(NamedTuple):
    """Two events of one kind that two agencies plan in one place, at one time or closely after one another."""

    first: Activity
    second: Activity


def overlapping_activities(viewer: Viewer, today: date, most: int = MOST_OVERLAPS) -> list[Overlap]:
    """Where different agencies plan the same kind of event in the same place and period, the earliest first.

    Only for those who read the Steering Committee's papers: they contain plans. An event counts while it is neither
    finished nor over, has a place and a lead; a date known inexactly counts as the last day that it can mean.
    """
    if Audience.STEERING_COMMITTEE not in viewer.audiences:
        return []
    pairs = _close_pairs(viewer, today, most)
    activities = activities_visible_to(viewer).select_related("lead", "event__place").defer("summary", "event__theme")
    by_pk = activities.in_bulk({pk for pair in pairs for pk in pair}) if pairs else {}
    return [Overlap(by_pk[first], by_pk[second]) for first, second in pairs if first in by_pk and second in by_pk]


# The order of the joins is what makes it quick: from each plan only the plans that begin within its period and the days
# after it are looked at, by their index, and the search ends with the last pair asked for. Who may see what is asked of
# `activities_visible_to` afterwards; the audiences stand here so that what is hidden does not use up the number wanted.
PAIRS = """
SELECT one.id, two.id
FROM {activity} one
CROSS JOIN {event} here
CROSS JOIN {activity} two
CROSS JOIN {event} there
WHERE here.activity_id = one.id AND there.activity_id = two.id
  AND one.kind = %(kind)s AND two.kind = %(kind)s
  AND one.state IN ({states}) AND two.state IN ({states})
  AND one.audience IN ({audiences}) AND two.audience IN ({audiences})
  AND COALESCE(one.ends_on, one.starts_on) >= %(today)s AND COALESCE(two.ends_on, two.starts_on) >= %(today)s
  AND two.starts_on BETWEEN one.starts_on AND {reach}
  AND (two.starts_on > one.starts_on OR two.id > one.id)
  AND there.place_id = here.place_id AND there.kind = here.kind
  AND two.lead_id <> one.lead_id
ORDER BY COALESCE(one.ends_on, one.starts_on), one.id, two.starts_on, two.id
LIMIT %(most)s
"""
REACH = {
    "sqlite": "DATE(COALESCE(one.ends_on, one.starts_on), '+{days} days')",
    "postgresql": "COALESCE(one.ends_on, one.starts_on) + {days}",
}


def _close_pairs(viewer: Viewer, today: date, most: int) -> list[tuple[int, int]]:
    """The numbers of the pairs. Written in SQL, which the models cannot say: they join by relations only."""
    states, audiences = sorted(UNFINISHED), sorted(viewer.audiences)
    names = {
        "activity": connection.ops.quote_name(Activity._meta.db_table),
        "event": connection.ops.quote_name(Event._meta.db_table),
        "states": ", ".join(f"%(state{place})s" for place in range(len(states))),
        "audiences": ", ".join(f"%(audience{place})s" for place in range(len(audiences))),
        "reach": REACH[connection.vendor].format(days=CLOSE_DAYS),
    }
    values = {
        "kind": ActivityKind.EVENT.value,
        "today": connection.ops.adapt_datefield_value(today),
        "most": most,
        **{f"state{place}": state.value for place, state in enumerate(states)},
        **{f"audience{place}": audience.value for place, audience in enumerate(audiences)},
    }
    with connection.cursor() as cursor:
        cursor.execute(PAIRS.format(**names), values)
        return [(first, second) for first, second in cursor.fetchall()]
