"""What both engines take."""

from typing import NamedTuple

from palermo.search.analyser.asking import Term


class EntryWords(NamedTuple):
    """The words of one entry, as tokens with blanks between them.

    `marks` are its reach and what results are narrowed by; nothing typed by a reader is ever looked for among them.
    `names` are the words of the title as they are, for completing.
    """

    id: int
    title: str
    text: str
    marks: str
    names: str


class EngineQuery(NamedTuple):
    """One query: one of the words of `reach`, all of `marks`, and every term of `title` in the title or, where there is
    none of those, every term of `either` in the title or the text."""

    reach: tuple[str, ...]
    marks: tuple[str, ...] = ()
    title: tuple[Term, ...] = ()
    either: tuple[Term, ...] = ()
