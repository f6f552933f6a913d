"""The working copy as the secretariat's editor shows it: every item with what does not fit beside it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from palermo.core.languages import active_language
from palermo.core.speech.hours import format_hours
from palermo.core.text import MultilingualText, plain
from palermo.programme.models import Programme, ProgrammeItem
from palermo.programme.schedule.conflicts import Conflict, by_item, conflicts_in
from palermo.programme.schedule.content import working_content
from palermo.programme.schedule.plan import Item, Plan, plan_from
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


class Editor(NamedTuple):
    """The whole page."""

    days: list[EditedDay]
    unplaced: list[EditedItem]
    conflicts: list[Conflict]
    board: dict[str, object]


def editor_of(programme: Programme) -> Editor:
    """The working copy of a programme that was read with everything in it."""
    plan = plan_from(programme)
    conflicts = conflicts_in(plan)
    rows = {row.slug: row for row in programme.items.all()}
    writer = _Writer(rows, by_item(conflicts))
    items = {item.slug: writer.item(item) for item in plan.items}
    days = {row.day: row for row in programme.days.all()}
    grids = _grids(plan)
    edited = [
        EditedDay(
            days[day.day].pk,
            day.day.isoformat(),
            day_words(day.day.isoformat()),
            localized_text(day.title),
            grids.get(day.day.isoformat()) or grid_of([], _rooms(plan)),
            [items[item.slug] for item in plan.placed if item.day == day],
        )
        for day in plan.days
    ]
    unplaced = [items[item.slug] for item in plan.items if item.day is None]
    return Editor(edited, unplaced, conflicts, _board(programme, plan, items))


def conflict_words(conflicts: Iterable[Conflict]) -> dict[str, list[str]]:
    """The sentences of the conflicts of each item, for the page that has just moved one."""
    return {slug: [each.words for each in rows] for slug, rows in by_item(conflicts).items()}


def _rooms(plan: Plan) -> list[tuple[str, Words]]:
    return [(room.slug, render_text(room.name)) for room in plan.rooms]


def _grids(plan: Plan) -> dict[str, Grid]:
    days = days_of(working_content(plan), ItemFilter(), papers={})
    return {day.day: grid_of(day.items, _rooms(plan)) for day in days}


class _Writer:
    def __init__(self, rows: dict[str, ProgrammeItem], conflicts: dict[str, list[Conflict]]) -> None:
        self.rows, self.conflicts = rows, conflicts
        self.lang = active_language().code

    def item(self, item: Item) -> EditedItem:
        """One item."""
        row = self.rows[item.slug]
        hours = format_hours(item.starts, item.ends, "", self.lang) if item.starts else ""
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


def _board(programme: Programme, plan: Plan, items: dict[str, EditedItem]) -> dict[str, object]:
    """What the page's script draws the board from; without script the tables say the same."""
    return {
        "place": reverse("programme_place", args=[programme.slug]),
        "rooms": [{"id": room.slug, "name": plain(room.name)} for room in plan.rooms],
        "days": [day.day.isoformat() for day in plan.days],
        "items": [_on_board(item, items[item.slug]) for item in plan.placed],
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
