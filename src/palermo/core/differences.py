"""What differs between two wordings of a text, word by word; in Chinese, character by character."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from palermo.core.languages import BY_CODE, CODES, Language

HAN = "\u3400-\u9fff\uf900-\ufaff"
# A word keeps its accents and vowel signs, which are no letters of their own, and the blank space after it.
WORDS = re.compile(rf"(?:[{HAN}]|(?:(?![{HAN}])[\w\u0300-\u036f\u064b-\u065f\u0670'’-])+|[^\w\s])\s*|^\s+")
# Past this many words on either side, whole lines are compared: a page must not take seconds.
MOST_WORDS = 20_000
LINES = re.compile(r"[^\n]*\n?")

SAME, REMOVED, ADDED = "same", "removed", "added"


class Part(NamedTuple):
    """Words that are in both wordings, only in the earlier, or only in the later one."""

    kind: str
    words: str


class Difference(NamedTuple):
    """How a text differs in one language."""

    language: Language
    parts: list[Part]

    @property
    def marked(self) -> SafeString:
        """The parts as HTML."""
        return mark_parts(self.parts)


def differences(old: str, new: str) -> list[Part]:
    """The parts of two wordings, in reading order: what was removed stands before what was added in its place."""
    before, after = _pieces(old, new)
    parts = []
    matcher = SequenceMatcher(None, [each.strip() for each in before], [each.strip() for each in after], False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part(SAME, "".join(after[j1:j2])))
            continue
        parts += [Part(kind, words) for kind, words in _replacement_parts(before[i1:i2], after[j1:j2]) if words]
    return parts


def by_language(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    """The differences of a text in six languages, for the languages in which there are any."""
    changed = [code for code in CODES if old.get(code, "") != new.get(code, "")]
    return [Difference(BY_CODE[code], differences(old.get(code, ""), new.get(code, ""))) for code in changed]


def mark_parts(parts: list[Part]) -> SafeString:
    """The parts as HTML, with <del> and <ins>; blank space at the end of a part stays outside of them."""
    return format_html_join("", "{}", ((_mark_part(part),) for part in parts))


def longest_increasing(places: Sequence[int]) -> set[int]:
    """The members of a longest series that increases: of passages given by their former places, those that stayed."""
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        back.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(place)
            at.append(index)
        else:
            ends[length], at[length] = place, index
    kept, index = set(), at[-1] if at else -1
    while index >= 0:
        kept.add(places[index])
        index = back[index]
    return kept


def _mark_part(part: Part) -> SafeString | str:
    if part.kind == SAME or not part.words.strip():
        return part.words
    words = part.words.rstrip()
    markup = "<del>{}</del>{}" if part.kind == REMOVED else "<ins>{}</ins>{}"
    return format_html(markup, words, part.words[len(words) :])


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) <= MOST_WORDS:
        return before, after
    return LINES.findall(old), LINES.findall(new)


def _replacement_parts(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    yield REMOVED, _end_with_space("".join(before), bool(after))
    yield ADDED, "".join(after)


def _end_with_space(words: str, is_followed: bool) -> str:
    # So that the removed words and those in their place do not run into one another.
    return f"{words} " if is_followed and words and words == words.rstrip() else words
