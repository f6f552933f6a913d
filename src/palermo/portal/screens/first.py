"""What a screen shows at first, and all that one without script shows: in one language, as at one instant."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from palermo.core.templatetags.texts import spoken
from palermo.core.text import MultilingualText

Data = dict[str, Any]
Words = SafeString | str


class Item(NamedTuple):
    """An item in words; its day only where that is not today."""

    title: Words
    hours: str
    day: str
    people: list[tuple[str, Words, Words]]


class Hall(NamedTuple):
    """What is on and what comes next in a room, or everywhere."""

    name: Words
    now: list[Item]
    next: list[Item]


def first_view(data: Data, at: datetime, code: str) -> dict[str, Any]:
    """The words of a template: rooms with what is on and what comes next, and the notices that stand."""
    instant, tiles = int(at.timestamp() * 1000), data["tiles"] or [data["screen"]]
    writer = _Writer(data, instant, code)
    halls = [hall for tile in tiles for hall in writer.halls(tile)]
    return {
        "words": writer.words,
        "title": spoken(MultilingualText(data["title"])),
        "halls": halls,
        "notices": writer.notices(data["screen"]["notices"]),
        "stands_still": writer.stands_still(),
        "is_of_room": bool(data["screen"]["room"]),
    }


class _Writer:
    def __init__(self, data: Data, at: int, code: str) -> None:
        self.data, self.at, self.code = data, at, code
        self.words = data["words"][code]
        self.rooms = {room["id"]: room["name"] for room in data["rooms"]}

    def stands_still(self) -> str:
        """The sentence where there is nothing to show: not yet, no longer, or not at all."""
        if self.data["is_cancelled"]:
            return str(self.words["cancelled"])
        if not self.data["items"]:
            return str(self.words["none"])
        return "" if any(item["ends"] > self.at for item in self.data["items"]) else str(self.words["over"])

    def halls(self, tile: Data) -> list[Hall]:
        """One room, or all of them."""
        rooms = [tile["room"]] if tile["room"] else list(self.rooms)
        return [self._hall(room) for room in rooms]

    def _hall(self, room: str) -> Hall:
        here = [item for item in self.data["items"] if item["room"] in {"", room}]
        now = [item for item in here if item["begins"] <= self.at < item["ends"]]
        ahead = [item for item in here if item["begins"] > self.at]
        first = [item for item in ahead if item["begins"] == min(each["begins"] for each in ahead)]
        today = {item["day"] for item in now}
        return Hall(self._said(self.rooms.get(room, {})), self._items(now, today), self._items(first, today))

    def _items(self, items: list[Data], today: set[str]) -> list[Item]:
        return [
            Item(
                self._said(item["title"]),
                item["hours"][self.code],
                "" if item["day"] in today else self.data["days"][item["day"]][self.code],
                [
                    (self.words[f"ItemRole.{each['role']}"], self._said(each["name"]), self._said(each["about"]))
                    for each in item["people"]
                ],
            )
            for item in items
        ]

    def notices(self, numbers: list[int]) -> list[tuple[str, str, Words]]:
        """Those that stand: priority, its word, the text."""
        known = {notice["number"]: notice for notice in self.data["notices"]}
        standing = [known[number] for number in numbers if self._stands(known[number])]
        return [
            (each["priority"], self.words[f"NoticePriority.{each['priority']}"], self._said(each["text"]))
            for each in standing
        ]

    def _stands(self, notice: Data) -> bool:
        return (notice["from"] or 0) <= self.at and (notice["until"] is None or self.at < notice["until"])

    def _said(self, text: Mapping[str, str]) -> Words:
        return spoken(MultilingualText(text))
