"""A programme as it is frozen when it is released: plain JSON for one audience, and the digest over it."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import time
from itertools import zip_longest
from typing import NotRequired, TypedDict

from palermo.core.audiences import Audience
from palermo.core.natural_order import natural_key
from palermo.programme.schedule.plan import Day, Hall, Item, Part, Person, Plan

FORMAT = "palermo-programme/1"

# A text by the codes of its languages.
type ContentText = dict[str, str]


class ContentDay(TypedDict):
    """A day, as an ISO date."""

    day: str
    title: NotRequired[ContentText]


class ContentRoom(TypedDict):
    """A room."""

    id: str
    name: ContentText
    capacity: NotRequired[int]
    languages: NotRequired[list[str]]


class ContentPerson(TypedDict):
    """A person who is named; `speaker` is the id of their record as a speaker."""

    id: str
    name: ContentText
    function: NotRequired[ContentText]
    organisation: NotRequired[ContentText]
    state: NotRequired[str]
    state_name: NotRequired[ContentText]
    speaker: NotRequired[str]


class ContentPart(TypedDict):
    """A part in an item; without a `person`, by id, nobody is named."""

    role: str
    is_confirmed: bool
    person: NotRequired[str]
    minutes: NotRequired[int]


class ContentItem(TypedDict):
    """An item, with its day as an ISO date and its hours as HH:MM; `room` is an id, `papers` are ids of documents."""

    id: str
    kind: str
    title: ContentText
    day: str
    starts: str
    ends: str
    room: NotRequired[str]
    objective: NotRequired[ContentText]
    themes: NotRequired[ContentText]
    languages: NotRequired[list[str]]
    parts: NotRequired[list[ContentPart]]
    papers: NotRequired[list[str]]


class Content(TypedDict):
    """A released version; what is empty is left out."""

    format: str
    event: str
    title: ContentText
    time_zone: str
    note: NotRequired[ContentText]
    days: list[ContentDay]
    rooms: list[ContentRoom]
    people: list[ContentPerson]
    items: list[ContentItem]


type IsNamed = Callable[[Part], bool]


def content_of(plan: Plan, audience: str) -> Content:
    """The content of a version for an audience.

    For the public it names only those who have confirmed and, where they have a record as speakers, are published
    there; for Member States, who advise on speakers, everybody. It has nobody's gender, and no item without a place.
    """
    is_named = _is_public if audience == Audience.PUBLIC else _is_anybody
    items = plan.placed
    people = {part.person.slug: part.person for item in items for part in item.parts if is_named(part)}
    content: Content = {
        "format": FORMAT,
        "event": plan.event,
        "title": dict(plan.title),
        "time_zone": plan.time_zone,
        "days": [_day(day) for day in plan.days],
        "rooms": [_room(room) for room in plan.rooms],
        "people": [_person(people[slug]) for slug in sorted(people)],
        "items": [_item(item, is_named) for item in items],
    }
    if plan.note:
        content["note"] = dict(plan.note)
    return content


def _is_public(part: Part) -> bool:
    return part.is_confirmed and part.person.may_be_public


def _is_anybody(part: Part) -> bool:
    return True


def speakers_in(content: Content) -> list[str]:
    """The ids of the records as speakers of those whom a version names."""
    return [person["speaker"] for person in content["people"] if person.get("speaker")]


def without_speakers(content: Content, speakers: Collection[str]) -> Content:
    """A version as it is given out when these, by the ids of their records, are not to be named any more."""
    gone = {person["id"] for person in content["people"] if person.get("speaker") in speakers}
    if not gone:
        return content
    people = [person for person in content["people"] if person["id"] not in gone]
    return {**content, "people": people, "items": [_remove_people(item, gone) for item in content["items"]]}


def _remove_people(item: ContentItem, gone: Collection[str]) -> ContentItem:
    if not any(part.get("person") in gone for part in item.get("parts", [])):
        return item
    parts = [_without_person(part) if part.get("person") in gone else part for part in item["parts"]]
    return {**item, "parts": parts}


def _without_person(part: ContentPart) -> ContentPart:
    unnamed = part.copy()
    unnamed.pop("person", None)
    return unnamed


def comparable_versions(old: Content, new: Content, audiences: tuple[str, str]) -> tuple[Content, Content]:
    """Two versions made ready to be compared: what only one of them keeps from the public is no difference."""
    is_public = tuple(audience == Audience.PUBLIC for audience in audiences)
    if is_public == (False, True):
        return _as_public(old, new), new
    return (old, _as_public(new, old)) if is_public == (True, False) else (old, new)


def _as_public(whole: Content, public: Content) -> Content:
    """A version that names everybody, with no more names in an item than the public one leaves out there."""
    items = {item["id"]: item for item in public["items"]}
    return {**whole, "items": [_with_public_names(item, items.get(item["id"])) for item in whole["items"]]}


def _with_public_names(item: ContentItem, public: ContentItem | None) -> ContentItem:
    parts = public.get("parts", []) if public else []
    named = {(part["person"], part["role"]) for part in parts if part.get("person")}
    left_out = Counter(part["role"] for part in parts if not part.get("person"))
    shown_parts = []
    for part in item.get("parts", []):
        is_left_out = (part.get("person"), part["role"]) not in named and left_out[part["role"]] > 0
        left_out[part["role"]] -= is_left_out
        shown_parts.append(_without_person(part) if is_left_out else part)
    return {**item, "parts": shown_parts} if shown_parts else item


def working_content(plan: Plan) -> Content:
    """The working copy in the same form, for those who prepare it."""
    return content_of(plan, Audience.SECRETARIAT)


def themes_of(item: ContentItem) -> list[ContentText]:
    """The themes of an item, one a line, each in the languages that have that line."""
    lines = {code: text.splitlines() for code, text in item.get("themes", {}).items()}
    themes = zip_longest(*([(code, line.strip()) for line in of_code] for code, of_code in lines.items()))
    texts = [{code: line for code, line in filter(None, theme) if line} for theme in themes]
    return [text for text in texts if text]


def item_page(page: str, item: ContentItem) -> str:
    """The address of an item on the page of its programme, which shows one day."""
    return f"{page}?day={item['day']}#item-{item['id']}"


def in_natural_order(content: Content) -> list[ContentItem]:
    """The items by day and hour, those of one hour as one counts; versions may have been frozen in another order."""
    return sorted(
        content["items"], key=lambda item: (item["day"], item["starts"], item["ends"], natural_key(item["id"]))
    )


def digest_of(content: Mapping[str, object]) -> str:
    """SHA-256, in hexadecimal, over the content as JSON with its keys in order."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _day(day: Day) -> ContentDay:
    row: ContentDay = {"day": day.day.isoformat()}
    if day.title:
        row["title"] = dict(day.title)
    return row


def _room(room: Hall) -> ContentRoom:
    row: ContentRoom = {"id": room.slug, "name": dict(room.name)}
    if room.capacity is not None:
        row["capacity"] = room.capacity
    if room.languages:
        row["languages"] = list(room.languages)
    return row


def _person(person: Person) -> ContentPerson:
    row: ContentPerson = {"id": person.slug, "name": dict(person.name)}
    if person.function:
        row["function"] = dict(person.function)
    if person.organisation:
        row["organisation"] = dict(person.organisation)
    if person.state:
        row["state"] = person.state
    if person.state_name:
        row["state_name"] = dict(person.state_name)
    if person.speaker:
        row["speaker"] = person.speaker
    return row


def _item(item: Item, is_named: IsNamed) -> ContentItem:
    assert item.day
    assert item.starts
    assert item.ends
    row: ContentItem = {
        "id": item.slug,
        "kind": item.kind,
        "title": dict(item.title),
        "day": item.day.day.isoformat(),
        "starts": _hour(item.starts),
        "ends": _hour(item.ends),
    }
    if item.room:
        row["room"] = item.room.slug
    if item.objective:
        row["objective"] = dict(item.objective)
    if item.themes:
        row["themes"] = dict(item.themes)
    if item.languages:
        row["languages"] = list(item.languages)
    if item.parts:
        row["parts"] = [_part(part, is_named(part)) for part in item.parts]
    if item.papers:
        row["papers"] = list(item.papers)
    return row


def _part(part: Part, is_named: bool) -> ContentPart:
    row: ContentPart = {"role": part.role, "is_confirmed": part.is_confirmed}
    if is_named:
        row["person"] = part.person.slug
    if part.minutes is not None:
        row["minutes"] = part.minutes
    return row


def _hour(hour: time) -> str:
    return hour.isoformat("minutes")
