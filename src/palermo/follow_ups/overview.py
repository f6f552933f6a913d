"""Tables of the register: how many entries of each state there are by event, State, topic, year …, with the late ones.

Counted by the database, of what the reader may see, and kept until the record changes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Exists, F, Model, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import Organisation, State
from palermo.accounts.viewer import Viewer
from palermo.core import clock
from palermo.core.records import name_of
from palermo.core.text import plain
from palermo.events.queries.register import follow_ups_visible_to
from palermo.follow_ups.filters import (
    LATE,
    NONE,
    ORIGIN_OF_PATH,
    PATHS,
    SETTLED_STATES,
    WITHIN,
    UnsettledFirst,
    due_facet,
    filter_entries,
    is_late,
)
from palermo.governance.models import Body, FollowUp, Topic
from palermo.governance.queries.activities import activities_visible_to
from palermo.governance.queries.meetings import meetings_visible_to
from palermo.governance.states.follow_ups import FollowUpOrigin, FollowUpState
from palermo.library.web.page_cache import cached_for_own
from palermo.reporting.queries import reports_visible_to
from palermo.site.listing import Facets, facets_of

BY: dict[str, str | Promise] = {
    "origin": gettext_lazy("Origin"),
    "event": gettext_lazy("Event"),
    "report": gettext_lazy("Report"),
    "meeting": gettext_lazy("Meeting"),
    "country": pgettext_lazy("country", "State"),
    "organisation": gettext_lazy("Organization"),
    "body": gettext_lazy("Body"),
    "topic": gettext_lazy("Topic"),
    "year": gettext_lazy("Year due"),
}
BY_WORDS: dict[str, str | Promise] = {
    "origin": gettext_lazy("By origin"),
    "event": gettext_lazy("By event"),
    "report": gettext_lazy("By report"),
    "meeting": gettext_lazy("By meeting"),
    "country": gettext_lazy("By State"),
    "organisation": gettext_lazy("By organization"),
    "body": gettext_lazy("By body"),
    "topic": gettext_lazy("By topic"),
    "year": gettext_lazy("By year due"),
}
# Each row of a table by its slug, of what the reader may see.
RECORDS: dict[str, Callable[[Viewer], QuerySet[Model]]] = {
    "event": activities_visible_to,
    "report": reports_visible_to,
    "meeting": meetings_visible_to,
    "country": lambda viewer: State.objects.prefetch_related("former_names"),
    "organisation": lambda viewer: Organisation.objects.all(),
    "body": lambda viewer: Body.objects.all(),
    "topic": lambda viewer: Topic.objects.all(),
}
NOBODYS = {"nobody": "1"}
EMPTY = {"topic": gettext_lazy("no topic"), "year": gettext_lazy("no due date")}
FACETS = ("state", "origin", "due")
# What asks about one reader is not cached for others of the same rights.
NOT_CACHED = {"mine"}


# A row as it is counted: the `key` (a slug, a year or nothing) and a number by state, `late` and `total`.
type GroupRow = Mapping[str, object]


@dataclass(frozen=True)
class Cell:
    """A number that leads to the entries it counts."""

    count: int
    address: str


class Line(NamedTuple):
    """One row of a table: its name, how many of each state, how many late, and all."""

    name: str
    cells: list[Cell]
    late: Cell
    total: Cell


def settled_counts(filters: Mapping[str, str], viewer: Viewer) -> tuple[int, int]:
    """How many entries a list has that are to be done, and that are settled."""

    def count() -> tuple[int, int]:
        entries = filter_entries(follow_ups_visible_to(viewer), filters, viewer, clock.today())
        counts = entries.aggregate(
            settled=Count("pk", filter=Q(state__in=SETTLED_STATES)), unsettled=Count("pk", filter=~SETTLED)
        )
        return counts["unsettled"], counts["settled"]

    if NOT_CACHED & filters.keys():
        return count()
    return cached_for_own(f"register {sorted(filters.items())}", viewer, count)


SETTLED = Q(state__in=SETTLED_STATES)


def in_order(filters: Mapping[str, str], viewer: Viewer) -> UnsettledFirst:
    """The numbers of the entries that the filters leave; where they are shown, it is asked again which are visible."""

    def keep(name: str, make: Callable[[], list[int]]) -> list[int]:
        if NOT_CACHED & filters.keys():
            return make()
        return cached_for_own(f"register {sorted(filters.items())} {name}", viewer, make)

    return UnsettledFirst(entries_of(filters, viewer), settled_counts(filters, viewer), keep)


def facets_of_entries(filters: Mapping[str, str], viewer: Viewer) -> Facets:
    """By status, origin and when they are due, the entries that all other filters leave."""
    others = {name: value for name, value in filters.items() if name not in FACETS}

    def find() -> Facets:
        entries = entries_of(others, viewer)
        rows = facets_of(entries, state="state", origin="origin", due=due_facet(clock.today())).found
        # What is due in two weeks is due in four, too.
        within = [(state, origin, each) for state, origin, due in rows for each in WITHIN.get(str(due), (due,))]
        return Facets(FACETS, frozenset(within))

    if NOT_CACHED & others.keys():
        return find()
    return cached_for_own(f"facets of the register {sorted(others.items())}", viewer, find)


def groupings(viewer: Viewer) -> list[tuple[str, str | Promise]]:
    """By what the entries may be grouped: what groups none of them is left out."""

    def find() -> list[str]:
        entries = follow_ups_visible_to(viewer).order_by()
        paths = {by: "due_on" if by == "year" else PATHS[by] for by in BY}
        has = {f"by_{by}": Exists(entries.exclude(**{path: None})) for by, path in paths.items()}
        found = FollowUp.objects.order_by().values(**has).first() or {}
        return [by for by in BY if found.get(f"by_{by}")]

    return [(by, BY[by]) for by in cached_for_own("groupings of the register", viewer, find)]


def groups(by: str, viewer: Viewer) -> list[GroupRow]:
    """Rows of the table: the key and the counts; those with most that is late first, then most to be done."""
    return cached_for_own(f"register by {by}", viewer, lambda: list(_group_counts(by, viewer, clock.today())))


def _group_counts(by: str, viewer: Viewer, today: date) -> Iterable[GroupRow]:
    """How many entries of each state there are by one key, how many of them late, and in all."""
    entries = follow_ups_visible_to(viewer).order_by()
    if by in ORIGIN_OF_PATH:
        entries = entries.filter(origin=ORIGIN_OF_PATH[by])
    key = ExtractYear("due_on") if by == "year" else F(PATHS[by])
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in FollowUpState}
    rows = (
        entries.annotate(key=key)
        .values("key")
        .annotate(**counts, late=Count("pk", filter=is_late(today)), total=Count("pk"))
    )
    rows = rows if by in EMPTY else rows.exclude(key=None)
    most_late_first = ("-late", f"-{FollowUpState.OPEN}", "key")
    return rows.order_by(F("key").desc(nulls_last=True)) if by == "year" else rows.order_by(*most_late_first)


def totals(rows: Iterable[GroupRow]) -> dict[str, int]:
    """The foot of the table."""
    rows = list(rows)
    fields = [*FollowUpState.values, "late", "total"]
    return {field: sum(_count_in(row, field) for row in rows) for field in fields}


def _count_in(row: GroupRow, field: str) -> int:
    count = row[field]
    assert isinstance(count, int)  # all but the key are numbers
    return count


def lines(by: str, rows: list[GroupRow], viewer: Viewer, list_address: str) -> list[Line]:
    """The rows of one page of the table, each number a link to what it counts."""
    names = _names(by, [row["key"] for row in rows], viewer)
    return [_line(by, row, names, list_address) for row in rows]


def lines_of_all_and_nobody(viewer: Viewer, list_address: str) -> list[Line]:
    """The entries for which each State is responsible, and those for which nobody is yet; none where there are none."""
    entries = follow_ups_visible_to(viewer).order_by()
    each, nobody = entries.filter(is_for_each_state=True), entries_of(NOBODYS, viewer).order_by()
    lines = [
        _line_of(each, _("Member States"), ""),
        _line_of(nobody, _("Not assigned"), f"{list_address}?{urlencode(NOBODYS)}"),
    ]
    return [line for line in lines if line.total.count]


def _line_of(entries: QuerySet[FollowUp], name: str, address: str) -> Line:
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in FollowUpState}
    row = entries.aggregate(**counts, late=Count("pk", filter=is_late(clock.today())), total=Count("pk"))
    states = [Cell(_count_in(row, state), address) for state in FollowUpState]
    return Line(name, states, Cell(_count_in(row, "late"), address), Cell(_count_in(row, "total"), address))


def _names(by: str, keys: Iterable[object], viewer: Viewer) -> dict[object, str]:
    if by == "year":
        return {key: str(key) for key in keys if key is not None}
    if by == "origin":
        return {key: str(FollowUpOrigin(key).label) for key in keys if key in FollowUpOrigin.values}
    records = RECORDS[by](viewer).filter(slug__in=[key for key in keys if key])
    return {getattr(record, "slug", ""): _name(record) for record in records}


def _name(record: Model) -> str:
    if isinstance(record, State):
        return plain(record.short_name_on(clock.today()))
    return plain(record.name) if isinstance(record, Organisation | Body | Topic) else name_of(record)


def _line(by: str, row: GroupRow, names: Mapping[object, str], list_address: str) -> Line:
    key = NONE if row["key"] is None else row["key"]
    name = str(EMPTY[by]) if row["key"] is None else names.get(row["key"], _("no name"))

    def cell(field: str, **more: str) -> Cell:
        return Cell(_count_in(row, field), f"{list_address}?{urlencode({by: key, **more})}")

    states = [cell(state.value, state=state.value) for state in FollowUpState]
    # Topics are kept as they stand in a sentence.
    return Line(capfirst(name), states, cell("late", due=LATE), cell("total"))


def filter_value_name(by: str, value: str, viewer: Viewer) -> str:
    """The name of a filter's value, for a reader who may know it; else the value itself."""
    if value == NONE:
        return str(EMPTY[by])
    return _names(by, [value], viewer).get(value, value)


def entries_of(filters: Mapping[str, str], viewer: Viewer) -> QuerySet[FollowUp]:
    """The visible entries that the filters leave."""
    return filter_entries(follow_ups_visible_to(viewer), filters, viewer, clock.today())
