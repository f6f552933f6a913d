"""A file that was written here and comes back: what its format has no place for stands beside it, and is taken from
there where the file still says what was written.

What another program has changed meanwhile is found by writing once more what was written then, and holds.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.events.exchange.faults import MOST, Faults, check_counts
from palermo.events.exchange.incoming import Incoming, InItem, InPart, InPerson, InRoom, Loss
from palermo.events.exchange.writing import identity
from palermo.events.exchange.writing.indico import event_of, timetable_of
from palermo.events.exchange.writing.schedules import schedule_of, schedule_xml
from palermo.events.exchange.xml import XML, schedule_in
from palermo.events.programme.content import FORMAT, Content
from palermo.events.states.programmes import ItemKind, ItemRole

Reader = Callable[[Mapping[str, Any], Any, Faults], Incoming]
OWN = "palermo"
WRITERS = {"read_schedule": schedule_of, "read_event": event_of, "read_timetable": timetable_of}
NUMBER = re.compile(r"(?:^|/)(?:[cbs]|person/)(?P<number>\d+)$")


def laid_over(read: Reader, told: Mapping[str, Any], how: Any, faults: Faults) -> Incoming:
    """What a reader finds in a file, with what stands beside it where it was written here."""
    beside = _beside(told, faults)
    if beside is None:
        return read(told, how, faults)
    how = how._replace(language=beside["language"])
    incoming = read(told, how, faults)
    faults.refuse_any()
    try:
        written = _as_ours(read(_written_then(read, told, beside), how, Faults()), beside["content"])
        whole = _whole(beside["content"], written)
        whole = replace(whole, as_of=datetime.fromisoformat(beside["about"]["released_at"]).date())
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, ValidationError):
        faults.add(OWN, "what was written here as it was written", "something else")
        faults.refuse_any()
        raise AssertionError from None
    return _merged(_as_ours(incoming, beside["content"]), written, whole)


def _written_then(read: Reader, told: Mapping[str, Any], beside: Mapping[str, Any]) -> dict[str, Any]:
    content, about = beside["content"], identity.About(**beside["about"])
    if told.get("form") == XML:
        return schedule_in(schedule_xml(content, about))
    return WRITERS[read.__name__](content, about)


def _as_ours(incoming: Incoming, content: Content) -> Incoming:
    """Under the ids of the schedule, whatever the format calls them: Indico knows numbers, and rooms by their names."""
    event = content["event"]
    ids = {
        kind: {str(number): identity.guid(event, kind, slug) for slug, number in numbered.items()}
        for kind, rows in (("item", "items"), ("person", "people"))
        if (numbered := identity.numbers(event, kind, (row["id"] for row in content[rows])))
    }
    rooms = {
        words: identity.guid(event, "room", room["id"]) for room in content["rooms"] for words in room["name"].values()
    }
    return replace(
        incoming,
        items=tuple(_known_as(row, ids.get("item", {})) for row in incoming.items),
        people=tuple(_known_as(row, ids.get("person", {})) for row in incoming.people),
        rooms=tuple(
            replace(row, foreign_id=rooms[row.key]) if _is_unknown(row) and row.key in rooms else row
            for row in incoming.rooms
        ),
    )


def _known_as(row: Any, ids: Mapping[str, str]) -> Any:
    found = NUMBER.search(row.foreign_id)
    return replace(row, foreign_id=ids[found["number"]]) if found and found["number"] in ids else row


def _is_unknown(row: InRoom) -> bool:
    return "/room/" in row.foreign_id


def _beside(told: Mapping[str, Any], faults: Faults) -> dict[str, Any] | None:
    holder = told.get("schedule") or told.get("additionalInfo")
    beside = holder.get(OWN) if isinstance(holder, Mapping) else None
    if beside is None:
        return None
    content = beside.get("content") if isinstance(beside, Mapping) else None
    if not isinstance(content, Mapping) or content.get("format") != FORMAT or beside.get("language") not in CODES:
        faults.add(OWN, f"“{FORMAT}” in one of the six languages", beside)
        faults.refuse_any()
    check_counts({name: (content or {}).get(name) for name in MOST}, OWN, faults)
    return dict(beside)


def _whole(content: Content, written: Incoming) -> Incoming:
    """Everything that the content says, under the keys by which the file tells of it."""
    event = content["event"]
    rooms = _keys(written.rooms, event, "room", content["rooms"])
    people = _keys(written.people, event, "person", content["people"])
    return Incoming(
        system="Palermo",
        title="",
        time_zone=content["time_zone"],
        days={date.fromisoformat(day["day"]): MultilingualText(day.get("title")) for day in content["days"]},
        rooms=tuple(_room(room, rooms, event) for room in content["rooms"]),
        people=tuple(_person(person, people, event) for person in content["people"]),
        items=tuple(_item(item, rooms, people, event) for item in content["items"]),
        note=MultilingualText(content.get("note")),
        event=event,
        losses=tuple(_unnamed(content)),
    )


def _keys(rows: tuple[Any, ...], event: str, kind: str, told: list[Content]) -> dict[str, str]:
    """By its id here, the key under which the file has each row."""
    keys = {row.foreign_id: row.key for row in reversed(rows)}
    ids = {row["id"]: identity.guid(event, kind, row["id"]) for row in told}
    return {slug: keys.get(foreign_id, foreign_id) for slug, foreign_id in ids.items()}


def _room(room: Content, keys: Mapping[str, str], event: str) -> InRoom:
    return InRoom(
        keys[room["id"]],
        identity.guid(event, "room", room["id"]),
        MultilingualText(room["name"]),
        room.get("capacity"),
        tuple(room.get("languages", ())),
        slug=room["id"],
    )


def _person(person: Content, keys: Mapping[str, str], event: str) -> InPerson:
    return InPerson(
        keys[person["id"]],
        identity.guid(event, "person", person["id"]),
        MultilingualText(person["name"]),
        MultilingualText(person.get("function")),
        MultilingualText(person.get("organisation")),
        person.get("state", ""),
        slug=person["id"],
    )


def _item(item: Content, rooms: Mapping[str, str], people: Mapping[str, str], event: str) -> InItem:
    foreign_id = identity.guid(event, "item", item["id"])
    return InItem(
        key=foreign_id,
        foreign_id=foreign_id,
        kind=ItemKind(item["kind"]),
        title=MultilingualText(item["title"]),
        day=date.fromisoformat(item["day"]),
        starts=time.fromisoformat(item["starts"]),
        ends=time.fromisoformat(item["ends"]),
        room=rooms[item["room"]] if item.get("room") else "",
        objective=MultilingualText(item.get("objective")),
        themes=MultilingualText(item.get("themes")),
        languages=tuple(item.get("languages", ())),
        parts=tuple(
            InPart(people[part["person"]], ItemRole(part["role"]), part.get("minutes"), part["is_confirmed"])
            for part in item.get("parts", ())
            if part.get("person")
        ),
        papers=tuple(item.get("papers", ())),
        slug=item["id"],
    )


def _unnamed(content: Content) -> list[Loss]:
    """A part of somebody who is not named to the readers of the version."""
    found = []
    for item in content["items"]:
        title = str(MultilingualText(item["title"]))
        found += [Loss("part.person", title, part["role"]) for part in item.get("parts", ()) if not part.get("person")]
    return found


def _merged(incoming: Incoming, written: Incoming, whole: Incoming) -> Incoming:
    """The whole, but for what the file says otherwise now."""
    items = _laid(incoming.items, written.items, whole.items)
    rooms = _laid(incoming.rooms, written.rooms, whole.rooms)
    people = _laid(incoming.people, written.people, whole.people)
    return replace(
        whole,
        title=incoming.title,
        days={**dict.fromkeys(incoming.days, MultilingualText()), **whole.days},
        items=items,
        rooms=rooms,
        people=people,
        losses=(*whole.losses, *_new_losses(incoming, written)),
    )


def _laid(now: tuple[Any, ...], then: tuple[Any, ...], whole: tuple[Any, ...]) -> tuple[Any, ...]:
    """By id: as the whole has it, in what was not changed since; what is gone from the file is gone."""
    told, before = {row.foreign_id: row for row in now}, {row.foreign_id: row for row in then}
    kept = [
        _one(told[row.foreign_id], before[row.foreign_id], row) if row.foreign_id in before else row
        for row in whole
        if row.foreign_id not in before or row.foreign_id in told
    ]
    known = {row.foreign_id for row in whole}
    return (*kept, *(row for row in now if row.foreign_id not in known))


def _one(now: Any, then: Any, whole: Any) -> Any:
    changed = {each.name: getattr(now, each.name) for each in fields(now)}
    changed = {name: value for name, value in changed.items() if value != getattr(then, name)}
    for name, value in changed.items():
        if isinstance(value, MultilingualText):
            changed[name] = MultilingualText({**getattr(whole, name), **value})
    if "parts" in changed:
        changed["parts"] = _parts(changed["parts"], whole.parts)
    return replace(whole, **changed)


def _parts(now: tuple[InPart, ...], whole: tuple[InPart, ...]) -> tuple[InPart, ...]:
    """Whoever is still there does what they did; the others are new."""
    there = {part.person for part in now}
    known = {part.person for part in whole}
    return (*(part for part in whole if part.person in there), *(part for part in now if part.person not in known))


def _new_losses(incoming: Incoming, written: Incoming) -> list[Loss]:
    """What another program put in, and has no place here."""
    ours = set(written.losses)
    return [loss for loss in incoming.losses if loss not in ours]
