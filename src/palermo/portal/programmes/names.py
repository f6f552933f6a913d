"""What the rows of a programme are called, and where they are shown: on the page of the working copy."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.core.dates import PartialDate
from palermo.core.languages import active_language
from palermo.core.speech.dates import say_day
from palermo.core.templatetags.texts import plain
from palermo.events.models import (
    Programme,
    ProgrammeDay,
    ProgrammeItem,
    ProgrammePart,
    ProgrammePerson,
    ProgrammeRelease,
    Room,
)


def programme_name(programme: Programme) -> str:
    """By its event."""
    return _("Programme: %(event)s") % {"event": plain(programme.event.activity.title)}


def release_name(release: ProgrammeRelease) -> str:
    """By its event and its number."""
    words = {"event": plain(release.programme.event.activity.title), "number": release.number}
    return _("%(event)s: programme, version %(number)d") % words


def part_name(part: ProgrammePart) -> str:
    """Who does what."""
    return _("%(person)s (%(role)s)") % {"person": plain(part.person.name), "role": part.get_role_display()}


def working_address(programme: Programme) -> str:
    """The working copy."""
    return reverse("programme_editor", args=[programme.slug])


def release_address(release: ProgrammeRelease) -> str:
    """A released version."""
    return f"{reverse('event_programme', args=[release.programme.event.activity.slug])}?version={release.number}"


PROGRAMME_NAMES: dict[type[Model], Callable[[Any], str]] = {
    Programme: programme_name,
    ProgrammeDay: lambda day: say_day(PartialDate(day.day), active_language().code),
    ProgrammeItem: lambda item: plain(item.title),
    ProgrammePart: part_name,
    ProgrammePerson: lambda person: plain(person.name),
    ProgrammeRelease: release_name,
    Room: lambda room: plain(room.name),
}
PROGRAMME_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    Programme: working_address,
    ProgrammeDay: lambda day: f"{working_address(day.programme)}#day-{day.day.isoformat()}",
    ProgrammeItem: lambda item: f"{working_address(item.programme)}#item-{item.slug}",
    ProgrammePart: lambda part: f"{working_address(part.item.programme)}#item-{part.item.slug}",
    ProgrammePerson: lambda person: f"{working_address(person.programme)}#people",
    ProgrammeRelease: release_address,
    Room: lambda room: f"{working_address(room.programme)}#rooms",
}
