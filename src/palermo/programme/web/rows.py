"""The items of a version as a page shows them: in the reader's language, by day, with who does what."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from palermo.core.dates import PartialDate
from palermo.core.languages import BY_CODE, active_language
from palermo.core.speech.dates import format_day
from palermo.core.speech.hours import clock_hours
from palermo.core.text import MultilingualText
from palermo.library.models import Document
from palermo.programme.schedule.content import Content, ContentItem, ContentPart, in_natural_order, themes_of
from palermo.programme.states.programmes import ItemKind, ItemRole
from palermo.site.templatetags.texts import localized_text

Words = SafeString | str
NO_QUERY: Mapping[str, str] = MappingProxyType({})
NO_TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class PersonRow(NamedTuple):
    """Somebody in an item; without a name they are not named yet. `about` is their function and where from."""

    name: Words
    about: Words
    query: str
    minutes: int | None
    is_confirmed: bool


class RoleRow(NamedTuple):
    """What some people do in an item."""

    label: str
    people: list[PersonRow]


class ItemRow(NamedTuple):
    """One item."""

    id: str
    kind: str
    label: str
    title: Words
    hours: str
    starts: str
    ends: str
    room: Words
    languages: str
    objective: Words
    themes: list[str]
    roles: list[RoleRow]
    papers: list[tuple[Document, Words]]
    summary: Words
    is_changed: bool
    source: ContentItem


class DayRow(NamedTuple):
    """One day with its items."""

    day: str
    words: str
    title: Words
    items: list[ItemRow]


class ItemFilter(NamedTuple):
    """The day, room, person, theme and language to which an address narrows a programme; each may be empty.

    `theme` is a theme's words in any language.
    """

    day: str = ""
    room: str = ""
    person: str = ""
    theme: str = ""
    language: str = ""


def render_text(text: Mapping[str, str] | None) -> Words:
    """A text of a version in the reader's language; missing: another language, named as such."""
    if not text:
        return ""
    code = active_language().code
    return text[code] if code in text else localized_text(MultilingualText(text))


def days_of(
    content: Content,
    narrowed: ItemFilter,
    *,
    papers: Mapping[str, Document],
    changed: Iterable[str] = (),
    keep: Mapping[str, str] = NO_QUERY,
    summaries: Mapping[str, Mapping[str, str]] = NO_TEXTS,
) -> list[DayRow]:
    """The days with the items that match, and their `summaries` by id.

    `keep` stays in the addresses of rooms and people.
    """
    titles = {day["day"]: render_text(day.get("title")) for day in content["days"]}
    writer = Writer(content, papers, frozenset(changed), keep, summaries)
    items = [item for item in in_natural_order(content) if matches_filter(item, narrowed)]
    return [
        DayRow(day, day_words(day), titles.get(day, ""), [writer.row(item) for item in of_day])
        for day, of_day in groupby(items, key=lambda item: item["day"])
    ]


def matches_filter(item: ContentItem, narrowed: ItemFilter) -> bool:
    """Whether an item is what a filter narrows to; what has no room is in every one."""
    return (
        narrowed.day in {"", item["day"]}
        and narrowed.room in {"", item.get("room", narrowed.room)}
        and (not narrowed.person or any(part.get("person") == narrowed.person for part in item.get("parts", [])))
        and (not narrowed.theme or any(narrowed.theme in theme.values() for theme in themes_of(item)))
        and (not narrowed.language or narrowed.language in item.get("languages", []))
    )


def day_words(day: str) -> str:
    """A day of a version in words."""
    return format_day(PartialDate(date.fromisoformat(day)), active_language().code)


class Writer:
    """Makes the rows of items of one version; words that several items share are made once, and only when needed."""

    def __init__(
        self,
        content: Content,
        papers: Mapping[str, Document],
        changed: frozenset[str],
        keep: Mapping[str, str],
        summaries: Mapping[str, Mapping[str, str]] = NO_TEXTS,
    ) -> None:
        self.lang = active_language().code
        self.comma = pgettext("between two names", ", ")
        self.keep = f"&{urlencode(keep)}" if keep else ""
        self.rooms = {room["id"]: self._render_text(room["name"]) for room in content["rooms"]}
        self.kinds = {kind.value: str(kind.label) for kind in ItemKind}
        self.roles = {role.value: str(role.label) for role in ItemRole}
        self.papers, self.changed, self.summaries = papers, changed, summaries
        self._people = {person["id"]: person for person in content["people"]}
        self._person_words: dict[str, tuple[Words, str, str]] = {"": ("", "", "")}
        self._hours: dict[tuple[str, str], str] = {}

    def row(self, item: ContentItem) -> ItemRow:
        """One item."""
        room = item.get("room", "")
        return ItemRow(
            item["id"],
            item["kind"],
            self.kinds[item["kind"]],
            self._render_text(item["title"]),
            self.hours(item["starts"], item["ends"]),
            f"{item['day']}T{item['starts']}",
            f"{item['day']}T{item['ends']}",
            self.rooms.get(room, ""),
            self.comma.join(BY_CODE[code].name for code in item.get("languages", [])),
            self._render_text(item.get("objective")),
            self._lines(item.get("themes")),
            self._roles(item.get("parts", [])),
            [self._paper(slug) for slug in item.get("papers", []) if slug in self.papers],
            self._render_text(self.summaries.get(item["id"])),
            item["id"] in self.changed,
            item,
        )

    def hours(self, starts: str, ends: str) -> str:
        """From an hour to an hour, in words."""
        key = (starts, ends)
        if key not in self._hours:
            self._hours[key] = clock_hours(time.fromisoformat(starts), time.fromisoformat(ends), "", self.lang)
        return self._hours[key]

    def _paper(self, slug: str) -> tuple[Document, Words]:
        return self.papers[slug], self._render_text(self.papers[slug].title)

    def _render_text(self, text: Mapping[str, str] | None) -> Words:
        # Which language is the reader's is asked once, not for each of a thousand texts.
        return text[self.lang] if text and self.lang in text else render_text(text)

    def _lines(self, text: Mapping[str, str] | None) -> list[str]:
        """One theme a line, in the reader's language or in another that there is."""
        shown = MultilingualText(text).shown_in(self.lang) if text else None
        return [line.strip() for line in shown.words.splitlines() if line.strip()] if shown else []

    def _roles(self, parts: list[ContentPart]) -> list[RoleRow]:
        by_role: dict[str, list[PersonRow]] = {role: [] for role in self.roles}
        for part in parts:
            person = self._person(part.get("person", ""))
            by_role[part["role"]].append(PersonRow(*person, part.get("minutes"), part["is_confirmed"]))
        return [RoleRow(self.roles[role], people) for role, people in by_role.items() if people]

    def _person(self, slug: str) -> tuple[Words, Words, str]:
        if slug not in self._person_words:
            person = self._people[slug]
            texts = (person.get("function"), person.get("organisation"), person.get("state_name"))
            about = [self._render_text(text) for text in texts]
            query = f"person={slug}{self.keep}"
            self._person_words[slug] = (
                self._render_text(person["name"]),
                self._join_words([text for text in about if text]),
                query,
            )
        return self._person_words[slug]

    def _join_words(self, parts: list[Words]) -> Words:
        if any(isinstance(part, SafeString) for part in parts):
            return SafeString(conditional_escape(self.comma)).join(map(conditional_escape, parts))
        return self.comma.join(parts)
