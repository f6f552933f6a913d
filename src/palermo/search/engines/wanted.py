"""What the two makes are given."""

from typing import NamedTuple

from palermo.search.analyser import Term


class Written(NamedTuple):
    """The words of one entry, as tokens with blanks between them.

    `marks` are its reach and what results are narrowed by; nothing typed by a reader is ever looked for among them.
    `names` are the words of the title as they stand, for completing.
    """

    id: int
    title: str
    text: str
    marks: str
    names: str


class Wanted(NamedTuple):
    """One query: one of the words of `reach`, all of `marks`, and every term in the title, in the text or in either."""

    reach: tuple[str, ...]
    marks: tuple[str, ...] = ()
    title: tuple[Term, ...] = ()
    text: tuple[Term, ...] = ()
    either: tuple[Term, ...] = ()
