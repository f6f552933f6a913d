"""What a screen shows at first, and all that one without script shows: in one language, as at one instant."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from palermo.core.text import MultilingualText
from palermo.programme.screens.moments import Slot, moment_of
from palermo.programme.web.screens.data import ScreenData, ScreenItem, ScreenNoticeData, ScreenTile
from palermo.site.templatetags.texts import localized_text

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


def first_view(data: ScreenData, at: datetime, code: str) -> dict[str, object]:
    """The words of a template: rooms with what is on and what comes next, and the notices that stand."""
    tiles, writer = data["tiles"] or [data["screen"]], _Writer(data, at, code)
    halls = [hall for tile in tiles for hall in writer.halls(tile)]
    return {
        "words": writer.words,
        "title": localized_text(MultilingualText(data["title"])),
        "halls": halls,
        "notices": writer.notices(data["screen"]["notices"]),
        "shown": writer.current_showing(),
        "stands_still": writer.stands_still(),
        "is_of_room": bool(data["screen"]["room"]),
    }


class _Writer:
    def __init__(self, data: ScreenData, at: datetime, code: str) -> None:
        self.data, self.at, self.code = data, at, code
        self.today = at.astimezone(ZoneInfo(data["zone"])).date().isoformat()
        self.slots = [Slot(_instant(i["begins"]), _instant(i["ends"]), i["room"], i) for i in data["items"]]
        self.words = data["words"][code]
        self.rooms = {room["id"]: room["name"] for room in data["rooms"]}

    def stands_still(self) -> str:
        """The sentence where there is nothing to show: not yet, no longer, or not at all."""
        if self.data["is_cancelled"]:
            return str(self.words["cancelled"])
        if not self.data["items"]:
            return str(self.words["none"])
        return str(self.words["over"]) if moment_of(self.slots, self.at).is_over else ""

    def halls(self, tile: ScreenTile) -> list[Hall]:
        """The halls of a tile: of its room, or of all rooms."""
        rooms = [tile["room"]] if tile["room"] else list(self.rooms)
        return [self._hall(room) for room in rooms]

    def _hall(self, room: str) -> Hall:
        moment = moment_of(self.slots, self.at, room)
        return Hall(self._render_text(self.rooms.get(room, {})), self._items(moment.now), self._items(moment.next))

    def _items(self, slots: list[Slot[ScreenItem]]) -> list[Item]:
        return [
            Item(
                self._render_text(item["title"]),
                item["hours"][self.code],
                "" if item["day"] == self.today else self.data["days"][item["day"]][self.code],
                [
                    (
                        self.words[f"ItemRole.{each['role']}"],
                        self._render_text(each["name"]),
                        self._render_text(each["about"]),
                    )
                    for each in item["people"]
                ],
            )
            for item in (slot.item for slot in slots)
        ]

    def notices(self, numbers: list[int]) -> list[tuple[str, str, Words]]:
        """The notices that stand: priority, its label, the text."""
        known = {notice["number"]: notice for notice in self.data["notices"]}
        standing = [known[number] for number in numbers if self._stands(known[number])]
        return [
            (each["priority"], self.words[f"NoticePriority.{each['priority']}"], self._render_text(each["text"]))
            for each in standing
        ]

    def current_showing(self) -> tuple[Words, Words, Words] | None:
        """The label, title and source of that whose turn it is: each for as long as every language has its turn."""
        if not (shown := self.data["shown"]):
            return None
        turn = int(self.at.timestamp()) // self.data["period"] // len(self.data["languages"])
        showing = shown[turn % len(shown)]
        label = self.words[showing["label"]]
        return label, self._render_text(showing["title"]), self._render_text(showing["of"])

    def _stands(self, notice: ScreenNoticeData) -> bool:
        has_begun = notice["from"] is None or _instant(notice["from"]) <= self.at
        return has_begun and (notice["until"] is None or self.at < _instant(notice["until"]))

    def _render_text(self, text: Mapping[str, str]) -> Words:
        return localized_text(MultilingualText(text))


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
