"""The working copy as the secretariat's editor shows it: every item with what does not fit beside it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from palermo.core import clock
from palermo.core.languages import active_language
from palermo.core.speech.hours import clock_hours
from palermo.core.text import MultilingualText, plain
from palermo.programme.models import Programme, ProgrammeItem
from palermo.programme.schedule.conflicts import Conflict, Severity, by_item, by_severity, conflicts_in
from palermo.programme.schedule.content import working_content
from palermo.programme.schedule.plan import Day, Item, Plan, plan_from
from palermo.programme.schedule.prints import row_fingerprint
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.programme.web.grid import Grid, grid_of
from palermo.programme.web.rows import ItemFilter, Words, day_words, days_of, render_text
from palermo.site.templatetags.texts import localized_text


class EditedPart(NamedTuple):
    """Who does what, and whether they have confirmed."""

    pk: int
    role: str
    name: Words
    about: Words
    minutes: int | None
    is_confirmed: bool


class EditedItem(NamedTuple):
    """One item. `seen` is its fingerprint when it was shown, so that nobody overwrites another's change."""

    pk: int
    slug: str
    kind: str
    label: str
    title: Words
    hours: str
    room: Words
    seen: str
    conflicts: list[Conflict]
    parts: list[EditedPart]


class EditedDay(NamedTuple):
    """One day: its table, and its items one by one."""

    pk: int
    day: str
    words: str
    title: Words
    grid: Grid
    items: list[EditedItem]


class Issue(NamedTuple):
    """A conflict and the address of the first item that it is about."""

    words: str
    address: str


class IssueGroup(NamedTuple):
    """The conflicts of one severity."""

    severity: Severity
    issues: list[Issue]


class DayLink(NamedTuple):
    """A day to which the editor can turn."""

    day: str
    words: str


class Editor(NamedTuple):
    """The page of one day; `day` is none where the programme has none. Issues and links are of the whole programme."""

    day: EditedDay | None
    days: list[DayLink]
    unplaced: list[EditedItem]
    issues: list[IssueGroup]
    board: dict[str, object]

    @property
    def issue_count(self) -> int:
        """How many issues there are but for speakers who have not confirmed."""
        return sum(len(group.issues) for group in self.issues if group.severity != Severity.UNCONFIRMED)

    @property
    def unconfirmed_count(self) -> int:
        """How many parts are not confirmed."""
        return sum(len(group.issues) for group in self.issues if group.severity == Severity.UNCONFIRMED)


def editor_of(programme: Programme, *, day: str = "", item: str = "") -> Editor:
    """The working copy of a programme that was read with everything in it.

    It opens on the day asked for, or on that of an item; else on today where it is one of its days, else on the first.
    """
    plan = plan_from(programme)
    opened = _day_to_open(plan, day, item)
    conflicts = conflicts_in(plan)
    rows = {row.slug: row for row in programme.items.all()}
    writer = _Writer(rows, by_item(conflicts))
    items = {item.slug: writer.item(item) for item in plan.items}
    day_pks = {row.day: row.pk for row in programme.days.all()}
    edited = (
        None
        if opened is None
        else EditedDay(
            day_pks[opened.day],
            opened.day.isoformat(),
            day_words(opened.day.isoformat()),
            localized_text(opened.title),
            _grid(plan, opened),
            [items[each.slug] for each in plan.placed if each.day == opened],
        )
    )
    return Editor(
        edited,
        [DayLink(each.day.isoformat(), day_words(each.day.isoformat())) for each in plan.days],
        [items[each.slug] for each in plan.items if each.day is None],
        issue_groups(programme, conflicts),
        _board(programme, plan, items, opened),
    )


def _day_to_open(plan: Plan, day: str, item: str) -> Day | None:
    of_item = next((each.day for each in plan.items if each.slug == item), None)
    if of_item:
        return of_item
    by_day = {each.day.isoformat(): each for each in plan.days}
    today = clock.today(plan.time_zone).isoformat()
    return by_day.get(day) or by_day.get(today) or next(iter(plan.days), None)


def issue_groups(programme: Programme, conflicts: Iterable[Conflict]) -> list[IssueGroup]:
    """The conflicts by severity, each leading to an item, whose day opens."""
    page = programme.get_absolute_url()
    return [
        IssueGroup(severity, [Issue(row.words, f"{page}?item={row.items[0]}#item-{row.items[0]}") for row in rows])
        for severity, rows in by_severity(conflicts).items()
    ]


def conflict_words(conflicts: Iterable[Conflict]) -> dict[str, list[tuple[str, str]]]:
    """Severity and sentence of the conflicts of each item, for the page that has just moved one."""
    return {slug: [(each.severity.value, each.words) for each in rows] for slug, rows in by_item(conflicts).items()}


def _rooms(plan: Plan) -> list[tuple[str, Words]]:
    return [(room.slug, render_text(room.name)) for room in plan.rooms]


def _grid(plan: Plan, opened: Day) -> Grid:
    days = days_of(working_content(plan), ItemFilter(day=opened.day.isoformat()), papers={})
    return grid_of([item for day in days for item in day.items], _rooms(plan))


class _Writer:
    def __init__(self, rows: dict[str, ProgrammeItem], conflicts: dict[str, list[Conflict]]) -> None:
        self.rows, self.conflicts = rows, conflicts
        self.lang = active_language().code

    def item(self, item: Item) -> EditedItem:
        """One item."""
        row = self.rows[item.slug]
        hours = clock_hours(item.starts, item.ends, "", self.lang) if item.starts else ""
        return EditedItem(
            row.pk,
            item.slug,
            item.kind,
            str(ItemKind(item.kind).label),
            localized_text(item.title),
            hours,
            localized_text(item.room.name) if item.room else "",
            row_fingerprint(row),
            self.conflicts.get(item.slug, []),
            self._parts(item, row),
        )

    def _parts(self, item: Item, row: ProgrammeItem) -> list[EditedPart]:
        parts = []
        for part, stored in zip(item.parts, row.parts.all(), strict=True):
            about = part.person.function or part.person.organisation or part.person.state_name
            role, name = str(ItemRole(part.role).label), localized_text(part.person.name)
            parts.append(EditedPart(stored.pk, role, name, localized_text(about), part.minutes, part.is_confirmed))
        return parts


def _board(programme: Programme, plan: Plan, items: dict[str, EditedItem], opened: Day | None) -> dict[str, object]:
    """What the page's script draws the board from; without script the tables say the same."""
    return {
        "place": reverse("programme_place", args=[programme.slug]),
        "rooms": [{"id": room.slug, "name": plain(room.name)} for room in plan.rooms],
        "items": [_on_board(item, items[item.slug]) for item in plan.placed if item.day == opened],
    }


def _on_board(item: Item, edited: EditedItem) -> dict[str, object]:
    assert item.day
    assert item.starts
    assert item.ends
    return {
        "id": item.slug,
        "kind": item.kind,
        "title": plain(MultilingualText(item.title)),
        "day": item.day.day.isoformat(),
        "starts": item.starts.isoformat("minutes"),
        "ends": item.ends.isoformat("minutes"),
        "room": item.room.slug if item.room else "",
        "seen": edited.seen,
    }
