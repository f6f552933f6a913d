"""What a version says that a format of another system has no place for: counted, item by item.

Files that are written here carry it all the same, beside what those formats know, and bring it back when they come
home; another system reads the rest.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.programme.exchange.incoming import Loss
from palermo.programme.exchange.writing.identity import words
from palermo.programme.schedule.content import Content
from palermo.programme.states.programmes import ItemKind, ItemRole


class Form(models.TextChoices):
    """A file of another system, as its address ends."""

    SCHEDULE_JSON = "schedule.json", _("Schedule JSON, as frab and pretalx write it")
    SCHEDULE_XML = "schedule.xml", _("Schedule XML, as frab and pretalx write it")
    INDICO = "indico.json", _("Event with contributions, as Indico's API tells it")
    INDICO_TIMETABLE = "indico-timetable.json", _("Timetable, as Indico's API tells it")


class Lost(models.TextChoices):
    """What has no place there."""

    LANGUAGES = "languages", _("Texts in other languages")
    ROLES = "roles", _("What somebody does there other than speak")
    MINUTES = "minutes", _("Speaking time")
    CONFIRMED = "confirmed", _("That somebody has yet to confirm, but for a word at the name")
    UNNAMED = "unnamed", _("Parts of people who are not named yet")
    INTERPRETED = "interpreted", _("Languages of interpretation")
    PAPERS = "papers", _("Papers")
    THEMES = "themes", _("Further themes")
    FUNCTIONS = "functions", pgettext_lazy("of persons", "Functional titles and States")
    ROOMS = "rooms", _("How many people a room holds, and its languages")
    BREAK = "break", _("Breaks")
    NOTE = "note", _("The note at the head of the programme")


def losses_in(content: Content, form: str, language: str) -> list[Loss]:
    """What a form of file loses, each with the title of its item in a language; losses of the whole have no title."""
    found = [Loss(Lost.NOTE, "", "")] if content.get("note") else []
    found += [Loss(Lost.ROOMS, words(room["name"], language), "") for room in content["rooms"] if _loses(room, form)]
    people = {person["id"]: person for person in content["people"]}
    for item in content["items"]:
        title = words(item["title"], language)
        found += [Loss(what, title, "") for what in _of_item(item, form, people)]
    return found


def _loses(room: Content, form: str) -> bool:
    return bool(room.get("languages") or (form != Form.SCHEDULE_JSON and room.get("capacity")))


def _of_item(item: Content, form: str, people: dict[str, Content]) -> Iterator[str]:
    if form == Form.INDICO and item["kind"] == ItemKind.BREAK:
        yield Lost.BREAK
        return
    parts = item.get("parts", ())
    named = [part for part in parts if part.get("person")]
    checks: dict[Lost, Callable[[], Any]] = {
        Lost.LANGUAGES: lambda: any(len(item.get(name) or ()) > 1 for name in ("title", "objective", "themes")),
        Lost.ROLES: lambda: any(part["role"] != ItemRole.SPEAKER for part in named),
        Lost.MINUTES: lambda: any(part.get("minutes") for part in parts),
        Lost.CONFIRMED: lambda: any(not part["is_confirmed"] for part in named),
        Lost.UNNAMED: lambda: len(named) < len(parts),
        Lost.INTERPRETED: lambda: item.get("languages"),
        Lost.PAPERS: lambda: item.get("papers"),
        Lost.THEMES: lambda: _is_schedule(form) and any("\n" in text for text in (item.get("themes") or {}).values()),
        Lost.FUNCTIONS: lambda: form != Form.SCHEDULE_JSON and any(_is_more(people[p["person"]]) for p in named),
    }
    yield from (what for what, is_so in checks.items() if is_so())


def _is_schedule(form: str) -> bool:
    return form in {Form.SCHEDULE_JSON, Form.SCHEDULE_XML}


def _is_more(person: Content) -> bool:
    return bool(person.get("function") or person.get("state"))
