"""A report before it is in any language: its statements, in their order, with their records.

A blueprint builds these nodes; `realization` turns them into the nodes of `spoken`; renderers know only
those. Everything here is immutable, so the same record and cut-off give the same tree.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import date as date_type
from enum import Enum

from palermo.core.dates import PartialDate
from palermo.core.text import MultilingualText


@dataclass(frozen=True, order=True)
class Source:
    """A record that a paragraph states: its kind as in the record's folders ("events"), its id there."""

    kind: str
    id: str


@dataclass(frozen=True, order=True)
class Fact:
    """A field of a record that a clause states, both named as in the record's files.

    `is_arranged` is set where the record arranged the field for itself: no source gives it, so no report states it.
    """

    kind: str
    id: str
    field: str
    is_arranged: bool = dataclasses.field(default=False, compare=False)

    @property
    def source(self) -> Source:
        """The record."""
        return Source(self.kind, self.id)


# Inline nodes


class Style(Enum):
    """Which name of a record a sentence takes: in full at its first mention, or always one of the two."""

    AUTO = "auto"
    FULL = "full"
    SHORT = "short"


@dataclass(frozen=True)
class Name:
    """The name of a record in a sentence, with its article or in its case.

    `acronym` is set behind the first full mention where later ones use it.
    """

    full: MultilingualText
    short: MultilingualText
    fact: Fact
    full_cases: Mapping[str, str] = dataclasses.field(default_factory=dict)
    short_cases: Mapping[str, str] = dataclasses.field(default_factory=dict)
    acronym: MultilingualText = dataclasses.field(default_factory=MultilingualText)
    style: Style = Style.AUTO


@dataclass(frozen=True)
class RecordText:
    """Words that the record holds in each language. Missing in a language: a marked gap, and a problem of the build."""

    text: MultilingualText
    source: Source
    field: str


@dataclass(frozen=True)
class Day:
    """One date, exact or not: "18 June 2007", "late September 2007"."""

    on: PartialDate


@dataclass(frozen=True)
class Days:
    """A period from one day to another: "19–22 June 2007"."""

    first: date
    last: date


@dataclass(frozen=True)
class DayList:
    """Days in order, grouped by month and year as the language does: "16, 20 and 23 July and 1 August 2007"."""

    days: tuple[date, ...]
    with_year: bool = True


@dataclass(frozen=True)
class Periods:
    """Several periods, with the year once: "12–16 and 19–23 February and 17–19 July 2007"."""

    periods: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Symbol:
    """A document symbol: never broken over lines, always read from the left."""

    text: str


@dataclass(frozen=True)
class Listed:
    """Items joined as the language joins a list: "A, B and C"."""

    items: tuple[Inline, ...]


@dataclass(frozen=True)
class Emphasis:
    """Words set apart."""

    content: tuple[Inline, ...]


@dataclass(frozen=True)
class Note:
    """A footnote, called at this place."""

    content: tuple[Inline, ...]


@dataclass(frozen=True)
class Message:
    """A sentence or phrase of the catalogue (`messages/<language>/*.yaml`), in ICU message syntax.

    Arguments that are str or int steer the grammar (`select`, `plural`); inline nodes are set into it.
    """

    key: str
    args: Mapping[str, Argument] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """Words that an officer wrote in the language of the version, with their symbols, emphasis and notes.

    `names` are the names and texts of the record that stand in them, each with the words that are there.
    """

    parts: tuple[Inline | str, ...]
    names: tuple[tuple[Fact, str], ...] = ()

    @property
    def words(self) -> str:
        """The words alone, without those of notes."""
        return "".join(_words_of(part) for part in self.parts)


Inline = RecordText | Written | Name | Day | Days | DayList | Periods | Symbol | Listed | Emphasis | Note | Message
Argument = Inline | str | int


def _words_of(part: Inline | str) -> str:
    match part:
        case str():
            return part
        case Symbol(text):
            return text
        case Emphasis(content):
            return "".join(map(_words_of, content))
        case Written():
            return part.words
    return ""


# Blocks


@dataclass(frozen=True)
class Clause:
    """A sentence, or what stands in the place of one, with the facts that it states.

    One that `sums_up` rests on many records, each of which another sentence states: it is no source for them.

    Raises
    ------
    ValueError
        Without any fact, unless an officer wrote it: the record is the only other source of a report.
    """

    content: Inline
    facts: tuple[Fact, ...]
    sums_up: bool = False

    def __post_init__(self) -> None:
        if not self.facts and not isinstance(self.content, Written):
            raise ValueError(f"expected the facts that a clause states, found none for {self.content!r}")


@dataclass(frozen=True)
class Subparagraph:
    """(a), (b) … under a paragraph."""

    clauses: tuple[Clause, ...]

    @property
    def content(self) -> tuple[Inline, ...]:
        """The sentences."""
        return tuple(clause.content for clause in self.clauses)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The records stated, each once, in the order of reading."""
        return tuple(dict.fromkeys(fact.source for clause in self.clauses for fact in clause.facts))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. Numbered ones are counted through the whole report; `key` names it in tests and tools.

    With `emphasis` it is set in bold, as some bodies want their recommendations.
    """

    key: str
    clauses: tuple[Clause, ...]
    subparagraphs: tuple[Subparagraph, ...] = ()
    numbered: bool = True
    emphasis: bool = False

    @property
    def content(self) -> tuple[Inline, ...]:
        """The sentences."""
        return tuple(clause.content for clause in self.clauses)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The records stated, each once, in the order of reading; those of subparagraphs are theirs."""
        clauses = (clause for clause in self.clauses if not clause.sums_up)
        return tuple(dict.fromkeys(fact.source for clause in clauses for fact in clause.facts))


@dataclass(frozen=True)
class WorldPicture:
    """A map of the world above a table: States by their codes, each with the place of its category."""

    categories: tuple[tuple[Inline, ...], ...]
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PictureValue:
    """A value in a chart, of a kind of `site.charts.values.ValueKind`; `words` are those of the cell."""

    kind: str
    words: tuple[Inline, ...]
    number: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class PictureRow:
    """A row of a chart with a value for each series; on a map, that of the State of this code."""

    label: tuple[Inline, ...]
    values: tuple[PictureValue, ...]
    code: str = ""


@dataclass(frozen=True)
class ChartPicture:
    """A chart above the table that says the same: "bars", a "line" through the years, or a "map".

    `words` describe it to those who do not see it; without any, its rows do.
    """

    form: str
    heading: tuple[Inline, ...]
    series: tuple[tuple[Inline, ...], ...]
    rows: tuple[PictureRow, ...]
    words: tuple[Inline, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table with one row of headings; cells are inline content. A picture of it stands above its rows."""

    key: str
    caption: tuple[Inline, ...]
    headings: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    sources: tuple[Source, ...] = ()
    picture: WorldPicture | ChartPicture | None = None


Block = Paragraph | Table


@dataclass(frozen=True)
class Section:
    """A main section; sections are numbered I, II, III …, annexes apart from them; without title, it has neither
    heading nor number."""

    key: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    is_annex: bool = False


@dataclass(frozen=True)
class Masthead:
    """The head of the first page by United Nations convention; absent parts are None.

    Notes called here stand at the foot of the first page with an asterisk. `body` is the id of the body on record. A
    body that belongs to a higher one is printed under it: the higher one is the `organ`, itself the `subsidiary`.
    `changes` is the symbol of the issued report that this one changes, `changes_on` the day on which that was issued.
    """

    organ: tuple[Inline, ...]
    symbol: str | None
    distribution: tuple[Inline, ...]
    date: PartialDate | None
    original_language: str
    session: tuple[Inline, ...] | None = None
    place_and_dates: tuple[Inline, ...] | None = None
    agenda_item: tuple[Inline, ...] | None = None
    agenda_item_title: tuple[Inline, ...] | None = None
    organization: tuple[Inline, ...] = ()
    subsidiary: tuple[Inline, ...] | None = None
    body: str = ""
    symbol_prefix: str = ""
    changes: str = ""
    changes_on: date_type | None = None


@dataclass(frozen=True)
class Question:
    """What the record leaves open at the cut-off, for an officer to settle; `blocks` where nothing is issued before."""

    source: Source
    sentence: str
    blocks: bool


@dataclass(frozen=True)
class Report:
    """A whole report. `blueprint` and `cutoff` are all that made it, with the record."""

    blueprint: str
    version: int
    cutoff: date
    masthead: Masthead
    title: tuple[Inline, ...]
    subtitle: tuple[Inline, ...]
    summary: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...] = ()
    covers_record: bool = False
    has_contents: bool = True
    word_limit: int | None = 8500
