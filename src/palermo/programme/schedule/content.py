"""A programme as it is frozen when it is released: plain JSON for one audience, and the digest over it."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import time
from typing import Any

from palermo.core.audiences import Audience
from palermo.programme.schedule.plan import Day, Hall, Item, Part, Person, Plan

FORMAT = "palermo-programme/1"
Content = dict[str, object]


def content_of(plan: Plan, audience: str) -> Content:
    """What readers of an audience are told.

    The public is told the names only of those who have confirmed and, where they have a record as speakers, are
    published there; Member States, who advise on speakers, of all. What is known of anybody's gender stays out, and so
    does an item that has no place yet.
    """
    named = _is_public if audience == Audience.PUBLIC else (lambda part: True)
    items = plan.placed
    people = {part.person.slug: part.person for item in items for part in item.parts if named(part)}
    return {
        "format": FORMAT,
        "event": plan.event,
        "title": dict(plan.title),
        "time_zone": plan.time_zone,
        **_drop_empty(note=dict(plan.note)),
        "days": [_day(day) for day in plan.days],
        "rooms": [_room(room) for room in plan.rooms],
        "people": [_person(people[slug]) for slug in sorted(people)],
        "items": [_item(item, named) for item in items],
    }


def _is_public(part: Part) -> bool:
    return part.is_confirmed and part.person.may_be_public


def speakers_in(content: Mapping[str, object]) -> list[str]:
    """The ids of the records as speakers of those whom a version names."""
    return [person["speaker"] for person in content["people"] if person.get("speaker")]


def without_speakers(content: Content, speakers: Collection[str]) -> Content:
    """A version as it is given out when these, by the ids of their records, are not to be named any more."""
    gone = {person["id"] for person in content["people"] if person.get("speaker") in speakers}
    if not gone:
        return content
    people = [person for person in content["people"] if person["id"] not in gone]
    return {**content, "people": people, "items": [_remove_people(item, gone) for item in content["items"]]}


def _remove_people(item: Content, gone: Collection[str]) -> Content:
    if not any(part.get("person") in gone for part in item.get("parts", [])):
        return item
    parts = [
        {name: value for name, value in part.items() if name != "person" or value not in gone} for part in item["parts"]
    ]
    return {**item, "parts": parts}


def comparable_versions(old: Content, new: Content, audiences: tuple[str, str]) -> tuple[Content, Content]:
    """Two versions made ready to be compared: what only one of them keeps from the public is no difference."""
    is_public = tuple(audience == Audience.PUBLIC for audience in audiences)
    if is_public == (False, True):
        return _as_public(old, new), new
    return (old, _as_public(new, old)) if is_public == (True, False) else (old, new)


def _as_public(whole: Content, public: Content) -> Content:
    """A version that names everybody, with no more names in an item than the public one leaves out there."""
    items = {item["id"]: item for item in public["items"]}
    return {**whole, "items": [_less(item, items.get(item["id"])) for item in whole["items"]]}


def _less(item: Content, public: Content | None) -> Content:
    parts = public.get("parts", []) if public else []
    named = {(part["person"], part["role"]) for part in parts if part.get("person")}
    left_out = Counter(part["role"] for part in parts if not part.get("person"))
    shown_parts = []
    for part in item.get("parts", []):
        is_left_out = (part.get("person"), part["role"]) not in named and left_out[part["role"]] > 0
        left_out[part["role"]] -= is_left_out
        shown_parts.append({name: value for name, value in part.items() if name != "person" or not is_left_out})
    return {**item, "parts": shown_parts} if shown_parts else item


def whole_of(plan: Plan) -> Content:
    """The working copy in the same form, for those who prepare it."""
    return content_of(plan, Audience.SECRETARIAT)


def digest_of(content: Mapping[str, object]) -> str:
    """SHA-256, in hexadecimal, over the content as JSON with its keys in order."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _drop_empty(**values: Any) -> dict[str, object]:
    """The values without those that are empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _day(day: Day) -> Content:
    return {"day": day.day.isoformat(), **_drop_empty(title=dict(day.title))}


def _room(room: Hall) -> Content:
    return {
        "id": room.slug,
        "name": dict(room.name),
        **_drop_empty(capacity=room.capacity, languages=list(room.languages)),
    }


def _person(person: Person) -> Content:
    return {
        "id": person.slug,
        "name": dict(person.name),
        **_drop_empty(
            function=dict(person.function),
            organisation=dict(person.organisation),
            state=person.state,
            state_name=dict(person.state_name),
            speaker=person.speaker,
        ),
    }


def _item(item: Item, named: Any) -> Content:
    assert item.day
    assert item.starts
    assert item.ends
    return {
        "id": item.slug,
        "kind": item.kind,
        "title": dict(item.title),
        "day": item.day.day.isoformat(),
        "starts": _hour(item.starts),
        "ends": _hour(item.ends),
        **_drop_empty(
            room=item.room.slug if item.room else "",
            objective=dict(item.objective),
            themes=dict(item.themes),
            languages=list(item.languages),
            parts=[_part(part, named(part)) for part in item.parts],
            papers=list(item.papers),
        ),
    }


def _part(part: Part, is_named: bool) -> Content:
    person = part.person.slug if is_named else ""
    return {"role": part.role, "is_confirmed": part.is_confirmed, **_drop_empty(person=person, minutes=part.minutes)}


def _hour(hour: time) -> str:
    return hour.isoformat("minutes")
