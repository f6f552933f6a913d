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
from palermo.programme.exchange.faults import MOST, Faults, check_counts
from palermo.programme.exchange.incoming import Incoming, InItem, InPart, InPerson, InRoom, Loss
from palermo.programme.exchange.writing import identity
from palermo.programme.exchange.writing.indico import event_of, timetable_of
from palermo.programme.exchange.writing.schedules import schedule_of, schedule_xml
from palermo.programme.exchange.xml import XML, schedule_in
from palermo.programme.schedule.content import FORMAT, Content
from palermo.programme.states.programmes import ItemKind, ItemRole

Reader = Callable[[Mapping[str, object], Any, Faults], Incoming]
OWN = "palermo"
WRITERS = {"read_schedule": schedule_of, "read_event": event_of, "read_timetable": timetable_of}
NUMBER = re.compile(r"(?:^|/)(?:[cbs]|person/)(?P<number>\d+)$")


def read_with_own_content(read: Reader, data: Mapping[str, object], how: Any, faults: Faults) -> Incoming:
    """Read a file; if it was written here, merge what changed in it into the content that was written beside it."""
    beside = _beside(data, faults)
    if beside is None:
        return read(data, how, faults)
    how = how._replace(language=beside["language"])
    incoming = read(data, how, faults)
    faults.refuse_any()
    try:
        written = _as_ours(read(_data_as_written(read, data, beside), how, Faults()), beside["content"])
        whole = _whole(beside["content"], written)
        whole = replace(whole, as_of=datetime.fromisoformat(beside["about"]["released_at"]).date())
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, ValidationError):
        faults.add(OWN, "what was written here as it was written", "something else")
        faults.refuse_any()
        raise AssertionError from None
    return _merge_incoming(_as_ours(incoming, beside["content"]), written, whole)


def _data_as_written(read: Reader, data: Mapping[str, object], beside: Mapping[str, object]) -> dict[str, object]:
    content, about = beside["content"], identity.About(**beside["about"])
    if data.get("form") == XML:
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
        items=tuple(_with_own_id(row, ids.get("item", {})) for row in incoming.items),
        people=tuple(_with_own_id(row, ids.get("person", {})) for row in incoming.people),
        rooms=tuple(
            replace(row, foreign_id=rooms[row.key]) if _is_unknown(row) and row.key in rooms else row
            for row in incoming.rooms
        ),
    )


def _with_own_id(row: Any, ids: Mapping[str, str]) -> Any:
    found = NUMBER.search(row.foreign_id)
    return replace(row, foreign_id=ids[found["number"]]) if found and found["number"] in ids else row


def _is_unknown(row: InRoom) -> bool:
    return "/room/" in row.foreign_id


def _beside(data: Mapping[str, object], faults: Faults) -> dict[str, object] | None:
    holder = data.get("schedule") or data.get("additionalInfo")
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
        losses=tuple(_unnamed_losses(content)),
    )


def _keys(rows: tuple[Any, ...], event: str, kind: str, contents: list[Content]) -> dict[str, str]:
    """By its id here, the key under which the file has each row."""
    keys = {row.foreign_id: row.key for row in reversed(rows)}
    ids = {row["id"]: identity.guid(event, kind, row["id"]) for row in contents}
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


def _unnamed_losses(content: Content) -> list[Loss]:
    """A loss for each part of somebody who is not named to the readers of the version."""
    found = []
    for item in content["items"]:
        title = str(MultilingualText(item["title"]))
        found += [Loss("part.person", title, part["role"]) for part in item.get("parts", ()) if not part.get("person")]
    return found


def _merge_incoming(incoming: Incoming, written: Incoming, whole: Incoming) -> Incoming:
    """The whole programme, with what was changed in the file since it was written."""
    items = _merge_rows(incoming.items, written.items, whole.items)
    rooms = _merge_rows(incoming.rooms, written.rooms, whole.rooms)
    people = _merge_rows(incoming.people, written.people, whole.people)
    return replace(
        whole,
        title=incoming.title,
        days={**dict.fromkeys(incoming.days, MultilingualText()), **whole.days},
        items=items,
        rooms=rooms,
        people=people,
        losses=(*whole.losses, *_new_losses(incoming, written)),
    )


def _merge_rows(now: tuple[Any, ...], then: tuple[Any, ...], whole: tuple[Any, ...]) -> tuple[Any, ...]:
    """The rows of the whole by id, with what the file changed; rows that are gone from the file are left out."""
    after, before = {row.foreign_id: row for row in now}, {row.foreign_id: row for row in then}
    kept = [
        _one(after[row.foreign_id], before[row.foreign_id], row) if row.foreign_id in before else row
        for row in whole
        if row.foreign_id not in before or row.foreign_id in after
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
