"""A report in one language: what every renderer is given. Numbers are already given out, gaps already marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import date as date_type

from palermo.core.languages import Language
from palermo.reporting.tree import Fact, Source
from palermo.site.docx.text import Style


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    style: Style = Style.PLAIN


class Sign:
    """By what a note and its call find each other: the number of a footnote, or on the first page a mark ("*").

    `label` is the number as the language writes it, where that is not the figure alone: "(1)".
    """

    number: int | None
    mark: str
    label: str

    @property
    def sign(self) -> str:
        """Its mark or its number."""
        return self.mark or str(self.number)

    @property
    def printed_sign(self) -> str:
        """What stands at the call and before the note."""
        return self.label or self.sign

    @property
    def anchor(self) -> str:
        """The sign in letters and figures alone, for names of places: "1", "mark-1"."""
        return note_anchor(self.number, self.mark)


@dataclass(frozen=True)
class NoteCall(Sign):
    """The place where a note is called: footnote `number` or, on the first page, the note with `mark` ("*").

    `label` is the number as the language writes it, where that is not the figure alone: "(1)".
    """

    number: int | None
    mark: str = ""
    label: str = ""


Spoken = tuple[Run | NoteCall, ...]


@dataclass(frozen=True)
class Footnote(Sign):
    """A footnote, numbered through the whole report, or a note at the foot of the first page, which has a mark.

    `label` is the number as the language writes it, where that is not the figure alone.
    """

    number: int | None
    content: tuple[Run, ...]
    mark: str = ""
    label: str = ""


def note_anchor(number: int | None, mark: str) -> str:
    """A note's sign in letters and figures alone: "1" for footnote 1, "mark-2" for the second note with a mark."""
    return f"mark-{len(mark)}" if mark else str(number)


@dataclass(frozen=True)
class Mention:
    """A name or a text of the record that stands in a sentence, and its words there."""

    of: Fact
    words: str


@dataclass(frozen=True)
class Clause:
    """A sentence, or what stands in the place of one, with the facts of the record that it states.

    `mentions` are the names and texts of the record that its words hold, in the order of reading: a language may say
    "it" where another gives the name.
    """

    content: Spoken
    facts: tuple[Fact, ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Subparagraph:
    """`label` is as the language writes it: "(a)", "a)", "(أ)"; `mentions` are those of all its sentences."""

    label: str
    content: Spoken
    sources: tuple[Source, ...]
    mentions: tuple[Mention, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """`number` is None for a paragraph outside the count (the summary); with `emphasis` it is set in bold."""

    key: str
    number: int | None
    content: Spoken
    sources: tuple[Source, ...]
    subparagraphs: tuple[Subparagraph, ...]
    clauses: tuple[Clause, ...] = ()
    emphasis: bool = False

    @property
    def has_gap(self) -> bool:
        """Whether a text of the record is missing in it."""
        return any(has_gap(each) for each in (self.content, *(part.content for part in self.subparagraphs)))


@dataclass(frozen=True)
class WorldPicture:
    """A map of the world: the words of its categories, and States by their codes with the place of their category."""

    categories: tuple[str, ...]
    states: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class PictureValue:
    """A value in a chart with its kind, as `site.charts.values.ValueKind` names it, and its words."""

    kind: str
    words: str
    number: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class PictureRow:
    """A row of a chart with a value for each series; on a map, that of the State of this code."""

    label: str
    values: tuple[PictureValue, ...]
    code: str = ""


@dataclass(frozen=True)
class ChartPicture:
    """A chart of a form ("bars", "line", "map"); `words` describe it, where its rows do not."""

    form: str
    heading: str
    series: tuple[str, ...]
    rows: tuple[PictureRow, ...]
    words: str = ""


@dataclass(frozen=True)
class Table:
    """`headings` is one row; every row has as many cells. `mentions` are those of the caption and of all cells."""

    key: str
    caption: Spoken
    headings: tuple[Spoken, ...]
    rows: tuple[tuple[Spoken, ...], ...]
    sources: tuple[Source, ...]
    mentions: tuple[Mention, ...] = ()
    picture: WorldPicture | ChartPicture | None = None


@dataclass(frozen=True)
class Section:
    """`label` is its number as the language writes it: "II.", "二.". The paragraph range feeds the contents.

    `mentions` are those of its title.
    """

    key: str
    label: str
    title: Spoken
    blocks: tuple[Paragraph | Table, ...]
    first_paragraph: int | None
    last_paragraph: int | None
    mentions: tuple[Mention, ...] = ()


def has_gap(words: Spoken) -> bool:
    """Whether a text of the record is missing in these words."""
    return any(isinstance(part, Run) and part.style is Style.GAP for part in words)


@dataclass(frozen=True)
class Masthead:
    """Each line as words; `symbol` is None while it is pending and `symbol_line` then says so; issued, it has no line.

    `version` names the language of a version that is not in the original one. `particulars_language` is the code of
    the language in which distribution, date and languages are printed, where it is not that of the paper. `organ` is
    the body itself, or the principal organ to which it belongs: then the body is the `subsidiary`. `body` is its id
    on record, `issued_on` the day that `date` says. `changes` is the symbol of the issued report that this one
    changes, `changes_on` the day on which that was issued. Of an advance unedited version `status` says that it is one,
    and `status_note` that the edited document replaces it.
    """

    organ: Spoken
    symbol: str | None
    symbol_line: Spoken | None
    distribution: Spoken
    date: Spoken | None
    original: Spoken
    session: Spoken | None
    place_and_dates: Spoken | None
    agenda_item: Spoken | None
    organization: Spoken = ()
    subsidiary: Spoken | None = None
    version: Spoken | None = None
    agenda_item_title: Spoken | None = None
    particulars_language: str = ""
    original_language: str = ""
    body: str = ""
    issued_on: date_type | None = None
    changes: str = ""
    changes_on: date_type | None = None
    status: Spoken | None = None
    status_note: Spoken | None = None

    @property
    def body_name(self) -> Spoken:
        """The body to which the paper goes."""
        return self.subsidiary or self.organ


@dataclass(frozen=True)
class Labels:
    """The fixed words of a paper in this language."""

    summary: str
    contents: str
    paragraphs: str
    page: str
    sources: str


@dataclass(frozen=True)
class Problem:
    """Something the build could not say, and where: a missing translation, a question that the record leaves open.

    Nothing is issued with a problem that `blocks`. `what` is for the command line; `missing` is the text that the
    record lacks in this language, where that is the problem.
    """

    where: str
    language: str
    what: str
    blocks: bool = True
    missing: Fact | None = None


@dataclass(frozen=True)
class Report:
    """A whole report in `language`. `words` counts as the United Nations does: headings and footnotes too.

    `marked_notes` stand at the foot of the first page and are numbered apart from `footnotes`: "*", "**".
    """

    blueprint: str
    version: int
    cutoff: date
    language: Language
    masthead: Masthead
    title: Spoken
    subtitle: Spoken
    summary: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    labels: Labels
    has_contents: bool
    words: int
    word_limit: int | None
    problems: tuple[Problem, ...]
    marked_notes: tuple[Footnote, ...] = ()

    @property
    def blocking(self) -> int:
        """How many problems keep it from being issued."""
        return sum(problem.blocks for problem in self.problems)

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """All paragraphs in the order of reading, those of the summary first."""
        yield from self.summary
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Paragraph))
