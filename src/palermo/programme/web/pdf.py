"""A version of a programme as a tagged PDF (PDF/UA-1), set by typst.

The words travel as one JSON string and are never part of the markup, so no text can become code.
"""

import json
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from palermo.core.file_cache import kept_file
from palermo.core.languages import active_language
from palermo.core.speech.hours import format_time_zone
from palermo.core.speech.lists import format_list
from palermo.governance.states.activities import ActivityState
from palermo.programme.models import ProgrammeRelease
from palermo.programme.schedule.changes import words_of
from palermo.programme.schedule.content import Content, digest_of
from palermo.programme.web.rows import DayRow, ItemFilter, ItemRow, PersonRow, RoleRow, Words
from palermo.site.typesetting import set_pdf

# What is kept for readers who come back.
MOST_KEPT = 100 * 1024 * 1024
# Where the script or the spelling depends on it.
REGIONS = {"zh": "CN", "en": "GB"}


def pdf_of(content: Content, release: ProgrammeRelease, days: list[DayRow]) -> bytes:
    """The days as PDF/UA-1, in the reader's language; the same version gives the same bytes."""
    return set_pdf(_template(), _template_data(content, release, days), name="programme", dated=release.released_at)


def kept_pdf(content: Content, release: ProgrammeRelease, narrowed: ItemFilter, make: Callable[[], bytes]) -> bytes:
    """The file for a version, a language and a filter: from the cache, or set now and kept there.

    Versions of different audiences have other numbers and digests, so none is kept for another's readers. Another is
    made once a speaker is not to be named any more.
    """
    key = (
        release.programme.slug,
        release.number,
        digest_of(content),
        release.audience,
        active_language().code,
        *narrowed,
    )
    written = json.dumps([*key, release.released_at.isoformat(), _is_off(release), _template_digest()])
    place = Path(settings.MEDIA_ROOT) / "programmes" / sha256(written.encode()).hexdigest()
    return kept_file(place, make, MOST_KEPT)


def _is_off(release: ProgrammeRelease) -> bool:
    return bool(release.programme.event.activity.state == ActivityState.CANCELLED)


@cache
def _template_digest() -> str:
    """The digest of the template, so that cached files are rebuilt when it changes."""
    return sha256(_template()).hexdigest()


@cache
def _template() -> bytes:
    return files("palermo.programme.web").joinpath("programme.typ").read_bytes()


def _template_data(content: Content, release: ProgrammeRelease, days: list[DayRow]) -> dict[str, object]:
    language = active_language()
    event = words_of(content["title"])
    return {
        "language": language.code,
        "region": REGIONS.get(language.code),
        "right_to_left": language.right_to_left,
        "name": _("Programme: %(event)s") % {"event": event},
        "about": _("Version %(number)d. Times: %(zone)s.")
        % {"number": release.number, "zone": format_time_zone(content["time_zone"], language.code)},
        "cancelled": _("This event was cancelled. The programme will not take place.") if _is_off(release) else "",
        "note": words_of(content.get("note")),
        "foot": _("%(event)s: programme, version %(number)d") % {"event": event, "number": release.number},
        "proof": _("SHA-256 of this version:"),
        "digest": release.digest,
        "days": [_day(day) for day in days],
    }


def _day(day: DayRow) -> dict[str, object]:
    return {"words": day.words, "title": _plain(day.title), "items": [_item(item) for item in day.items]}


def _item(item: ItemRow) -> dict[str, object]:
    interpreted = _("Interpretation: %(languages)s") % {"languages": item.languages} if item.languages else ""
    return {
        "hours": item.hours,
        "room": _plain(item.room),
        "kind": item.label,
        "title": _plain(item.title),
        "objective": _plain(item.objective),
        "themes": item.themes,
        "languages": interpreted,
        "roles": [_role(role) for role in item.roles],
    }


def _role(role: RoleRow) -> dict[str, str]:
    return {"label": role.label, "people": format_list([_person(each) for each in role.people], active_language().code)}


def _person(person: PersonRow) -> str:
    if not person.name:
        return _("name not published") if person.is_confirmed else _("to be confirmed")
    about = [each for each in (_plain(person.about), "" if person.is_confirmed else _("to be confirmed")) if each]
    if not about:
        return _plain(person.name)
    return _("%(name)s (%(about)s)") % {
        "name": _plain(person.name),
        "about": format_list(about, active_language().code),
    }


def _plain(words: Words) -> str:
    """Words without the markup by which a page marks another language; they name that language too."""
    return strip_tags(words) if hasattr(words, "__html__") else words
