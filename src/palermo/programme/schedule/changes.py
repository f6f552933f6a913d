"""What differs between two versions of a programme, computed, one sentence a difference."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, active_language
from palermo.core.speech.dates import format_day
from palermo.core.speech.hours import clock_hours
from palermo.core.speech.lists import format_list
from palermo.core.text import MultilingualText, plain
from palermo.programme.schedule.content import (
    Content,
    ContentItem,
    ContentPart,
    ContentPerson,
    ContentRoom,
    ContentText,
)
from palermo.programme.states.programmes import ItemRole


class ChangeKind(models.TextChoices):
    """How something differs from one version to the next."""

    ADDED = "added", pgettext_lazy("programme", "New")
    REMOVED = "removed", pgettext_lazy("programme", "Removed")
    MOVED = "moved", pgettext_lazy("programme", "Moved")
    REWORDED = "reworded", gettext_lazy("Reworded")
    PEOPLE = "people", gettext_lazy("Changes of people")
    OTHER = "other", pgettext_lazy("change of a programme", "Other")


class ProgrammeChange(NamedTuple):
    """A difference with its sentence; `item` is the id of the item, empty where it is of the whole."""

    kind: ChangeKind
    item: str
    words: str


def changes_between(old: Content, new: Content) -> list[ProgrammeChange]:
    """Every difference: of the whole first, then item by item in the order of the later version, then what is gone."""
    before, after = _by_id(old["items"]), _by_id(new["items"])
    changes = [*_of_rooms(old, new), *_of_days(old, new)]
    for slug, item in after.items():
        changes += _of_item(before[slug], item, old, new) if slug in before else [_addition(item, new)]
    return changes + [_removal(item) for slug, item in before.items() if slug not in after]


def changed_items(old: Content, new: Content) -> set[str]:
    """The ids of the items of the later version that are not as they were."""
    return {change.item for change in changes_between(old, new) if change.item}


def _by_id[Row: (ContentItem, ContentRoom, ContentPerson)](rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def words_of(text: Mapping[str, str] | None) -> str:
    """A text of the content in the reader's language, or in another that is named."""
    return plain(MultilingualText(text or {}))


def _addition(item: ContentItem, new: Content) -> ProgrammeChange:
    values = {"item": words_of(item["title"]), "where": placed_words(item, new)}
    return ProgrammeChange(ChangeKind.ADDED, item["id"], _("“%(item)s” is new (%(where)s).") % values)


def _removal(item: ContentItem) -> ProgrammeChange:
    words = _("“%(item)s” was removed.") % {"item": words_of(item["title"])}
    return ProgrammeChange(ChangeKind.REMOVED, item["id"], words)


def placed_words(item: ContentItem, content: Content) -> str:
    """Day, hours and room of an item, in words."""
    lang = active_language().code
    day = format_day(PartialDate(date.fromisoformat(item["day"])), lang)
    hours = clock_hours(time.fromisoformat(item["starts"]), time.fromisoformat(item["ends"]), "", lang)
    values = {"day": day, "hours": hours}
    room = next((room for room in content["rooms"] if room["id"] == item.get("room")), None)
    if room is None:
        return _("%(day)s, %(hours)s") % values
    return _("%(day)s, %(hours)s, %(room)s") % {**values, "room": words_of(room["name"])}


PLACE = ("day", "starts", "ends", "room")


def _of_item(old: ContentItem, new: ContentItem, before: Content, after: Content) -> Iterator[ProgrammeChange]:
    title = words_of(new["title"])
    if any(old.get(name) != new.get(name) for name in PLACE):
        values = {"item": title, "old": placed_words(old, before), "new": placed_words(new, after)}
        yield ProgrammeChange(
            ChangeKind.MOVED, new["id"], _("“%(item)s” was moved (%(new)s; previously %(old)s).") % values
        )
    if old["title"] != new["title"]:
        values = {"item": title, "old": words_of(old["title"])}
        words = _("The title of “%(item)s” was changed.") % values
        if values["old"] != title:
            words = _("“%(item)s” was previously “%(old)s”.") % values
        yield ProgrammeChange(ChangeKind.REWORDED, new["id"], words)
    for name, words in _sentences(title):
        if old.get(name) != new.get(name):
            kind = ChangeKind.REWORDED if name in {"objective", "themes"} else ChangeKind.OTHER
            yield ProgrammeChange(kind, new["id"], words)
    yield from _of_languages(old, new, title)
    for words in _of_people(old, new, before, after):
        yield ProgrammeChange(ChangeKind.PEOPLE, new["id"], words)


def _sentences(title: str) -> Iterator[tuple[str, str]]:
    values = {"item": title}
    yield "kind", _("The type of “%(item)s” was changed.") % values
    yield "objective", _("The objective of “%(item)s” was changed.") % values
    yield "themes", _("The themes of “%(item)s” were changed.") % values
    yield "papers", _("The documents of “%(item)s” were changed.") % values


def _of_languages(old: ContentItem, new: ContentItem, title: str) -> Iterator[ProgrammeChange]:
    codes = new.get("languages", [])
    if old.get("languages", []) != codes:
        values = {"item": title, "languages": format_list([BY_CODE[c].name for c in codes], active_language().code)}
        words = _("“%(item)s” is no longer interpreted.") % values
        if codes:
            words = _("Interpretation of “%(item)s”: %(languages)s.") % values
        yield ProgrammeChange(ChangeKind.OTHER, new["id"], words)


def _of_people(old: ContentItem, new: ContentItem, before: Content, after: Content) -> Iterator[str]:
    was, now = _parts(old, before), _parts(new, after)
    for key in [*now, *(key for key in was if key not in now)]:
        values = {**_part_values(key, now.get(key) or was[key]), "item": words_of(new["title"])}
        if key not in was:
            yield _("“%(item)s”: %(person)s was added (%(role)s).") % values
        elif key not in now:
            yield _("“%(item)s”: %(person)s was removed (%(role)s).") % values
        else:
            yield from _of_part(was[key].part, now[key].part, values)


def _of_part(was: ContentPart, now: ContentPart, values: Mapping[str, str]) -> Iterator[str]:
    if now["is_confirmed"] and not was["is_confirmed"]:
        yield _("“%(item)s”: %(person)s has confirmed (%(role)s).") % values
    if was["is_confirmed"] and not now["is_confirmed"]:
        yield _("“%(item)s”: %(person)s must confirm again (%(role)s).") % values
    if was.get("minutes") != now.get("minutes"):
        yield _("“%(item)s”: the speaking time of %(person)s was changed (%(role)s).") % values


class _PartAndName(NamedTuple):
    part: ContentPart
    name: ContentText | None


def _parts(item: ContentItem, content: Content) -> dict[tuple[str, str, int], _PartAndName]:
    """The parts by person and role; those who are not named yet are counted."""
    people = _by_id(content["people"])
    parts: dict[tuple[str, str, int], _PartAndName] = {}
    for part in item.get("parts", []):
        person, again = people.get(part.get("person", "")), 0
        key = (part.get("person", ""), part["role"])
        while (*key, again) in parts:
            again += 1
        parts[*key, again] = _PartAndName(part, person["name"] if person else None)
    return parts


def _part_values(key: tuple[str, str, int], part: _PartAndName) -> dict[str, str]:
    name = words_of(part.name) or _("a person not yet named")
    return {"person": name, "role": str(ItemRole(key[1]).label)}


def _of_rooms(old: Content, new: Content) -> Iterator[ProgrammeChange]:
    was, now = _by_id(old["rooms"]), _by_id(new["rooms"])
    for slug, room in now.items():
        values = {"room": words_of(room["name"])}
        if slug not in was:
            yield ProgrammeChange(ChangeKind.ADDED, "", _("The room %(room)s was added.") % values)
        elif room != was[slug]:
            words = _("The details of the room %(room)s were changed.") % values
            yield ProgrammeChange(ChangeKind.OTHER, "", words)
    for slug, room in was.items():
        if slug not in now:
            words = _("The room %(room)s was removed.") % {"room": words_of(room["name"])}
            yield ProgrammeChange(ChangeKind.REMOVED, "", words)


def _of_days(old: Content, new: Content) -> Iterator[ProgrammeChange]:
    if old["time_zone"] != new["time_zone"]:
        values = {"old": old["time_zone"], "new": new["time_zone"]}
        words = _("Times are now shown in the time zone %(new)s (previously %(old)s).") % values
        yield ProgrammeChange(ChangeKind.OTHER, "", words)
    if old["days"] != new["days"]:
        yield ProgrammeChange(ChangeKind.OTHER, "", _("The days or their titles were changed."))
    if old.get("note") != new.get("note"):
        yield ProgrammeChange(ChangeKind.REWORDED, "", _("The introductory note was changed."))
