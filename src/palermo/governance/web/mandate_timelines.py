"""The timeline of a mandate: everything done under it, of whatever kind, in time order and page by page."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from django.core.paginator import Page
from django.db.models import CharField, DateField, F, Model, Prefetch, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import records_visible_to
from palermo.governance.models import Activity, Disposition, Endorsement, Mandate, Meeting
from palermo.governance.queries.mandate_actions import ACTION_KINDS, CONSULTATION, NO_DAY, actions_under
from palermo.governance.queries.mandates import mandates_visible_to
from palermo.governance.states.endorsements import EndorsementState
from palermo.governance.web.open_endorsements import add_standings
from palermo.site.listing import page_of


class TimelineRow(NamedTuple):
    """Something done under a mandate: of which kind, and the record of it."""

    kind: str
    record: Model


def _activities(activities: QuerySet[Activity], viewer: Viewer) -> QuerySet[Activity]:
    """Activities, each with its mandate and what it produced; those that are no events have no outcomes."""
    outcomes = records_visible_to(viewer, "outcomes").defer("text").prefetch_related("recommendations")
    mandates = Prefetch("mandate", mandates_visible_to(viewer))
    return activities.select_related("event__place").prefetch_related(mandates, Prefetch("event__outcomes", outcomes))


def _dispositions(dispositions: QuerySet[Disposition], viewer: Viewer) -> QuerySet[Disposition]:
    """Dispositions, each with the mandates it names, as far as the reader may see them."""
    rows = dispositions.select_related("activity", "mandate")
    return rows.prefetch_related(Prefetch("under", mandates_visible_to(viewer)))


def _consultations(meetings: QuerySet[Meeting], viewer: Viewer) -> QuerySet[Meeting]:
    return meetings.select_related("place")


# What is shown with a record of these kinds; those of the others stand as they are.
SHOWN: dict[str, Callable[[QuerySet, Viewer], QuerySet[Model]]] = {
    "activity": _activities,
    "disposition": _dispositions,
    CONSULTATION: _consultations,
}


def mandate_timeline(mandate: Mandate, viewer: Viewer, request: HttpRequest) -> tuple[Page, list[TimelineRow]]:
    """The page of the timeline that the address asks for, and its rows; the number of queries does not grow."""
    first, *others = (_rows_of(kind, mandate, viewer) for kind in ACTION_KINDS)
    page = page_of(request, first.union(*others, all=True).order_by("day", "kind_of", "number_of"))
    rows = list(page)
    records = {
        kind: _records_by_pk(kind, [pk for _day, of, pk in rows if of == kind], mandate, viewer)
        for kind in ACTION_KINDS
    }
    return page, [TimelineRow(kind, records[kind][pk]) for _day, kind, pk in rows]


def _rows_of(kind: str, mandate: Mandate, viewer: Viewer) -> QuerySet[Model, tuple[date, str, int]]:
    """Day, kind and number of each record, which is what one query can bring of all kinds together."""
    day = Coalesce(F(ACTION_KINDS[kind].day), Value(NO_DAY), output_field=DateField())
    rows = actions_under(mandate, kind, viewer).order_by()
    keyed = rows.annotate(day=day, kind_of=Value(kind, CharField()), number_of=F("pk"))
    return keyed.values_list("day", "kind_of", "number_of")


def _records_by_pk(kind: str, pks: list[int], mandate: Mandate, viewer: Viewer) -> dict[int, Model]:
    if not pks:
        return {}
    records = actions_under(mandate, kind, viewer).filter(pk__in=pks)
    rows = list(SHOWN[kind](records, viewer) if kind in SHOWN else records)
    endorsements = [row for row in rows if isinstance(row, Endorsement)]
    if any(row.state == EndorsementState.OPEN for row in endorsements):
        add_standings(endorsements)
    return {row.pk: row for row in rows}
