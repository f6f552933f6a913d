"""The timeline of a mandate: everything done under it, of whatever kind, in time order and page by page."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.core.paginator import Page
from django.db.models import CharField, DateField, F, Model, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from palermo.accounts.viewer import Viewer
from palermo.events.queries.events import outcomes_visible_to
from palermo.governance.models import Activity, Disposition, Endorsement, Mandate
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.decisions import decisions_visible_to
from palermo.governance.queries.dispositions import dispositions_visible_to
from palermo.governance.queries.endorsements import endorsements_visible_to
from palermo.governance.queries.guidance import guidance_visible_to
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.endorsements import EndorsementState
from palermo.governance.web.open_endorsements import add_standings
from palermo.site.listing import page_of

# What has no date yet comes last.
NO_DAY = date.max


class TimelineRow(NamedTuple):
    """Something done under a mandate: of which kind, and the record of it."""

    kind: str
    record: Model


class Part(NamedTuple):
    """A kind of what is done under a mandate: which records, by which day, and how they are shown."""

    records: Callable[[Mandate, Viewer], QuerySet[Model]]
    day: str
    shown: Callable[[QuerySet, Viewer], QuerySet[Model]] = lambda records, viewer: records


def _activities(activities: QuerySet[Activity], viewer: Viewer) -> QuerySet[Activity]:
    """Activities, each with what it produced; those that are no events have no outcomes."""
    outcomes = outcomes_visible_to(viewer).defer("text").prefetch_related("recommendations")
    return activities.select_related("event__place").prefetch_related(Prefetch("event__outcomes", outcomes))


def _dispositions(dispositions: QuerySet[Disposition], viewer: Viewer) -> QuerySet[Disposition]:
    """Dispositions, each with the mandates it names, as far as the reader may see them."""
    rows = dispositions.select_related("activity", "mandate")
    return rows.prefetch_related(Prefetch("under", mandates_visible_to(viewer)))


PARTS: dict[str, Part] = {
    "activity": Part(
        lambda mandate, viewer: activities_visible_to(viewer).filter(mandate=mandate), "starts_on", _activities
    ),
    "guidance": Part(lambda mandate, viewer: guidance_visible_to(viewer).filter(under=mandate), "given_on"),
    "endorsement": Part(lambda mandate, viewer: endorsements_visible_to(viewer).filter(under=mandate), "put_on"),
    "decision": Part(lambda mandate, viewer: decisions_visible_to(viewer).filter(under=mandate), "adopted_on"),
    "disposition": Part(
        lambda mandate, viewer: dispositions_visible_to(viewer).filter(Q(mandate=mandate) | Q(under=mandate)),
        "decided_on",
        _dispositions,
    ),
}


def mandate_timeline(mandate: Mandate, viewer: Viewer, request: HttpRequest) -> tuple[Page, list[TimelineRow]]:
    """The page of the timeline that the address asks for, and its rows; the number of queries does not grow."""
    first, *others = (_row_of(kind, part, mandate, viewer) for kind, part in PARTS.items())
    page = page_of(request, first.union(*others, all=True).order_by("day", "kind_of", "number_of"))
    rows = list(page)
    records = {
        kind: _records_by_pk(kind, [pk for _day, of, pk in rows if of == kind], mandate, viewer) for kind in PARTS
    }
    return page, [TimelineRow(kind, records[kind][pk]) for _day, kind, pk in rows]


def _row_of(kind: str, part: Part, mandate: Mandate, viewer: Viewer) -> QuerySet[Model, tuple[date, str, int]]:
    """Day, kind and number of each record, which is what one query can bring of all kinds together."""
    day = Coalesce(F(part.day), Value(NO_DAY), output_field=DateField())
    rows = part.records(mandate, viewer).order_by()
    keyed = rows.annotate(day=day, kind_of=Value(kind, CharField()), number_of=F("pk"))
    return keyed.values_list("day", "kind_of", "number_of")


def _records_by_pk(kind: str, pks: list[int], mandate: Mandate, viewer: Viewer) -> dict[int, Model]:
    if not pks:
        return {}
    part = PARTS[kind]
    rows = list(part.shown(part.records(mandate, viewer).filter(pk__in=pks), viewer))
    endorsements = [row for row in rows if isinstance(row, Endorsement)]
    if any(row.state == EndorsementState.OPEN for row in endorsements):
        add_standings(endorsements)
    return {row.pk: row for row in rows}
