"""Which passages readers open on a page of their own, what stands on it, and what is before and after it."""

from collections.abc import Iterator
from typing import NamedTuple

from palermo.toolkit.states.texts import CHAPTERS, PassageKind
from palermo.toolkit.texts.passages import Passage, Text


class Entry(NamedTuple):
    """A line of the contents; `depth` is 1 at the top. What `has_page` is a link."""

    passage: Passage
    depth: int
    has_page: bool


def has_page(passage: Passage) -> bool:
    """A chapter, a module or an article; a part where words stand in it before its chapters."""
    return passage.kind in CHAPTERS or (
        passage.kind == PassageKind.PART and any(not child.is_holder for child in passage.children)
    )


def contents(text: Text) -> list[Entry]:
    """The parts and the chapters of a text in the order of reading."""
    return list(_entries(text.passages, 1))


def _entries(passages: tuple[Passage, ...], depth: int) -> Iterator[Entry]:
    for passage in passages:
        if passage.kind == PassageKind.PART or passage.kind in CHAPTERS:
            yield Entry(passage, depth, has_page(passage))
            yield from _entries(passage.children, depth + 1)


def page_of(text: Text, passage: Passage) -> Passage | None:
    """The passage on whose page another one stands; None for a part that has no page."""
    for key in reversed((*passage.path, passage.key)):
        found = text.find(key)
        if found is not None and has_page(found):
            return found
    return None


def page_passages(page: Passage) -> Iterator[Passage]:
    """The passage of a page and all that stands on it, without what has a page of its own."""
    yield page
    for child in page.children:
        if not has_page(child):
            yield from page_passages(child)


def neighbours(text: Text, page: Passage) -> tuple[Passage | None, Passage | None]:
    """The passages of the pages before and after one."""
    pages = [entry.passage for entry in contents(text) if entry.has_page]
    at = [each.key for each in pages].index(page.key)
    return pages[at - 1] if at else None, pages[at + 1] if at + 1 < len(pages) else None
