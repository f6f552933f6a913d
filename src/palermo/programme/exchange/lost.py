"""The losses of a format of another system: what a version has and the format has no place for, item by item.

Files that are written here carry it all the same, beside what those formats know, and bring it back when they come
home; another system reads the rest.
"""

from collections.abc import Callable, Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.programme.exchange.incoming import Loss
from palermo.programme.exchange.writing.identity import words
from palermo.programme.schedule.content import Content, ContentItem, ContentPerson, ContentRoom
from palermo.programme.states.programmes import ItemKind, ItemRole


class FileFormat(models.TextChoices):
    """Formats of other systems; the value ends the address of the file."""

    SCHEDULE_JSON = "schedule.json", _("Schedule JSON (frab, pretalx)")
    SCHEDULE_XML = "schedule.xml", _("Schedule XML (frab, pretalx)")
    INDICO = "indico.json", _("Event with contributions (Indico API)")
    INDICO_TIMETABLE = "indico-timetable.json", _("Timetable (Indico API)")


class LossKind(models.TextChoices):
    """Kinds of loss in a format."""

    LANGUAGES = "languages", _("Texts in other languages")
    ROLES = "roles", _("Roles other than speaker")
    MINUTES = "minutes", _("Speaking time")
    CONFIRMED = "confirmed", _("Confirmation status, other than a note beside the name")
    UNNAMED = "unnamed", _("Roles not yet filled")
    INTERPRETED = "interpreted", _("Languages of interpretation")
    PAPERS = "papers", _("Documents")
    THEMES = "themes", _("Additional themes")
    FUNCTIONS = "functions", pgettext_lazy("of persons", "Functional titles and States")
    ROOMS = "rooms", _("Capacity and languages of rooms")
    BREAK = "break", _("Breaks")
    NOTE = "note", _("Introductory note of the programme")


def losses_in(content: Content, form: str, language: str) -> list[Loss]:
    """The losses of a format, each with the title of its item in a language; losses of the whole have no title."""
    losses = [Loss(LossKind.NOTE, "", "")] if content.get("note") else []
    losses += [
        Loss(LossKind.ROOMS, words(room["name"], language), "") for room in content["rooms"] if _loses_facts(room, form)
    ]
    people = {person["id"]: person for person in content["people"]}
    for item in content["items"]:
        title = words(item["title"], language)
        losses += [Loss(what, title, "") for what in _of_item(item, form, people)]
    return losses


def _loses_facts(room: ContentRoom, form: str) -> bool:
    return bool(room.get("languages") or (form != FileFormat.SCHEDULE_JSON and room.get("capacity")))


def _of_item(item: ContentItem, form: str, people: dict[str, ContentPerson]) -> Iterator[str]:
    if form == FileFormat.INDICO and item["kind"] == ItemKind.BREAK:
        yield LossKind.BREAK
        return
    parts = item.get("parts", ())
    named = [part for part in parts if part.get("person")]
    texts = (item["title"], item.get("objective", {}), item.get("themes", {}))
    checks: dict[LossKind, Callable[[], object]] = {
        LossKind.LANGUAGES: lambda: any(len(text) > 1 for text in texts),
        LossKind.ROLES: lambda: any(part["role"] != ItemRole.SPEAKER for part in named),
        LossKind.MINUTES: lambda: any(part.get("minutes") for part in parts),
        LossKind.CONFIRMED: lambda: any(not part["is_confirmed"] for part in named),
        LossKind.UNNAMED: lambda: len(named) < len(parts),
        LossKind.INTERPRETED: lambda: item.get("languages"),
        LossKind.PAPERS: lambda: item.get("papers"),
        LossKind.THEMES: lambda: _is_schedule(form) and any("\n" in text for text in item.get("themes", {}).values()),
        LossKind.FUNCTIONS: lambda: (
            form != FileFormat.SCHEDULE_JSON and any(_has_function_or_state(people[p["person"]]) for p in named)
        ),
    }
    yield from (what for what, is_so in checks.items() if is_so())


def _is_schedule(form: str) -> bool:
    return form in {FileFormat.SCHEDULE_JSON, FileFormat.SCHEDULE_XML}


def _has_function_or_state(person: ContentPerson) -> bool:
    return bool(person.get("function") or person.get("state"))
