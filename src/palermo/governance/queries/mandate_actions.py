"""What was done under a mandate, for one reader: its page, lists, filters, counts and charts all ask here."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import reduce
from operator import add, or_
from typing import NamedTuple

from django.db.models import (
    Case,
    DateField,
    Exists,
    Expression,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from palermo.accounts.viewer import Viewer
from palermo.governance.models import Mandate, Meeting
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.dispositions import dispositions_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.guidance import guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.bodies import MeetingKind
from palermo.governance.states.mandates import Ask, MandateState

# What has no date yet comes last, and a mandate that has not ended never has.
NO_DAY = date.max


class ActionKind(NamedTuple):
    """A kind of what is done under mandates: the records that a reader may see, the day of each, its mandates."""

    records: Callable[[Viewer], QuerySet[Model]]
    day: str
    mandates: tuple[str, ...] = ()


def _consultations(viewer: Viewer) -> QuerySet[Meeting]:
    return meetings_visible_to(viewer).filter(kind=MeetingKind.CONSULTATION, cancelled_on=None)


CONSULTATION = "consultation"
ACTION_KINDS: dict[str, ActionKind] = {
    # Under its own mandate, and under the one from which guidance or an endorsed text gave that.
    "activity": ActionKind(
        activities_visible_to,
        "starts_on",
        ("mandate", "mandate__guidance__under", "mandate__endorsement__under"),
    ),
    "guidance": ActionKind(guidance_visible_to, "given_on", ("under",)),
    "endorsement": ActionKind(endorsements_visible_to, "put_on", ("under",)),
    "decision": ActionKind(decisions_visible_to, "adopted_on", ("under",)),
    "disposition": ActionKind(dispositions_visible_to, "decided_on", ("mandate", "under")),
    # A meeting names no mandate: one to consult is carried out by the consultations held while it is in force.
    CONSULTATION: ActionKind(_consultations, "starts_on"),
}


def actions_under(mandate: Mandate, kind: str, viewer: Viewer) -> QuerySet[Model]:
    """What of a kind was done under a mandate, as far as the reader may see it."""
    action = ACTION_KINDS[kind]
    if action.mandates:
        return action.records(viewer).filter(reduce(or_, (Q(**{path: mandate}) for path in action.mandates)))
    consultations = action.records(viewer).filter(starts_on__gte=mandate.in_force_from)
    if mandate.ask != Ask.CONSULT:
        return consultations.none()
    return consultations.filter(starts_on__lt=mandate.ended_on or NO_DAY)


def with_action_counts(mandates: QuerySet[Mandate], viewer: Viewer) -> QuerySet[Mandate]:
    """Mandates, each with how much was done under it, never a count of what is hidden.

    `activity_count` counts activities under the mandate itself, each of which is under one mandate only;
    `action_count` counts those too, and consultations, guidance and what is under mandates derived from it.
    """
    counts: list[Expression] = [_count(rows) for rows in _by_path(viewer)]
    consultations = Case(When(ask=Ask.CONSULT, then=_count(_held_meanwhile(viewer))), default=Value(0))
    total = reduce(add, counts, consultations)
    own = _count(activities_visible_to(viewer).filter(mandate=OuterRef("pk")))
    return mandates.annotate(action_count=total, activity_count=own)  # type: ignore[no-redef]  # added in each pass


def mandates_without_action(viewer: Viewer) -> QuerySet[Mandate]:
    """In force, and nothing was done that the reader may see; those that ask for restraint ask for nothing."""
    in_force = mandates_visible_to(viewer).filter(state=MandateState.IN_FORCE).exclude(ask=Ask.REFRAIN)
    for rows in _by_path(viewer):
        in_force = in_force.exclude(Exists(rows))
    return in_force.exclude(Exists(_held_meanwhile(viewer)), ask=Ask.CONSULT)


def _by_path(viewer: Viewer) -> Iterator[QuerySet[Model]]:
    """The records of each kind and each path to a mandate, for a subquery on mandates."""
    for action in ACTION_KINDS.values():
        for path in action.mandates:
            yield action.records(viewer).filter(**{path: OuterRef("pk")})


def _held_meanwhile(viewer: Viewer) -> QuerySet[Model]:
    """The consultations held while a mandate was in force, for a subquery on mandates."""
    ended_on = Coalesce(OuterRef("ended_on"), Value(NO_DAY), output_field=DateField())
    return (
        ACTION_KINDS[CONSULTATION]
        .records(viewer)
        .filter(starts_on__gte=OuterRef("in_force_from"), starts_on__lt=ended_on)
    )


def _count(rows: QuerySet[Model]) -> Coalesce:
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Coalesce(Subquery(rows.order_by().annotate(how_many=number).values("how_many")), Value(0))
