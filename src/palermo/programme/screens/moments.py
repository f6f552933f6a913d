"""What goes on and what comes next, in a room or anywhere, at an instant: by the hours of a released version."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from palermo.programme.schedule.content import Content, ContentItem


class Slot[Row](NamedTuple):
    """An item with its instants. Without a room it is for every room, as a break is."""

    begins: datetime
    ends: datetime
    room: str
    item: Row

    def is_in(self, room: str) -> bool:
        """Whether it is on in a room; in any, where none is asked for."""
        return not room or self.room in {"", room}


class Moment[Row](NamedTuple):
    """What is on now, several things where a programme clashes, and what begins next; together, what begins then."""

    now: list[Slot[Row]]
    next: list[Slot[Row]]

    @property
    def is_over(self) -> bool:
        """Whether nothing is on and nothing comes any more."""
        return not self.now and not self.next


def slots_of(content: Content) -> list[Slot[ContentItem]]:
    """The items in order of time. Hours are those of the event's place: clocks put forward or back are its own."""
    zone = ZoneInfo(content["time_zone"])
    slots = [_slot(item, zone) for item in content["items"]]
    return sorted(slots, key=lambda slot: (slot.begins, slot.ends, slot.item["id"]))


def moment_of[Row](slots: Iterable[Slot[Row]], at: datetime, room: str = "") -> Moment[Row]:
    """An item is on from the instant at which it begins until before the one at which it ends."""
    here = [slot for slot in slots if slot.is_in(room)]
    ahead = [slot for slot in here if slot.begins > at]
    first = min((slot.begins for slot in ahead), default=None)
    return Moment([slot for slot in here if slot.begins <= at < slot.ends], [s for s in ahead if s.begins == first])


def _slot(item: ContentItem, zone: ZoneInfo) -> Slot[ContentItem]:
    day = date.fromisoformat(item["day"])
    begins, ends = (datetime.combine(day, time.fromisoformat(hour), zone) for hour in (item["starts"], item["ends"]))
    return Slot(begins, ends, item.get("room", ""), item)
