"""A released programme as a text in six languages, as it is submitted to Member States; and what changed in it."""

from collections.abc import Callable, Iterator
from datetime import date, time
from itertools import groupby

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, CODES, active_language
from palermo.core.speech.dates import format_day
from palermo.core.speech.hours import format_hours, format_time_zone
from palermo.core.text import MultilingualText
from palermo.programme.schedule.changes import changes_between, words_of
from palermo.programme.schedule.content import Content, ContentItem, ContentPart, ContentPerson, digest_of
from palermo.programme.states.programmes import ItemKind, ItemRole


def text_of(content: Content, number: int) -> MultilingualText:
    """The whole programme in words, day by day; it ends with the digest of what was released."""
    return _in_every_language(lambda: programme_words(content, number))


def programme_words(content: Content, number: int) -> str:
    """The whole programme in words, in the reader's language alone."""
    return "\n".join(_lines(content, number))


def title_of(content: Content) -> MultilingualText:
    """What is submitted to Member States."""
    return _in_every_language(lambda: _("Programme: %(event)s") % {"event": words_of(content["title"])})


def change_words(old: Content, new: Content) -> MultilingualText:
    """The differences, one a line."""
    return _in_every_language(lambda: "\n".join(change.words for change in changes_between(old, new)))


def _in_every_language(wording: Callable[[], str]) -> MultilingualText:
    by_code = {}
    for code in CODES:
        with translation.override(BY_CODE[code].django_code):
            by_code[code] = str(wording())
    return MultilingualText(by_code)


def _lines(content: Content, number: int) -> Iterator[str]:
    lang = active_language().code
    yield _("%(event)s: programme, version %(number)d.") % {"event": words_of(content["title"]), "number": number}
    yield _("Times: %(zone)s.") % {"zone": format_time_zone(content["time_zone"], lang)}
    if content.get("note"):
        yield words_of(content["note"])
    rooms = {room["id"]: words_of(room["name"]) for room in content["rooms"]}
    people = {person["id"]: person for person in content["people"]}
    for day, items in groupby(content["items"], key=lambda item: item["day"]):
        yield ""
        yield format_day(PartialDate(date.fromisoformat(day)), lang)
        for item in items:
            yield from _item_lines(item, rooms, people)
    yield ""
    yield _("SHA-256 of this version: %(digest)s") % {"digest": digest_of(content)}


def _item_lines(item: ContentItem, rooms: dict[str, str], people: dict[str, ContentPerson]) -> Iterator[str]:
    lang = active_language().code
    hours = format_hours(time.fromisoformat(item["starts"]), time.fromisoformat(item["ends"]), "", lang)
    values = {"hours": hours, "kind": ItemKind(item["kind"]).label, "title": words_of(item["title"])}
    if item.get("room"):
        yield _("%(hours)s, %(room)s. %(kind)s: %(title)s") % {**values, "room": rooms[item["room"]]}
    else:
        yield _("%(hours)s. %(kind)s: %(title)s") % values
    for part in item.get("parts", []):
        values = {"role": ItemRole(part["role"]).label, "person": part_words(part, people)}
        yield "    " + _("%(role)s: %(person)s") % values


def part_words(part: ContentPart, people: dict[str, ContentPerson]) -> str:
    """Who has a part, and where they have not confirmed it yet, that they have not."""
    person = people.get(part.get("person", ""))
    if person is None and part["is_confirmed"]:
        return _("name not published")
    if person is None or part["is_confirmed"]:
        return person_words(person)
    return _("%(name)s (%(about)s)") % {"name": person_words(person), "about": _("to be confirmed")}


def person_words(person: ContentPerson | None) -> str:
    """Name, function and where somebody is from; or that nobody is named yet."""
    if person is None:
        return _("to be confirmed")
    texts = (person["name"], person.get("function"), person.get("organisation"), person.get("state_name"))
    return pgettext("between two names", ", ").join(filter(None, map(words_of, texts)))
