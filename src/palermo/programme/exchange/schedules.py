"""Reading a schedule as frab and pretalx write it, from its JSON or from XML that was given the same shape."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from palermo.core.refusals import quote
from palermo.core.speech.hours import is_zone
from palermo.core.text import MultilingualText
from palermo.programme.exchange import common
from palermo.programme.exchange.faults import Faults
from palermo.programme.exchange.incoming import Incoming, InItem, InPart, InPerson, InRoom, Loss
from palermo.programme.states.programmes import ItemRole

DURATION = re.compile(r"^(?P<hours>\d{1,3}):(?P<minutes>[0-5]\d)(:[0-5]\d)?$")
# What an item of these systems has and nothing here holds. Their ids and the names made of them are no loss.
WITHOUT_PLACE = ("subtitle", "url", "feedback_url", "logo", "recording_license", "do_not_record", "answers")
OF_PERSONS = ("biography", "avatar", "url", "answers")
LONGEST_KEY = 120


def read_schedule(data: Mapping[str, object], reading: common.Reading, faults: Faults) -> Incoming:
    """Read a schedule."""
    return _Reader(data, reading, faults).read_conference()


class _Reader:
    def __init__(self, data: Mapping[str, object], reading: common.Reading, faults: Faults) -> None:
        self.faults, self.place = faults, "schedule.conference"
        self.schedule = faults.mapping(data.get("schedule"), "schedule")
        self.conference = faults.mapping(self.schedule.get("conference"), self.place)
        # Names of rooms and people are in the language in which most items are.
        self.reading = reading._replace(language=_most_used(self.conference) or reading.language)
        self.acronym = faults.words(self.conference, "acronym", self.place)
        generator = data.get("generator")
        self.system = " ".join(_present_values(generator, "name", "version")) if isinstance(generator, Mapping) else ""
        self.rooms: dict[str, InRoom] = {}
        self.people: dict[str, InPerson] = {}
        self.losses: list[Loss] = []

    def read_conference(self) -> Incoming:
        """Read the whole conference."""
        zone = self.faults.words(self.conference, "time_zone_name", self.place)
        for number, room in enumerate(self._read_list(self.conference, "rooms", self.place)):
            self._read_room(room, f"{self.place}.rooms[{number}]")
        days = self._read_list(self.conference, "days", self.place)
        read_days = [self._day(day, f"{self.place}.days[{number}]") for number, day in enumerate(days)]
        self._check_once([item for _day, items in read_days for item in items])
        return Incoming(
            system=self.system or "frab",
            title=self.faults.words(self.conference, "title", self.place),
            time_zone=zone if is_zone(zone) else "",
            days={day: MultilingualText() for day, _items in read_days if day},
            rooms=tuple(self.rooms.values()),
            people=tuple(self.people.values()),
            items=tuple(item for _day, items in read_days for item in items),
            losses=tuple(self.losses),
        )

    def _read_list(self, node: Mapping[str, object], name: str, place: str) -> list[object]:
        return self.faults.read_list(node.get(name), f"{place}.{name}")

    def _check_once(self, items: list[InItem]) -> None:
        seen: set[str] = set()
        for item in items:
            if item.key in seen:
                self.faults.add(str(item.title), "an id of its own", item.key)
            seen.add(item.key)

    # Rooms

    def _read_room(self, node: object, place: str) -> None:
        room = self.faults.mapping(node, place)
        name = self.faults.words(room, "name", place, required=True)
        seats = room.get("capacity")
        if seats is not None and (isinstance(seats, bool) or not isinstance(seats, int) or seats < 0):
            self.faults.add(f"{place}.capacity", "how many people it holds, or nothing", seats)
            seats = None
        self._add_room(name, str(room.get("guid") or ""), seats or None)
        if words := self.faults.words(room, "description", place):
            self.losses.append(Loss("room.description", name, words))

    def _add_room(self, name: str, guid: str, seats: int | None = None) -> None:
        if name and name not in self.rooms:
            text = common.one_text(name, self.reading.language)
            self.rooms[name] = InRoom(name, guid or self._id("room", name), text, seats)

    def _id(self, kind: str, key: str) -> str:
        """An id for what has none that is its own everywhere."""
        return f"{self.acronym}/{kind}/{key[:LONGEST_KEY]}"

    # Days and items

    def _day(self, node: object, place: str) -> tuple[date | None, list[InItem]]:
        fields = self.faults.mapping(node, place)
        day = self._date(fields, place)
        guids = self.faults.mapping(fields.get("room_guids") or {}, f"{place}.room_guids")
        items = []
        for name, events in self.faults.mapping(fields.get("rooms") or {}, f"{place}.rooms").items():
            self._add_room(name, str(guids.get(name, "")))
            where = f"{place}.rooms[{quote(name)}]"
            for number, event in enumerate(self.faults.read_list(events, where)):
                items.append(self._item(event, day, name, f"{where}[{number}]"))
        return day, items

    def _date(self, day: Mapping[str, object], place: str) -> date | None:
        written = self.faults.words(day, "date", place, required=True)
        try:
            return date.fromisoformat(written) if written else None
        except ValueError:
            self.faults.add(f"{place}.date", "a day such as 2008-02-13", written)
            return None

    def _item(self, node: object, day: date | None, room: str, place: str) -> InItem:
        event = self.faults.mapping(node, place)
        place = f"line {event['line']}" if "line" in event else place
        title = self.faults.words(event, "title", place, required=True)
        language = common.language_of(self.faults.words(event, "language", place), self.reading.language)
        words = self.faults.words(event, "type", place)
        hours = self._hours(event, day, title, place)
        if words and words.casefold() not in common.OWN_WORDS:
            self.losses.append(Loss("type", title, words))
        self._count_losses(event, title, place)
        key = self._key(event, place)
        texts = [common.plain_words(self.faults.words(event, name, place)) for name in ("abstract", "description")]
        return InItem(
            key=key,
            foreign_id=key,
            kind=common.kind_named(words),
            title=common.one_text(title, language),
            day=hours.day if hours else None,
            starts=hours.starts if hours else None,
            ends=hours.ends if hours else None,
            room=room if hours else "",
            objective=common.one_text(common.join_paragraphs(texts), language),
            themes=common.one_text(self.faults.words(event, "track", place), language),
            parts=tuple(self._parts(event, place)),
        )

    def _key(self, event: Mapping[str, object], place: str) -> str:
        if guid := self.faults.words(event, "guid", place):
            return guid[:LONGEST_KEY]
        if number := self.faults.words(event, "id", place):
            return self._id("item", number)
        self.faults.add(place, "“guid” or “id”", "neither")
        return place

    def _hours(self, event: Mapping[str, object], day: date | None, title: str, place: str) -> common.Hours | None:
        begins, lasts = self._begins(event, day, place), self._lasts(event, place)
        if not begins or not lasts:
            return None
        hours = common.hours_of(begins, begins + lasts, self.reading.time_zone)
        if hours is None:
            self.losses.append(Loss("date", title, f"{begins.isoformat()} + {lasts}"))
        return hours

    def _begins(self, event: Mapping[str, object], day: date | None, place: str) -> datetime | None:
        if written := self.faults.words(event, "date", place):
            try:
                instant = datetime.fromisoformat(written)
            except ValueError:
                self.faults.add(f"{place}.date", "an instant such as 2008-02-13T10:00:00+01:00", written)
                return None
            return instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(self.reading.time_zone))
        written = self.faults.words(event, "start", place, required=True)
        try:
            hour = time.fromisoformat(written) if written else None
        except ValueError:
            self.faults.add(f"{place}.start", "an hour such as 10:00", written)
            return None
        return datetime.combine(day, hour, ZoneInfo(self.reading.time_zone)) if day and hour else None

    def _lasts(self, event: Mapping[str, object], place: str) -> timedelta | None:
        written = self.faults.words(event, "duration", place, required=True)
        match = DURATION.match(written)
        if match and (lasts := timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]))):
            return lasts
        if written:
            self.faults.add(f"{place}.duration", "how long it lasts, such as 01:30", written)
        return None

    def _count_losses(self, event: Mapping[str, object], title: str, place: str) -> None:
        for name in WITHOUT_PLACE:
            if event.get(name):
                self.losses.append(Loss(name, title, _short(event[name])))
        for name in ("links", "attachments"):
            for link in self.faults.read_list(event.get(name), f"{place}.{name}"):
                words = " ".join(_present_values(link, "title", "url")) if isinstance(link, Mapping) else str(link)
                self.losses.append(Loss(name, title, words))

    # People

    def _parts(self, event: Mapping[str, object], place: str) -> Iterator[InPart]:
        seen = set()
        for number, node in enumerate(self._read_list(event, "persons", place)):
            where = f"{place}.persons[{number}]"
            person = self._person(self.faults.mapping(node, where), where)
            if person and person not in seen:
                seen.add(person)
                yield InPart(person, ItemRole.SPEAKER)

    def _person(self, node: Mapping[str, object], place: str) -> str:
        name = self.faults.words(node, "name", place) or self.faults.words(node, "public_name", place)
        if not name:
            self.faults.add(place, "the name of a person", "nothing")
            return ""
        key = next((str(node[each]) for each in ("guid", "code", "id") if node.get(each)), name)
        if key not in self.people:
            foreign_id = key if node.get("guid") else self._id("person", key)
            self.people[key] = InPerson(key, foreign_id, common.one_text(name, self.reading.language))
            lost = [each for each in OF_PERSONS if node.get(each)]
            self.losses += [Loss(f"person.{each}", name, _short(node[each])) for each in lost]
        return key


def _most_used(conference: Mapping[str, object]) -> str:
    """The language that most items name, one of the six; none where they name none."""
    days = conference.get("days")
    rooms = [day.get("rooms") for day in days if isinstance(day, Mapping)] if isinstance(days, list) else []
    items = [item for held in rooms if isinstance(held, Mapping) for item in chain(*filter(_is_list, held.values()))]
    named = (str(item.get("language") or "") for item in items if isinstance(item, Mapping))
    counted = Counter(code for words in named if (code := common.language_of(words, "")))
    return counted.most_common(1)[0][0] if counted else ""


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _present_values(node: Mapping[str, object], *names: str) -> list[str]:
    return [str(node[name]) for name in names if node.get(name)]


def _short(value: object) -> str:
    return str(value)[:LONGEST_KEY]
