"""What the readers of all systems share: kinds by their names, hours of the place, lines of text."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from html import unescape
from typing import NamedTuple
from zoneinfo import ZoneInfo

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.programme.states.programmes import ItemKind

# Words of other systems for what has a kind here.
KINDS: dict[str, ItemKind] = {
    **{kind.value.replace("_", " "): kind for kind in ItemKind},
    **dict.fromkeys(("keynote", "opening", "closing", "opening session", "closing session"), ItemKind.PLENARY),
    **dict.fromkeys(("panel discussion", "podium", "roundtable", "round table"), ItemKind.PANEL),
    **dict.fromkeys(("workshop", "side-event", "poster", "poster session", "exhibition"), ItemKind.SIDE_EVENT),
    **dict.fromkeys(("coffee", "coffee break", "lunch", "lunch break", "pause"), ItemKind.BREAK),
}
OWN_WORDS = frozenset(kind.value.replace("_", " ") for kind in ItemKind)
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
BLOCKS = frozenset({"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "tr", "table", "blockquote"})


class Reading(NamedTuple):
    """The time zone of the hours, and the language of the file's texts where it names none."""

    time_zone: str
    language: str


class Hours(NamedTuple):
    """When something is, on the clocks of the event."""

    day: date
    starts: time
    ends: time


def kind_named(words: str) -> str:
    """The kind that a system's word stands for; empty for an unknown word."""
    return KINDS.get(words.strip().casefold(), "")


def hours_of(begins: datetime, ends: datetime, time_zone: str) -> Hours | None:
    """Day and hours in a time zone; none where they do not lie within one day."""
    zone = ZoneInfo(time_zone)
    first, last = begins.astimezone(zone), ends.astimezone(zone)
    if first.date() != last.date() or first >= last:
        return None
    return Hours(first.date(), _minute(first), _minute(last))


def _minute(instant: datetime) -> time:
    return instant.time().replace(second=0, microsecond=0)


def one_text(words: str, language: str) -> MultilingualText:
    """A text that the file has in one language."""
    return MultilingualText({language: words} if words else {})


def language_of(written: str, otherwise: str) -> str:
    """The code here of a language as files write it: “en”, “zh-Hans”, “fr_CH”; another one where it is none of six."""
    code = re.split(r"[-_]", written.strip().lower())[0]
    return code if code in CODES else otherwise


def plain_words(html: str) -> str:
    """A text without its marks, where a system keeps it as HTML: its blocks as lines."""
    if not TAG.search(html):
        return html.strip()
    bare = TAG.sub(lambda tag: "\n" if tag["name"].lower() in BLOCKS else "", html)
    lines = [line.strip() for line in unescape(bare).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def join_paragraphs(parts: Iterable[str]) -> str:
    """Join paragraphs with an empty line between them; each stands once."""
    return "\n\n".join(dict.fromkeys(part for part in parts if part))
