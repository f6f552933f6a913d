"""The conflicts of a programme, each with a sentence in the reader's language.

Computed from the plan alone, in one pass over pairs of items of the same day.
"""

from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import combinations, groupby
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from palermo.core.languages import BY_CODE, active_language
from palermo.core.speech.hours import clock_hours
from palermo.core.speech.lists import format_list
from palermo.core.text import plain
from palermo.programme.schedule.plan import Item, Part, Person, Plan, minutes_of
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.speakers.states import Gender


class ConflictKind(models.TextChoices):
    """Kinds of conflict."""

    TWO_PLACES = "two_places", gettext_lazy("Person double-booked")
    NO_TIME_BETWEEN = "no_time_between", gettext_lazy("No time to change rooms")
    ROOM_CLASH = "room_clash", gettext_lazy("Room double-booked")
    NO_ROOM = "no_room", gettext_lazy("No room assigned")
    INTERPRETATION_HOURS = "interpretation_hours", gettext_lazy("Outside interpretation hours")
    INTERPRETATION_LANGUAGES = "interpretation_languages", gettext_lazy("Language not interpreted")
    CAPACITY = "capacity", gettext_lazy("Room too small")
    SPEAKING_TIME = "speaking_time", gettext_lazy("Speaking time exceeds the item")
    NOT_CONFIRMED = "not_confirmed", pgettext_lazy("persons", "Not confirmed yet")
    ONE_GROUP = "one_group", gettext_lazy("Single regional group")
    ONE_GENDER = "one_gender", gettext_lazy("Single gender")


class Severity(models.TextChoices):
    """How much a conflict matters, the worst first; a speaker who has yet to confirm is no fault of the plan."""

    CLASH = "clash", gettext_lazy("Clashes")
    PROBLEM = "problem", gettext_lazy("Problems")
    BALANCE = "balance", gettext_lazy("Balance")
    UNCONFIRMED = "unconfirmed", gettext_lazy("Unconfirmed speakers")


SEVERITIES = {
    ConflictKind.TWO_PLACES: Severity.CLASH,
    ConflictKind.ROOM_CLASH: Severity.CLASH,
    ConflictKind.ONE_GROUP: Severity.BALANCE,
    ConflictKind.ONE_GENDER: Severity.BALANCE,
    ConflictKind.NOT_CONFIRMED: Severity.UNCONFIRMED,
}


class Conflict(NamedTuple):
    """A conflict: the items that it is about, by id, and its sentence."""

    kind: ConflictKind
    items: tuple[str, ...]
    words: str

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return SEVERITIES.get(self.kind, Severity.PROBLEM)


# A panel of fewer people is not looked at for balance.
FEWEST = 2


def conflicts_in(plan: Plan) -> list[Conflict]:
    """All conflicts, by day and hour, then by kind."""
    conflicts = [conflict for day in _by_day(plan) for conflict in _between(day, plan)]
    hours = {item.slug: place for place, item in enumerate(plan.items)}
    conflicts += [conflict for item in plan.items for conflict in _within(item)]
    order = list(ConflictKind)
    return sorted(conflicts, key=lambda each: (hours[each.items[0]], order.index(each.kind), each.items))


def by_item(conflicts: Iterable[Conflict]) -> dict[str, list[Conflict]]:
    """The conflicts of each item, by its id."""
    by_slug: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        for item in conflict.items:
            by_slug.setdefault(item, []).append(conflict)
    return by_slug


def by_severity(conflicts: Iterable[Conflict]) -> dict[Severity, list[Conflict]]:
    """The conflicts that there are of each severity, the worst first."""
    found: dict[Severity, list[Conflict]] = {severity: [] for severity in Severity}
    for conflict in conflicts:
        found[conflict.severity].append(conflict)
    return {severity: rows for severity, rows in found.items() if rows}


def _by_day(plan: Plan) -> Iterator[list[Item]]:
    def day(item: Item) -> date:
        assert item.day is not None
        return item.day.day

    for _day, items in groupby(plan.placed, key=day):
        yield list(items)


def _between(items: list[Item], plan: Plan) -> Iterator[Conflict]:
    for first, second in combinations(items, 2):
        if first.room and first.room == second.room and _overlap(first, second):
            yield _room_clash(first, second)
        yield from _people_in_both(first, second, plan.changeover)


def _overlap(first: Item, second: Item) -> bool:
    assert first.starts
    assert first.ends
    assert second.starts
    assert second.ends
    return first.starts < second.ends and second.starts < first.ends


def _room_clash(first: Item, second: Item) -> Conflict:
    assert first.room
    words = _("%(room)s is double-booked, %(hours)s: “%(first)s” and “%(second)s”.") % {
        "room": plain(first.room.name),
        "hours": _shared_hours(first, second),
        "first": plain(first.title),
        "second": plain(second.title),
    }
    return Conflict(ConflictKind.ROOM_CLASH, (first.slug, second.slug), words)


def _people_in_both(first: Item, second: Item, changeover: int) -> Iterator[Conflict]:
    for person in _shared_people(first, second):
        values = {"person": plain(person.name), "first": plain(first.title), "second": plain(second.title)}
        if _overlap(first, second):
            values["hours"] = _shared_hours(first, second)
            words = _("%(person)s is double-booked, %(hours)s: “%(first)s” and “%(second)s”.") % values
            yield Conflict(ConflictKind.TWO_PLACES, (first.slug, second.slug), words)
        elif first.room != second.room and (between := _minutes_between(first, second)) < changeover:
            words = ngettext(
                "%(person)s has %(count)d minute between “%(first)s” and “%(second)s”, which are in different rooms.",
                "%(person)s has %(count)d minutes between “%(first)s” and “%(second)s”, which are in different rooms.",
                between,
            ) % {**values, "count": between}
            yield Conflict(ConflictKind.NO_TIME_BETWEEN, (first.slug, second.slug), words)


def _shared_people(first: Item, second: Item) -> list[Person]:
    in_first = {part.person.slug: part.person for part in first.parts}
    return [in_first[slug] for slug in sorted({part.person.slug for part in second.parts} & in_first.keys())]


def _minutes_between(first: Item, second: Item) -> int:
    assert first.ends
    assert second.starts
    return minutes_of(second.starts) - minutes_of(first.ends)


def _shared_hours(first: Item, second: Item) -> str:
    assert first.starts
    assert first.ends
    assert second.starts
    assert second.ends
    return _hours(max(first.starts, second.starts), min(first.ends, second.ends))


def _hours(starts: time, ends: time) -> str:
    return clock_hours(starts, ends, "", active_language().code)


def _within(item: Item) -> Iterator[Conflict]:
    checks = (
        _no_room,
        _outside_interpretation,
        _not_interpreted,
        _too_small,
        _too_long,
        *(_unconfirmed_parts, _one_sided),
    )
    for check in checks:
        for kind, words in check(item):
            yield Conflict(kind, (item.slug,), words)


type Findings = Iterator[tuple[ConflictKind, str]]


def _no_room(item: Item) -> Findings:
    if item.day and item.room is None and item.kind != ItemKind.BREAK:
        yield ConflictKind.NO_ROOM, _("“%(item)s” has no room yet.") % {"item": plain(item.title)}


def _outside_interpretation(item: Item) -> Findings:
    if not (item.day and item.languages and item.starts and item.ends):
        return
    if any(first <= item.starts and item.ends <= last for first, last in item.day.interpreted):
        return
    hours = [_hours(*each) for each in item.day.interpreted]
    values = {"item": plain(item.title), "hours": format_list(hours, active_language().code) if hours else ""}
    words = _("“%(item)s” requires interpretation, but none is available on that day.") % values
    if hours:
        words = _("“%(item)s” requires interpretation, available on that day only %(hours)s.") % values
    yield ConflictKind.INTERPRETATION_HOURS, words


def _not_interpreted(item: Item) -> Findings:
    if item.room is None:
        return
    if lacking := [code for code in item.languages if code not in item.room.languages]:
        names = format_list([BY_CODE[code].name for code in lacking], active_language().code)
        values = {"item": plain(item.title), "room": plain(item.room.name), "languages": names}
        yield (
            ConflictKind.INTERPRETATION_LANGUAGES,
            _("“%(item)s” requires interpretation not available in %(room)s: %(languages)s.") % values,
        )


def _too_small(item: Item) -> Findings:
    if item.room and item.room.capacity and item.expected and item.expected > item.room.capacity:
        values = {"item": plain(item.title), "room": plain(item.room.name), "seats": item.room.capacity}
        yield (
            ConflictKind.CAPACITY,
            _("%(expected)d people are expected at “%(item)s”; %(room)s holds %(seats)d.")
            % {**values, "expected": item.expected},
        )


def _too_long(item: Item) -> Findings:
    minutes = sum(part.minutes or 0 for part in item.parts)
    if item.day and minutes > item.minutes:
        values = {"item": plain(item.title), "asked": minutes, "there": item.minutes}
        yield (
            ConflictKind.SPEAKING_TIME,
            _("Speaking times in “%(item)s” total %(asked)d minutes; it lasts %(there)d.") % values,
        )


def _unconfirmed_parts(item: Item) -> Findings:
    for part in item.parts:
        if not part.is_confirmed:
            values = {"person": plain(part.person.name), "role": ItemRole(part.role).label, "item": plain(item.title)}
            yield (
                ConflictKind.NOT_CONFIRMED,
                _("%(person)s (%(role)s) has not yet confirmed for “%(item)s”.") % values,
            )


def _one_sided(item: Item) -> Findings:
    people = _people(item.parts)
    if item.kind != ItemKind.PANEL or len(people) < FEWEST:
        return
    shared = set.intersection(*(set(person.groups) for person in people))
    for slug in sorted(shared):
        values = {"item": plain(item.title), "group": plain(people[0].groups[slug])}
        yield (
            ConflictKind.ONE_GROUP,
            _("All participants of the panel “%(item)s” are from one group: %(group)s.") % values,
        )
    genders = {person.gender for person in people}
    if len(genders) == 1 and (gender := genders.pop()):
        values = {"item": plain(item.title), "gender": str(Gender(gender).label)}
        yield (
            ConflictKind.ONE_GENDER,
            _("All participants of the panel “%(item)s” are of one gender: %(gender)s.") % values,
        )


def _people(parts: Iterable[Part]) -> list[Person]:
    """Each once, whatever they do there."""
    return list({part.person.slug: part.person for part in parts}.values())
