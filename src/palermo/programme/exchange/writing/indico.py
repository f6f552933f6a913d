"""A version in the format of Indico's HTTP API: the contributions and the timetable of an event."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from palermo.programme.exchange.writing.identity import About, numbers, own_data, title_of, words
from palermo.programme.exchange.writing.people import NamedPerson, People
from palermo.programme.exchange.writing.schedules import OWN
from palermo.programme.schedule.content import Content, ContentItem
from palermo.programme.states.programmes import ItemKind


def event_of(content: Content, about: About) -> dict[str, object]:
    """As `/export/event/ID.json?detail=contributions`; breaks are no contributions and stand in the timetable only."""
    return _result([_Writer(content, about).event()], 1, content, about)


def timetable_of(content: Content, about: About) -> dict[str, object]:
    """As `/export/timetable/ID.json`."""
    writer = _Writer(content, about)
    days: dict[str, dict[str, object]] = {day["day"].replace("-", ""): {} for day in content["days"]}
    for item in content["items"]:
        days[item["day"].replace("-", "")][writer.entry_key(item)] = writer.entry(item)
    return _result({content["event"]: days}, 1, content, about)


def _result(results: object, count: int, content: Content, about: About) -> dict[str, object]:
    return {
        "count": count,
        "additionalInfo": {OWN: own_data(content, about)},
        "_type": "HTTPAPIResult",
        "url": about.page,
        "ts": int(datetime.fromisoformat(about.released_at).timestamp()),
        "results": results,
    }


class _Writer:
    def __init__(self, content: Content, about: About) -> None:
        self.content, self.about, self.language = content, about, about.language
        self.event_id, self.zone = content["event"], content["time_zone"]
        self.people = People(content, about.language)
        self.rooms = {room["id"]: words(room["name"], about.language) for room in content["rooms"]}
        self.numbers = numbers(self.event_id, "item", (item["id"] for item in content["items"]))
        self.persons = numbers(self.event_id, "person", (person["id"] for person in content["people"]))

    def event(self) -> dict[str, object]:
        """The conference with its contributions."""
        days = [day["day"] for day in self.content["days"]]
        return {
            "_type": "Conference",
            "id": self.event_id,
            "title": title_of(self.content, self.about),
            "description": "",
            "startDate": self._clock(days[0], "00:00"),
            "endDate": self._clock(days[-1], "23:59"),
            "timezone": self.zone,
            "type": "conference",
            "url": self.about.page,
            "contributions": [
                self._contribution(item) for item in self.content["items"] if item["kind"] != ItemKind.BREAK
            ],
        }

    def _contribution(self, item: ContentItem) -> dict[str, object]:
        number = self.numbers[item["id"]]
        return {
            "_type": "Contribution",
            "id": str(number),
            "db_id": number,
            "friendly_id": number,
            **self._common(item),
            "roomFullname": self._room(item),
            "type": item["kind"].replace("_", " "),
            "track": words(item.get("themes"), self.language) or None,
            "session": None,
            "speakers": list(self._speakers(item)),
            "primaryauthors": [],
            "coauthors": [],
            "keywords": [],
            "references": [],
            "code": item["id"],
        }

    def entry_key(self, item: ContentItem) -> str:
        """The key of an entry of the timetable."""
        return f"{'b' if item['kind'] == ItemKind.BREAK else 'c'}{self.numbers[item['id']]}"

    def entry(self, item: ContentItem) -> dict[str, object]:
        """An entry of the timetable."""
        number, key = self.numbers[item["id"]], self.entry_key(item)
        fields: dict[str, object] = {
            "id": key,
            "uniqueId": key,
            "conferenceId": self.event_id,
            **self._common(item),
            "location": "",
        }
        if item["kind"] == ItemKind.BREAK:
            return {**fields, "entryType": "Break", "_type": "BreakTimeSchEntry"}
        return {
            **fields,
            "entryType": "Contribution",
            "_type": "ContribSchEntry",
            "contributionId": number,
            "friendlyId": number,
            "code": item["id"],
            # Indico's own timetable does not say these two; its readers pass them by.
            "type": item["kind"].replace("_", " "),
            "track": words(item.get("themes"), self.language) or None,
            "presenters": list(self._presenters(item)),
        }

    def _common(self, item: ContentItem) -> dict[str, object]:
        minutes = _minutes(item["ends"]) - _minutes(item["starts"])
        return {
            "title": words(item["title"], self.language),
            "description": words(item.get("objective"), self.language),
            "startDate": self._clock(item["day"], item["starts"]),
            "endDate": self._clock(item["day"], item["ends"]),
            "duration": minutes,
            "room": self._room(item),
        }

    def _clock(self, day: str, hour: str) -> dict[str, str]:
        # An hour that the clocks of the place do not have is written as they show it.
        at = datetime.combine(date.fromisoformat(day), time.fromisoformat(hour), ZoneInfo(self.zone))
        return {"date": day, "time": at.strftime("%H:%M:%S"), "tz": self.zone}

    def _room(self, item: ContentItem) -> str:
        return self.rooms.get(item.get("room", ""), "")

    def _speakers(self, item: ContentItem) -> Iterator[dict[str, object]]:
        for person in self.people.of(item):
            yield {
                "_type": "ContributionParticipation",
                "first_name": "",
                "last_name": person.name,
                "fullName": person.name,
                **self._person_reference(person),
            }

    def _presenters(self, item: ContentItem) -> Iterator[dict[str, object]]:
        for person in self.people.of(item):
            yield {"firstName": "", "familyName": person.name, "name": person.name, **self._person_reference(person)}

    def _person_reference(self, person: NamedPerson) -> dict[str, object]:
        return {"person_id": self.persons[person.id], "affiliation": person.organisation}


def _minutes(hour: str) -> int:
    at = time.fromisoformat(hour)
    return at.hour * 60 + at.minute
