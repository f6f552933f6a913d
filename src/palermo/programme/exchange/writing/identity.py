"""Ids of the rows of a version in files of other systems, and what a file says of itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict
from uuid import NAMESPACE_URL, uuid5

from django.utils import translation
from django.utils.translation import gettext as _

from palermo.core.languages import BY_CODE
from palermo.core.text import MultilingualText
from palermo.governance.states.activities import ActivityState
from palermo.programme.schedule.content import Content

MOST = 2**31


@dataclass(frozen=True)
class About:
    """The version, the language in which the file's texts are, the page where the programme is read, and whether the
    event was cancelled."""

    number: int
    released_at: str
    language: str
    page: str
    is_off: bool = False


class AboutData(TypedDict):
    """`About` as JSON."""

    number: int
    released_at: str
    language: str
    page: str
    is_off: bool


class OwnData(TypedDict):
    """What stands beside the data of a format in files that are written here, so that a version comes back whole."""

    language: str
    about: AboutData
    content: Content


def title_of(content: Content, about: About) -> str:
    """What the event is called; where it was cancelled, that it was, since no format has a place for it."""
    title = words(content["title"], about.language)
    if not about.is_off:
        return title
    with translation.override(BY_CODE[about.language].django_code):
        return _("%(name)s (%(about)s)") % {"name": title, "about": ActivityState.CANCELLED.label.lower()}


def guid(event: str, kind: str, slug: str) -> str:
    """The id of a row, the same from version to version."""
    return str(uuid5(NAMESPACE_URL, f"palermo:{event}/{kind}/{slug}"))


def numbers(event: str, kind: str, slugs: Iterable[str]) -> dict[str, int]:
    """A number for each row, for systems that know numbers only; the same as long as no other row takes it."""
    by_slug: dict[str, int] = {}
    for slug in slugs:
        number = int(guid(event, kind, slug).replace("-", ""), 16) % MOST or 1
        while number in by_slug.values():
            number += 1
        by_slug[slug] = number
    return by_slug


def words_and_language(text: Mapping[str, str] | None, language: str) -> tuple[str, str]:
    """The words of a text in a language, or else in another one, and the code of that language."""
    shown = MultilingualText(text or {}).shown_in(language)
    return (shown.words, shown.language.code) if shown else ("", language)


def words(text: Mapping[str, str] | None, language: str) -> str:
    """The words of a text in a language, or else in another one."""
    return words_and_language(text, language)[0]


def tag(code: str) -> str:
    """The language of a text as files name it."""
    return BY_CODE[code].tag


def own_data(content: Content, about: About) -> OwnData:
    """The version as it is kept here, for what a format has no place for."""
    data: AboutData = {
        "number": about.number,
        "released_at": about.released_at,
        "language": about.language,
        "page": about.page,
        "is_off": about.is_off,
    }
    return {"language": about.language, "about": data, "content": content}
