"""Words and the facts that they rest on, and how these links outlive an edit of the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from palermo.reporting.tree import Fact

# A sign of Chinese, or a word of any other script, or a run of spaces, or any other sign on its own.
_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+(?:[-’'][^\W_]+)*|\s+|.", re.DOTALL)
# A link stays where at least this share of its words does.
KEPT_SHARE = 0.5
# Fewer signs than these are found again by chance.
SEARCHED_FROM = 4


@dataclass(frozen=True, order=True)
class Link:
    """A stretch of words, from one sign up to another, and the fact of the record that they state."""

    start: int
    end: int
    fact: Fact


@dataclass(frozen=True)
class LinkedText:
    """Words with their links, in the order of reading."""

    text: str
    links: tuple[Link, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts stated, each once."""
        return tuple(dict.fromkeys(link.fact for link in self.links))

    def part(self, start: int, end: int) -> "LinkedText":
        """The words from one sign up to another, with the links that lie wholly within them."""
        links = (link for link in self.links if start <= link.start and link.end <= end)
        return LinkedText(
            self.text[start:end], tuple(Link(each.start - start, each.end - start, each.fact) for each in links)
        )


def tokens(text: str) -> list[str]:
    """The words, spaces and marks of a text; joined they are the text again. Each sign of Chinese is a word."""
    return _TOKEN.findall(text)


def join(parts: Sequence[LinkedText], between: str = "") -> LinkedText:
    """Several texts as one."""
    text, links = "", list[Link]()
    for at, part in enumerate(parts):
        text += between if at else ""
        links += [Link(each.start + len(text), each.end + len(text), each.fact) for each in part.links]
        text += part.text
    return LinkedText(text, tuple(sorted(links)))


def carry_links(before: LinkedText, text: str) -> LinkedText:
    """The edited words with those links whose words remain.

    A link remains where at least half of its words stand in the new text in their former order; it then spans them
    from the first to the last. One whose words were moved as a whole is found where they stand now.

    Parameters
    ----------
    before : LinkedText
        The words as they were, with their links.
    text : str
        The words as they are now.

    Returns
    -------
    LinkedText
    """
    if before.text == text or not before.links:
        return LinkedText(text, before.links if before.text == text else ())
    alignment = _Alignment(before.text, text)
    carried = [link for each in before.links if (link := _carry(each, before.text, text, alignment))]
    return LinkedText(text, tuple(sorted(dict.fromkeys(carried))))


class _Alignment:
    """Which words of one text stand in the other, in the same order."""

    def __init__(self, before: str, after: str) -> None:
        old, new = tokens(before), tokens(after)
        self.old_places, self.new_places = list(_places(old)), list(_places(new))
        self.old = old
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        self.matched = {
            block.a + at: block.b + at for block in matcher.get_matching_blocks() for at in range(block.size)
        }

    def within(self, start: int, end: int) -> list[int]:
        """The old words, without spaces, from one sign up to another."""
        return [
            at
            for at, (first, last) in enumerate(self.old_places)
            if first < end and last > start and not self.old[at].isspace()
        ]


def _places(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words:
        yield at, at + len(word)
        at += len(word)


def _carry(link: Link, before: str, after: str, alignment: _Alignment) -> Link | None:
    words = alignment.within(link.start, link.end)
    kept = [alignment.matched[at] for at in words if at in alignment.matched]
    if words and len(kept) >= KEPT_SHARE * len(words):
        return Link(alignment.new_places[kept[0]][0], alignment.new_places[kept[-1]][1], link.fact)
    stretch = before[link.start : link.end]
    at = after.find(stretch) if len(stretch) >= SEARCHED_FROM else -1
    return Link(at, at + len(stretch), link.fact) if at >= 0 else None
