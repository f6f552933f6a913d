"""A programme as iCal (RFC 5545): everything, or what one person or one room has."""

from datetime import UTC, date, datetime, time
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from palermo.core.audiences import Audience
from palermo.core.languages import active_language
from palermo.governance.states.activities import ActivityState
from palermo.programme.models import ProgrammeRelease
from palermo.programme.schedule.changes import words_of
from palermo.programme.schedule.content import Content, ContentItem, item_page
from palermo.programme.schedule.words import part_words
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.programme.web.rows import ItemFilter, matches_filter
from palermo.site.ical import ASK_AGAIN, PRODUCT, zone_of_calendar


class CalendarSource(NamedTuple):
    """The host of the installation, which is part of each entry's id, and the page of the programme."""

    host: str
    page: str


class EarlierReleases(NamedTuple):
    """The versions that a reader could see before: how often one was released to them or withdrawn from them, and the
    contents of those before this one that still stand, the latest first."""

    sequence: int
    contents: tuple[Content, ...] = ()


def calendar_of(
    content: Content, release: ProgrammeRelease, narrowed: ItemFilter, source: CalendarSource, earlier: EarlierReleases
) -> bytes:
    """The items that match, and as cancelled those that an earlier version had. Hours are in the event's time
    zone, which is described in the file."""
    items = [item for item in content["items"] if matches_filter(item, narrowed)]
    removed = _removed_items({item["id"] for item in items}, narrowed, earlier)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    name = _("Programme: %(event)s") % {"event": words_of(content["title"])}
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN)
    if items or removed:
        years = [date.fromisoformat(item["day"]).year for item in [*items, *(each for each, _then in removed)]]
        calendar.add_component(zone_of_calendar(content["time_zone"], min(years), max(years)))
    writer = _Writer(content, release, source, earlier.sequence)
    for item in items:
        calendar.add_component(writer.event(item))
    for item, then in removed:
        calendar.add_component(_Writer(then, release, source, earlier.sequence, is_off=True).event(item))
    return calendar.to_ical()


def _removed_items(held: set[str], narrowed: ItemFilter, earlier: EarlierReleases) -> list[tuple[ContentItem, Content]]:
    """The items that only earlier versions had, each as the last of them has it, with that version."""
    removed: dict[str, tuple[ContentItem, Content]] = {}
    for content in earlier.contents:
        for item in content["items"]:
            if item["id"] not in held and item["id"] not in removed and matches_filter(item, narrowed):
                removed[item["id"]] = (item, content)
    return list(removed.values())


class _Writer:
    """Entries of one version: an item keeps its id from version to version, and its sequence never falls."""

    def __init__(
        self,
        content: Content,
        release: ProgrammeRelease,
        source: CalendarSource,
        sequence: int,
        *,
        is_off: bool = False,
    ) -> None:
        self.content, self.release, self.source, self.sequence = content, release, source, sequence
        self.zone = ZoneInfo(content["time_zone"])
        self.rooms = {room["id"]: words_of(room["name"]) for room in content["rooms"]}
        self.people = {person["id"]: person for person in content["people"]}
        self.stamp = release.released_at.astimezone(UTC)
        self.kinds = {kind.value: str(kind.label) for kind in ItemKind}
        self.roles = {role.value: str(role.label) for role in ItemRole}
        is_off = is_off or release.programme.event.activity.state == ActivityState.CANCELLED
        self.status = "CANCELLED" if is_off else "CONFIRMED"
        self.tag = {"LANGUAGE": active_language().tag}

    def event(self, item: ContentItem) -> Event:
        """One item."""
        event = Event()
        event.add("uid", f"programme-{self.content['event']}-{item['id']}@{self.source.host}")
        event.add("dtstamp", self.stamp)
        event.add("last-modified", self.stamp)
        event.add("sequence", self.sequence)
        event.add("summary", words_of(item["title"]), parameters=self.tag)
        event.add("dtstart", self._instant(item, "starts"))
        event.add("dtend", self._instant(item, "ends"))
        if item.get("room"):
            event.add("location", self.rooms[item["room"]])
        if description := self._description(item):
            event.add("description", description)
        event.add("status", self.status)
        event.add("categories", [self.kinds[item["kind"]]])
        event.add("class", "PUBLIC" if self.release.audience == Audience.PUBLIC else "CONFIDENTIAL")
        event.add("url", item_page(self.source.page, item))
        return event

    def _instant(self, item: ContentItem, name: Literal["starts", "ends"]) -> datetime:
        return datetime.combine(date.fromisoformat(item["day"]), time.fromisoformat(item[name]), self.zone)

    def _description(self, item: ContentItem) -> str:
        lines = [words_of(item.get("objective"))] if item.get("objective") else []
        for part in item.get("parts", []):
            words = {"role": self.roles[part["role"]], "person": part_words(part, self.people)}
            lines.append(_("%(role)s: %(person)s") % words)
        return "\n".join(lines)
