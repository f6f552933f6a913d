"""Finding: what a reader asked, and what was found of what they may read.

    found = search(viewer, Asked(words="prevention of trafficking", language="en"))
    found.total, found.hits[0].record, found.facets["kind"]
    suggest(viewer, "trafficing")
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from palermo.accounts.viewer import Viewer

Span = tuple[int, int]
PAGE = 20
# Of a word found in more entries than this, the newest that many are ranked and counted, in titles and in texts each.
AT_MOST = 1000
FACETS = ("kind", "year", "body", "language", "audience")


@dataclass(frozen=True)
class Asked:
    """What a reader typed and chose. `reads` is the code of the language they read in: of a record found in several
    languages, that one is shown. The other fields narrow: "" is any."""

    words: str = ""
    kind: str = ""
    year: str = ""
    body: str = ""
    language: str = ""
    audience: str = ""
    reads: str = "en"
    page: int = 1


@dataclass(frozen=True)
class Hit:
    """One record found: shown in the language it was found in, the reader's own where there is a choice.

    `record` is the model's row, fetched through its own visibility query. `title_marks` and `snippet_marks` are the
    places (start, end) in `title` and `snippet` to mark, in order, not overlapping. `snippet` begins or ends with "…"
    where the text goes on. `also_in` are codes of other languages the record is indexed in, in the official order.
    """

    kind: str
    record: Any
    language: str
    title: str
    title_marks: tuple[Span, ...]
    snippet: str
    snippet_marks: tuple[Span, ...]
    day: date | None
    audience: str
    body: str
    also_in: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many records were found with a value; `chosen` if results are narrowed to it."""

    value: str
    records: int
    chosen: bool = False


@dataclass(frozen=True)
class Found:
    """What was found. `total` counts records, not languages; where `is_capped`, there are more and counts are of the
    newest ones. `facets` has a list for each of `FACETS`, most records first (years: latest first): each counts what
    would be found with all other choices kept, so that choosing another value is never a dead end."""

    asked: Asked
    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[Count, ...]] = field(default_factory=dict)
    is_capped: bool = False
    page: int = 1
    pages: int = 1
    understood: bool = True


@dataclass(frozen=True)
class Suggestion:
    """A title that may be meant, for a field that completes, or for "did you mean"."""

    kind: str
    pk: Any
    language: str
    title: str
    marks: tuple[Span, ...] = ()


def search(viewer: Viewer, asked: Asked) -> Found:
    """The records that the viewer may read and that have all words asked for, ranked.

    Ranked by: symbol or title as asked; all words in the title; the words side by side in the text; all words in the
    text; in each the newest first. Nothing is found for no words.
    """
    raise NotImplementedError


def suggest(viewer: Viewer, typed: str, *, reads: str = "en", at_most: int = 8) -> list[Suggestion]:
    """Titles within the viewer's reach that begin with, contain, or nearly contain what was typed."""
    raise NotImplementedError


def did_you_mean(viewer: Viewer, words: str) -> str:
    """The same words with those corrected that no title within the viewer's reach has, "" if none is near."""
    raise NotImplementedError
