"""All that a screen needs to go on by itself: the public version, the notices to come, its words, in its languages.

Anyone who passes reads it: it contains public content only.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TypedDict

from palermo.accounts.viewer import VISITOR
from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE
from palermo.core.speech.dates import format_day
from palermo.core.speech.hours import clock_hours
from palermo.events.models import Outcome
from palermo.events.queries.showings import ShownRecord, shown_at_forum
from palermo.events.states.events import ShowingKind
from palermo.governance.states.activities import ActivityState
from palermo.outreach.queries.commitments import commitments_on_screens
from palermo.programme.models import ProgrammeRelease, Screen, ScreenNotice
from palermo.programme.queries.screens import notices_for_screen, release_for_screens
from palermo.programme.schedule.content import Content, ContentItem, ContentPart, ContentPerson, ContentText
from palermo.programme.screens.moments import Slot, slots_of
from palermo.programme.screens.standing import by_urgency
from palermo.programme.states.screens import ScreenKind
from palermo.programme.web.screens.words import words_in
from palermo.programme.web.versions import content_for

FORMAT = "palermo-screen/1"
# Seconds between two questions to the server.
POLL = 30
# Commitments are shown in turn: of many, so many.
MOST_COMMITMENTS = 12


class ScreenLanguage(TypedDict):
    """A language of a screen; `dir` and `tag` are the attributes of its elements."""

    code: str
    tag: str
    dir: str
    name: str


class ScreenRoom(TypedDict):
    """A room."""

    id: str
    name: ContentText


class ScreenPerson(TypedDict):
    """Somebody named in an item."""

    role: str
    name: ContentText
    about: ContentText


class ScreenItem(TypedDict):
    """An item; its instants are in milliseconds, its `hours` in words by language."""

    id: str
    kind: str
    title: ContentText
    room: str
    day: str
    begins: int
    ends: int
    hours: dict[str, str]
    people: list[ScreenPerson]


# `from` is a word of the language.
ScreenNoticeData = TypedDict(
    "ScreenNoticeData",
    {"number": int, "priority": str, "from": int | None, "until": int | None, "text": ContentText},
)


class ScreenShowing(TypedDict):
    """Something shown at the Forum: its title, and that of its event; or a commitment: its title, and who made it.

    `label` is the name of the word that says which.
    """

    label: str
    title: ContentText
    of: ContentText


class ScreenTile(TypedDict):
    """One screen of a wall: its room, and the notices for it by number, in order."""

    kind: str
    room: str
    notices: list[int]


class ScreenProgramme(TypedDict):
    """The programme as screens show it; `days` are in words by language."""

    title: ContentText
    version: int | None
    is_cancelled: bool
    rooms: list[ScreenRoom]
    days: dict[str, dict[str, str]]
    items: list[ScreenItem]


class ScreenData(ScreenProgramme):
    """All data of a screen; `words` are by language and name."""

    format: str
    poll: int
    period: int
    languages: list[ScreenLanguage]
    words: dict[str, dict[str, str]]
    zone: str
    notices: list[ScreenNoticeData]
    shown: list[ScreenShowing]
    screen: ScreenTile
    tiles: list[ScreenTile]


def data_of(screen: Screen, at: datetime) -> ScreenData:
    """All data of a screen, with the notices that stand at an instant or are still to come."""
    release = release_for_screens(screen.programme_id)
    # As it may be given out now: who withdrew consent since is named no more.
    content = content_for(release) if release else None
    shown = [screen, *tiles_of(screen)]
    standing = {each.pk: by_urgency(notices_for_screen(each, at)) for each in shown}
    notices = {notice.pk: notice for each in standing.values() for notice in each}
    return {
        "format": FORMAT,
        "poll": POLL,
        "period": screen.period_seconds,
        "languages": [_language(code) for code in screen.codes],
        "words": words_in(screen.codes),
        "zone": screen.programme.time_zone,
        **_programme(content, screen.codes, release),
        "notices": [_notice(notices[pk]) for pk in sorted(notices)],
        "shown": [*(_showings(screen) if release else []), *_commitments(screen)],
        "screen": _tile(screen, standing),
        "tiles": [_tile(each, standing) for each in shown[1:]],
    }


def tiles_of(screen: Screen) -> list[Screen]:
    """What a wall shows: the screens chosen for it, or every one that is no wall; nothing on any other screen."""
    if screen.kind != ScreenKind.WALL:
        return []
    others = Screen.objects.filter(programme=screen.programme_id).exclude(kind=ScreenKind.WALL).select_related("room")
    return list(others.filter(walls=screen)) or list(others)


def _language(code: str) -> ScreenLanguage:
    language = BY_CODE[code]
    direction = "rtl" if language.right_to_left else "ltr"
    return {"code": code, "tag": language.tag, "dir": direction, "name": language.name}


def _programme(content: Content | None, codes: Iterable[str], release: ProgrammeRelease | None) -> ScreenProgramme:
    if content is None or release is None:
        return {"title": {}, "version": None, "is_cancelled": False, "rooms": [], "days": {}, "items": []}
    people = {person["id"]: person for person in content["people"]}
    items = [_item(slot, people, codes) for slot in slots_of(content)]
    return {
        "title": content["title"],
        "version": release.number,
        "is_cancelled": release.programme.event.activity.state == ActivityState.CANCELLED,
        "rooms": [{"id": room["id"], "name": room["name"]} for room in content["rooms"]],
        "days": {day["day"]: _day_words(day["day"], codes) for day in content["days"]},
        "items": items,
    }


def _day_words(day: str, codes: Iterable[str]) -> dict[str, str]:
    return {code: format_day(PartialDate(date.fromisoformat(day)), code) for code in codes}


def _item(slot: Slot[ContentItem], people: dict[str, ContentPerson], codes: Iterable[str]) -> ScreenItem:
    item = slot.item
    hours = time.fromisoformat(item["starts"]), time.fromisoformat(item["ends"])
    return {
        "id": item["id"],
        "kind": item["kind"],
        "title": item["title"],
        "room": slot.room,
        "day": item["day"],
        "begins": _milliseconds(slot.begins),
        "ends": _milliseconds(slot.ends),
        "hours": {code: clock_hours(*hours, "", code) for code in codes},
        "people": [_person(part, people) for part in item.get("parts", []) if part.get("person") in people],
    }


def _person(part: ContentPart, people: dict[str, ContentPerson]) -> ScreenPerson:
    person = people[part["person"]]
    about = person.get("function") or person.get("organisation") or person.get("state_name") or {}
    return {"role": part["role"], "name": person["name"], "about": about}


def _notice(notice: ScreenNotice) -> ScreenNoticeData:
    return {
        "number": notice.number,
        "priority": notice.priority,
        "from": _milliseconds(notice.shown_from) if notice.shown_from else None,
        "until": _milliseconds(notice.shown_until) if notice.shown_until else None,
        "text": dict(notice.text),
    }


def _showings(screen: Screen) -> list[ScreenShowing]:
    """What is marked to be shown on screens for all rooms, as far as a visitor may read it."""
    if screen.room_id:
        return []
    marked = shown_at_forum(screen.programme.event, VISITOR, kind=ShowingKind.ON_SCREENS)
    return [_showing(each) for each in marked]


def _showing(shown: ShownRecord) -> ScreenShowing:
    """The title of what is shown, and of the event that produced it."""
    record = shown.record
    of = record.event.activity.title if isinstance(record, Outcome) else {}
    return {"label": "shown", "title": dict(record.title), "of": dict(of)}


def _commitments(screen: Screen) -> list[ScreenShowing]:
    """The latest commitments made at the event, as far as their speakers agree and everybody may see them."""
    activity = screen.programme.event.activity
    pledging = getattr(activity, "pledging", None)
    if pledging is None or not pledging.on_screens:
        return []
    made = commitments_on_screens(activity)[:MOST_COMMITMENTS]
    return [{"label": "commitment", "title": dict(each.title), "of": dict(each.maker_name)} for each in made]


def _tile(screen: Screen, standing: dict[int, list[ScreenNotice]]) -> ScreenTile:
    room = screen.room.slug if screen.room else ""
    return {"kind": screen.kind, "room": room, "notices": [notice.number for notice in standing[screen.pk]]}


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
