"""What the page on which a report is written shows: its outline, its paragraphs, and one of them open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from palermo.accounts.viewer import Viewer
from palermo.core.kinds import find_kind
from palermo.core.languages import LANGUAGES, Language
from palermo.core.records import field_label
from palermo.reporting import spoken, tree
from palermo.reporting.models import TextRevision
from palermo.reporting.realization.inline import plain
from palermo.reporting.realization.reports import speak_words
from palermo.reporting.renderers.wording import number_columns, number_mark
from palermo.reporting.source_links import links_for
from palermo.reporting.states import ParagraphKind
from palermo.reporting.writing.comments import PlacedComment, place_comments
from palermo.reporting.writing.content import Content, ParagraphContent, TableContent
from palermo.reporting.writing.layout import SUMMARY, Part, Piece
from palermo.reporting.writing.links import Link
from palermo.reporting.writing.report import Flag, TextStatus, Writing
from palermo.reporting.writing.shown import shown_content
from palermo.reporting.writing.statements import Difference, StatementChange
from palermo.site.docx.text import Style

FLAGS = {
    Flag.CHANGED: _("The record has changed"),
    Flag.BEHIND: _("Original has changed"),
    Flag.MISSING: _("Not translated"),
}
DIFFERENCES = {
    Difference.CHANGED: pgettext_lazy("difference", "Changed"),
    Difference.NEW: pgettext_lazy("difference", "New"),
    Difference.GONE: pgettext_lazy("difference", "No longer in the record"),
}
SHORT = 70


@dataclass(frozen=True)
class ParagraphRow:
    """One paragraph or table of the page."""

    key: str
    mark: str
    lines: tuple[SafeString, ...]
    notes: tuple[tuple[str, SafeString], ...]
    table: spoken.Table | None
    status: TextStatus
    is_removed: bool
    words: str = ""
    comments: int = 0

    @property
    def flags(self) -> list[tuple[str, object]]:
        """What needs attention: the name of each flag and its words."""
        return [(flag.value, FLAGS[flag]) for flag in self.status.flags]

    @property
    def numbers(self) -> frozenset[int]:
        """The columns of numbers of a table."""
        return number_columns(self.table) if self.table else frozenset()

    @property
    def is_written(self) -> bool:
        """Whether an officer wrote it."""
        return self.status.content is not None


@dataclass(frozen=True)
class SectionRow:
    """A section with its paragraphs, and how many of them need attention."""

    key: str
    label: str
    title: str
    rows: tuple[ParagraphRow, ...]
    can_be_renamed: bool = True
    officer: str = ""
    is_removed: bool = False

    @property
    def comments(self) -> int:
        """How many comments on its paragraphs are open."""
        return sum(row.comments for row in self.rows if not row.is_removed)

    @property
    def flagged(self) -> int:
        """How many of its paragraphs need attention."""
        return sum(bool(row.flags) for row in self.rows if not row.is_removed)


@dataclass(frozen=True)
class FactRow:
    """A fact that the open paragraph states: of which record, which field, and the words that state it."""

    name: str
    address: str
    field: str
    words: str


@dataclass(frozen=True)
class ChangeRow:
    """What the record said and says now."""

    difference: object
    then: str
    now: str


@dataclass(frozen=True)
class OpenParagraph:
    """The paragraph that is being edited."""

    key: str
    mark: str
    kind: ParagraphKind
    text: str
    table: TableContent | None
    base: int
    status: TextStatus
    facts: tuple[FactRow, ...]
    changes: tuple[ChangeRow, ...]
    original: str
    can_follow: bool
    comments: tuple[PlacedComment, ...] = ()
    rejected: TextRevision | None = None
    places: tuple[tuple[str, str], ...] = field(default=())


def section_rows(
    writing: Writing, content: spoken.Report, comments: Mapping[str, int] | None = None
) -> tuple[SectionRow, ...]:
    """Every section with its paragraphs as they read in the language of `content`; removed ones where they stood.

    `comments` are the numbers of open comments, by the keys of their paragraphs.
    """
    spoken_sections = {section.key: section for section in content.sections}
    blocks: dict[str, dict[str, spoken.Paragraph | spoken.Table]] = {
        SUMMARY: {each.key: each for each in content.summary},
        **{section.key: {block.key: block for block in section.blocks} for section in content.sections},
    }
    notes = {note.number: note for note in content.footnotes}
    return tuple(
        _section(part, spoken_sections.get(part.key), blocks, notes, writing, content, comments or {})
        for part in writing.parts
    )


def _section(
    part: Part,
    section: spoken.Section | None,
    blocks: Mapping[str, Mapping[str, spoken.Paragraph | spoken.Table]],
    notes: Mapping[int | None, spoken.Footnote],
    writing: Writing,
    content: spoken.Report,
    comments: Mapping[str, int],
) -> SectionRow:
    title = content.labels.summary if part.key == SUMMARY else plain(section.title) if section else ""
    own = blocks.get(part.key, {})
    pieces = [piece for piece in part.pieces if not (piece.row and piece.row.merged_into_id)]
    found = (_row(piece, own.get(piece.block), notes, writing, content.language) for piece in pieces)
    rows = tuple(replace(row, comments=comments.get(row.key, 0)) for row in found)
    label = section.label if section else ""
    officer = part.row.officer.name if part.row and part.row.officer else ""
    is_removed = section is None and part.row is not None and part.row.is_removed
    if is_removed:
        title = speak_words(part.title, content.language.code)
    return SectionRow(part.key, label, title, rows, part.key != SUMMARY, officer, is_removed)


def _row(
    piece: Piece,
    block: spoken.Paragraph | spoken.Table | None,
    notes: Mapping[int | None, spoken.Footnote],
    writing: Writing,
    language: Language,
) -> ParagraphRow:
    status = writing.status(piece, language.code)
    is_removed = piece.is_removed
    if isinstance(block, spoken.Paragraph):
        lines = [words_html(block.content), *(_subparagraph_html(part) for part in block.subparagraphs)]
        mark = number_mark(language, block.number) if block.number else ""
        called = [part.number for line in _contents(block) for part in line if isinstance(part, spoken.NoteCall)]
        found = tuple(
            (notes[number].printed_sign, words_html(notes[number].content)) for number in called if number in notes
        )
        words = plain(block.content)
        return ParagraphRow(piece.key, mark, tuple(lines), found, None, status, is_removed, words)
    table = block if isinstance(block, spoken.Table) else None
    if table:
        words = plain(table.caption) or ", ".join(map(plain, table.headings))
    else:
        words = status.content.text if status.content else ""
    return ParagraphRow(piece.key, "", (), (), table, status, is_removed, words)


def _contents(block: spoken.Paragraph) -> list[spoken.Spoken]:
    return [block.content, *(part.content for part in block.subparagraphs)]


def _subparagraph_html(part: spoken.Subparagraph) -> SafeString:
    return format_html('<span class="label">{}</span> {}', part.label, words_html(part.content))


def words_html(words: Iterable[spoken.Run | spoken.NoteCall]) -> SafeString:
    """Words as they read in the report, for a page of the site."""
    return format_html_join("", "{}", ((_part_html(part),) for part in words))


def _part_html(part: spoken.Run | spoken.NoteCall) -> SafeString:
    if isinstance(part, spoken.NoteCall):
        return format_html("<sup>{}</sup>", part.printed_sign)
    patterns = {
        Style.SYMBOL: '<bdi class="symbol" dir="ltr">{}</bdi>',
        Style.EMPHASIS: "<em>{}</em>",
        Style.RAISED: "<sup>{}</sup>",
        Style.GAP: '<mark class="gap">{}</mark>',
    }
    return format_html(patterns.get(part.style, "{}"), part.text)


def open_paragraph(
    writing: Writing, piece: Piece, content: spoken.Report, viewer: Viewer, *, mark: str = ""
) -> OpenParagraph:
    """A paragraph for its editor: its text with marks, the facts that it states, and what the record says now."""
    language = content.language.code
    status = writing.status(piece, language)
    shown = shown_content(writing, piece, content)
    original = ""
    if language != writing.original_language:
        original = _original_words(writing, piece)
    return OpenParagraph(
        piece.key,
        mark,
        piece.kind,
        shown.text if isinstance(shown, ParagraphContent) else "",
        shown if isinstance(shown, TableContent) else None,
        status.revision.number if status.revision and status.content is not None else 0,
        status,
        tuple(_fact_rows(shown, viewer)),
        tuple(map(_change_row, status.changes)),
        original,
        can_follow=piece.generated is not None,
        comments=_comments(piece, language, shown),
    )


def _comments(piece: Piece, language: str, shown: Content) -> tuple[PlacedComment, ...]:
    if piece.row is None:
        return ()
    return tuple(place_comments(piece.row.comments.filter(language=language).select_related("answers"), shown.text))


def _original_words(writing: Writing, piece: Piece) -> str:
    own = writing.content(piece, writing.original_language)
    return own.text if own is not None else ""


def _fact_rows(content: Content, viewer: Viewer) -> Iterable[FactRow]:
    links = content.links if isinstance(content, ParagraphContent) else ()
    addresses = links_for({link.fact.source for link in links}, viewer)
    stated: dict[tree.Fact, Link] = {}
    for link in links:
        # The shortest words that state a fact say best where it stands.
        known = stated.get(link.fact)
        if known is None or link.end - link.start < known.end - known.start:
            stated[link.fact] = link
    for fact, link in stated.items():
        title, address = addresses.get(fact.source) or (_name_of(fact.source), "")
        yield FactRow(title, address, _field_name(fact), content.text[link.start : link.end])


def _name_of(source: tree.Source) -> str:
    """What kind of record it is, of one without a page of its own."""
    kind = find_kind(source.kind)
    return str(kind.noun) if kind else source.id


def _field_name(fact: tree.Fact) -> str:
    kind = find_kind(fact.kind)
    return field_label(kind.model, fact.field) if kind else fact.field


def _change_row(change: StatementChange) -> ChangeRow:
    then, now = change.then.words if change.then else "", change.now.words if change.now else ""
    return ChangeRow(DIFFERENCES[change.difference], then, now)


def place_choices(sections: Iterable[SectionRow], but: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a paragraph can be moved: by section, at its beginning or behind another paragraph."""
    return [
        (
            f"{section.label} {section.title}".strip(),
            [
                (f"{section.key}:", str(_("At the beginning of the section"))),
                *(
                    (f"{section.key}:{row.key}", f"{row.mark} {first_words(row)}".strip())
                    for row in section.rows
                    if row.key != but and not row.is_removed
                ),
            ],
        )
        for section in sections
        if not section.is_removed
    ]


def section_choices(sections: Iterable[SectionRow], but: str = "") -> list[tuple[str, str]]:
    """Where a heading can be moved with its section: to the beginning, or behind another section."""
    return [
        (":", str(_("At the beginning of the report"))),
        *(
            (f":{section.key}", f"{section.label} {section.title}".strip())
            for section in sections
            if section.can_be_renamed and not section.is_removed and section.key != but
        ),
    ]


def paragraph_choices(sections: Iterable[SectionRow]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The paragraphs by section, for a comment to be attached to one."""
    return [
        (
            f"{section.label} {section.title}".strip(),
            [(row.key, f"{row.mark} {first_words(row)}".strip()) for row in section.rows if not row.is_removed],
        )
        for section in sections
    ]


def first_words(row: ParagraphRow) -> str:
    """The first words of a paragraph, for lists."""
    return row.words if len(row.words) <= SHORT else f"{row.words[:SHORT].rsplit(' ', 1)[0]}…"


def language_choices(writing: Writing) -> list[tuple[Language, int]]:
    """Each language with the number of paragraphs that need attention in it."""
    live = [piece for piece in writing.pieces.values() if not piece.is_removed]
    return [
        (language, sum(bool(writing.status(piece, language.code).flags) for piece in live)) for language in LANGUAGES
    ]
