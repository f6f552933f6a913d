"""A file that was written here and comes back: what its format has no place for stands beside it, and is taken from
there where the file still says what was written.

What another program has changed meanwhile is found by writing once more what was written then, and holds.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date, datetime, time
from typing import cast

from django.core.exceptions import ValidationError

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.programme.exchange.common import Reading
from palermo.programme.exchange.faults import MOST, Faults, check_counts
from palermo.programme.exchange.incoming import Incoming, InItem, InPart, InPerson, InRoom, InRow, Loss
from palermo.programme.exchange.writing import identity
from palermo.programme.exchange.writing.indico import event_of, timetable_of
from palermo.programme.exchange.writing.schedules import schedule_of, schedule_xml
from palermo.programme.exchange.xml import XML, schedule_in
from palermo.programme.schedule.content import FORMAT, Content, ContentItem, ContentPerson, ContentRoom
from palermo.programme.states.programmes import ItemKind, ItemRole

type Reader = Callable[[Mapping[str, object], Reading, Faults], Incoming]
OWN = "palermo"
WRITERS = {"read_schedule": schedule_of, "read_event": event_of, "read_timetable": timetable_of}
NUMBER = re.compile(r"(?:^|/)(?:[cbs]|person/)(?P<number>\d+)$")


def read_with_own_content(read: Reader, data: Mapping[str, object], reading: Reading, faults: Faults) -> Incoming:
    """Read a file; if it was written here, merge what changed in it into the content that was written beside it."""
    own = _find_own_data(data, faults)
    if own is None:
        return read(data, reading, faults)
    reading = reading._replace(language=own["language"])
    incoming = read(data, reading, faults)
    faults.refuse_any()
    try:
        written = _with_own_ids(read(_data_as_written(read, data, own), reading, Faults()), own["content"])
        whole = _read_content(own["content"], written)
        whole = replace(whole, as_of=datetime.fromisoformat(own["about"]["released_at"]).date())
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, ValidationError):
        faults.add(OWN, "what was written here as it was written", "something else")
        faults.refuse_any()
        raise AssertionError from None
    return _merge_incoming(_with_own_ids(incoming, own["content"]), written, whole)


def _data_as_written(read: Reader, data: Mapping[str, object], own: identity.OwnData) -> dict[str, object]:
    content, about = own["content"], identity.About(**own["about"])
    if data.get("form") == XML:
        return schedule_in(schedule_xml(content, about))
    return WRITERS[read.__name__](content, about)


def _with_own_ids(incoming: Incoming, content: Content) -> Incoming:
    """The rows under the ids of the schedule, whatever the format has: Indico has numbers, and names of rooms."""
    event = content["event"]
    items = _ids_by_number(event, "item", (item["id"] for item in content["items"]))
    people = _ids_by_number(event, "person", (person["id"] for person in content["people"]))
    rooms = {
        words: identity.guid(event, "room", room["id"]) for room in content["rooms"] for words in room["name"].values()
    }
    return replace(
        incoming,
        items=tuple(_with_own_id(row, items) for row in incoming.items),
        people=tuple(_with_own_id(row, people) for row in incoming.people),
        rooms=tuple(
            replace(row, foreign_id=rooms[row.key]) if _is_unknown(row) and row.key in rooms else row
            for row in incoming.rooms
        ),
    )


def _ids_by_number(event: str, kind: str, slugs: Iterable[str]) -> dict[str, str]:
    numbers = identity.numbers(event, kind, slugs)
    return {str(number): identity.guid(event, kind, slug) for slug, number in numbers.items()}


def _with_own_id[Row: (InItem, InPerson)](row: Row, ids: Mapping[str, str]) -> Row:
    match = NUMBER.search(row.foreign_id)
    return replace(row, foreign_id=ids[match["number"]]) if match and match["number"] in ids else row


def _is_unknown(row: InRoom) -> bool:
    return "/room/" in row.foreign_id


def _find_own_data(data: Mapping[str, object], faults: Faults) -> identity.OwnData | None:
    holder = data.get("schedule") or data.get("additionalInfo")
    own = holder.get(OWN) if isinstance(holder, Mapping) else None
    if own is None:
        return None
    content = own.get("content") if isinstance(own, Mapping) else None
    if not isinstance(content, Mapping) or content.get("format") != FORMAT or own.get("language") not in CODES:
        faults.add(OWN, f"“{FORMAT}” in one of the six languages", own)
        faults.refuse_any()
    check_counts({name: (content or {}).get(name) for name in MOST}, OWN, faults)
    # What lies deeper is found out by reading it.
    return cast(identity.OwnData, dict(own))


def _read_content(content: Content, written: Incoming) -> Incoming:
    """The content as incoming rows, under the keys that the file has for them."""
    event = content["event"]
    rooms = _keys(written.rooms, event, "room", (room["id"] for room in content["rooms"]))
    people = _keys(written.people, event, "person", (person["id"] for person in content["people"]))
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


def _keys[Row: InRow](rows: tuple[Row, ...], event: str, kind: str, slugs: Iterable[str]) -> dict[str, str]:
    """By its id here, the key under which the file has each row."""
    keys = {row.foreign_id: row.key for row in reversed(rows)}
    ids = {slug: identity.guid(event, kind, slug) for slug in slugs}
    return {slug: keys.get(foreign_id, foreign_id) for slug, foreign_id in ids.items()}


def _room(room: ContentRoom, keys: Mapping[str, str], event: str) -> InRoom:
    return InRoom(
        keys[room["id"]],
        identity.guid(event, "room", room["id"]),
        MultilingualText(room["name"]),
        room.get("capacity"),
        tuple(room.get("languages", ())),
        slug=room["id"],
    )


def _person(person: ContentPerson, keys: Mapping[str, str], event: str) -> InPerson:
    return InPerson(
        keys[person["id"]],
        identity.guid(event, "person", person["id"]),
        MultilingualText(person["name"]),
        MultilingualText(person.get("function")),
        MultilingualText(person.get("organisation")),
        person.get("state", ""),
        slug=person["id"],
    )


def _item(item: ContentItem, rooms: Mapping[str, str], people: Mapping[str, str], event: str) -> InItem:
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
    losses = []
    for item in content["items"]:
        title = str(MultilingualText(item["title"]))
        losses += [Loss("part.person", title, part["role"]) for part in item.get("parts", ()) if not part.get("person")]
    return losses


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


def _merge_rows[Row: InRow](now: tuple[Row, ...], then: tuple[Row, ...], whole: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of the whole by id, with what the file changed; rows that are gone from the file are left out."""
    after, before = {row.foreign_id: row for row in now}, {row.foreign_id: row for row in then}
    merged = [
        _merge_row(after[row.foreign_id], before[row.foreign_id], row) if row.foreign_id in before else row
        for row in whole
        if row.foreign_id not in before or row.foreign_id in after
    ]
    known = {row.foreign_id for row in whole}
    return (*merged, *(row for row in now if row.foreign_id not in known))


def _merge_row[Row: InRow](now: Row, then: Row, whole: Row) -> Row:
    changed = {each.name: getattr(now, each.name) for each in fields(now)}
    changed = {name: value for name, value in changed.items() if value != getattr(then, name)}
    for name, value in changed.items():
        if isinstance(value, MultilingualText):
            changed[name] = MultilingualText({**getattr(whole, name), **value})
    if "parts" in changed and isinstance(whole, InItem):
        changed["parts"] = _merge_parts(changed["parts"], whole.parts)
    return replace(whole, **changed)


def _merge_parts(now: tuple[InPart, ...], whole: tuple[InPart, ...]) -> tuple[InPart, ...]:
    """People who are still listed keep their roles; the others are new."""
    there = {part.person for part in now}
    known = {part.person for part in whole}
    return (*(part for part in whole if part.person in there), *(part for part in now if part.person not in known))


def _new_losses(incoming: Incoming, written: Incoming) -> list[Loss]:
    """What another program put in, and has no place here."""
    ours = set(written.losses)
    return [loss for loss in incoming.losses if loss not in ours]
