"""A version as the schedule that conference systems exchange: JSON in the shape of frab and pretalx, and the same in
XML."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NotRequired, TypedDict
from zoneinfo import ZoneInfo

from lxml import etree

from palermo.programme.exchange.writing.identity import (
    About,
    guid,
    numbers,
    own_data,
    tag,
    title_of,
    words,
    words_and_language,
)
from palermo.programme.exchange.writing.people import People
from palermo.programme.schedule.content import Content, ContentItem, ContentRoom, item_page

SCHEMA = "https://c3voc.de/schedule/schema.json"
OWN = "palermo"
SLOT = "00:05"
SHORTEST_ACRONYM = 4


class SchedulePerson(TypedDict):
    """Somebody in an item."""

    guid: str
    name: str
    public_name: str
    biography: NotRequired[str]


class ScheduleItem(TypedDict):
    """An item, which these systems call an event."""

    guid: str
    id: int
    date: str
    start: str
    duration: str
    room: str
    slug: str
    url: str
    title: str
    subtitle: str
    track: str
    type: str
    language: str
    abstract: str
    persons: list[SchedulePerson]
    links: list[object]


class ScheduleRoom(TypedDict):
    """A room."""

    guid: str
    name: str
    capacity: NotRequired[int]


class ScheduleDay(TypedDict):
    """A day with its items by the names of their rooms."""

    index: int
    date: str
    day_start: str
    day_end: str
    rooms: dict[str, list[ScheduleItem]]


class Conference(TypedDict):
    """The event with its rooms and days."""

    acronym: str
    title: str
    start: str
    end: str
    daysCount: int
    timeslot_duration: str
    time_zone_name: str
    url: str
    rooms: list[ScheduleRoom]
    days: list[ScheduleDay]


def schedule_of(content: Content, about: About) -> dict[str, object]:
    """The schedule as objects and lists. What is in no room stands in a room without a name."""
    return {
        "$schema": SCHEMA,
        "generator": {"name": "palermo"},
        "schedule": {
            "version": str(about.number),
            "base_url": about.page,
            "url": about.page,
            "conference": _Writer(content, about).conference(),
            OWN: own_data(content, about),
        },
    }


class _Writer:
    def __init__(self, content: Content, about: About) -> None:
        self.content, self.about, self.event = content, about, content["event"]
        self.zone = ZoneInfo(content["time_zone"])
        self.people = People(content, about.language)
        self.rooms = {room["id"]: words(room["name"], about.language) for room in content["rooms"]}
        self.numbers = numbers(self.event, "item", (item["id"] for item in content["items"]))

    def conference(self) -> Conference:
        """The head, the rooms and the days."""
        days = [day["day"] for day in self.content["days"]]
        return {
            "acronym": self.event.replace("-", "_").ljust(SHORTEST_ACRONYM, "_"),
            "title": title_of(self.content, self.about),
            "start": days[0],
            "end": days[-1],
            "daysCount": len(days),
            "timeslot_duration": SLOT,
            "time_zone_name": self.content["time_zone"],
            "url": self.about.page,
            "rooms": [self._room(room) for room in self.content["rooms"]],
            "days": [self._day(number, day) for number, day in enumerate(days, start=1)],
        }

    def _room(self, room: ContentRoom) -> ScheduleRoom:
        row: ScheduleRoom = {"guid": guid(self.event, "room", room["id"]), "name": self.rooms[room["id"]]}
        if capacity := room.get("capacity"):
            row["capacity"] = capacity
        return row

    def _day(self, number: int, day: str) -> ScheduleDay:
        items = [item for item in self.content["items"] if item["day"] == day]
        used = [room for room in ("", *self.rooms) if any(item.get("room", "") == room for item in items)]
        rooms: dict[str, list[ScheduleItem]] = {}
        for room in used:
            here = [self._item(item) for item in items if item.get("room", "") == room]
            rooms.setdefault(self.rooms.get(room, ""), []).extend(here)
        return {
            "index": number,
            "date": day,
            "day_start": self._instant(day, time()).isoformat(),
            "day_end": self._instant(day, time(23, 59)).isoformat(),
            "rooms": rooms,
        }

    def _instant(self, day: str, hour: time) -> datetime:
        return datetime.combine(date.fromisoformat(day), hour, self.zone)

    def _item(self, item: ContentItem) -> ScheduleItem:
        title, language = words_and_language(item["title"], self.about.language)
        begins, ends = (self._instant(item["day"], time.fromisoformat(hour)) for hour in (item["starts"], item["ends"]))
        return {
            "guid": guid(self.event, "item", item["id"]),
            "id": self.numbers[item["id"]],
            "date": begins.isoformat(),
            "start": item["starts"],
            "duration": duration(ends - begins),
            "room": self.rooms.get(item.get("room", ""), ""),
            "slug": f"{self.event}-{item['id']}",
            "url": item_page(self.about.page, item),
            "title": title,
            "subtitle": "",
            "track": first_line(words(item.get("themes"), self.about.language)),
            "type": item["kind"].replace("_", " "),
            "language": tag(language),
            "abstract": words(item.get("objective"), self.about.language),
            "persons": list(self._persons(item)),
            "links": [],
        }

    def _persons(self, item: ContentItem) -> Iterator[SchedulePerson]:
        for person in self.people.of(item):
            row: SchedulePerson = {
                "guid": guid(self.event, "person", person.id),
                "name": person.name,
                "public_name": person.name,
            }
            if person.about:
                row["biography"] = person.about
            yield row


def first_line(text: str) -> str:
    """Where a system has one word for it."""
    return next(iter(text.splitlines()), "").strip()


def duration(lasts: timedelta) -> str:
    """How long something lasts, as 01:30."""
    hours, minutes = divmod(int(lasts.total_seconds()) // 60, 60)
    return f"{hours:02}:{minutes:02}"


# XML

IN_CONFERENCE = ("title", "acronym", "start", "end", "timeslot_duration", "time_zone_name")
IN_EVENT = (
    *("room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "language"),
    "url",
)


def schedule_xml(content: Content, about: About) -> bytes:
    """The schedule as XML; what the format has no place for is in a processing instruction, which others skip."""
    root = etree.Element("schedule")
    # No text within may look like its end.
    own = json.dumps(own_data(content, about), ensure_ascii=False, sort_keys=True).replace("?>", "?\\u003e")
    root.append(etree.ProcessingInstruction(OWN, clean(own)))
    etree.SubElement(root, "generator", name="palermo")
    _add_element(root, "version", str(about.number))
    facts, conference = _Writer(content, about).conference(), etree.SubElement(root, "conference")
    _add_texts(conference, facts, IN_CONFERENCE)
    _add_element(conference, "days", str(facts["daysCount"]))
    _add_element(conference, "base_url", about.page)
    ids = numbers(content["event"], "person", (person["id"] for person in content["people"]))
    by_guid = {guid(content["event"], "person", slug): number for slug, number in ids.items()}
    for day in facts["days"]:
        _add_day(root, day, by_guid)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _add_day(root: etree._Element, day: ScheduleDay, ids: Mapping[str, int]) -> None:
    element = etree.SubElement(root, "day", index=str(day["index"]), date=day["date"])
    element.set("start", day["day_start"])
    element.set("end", day["day_end"])
    for name, events in day["rooms"].items():
        room = etree.SubElement(element, "room", name=clean(name))
        for event in events:
            _add_event(room, event, ids)


def _add_event(room: etree._Element, event: ScheduleItem, ids: Mapping[str, int]) -> None:
    element = etree.SubElement(room, "event", guid=event["guid"], id=str(event["id"]))
    _add_texts(element, event, IN_EVENT)
    persons = etree.SubElement(element, "persons")
    for person in event["persons"]:
        _add_element(persons, "person", person["name"]).set("id", str(ids[person["guid"]]))


def _add_texts(parent: etree._Element, texts: Mapping[str, object], names: Iterable[str]) -> None:
    for name in names:
        _add_element(parent, name, str(texts[name]))


def _add_element(parent: etree._Element, name: str, words: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = clean(words) or None
    return element


def clean(words: str) -> str:
    """Without the characters that XML cannot hold at all."""
    return "".join(each for each in words if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))
