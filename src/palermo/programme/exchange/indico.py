"""Reading what Indico's HTTP API says of an event: `/export/event/ID.json?detail=contributions` or `=sessions`, and
`/export/timetable/ID.json`.

A contribution is an item; a session is a theme of its contributions, and its conveners take the chair in each of them.
A session with nothing in it is an item itself, and so is a break.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from palermo.core.speech.hours import is_zone
from palermo.core.text import MultilingualText
from palermo.programme.exchange import common
from palermo.programme.exchange.faults import Faults
from palermo.programme.exchange.incoming import Incoming, InItem, InPart, InPerson, InRoom, Loss
from palermo.programme.states.programmes import ItemKind, ItemRole

# What a contribution has there and nothing here holds. Its ids are no loss.
WITHOUT_PLACE = (
    *("keywords", "note", "folders", "material", "references", "board_number", "subContributions", "coauthors"),
    *("authors", "url", "pdf"),
)
OF_SESSIONS = ("note", "folders", "material")
LONGEST_SHOWN = 120
MOST_MINUTES = 24 * 60


def read_event(data: Mapping[str, object], reading: common.Reading, faults: Faults) -> Incoming:
    """Read the only event of the results."""
    results = faults.read_list(data.get("results"), "results")
    if len(results) != 1:
        faults.add("results", "one event", f"{len(results)}")
        faults.refuse_any()
    event = faults.mapping(results[0], "results[0]")
    reader = _Reader(data, reading, faults, faults.words(event, "id", "results[0]", required=True))
    return reader.event(event, "results[0]")


def read_timetable(data: Mapping[str, object], reading: common.Reading, faults: Faults) -> Incoming:
    """Read the timetable of one event, by day."""
    results = faults.mapping(data.get("results"), "results")
    if len(results) != 1:
        faults.add("results", "the timetable of one event", f"{len(results)}")
        faults.refuse_any()
    event, days = next(iter(results.items()))
    return _Reader(data, reading, faults, event).timetable(faults.mapping(days, f"results.{event}"), f"results.{event}")


class _Reader:
    def __init__(self, data: Mapping[str, object], reading: common.Reading, faults: Faults, event: str) -> None:
        self.reading, self.faults = reading, faults
        host = urlsplit(str(data.get("url") or "")).netloc
        self.source = f"{host or 'indico'}/{event}"[:LONGEST_SHOWN]
        self.rooms: dict[str, InRoom] = {}
        self.people: dict[str, InPerson] = {}
        self.losses: list[Loss] = []
        self.zone = ""

    # The two shapes

    def event(self, event: Mapping[str, object], place: str) -> Incoming:
        """Read an event with its contributions, and with its sessions where the file has them."""
        self.zone = self.faults.words(event, "timezone", place)
        language = common.language_of(str(event.get("language") or ""), self.reading.language)
        self.reading = self.reading._replace(language=language)
        items = list(self._contributions(event, place))
        for number, node in enumerate(self.faults.read_list(event.get("sessions"), f"{place}.sessions")):
            items += self._slot(self.faults.mapping(node, f"{place}.sessions[{number}]"), f"{place}.sessions[{number}]")
        title = self.faults.words(event, "title", place, required=True)
        for name in ("description", "note", "chairs", "material", "folders", "keywords", "organizer"):
            self._lose(event, name, title)
        return self._build_incoming(title, items, self._days(event, place))

    def timetable(self, days: Mapping[str, object], place: str) -> Incoming:
        """Read the entries by day; those of a session stand within it."""
        items: list[InItem] = []
        titles: dict[date, MultilingualText] = {}
        for written, entries in days.items():
            day = self._written_day(written, f"{place}.{written}")
            if day:
                titles[day] = MultilingualText()
            for key, node in self.faults.mapping(entries, f"{place}.{written}").items():
                where = f"{place}.{written}.{key}"
                items += self._entry(self.faults.mapping(node, where), where)
        return self._build_incoming("", list({item.key: item for item in items}.values()), titles)

    def _build_incoming(self, title: str, items: list[InItem], days: Mapping[date, MultilingualText]) -> Incoming:
        return Incoming(
            system="Indico",
            title=title,
            time_zone=self.zone if is_zone(self.zone) else "",
            days=days,
            rooms=tuple(self.rooms.values()),
            people=tuple(self.people.values()),
            items=tuple(items),
            losses=tuple(self.losses),
        )

    def _days(self, event: Mapping[str, object], place: str) -> dict[date, MultilingualText]:
        first, last = (self._instant(event, name, place) for name in ("startDate", "endDate"))
        if not first or not last or last < first or last - first > timedelta(days=31):
            return {}
        zone = ZoneInfo(self.reading.time_zone)
        one, other = first.astimezone(zone).date(), last.astimezone(zone).date()
        return {one + timedelta(days=n): MultilingualText() for n in range((other - one).days + 1)}

    # Items

    def _contributions(
        self, holder: Mapping[str, object], place: str, chairs: list[InPart] | None = None
    ) -> Iterator[InItem]:
        nodes = self.faults.read_list(holder.get("contributions"), f"{place}.contributions")
        for number, node in enumerate(nodes):
            where = f"{place}.contributions[{number}]"
            contribution = self.faults.mapping(node, where)
            key = self.faults.words(contribution, "db_id", where) or self.faults.words(
                contribution, "id", where, required=True
            )
            yield self._item(contribution, where, f"c{key}", chairs=chairs)

    def _slot(self, slot: Mapping[str, object], place: str) -> list[InItem]:
        """A session's block with its contributions, or as an item where it has none."""
        session = self.faults.mapping(slot.get("session") or {}, f"{place}.session")
        key = self.faults.words(slot, "id", place, required=True)
        return self._block(slot, place, key, session, list(self._conveners(slot, place)))

    def _block(
        self, slot: Mapping[str, object], place: str, key: str, session: Mapping[str, object], chairs: list[InPart]
    ) -> list[InItem]:
        title = self.faults.words(slot, "title", place)
        for name in OF_SESSIONS:
            self._lose(session, name, title, "session.")
        contributions = list(self._contributions(slot, place, chairs))
        if not contributions:
            return [self._item({**session, **slot}, place, f"s{key}", chairs=chairs)]
        if words := self.faults.words(session, "description", f"{place}.session"):
            self.losses.append(Loss("session.description", title, words[:LONGEST_SHOWN]))
        return contributions

    def _entry(self, entry: Mapping[str, object], place: str, chairs: list[InPart] | None = None) -> list[InItem]:
        kind = self.faults.words(entry, "entryType", place, required=True)
        if kind == "Break":
            number = self.faults.words(entry, "id", place, required=True)
            return [self._item(entry, place, f"b{number.removeprefix('b')}", chairs=chairs, kind=ItemKind.BREAK)]
        if kind == "Contribution":
            number = self.faults.words(entry, "contributionId", place, required=True)
            return [self._item(entry, place, f"c{number}", chairs=chairs)]
        if kind != "Session":
            self.faults.add(f"{place}.entryType", "Session, Contribution or Break", kind)
            return []
        return self._session_entry(entry, place)

    def _session_entry(self, entry: Mapping[str, object], place: str) -> list[InItem]:
        chairs, title = list(self._conveners(entry, place)), self.faults.words(entry, "title", place)
        items: list[InItem] = []
        for key, node in self.faults.mapping(entry.get("entries") or {}, f"{place}.entries").items():
            where = f"{place}.entries.{key}"
            items += self._entry({**self.faults.mapping(node, where), "session": title}, where, chairs)
        if items:
            if words := self.faults.words(entry, "description", place):
                self.losses.append(Loss("session.description", title, words[:LONGEST_SHOWN]))
            return items
        number = self.faults.words(entry, "sessionSlotId", place, required=True)
        return [self._item(entry, place, f"s{number}", chairs=chairs)]

    def _item(
        self,
        node: Mapping[str, object],
        place: str,
        key: str,
        *,
        chairs: list[InPart] | None = None,
        kind: ItemKind | None = None,
    ) -> InItem:
        title, language = self.faults.words(node, "title", place, required=True), self.reading.language
        type_name = self.faults.words(node, "type", place)
        if type_name and type_name.casefold() not in common.OWN_WORDS:
            self.losses.append(Loss("type", title, type_name))
        for name in WITHOUT_PLACE:
            self._lose(node, name, title)
        hours = self._hours(node, title, place)
        themes = (self.faults.words(node, name, place) for name in ("session", "track") if not _is_node(node, name))
        parts = (*(chairs or ()), *self._speakers(node, place))
        return InItem(
            key=key,
            foreign_id=f"{self.source}/{key}",
            kind=kind or common.kind_named(type_name),
            title=common.one_text(title, language),
            day=hours.day if hours else None,
            starts=hours.starts if hours else None,
            ends=hours.ends if hours else None,
            room=self._room(node, place) if hours else "",
            objective=common.one_text(common.plain_words(self.faults.words(node, "description", place)), language),
            themes=common.one_text("\n".join(filter(None, themes)), language),
            parts=tuple({(part.person, part.role): part for part in parts}.values()),
        )

    def _lose(self, node: Mapping[str, object], name: str, title: str, prefix: str = "") -> None:
        if node.get(name):
            self.losses.append(Loss(prefix + name, title, str(node[name])[:LONGEST_SHOWN]))

    # Hours and places

    def _hours(self, node: Mapping[str, object], title: str, place: str) -> common.Hours | None:
        begins, ends = (self._instant(node, name, place) for name in ("startDate", "endDate"))
        if begins and not ends and (minutes := node.get("duration")):
            if isinstance(minutes, int | float) and 0 < minutes <= MOST_MINUTES:
                ends = begins + timedelta(minutes=minutes)
            else:
                self.faults.add(f"{place}.duration", "minutes", minutes)
        if not begins or not ends:
            return None
        hours = common.hours_of(begins, ends, self.reading.time_zone)
        if hours is None:
            self.losses.append(Loss("startDate", title, f"{begins.isoformat()} – {ends.isoformat()}"))
        return hours

    def _instant(self, node: Mapping[str, object], name: str, place: str) -> datetime | None:
        value = node.get(name)
        if value is None:
            return None
        where = f"{place}.{name}"
        fields = self.faults.mapping(value, where)
        day, hour, zone = (self.faults.words(fields, each, where) for each in ("date", "time", "tz"))
        try:
            at = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour))
        except ValueError:
            self.faults.add(where, "a date such as 2008-02-13 and a time such as 10:00:00", f"{day} {hour}")
            return None
        if zone and not is_zone(zone):
            self.faults.add(f"{where}.tz", "a time zone such as Europe/Vienna", zone)
            return None
        return at.replace(tzinfo=ZoneInfo(zone or self.reading.time_zone))

    def _written_day(self, written: str, place: str) -> date | None:
        try:
            return datetime.strptime(written, "%Y%m%d").date()
        except ValueError:
            self.faults.add(place, "a day such as 20080213", written)
            return None

    def _room(self, node: Mapping[str, object], place: str) -> str:
        name = self.faults.words(node, "roomFullname", place) or self.faults.words(node, "room", place)
        if name and name not in self.rooms:
            self.rooms[name] = InRoom(name, f"{self.source}/room/{name}", common.one_text(name, self.reading.language))
        return name

    # People

    def _conveners(self, node: Mapping[str, object], place: str) -> Iterator[InPart]:
        return self._linked_parts(node, "conveners", ItemRole.CHAIR, place)

    def _speakers(self, node: Mapping[str, object], place: str) -> Iterator[InPart]:
        """Who speaks: authors who do not are no part of the programme."""
        name = "presenters" if "presenters" in node else "speakers"
        return self._linked_parts(node, name, ItemRole.SPEAKER, place)

    def _linked_parts(self, node: Mapping[str, object], name: str, role: str, place: str) -> Iterator[InPart]:
        for number, person in enumerate(self.faults.read_list(node.get(name), f"{place}.{name}")):
            where = f"{place}.{name}[{number}]"
            key = self._person(self.faults.mapping(person, where), where)
            if key:
                yield InPart(key, role)

    def _person(self, node: Mapping[str, object], place: str) -> str:
        first, last = (
            self.faults.words(node, snake, place) or self.faults.words(node, camel, place)
            for snake, camel in (("first_name", "firstName"), ("last_name", "familyName"))
        )
        name = " ".join(filter(None, (first, last))) or self.faults.words(node, "fullName", place)
        if not name:
            self.faults.add(place, "the name of a person", "nothing")
            return ""
        affiliation = self.faults.words(node, "affiliation", place)
        # The number of the person in the event; the timetable has none. Digests of addresses are not kept.
        number = self.faults.words(node, "person_id", place)
        key = number or f"{name}/{affiliation}"
        if key not in self.people:
            language = self.reading.language
            self.people[key] = InPerson(
                key,
                f"{self.source}/person/{number}" if number else "",
                common.one_text(name, language),
                organisation=common.one_text(affiliation, language),
            )
        return key


def _is_node(node: Mapping[str, object], name: str) -> bool:
    """A block of a session has the session itself where a contribution has its title."""
    return isinstance(node.get(name), Mapping)
