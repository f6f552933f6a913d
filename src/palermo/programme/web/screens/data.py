"""All that a screen needs to go on by itself: the public version, the notices to come, its words, in its languages.

Whoever passes reads it: nothing is in it that the public is not shown.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from palermo.accounts.viewer import VISITOR
from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE
from palermo.core.speech.dates import say_day
from palermo.core.speech.hours import say_hours
from palermo.events.models import Outcome
from palermo.events.queries.showings import Shown, shown_at_forum
from palermo.events.states.events import ShowingKind
from palermo.governance.states.activities import ActivityState
from palermo.programme.models import ProgrammeRelease, Screen, ScreenNotice
from palermo.programme.queries.screens import notices_for_screen, release_for_screens
from palermo.programme.schedule.content import Content
from palermo.programme.screens.moments import Slot, slots_of
from palermo.programme.screens.standing import in_order
from palermo.programme.states.screens import ScreenKind
from palermo.programme.web.screens.words import words_in
from palermo.programme.web.versions import content_for

FORMAT = "palermo-screen/1"
# Seconds between two questions to the server.
POLL = 30
Data = dict[str, object]


def data_of(screen: Screen, at: datetime) -> Data:
    """What a screen shows from an instant on."""
    release = release_for_screens(screen.programme_id)
    # As it may be given out now: who withdrew consent since is named no more.
    content = content_for(release) if release else None
    shown = [screen, *tiles_of(screen)]
    standing = {each.pk: in_order(notices_for_screen(each, at)) for each in shown}
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
        "shown": _showings(screen) if release else [],
        "screen": _tile(screen, standing),
        "tiles": [_tile(each, standing) for each in shown[1:]],
    }


def tiles_of(screen: Screen) -> list[Screen]:
    """What a wall shows: the screens chosen for it, or every one that is no wall; nothing on any other screen."""
    if screen.kind != ScreenKind.WALL:
        return []
    others = Screen.objects.filter(programme=screen.programme_id).exclude(kind=ScreenKind.WALL).select_related("room")
    return list(others.filter(walls=screen)) or list(others)


def _language(code: str) -> Data:
    language = BY_CODE[code]
    direction = "rtl" if language.right_to_left else "ltr"
    return {"code": code, "tag": language.tag, "dir": direction, "name": language.name}


def _programme(content: Content | None, codes: Iterable[str], release: ProgrammeRelease | None) -> Data:
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
    return {code: say_day(PartialDate(date.fromisoformat(day)), code) for code in codes}


def _item(slot: Slot, people: dict[str, Content], codes: Iterable[str]) -> Data:
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
        "hours": {code: say_hours(*hours, "", code) for code in codes},
        "people": [_person(part, people) for part in item.get("parts", []) if part.get("person") in people],
    }


def _person(part: Content, people: dict[str, Content]) -> Data:
    person = people[part["person"]]
    about = person.get("function") or person.get("organisation") or person.get("state_name") or {}
    return {"role": part["role"], "name": person["name"], "about": about}


def _notice(notice: ScreenNotice) -> Data:
    return {
        "number": notice.number,
        "priority": notice.priority,
        "from": notice.shown_from and _milliseconds(notice.shown_from),
        "until": notice.shown_until and _milliseconds(notice.shown_until),
        "text": dict(notice.text),
    }


def _showings(screen: Screen) -> list[Data]:
    """What is marked to be shown on the screens, where many pass: as a visitor of the site may read it, no more."""
    if screen.room_id:
        return []
    marked = shown_at_forum(screen.programme.event, VISITOR, kind=ShowingKind.ON_SCREENS)
    return [_showing(each) for each in marked]


def _showing(shown: Shown) -> Data:
    """The title of what is shown, and of the event that produced it."""
    record = shown.record
    of = record.event.activity.title if isinstance(record, Outcome) else {}
    return {"title": dict(record.title), "of": dict(of)}


def _tile(screen: Screen, standing: dict[int, list[ScreenNotice]]) -> Data:
    room = screen.room.slug if screen.room else ""
    return {"kind": screen.kind, "room": room, "notices": [notice.number for notice in standing[screen.pk]]}


def _milliseconds(instant: datetime) -> int:
    return int(instant.timestamp() * 1000)
