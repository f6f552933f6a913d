"""A chapter of a version as its page shows it: words with their links and notes, labels, and how each is cited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from django.db.models import Model
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from palermo.accounts.viewer import Viewer
from palermo.core import letters
from palermo.core.kinds import kind_of
from palermo.core.languages import BY_CODE, Language
from palermo.core.records import address_of, name_of
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import comma
from palermo.library.models import Document
from palermo.toolkit.models import Tool, ToolVersion
from palermo.toolkit.queries.feedback import language_to_read
from palermo.toolkit.queries.texts import version_text
from palermo.toolkit.states.texts import PassageKind
from palermo.toolkit.texts.chapters import Entry, contents, has_page, page_of, page_passages
from palermo.toolkit.texts.labels import cite_passage, heading_of, label_of
from palermo.toolkit.texts.markup import (
    Bracketed,
    Emphasis,
    Footnote,
    Inline,
    Link,
    MarkupError,
    Words,
    links,
    parse,
    parse_table,
)
from palermo.toolkit.texts.passages import Passage, Text
from palermo.treaties.models import LawArticle, Treaty

# Of what a text may name by `kind:id`, the models.
TARGETS: dict[str, type[Model]] = {"law": LawArticle, "document": Document, "tool": Tool, "treaty": Treaty}
# Headings are no deeper than HTML has them.
DEEPEST = 6


class VersionToRead(NamedTuple):
    """A version in the language in which a reader gets it."""

    version: ToolVersion
    text: Text
    language: Language
    wanted: Language

    @property
    def is_fallback(self) -> bool:
        """Whether the version lacks the reader's language."""
        return self.language != self.wanted

    def lines(self) -> list["ContentsLine"]:
        """The contents, with the addresses of the pages."""
        original = BY_CODE[self.version.original_language]
        with translation.override(self.language.django_code):
            named = [(entry, heading_of(entry.passage)) for entry in contents(self.text)]
        return [
            ContentsLine(entry, words, address_of_page(self.version, entry.passage) if entry.has_page else "", original)
            for entry, words in named
        ]

    def is_partly_missing(self, passages: Iterable[Passage]) -> bool:
        """Whether some of these passages are not translated."""
        return any(passage.row.is_missing for passage in passages)


class ContentsLine(NamedTuple):
    """A line of the contents; without an address it is a heading alone."""

    entry: Entry
    words: str
    address: str
    original: Language


@dataclass
class ReadPassage:
    """A passage as a page shows it; `groups` are what stands in it, items of one list together.

    `is_numbered` says whether readers see its number.
    """

    passage: Passage
    level: int
    label: str
    html: SafeString
    language: Language
    is_missing: bool
    cells: list[list[SafeString]]
    citation: str
    address: str
    document: tuple[str, str] | None
    is_numbered: bool = False
    groups: list["Group"] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its anchor."""
        return self.passage.key

    @property
    def kind(self) -> PassageKind:
        """What it is."""
        return self.passage.kind

    @property
    def is_article(self) -> bool:
        """Whether commentary stands beside it."""
        return self.passage.kind == PassageKind.ARTICLE

    @property
    def inside(self) -> list["Group"]:
        """What stands in it, without commentary."""
        return [group for group in self.groups if group.kind != PassageKind.COMMENTARY]

    @property
    def commentary(self) -> list["Group"]:
        """What is said of it beside it."""
        return [group for group in self.groups if group.kind == PassageKind.COMMENTARY]


class Group(NamedTuple):
    """Passages of one kind that stand side by side."""

    kind: PassageKind
    passages: list[ReadPassage]
    is_checklist: bool = False


class Note(NamedTuple):
    """A footnote with its number on the page."""

    number: int
    html: SafeString


@dataclass
class Page:
    """What stands on the page of a chapter, and its footnotes."""

    shown: ReadPassage
    notes: list[Note]


def read_version(version: ToolVersion, wanted: Language) -> VersionToRead | None:
    """A version in the reader's language, or in the one offered instead; None where it has no text."""
    code = language_to_read(version, wanted.code)
    text = version_text(version, code)
    return VersionToRead(version, text, BY_CODE[code], wanted) if text else None


def address_of_page(version: ToolVersion, page: Passage) -> str:
    """The page of a chapter."""
    return reverse("tool_chapter", args=[version.tool.activity.slug, version.number, page.key])


def address_in(version: ToolVersion, text: Text, passage: Passage) -> str:
    """The place of a passage: on the page of its chapter, or in the contents."""
    page = page_of(text, passage)
    if page is None:
        return version.get_absolute_url()
    return address_of_page(version, page) + ("" if page.key == passage.key else f"#{passage.key}")


def cite(read: VersionToRead, passage: Passage) -> str:
    """The title, the place in the text, the version, its date and the address, in the reader's language."""
    version = read.version
    day = version.published_on or version.frozen_on
    parts = (
        read.text.title,
        cite_passage(read.text, passage),
        version.display_name(),
        localize_day(day),
        letters.address(address_in(version, read.text, passage)),
    )
    return comma().join(filter(None, parts))


def read_page(read: VersionToRead, page: Passage, viewer: Viewer) -> Page:
    """What stands on the page of a chapter, by a fixed number of queries."""
    targets = _addresses(read, list(page_passages(page)), viewer)
    writer = _Writer(read, targets)
    return Page(writer.read(page, 1), writer.notes)


def _addresses(read: VersionToRead, passages: Sequence[Passage], viewer: Viewer) -> dict[str, tuple[str, str]]:
    """By target, the address and the name of what the passages name and the viewer may see."""
    wanted = {link.target for passage in passages for link in _links_of(passage)}
    wanted |= {f"document:{passage.row.document}" for passage in passages if passage.row.document}
    found: dict[str, tuple[str, str]] = {}
    for name, model in TARGETS.items():
        keys = [target.removeprefix(f"{name}:") for target in wanted if target.startswith(f"{name}:")]
        if keys:
            kind = kind_of(model)
            for record in kind.with_names(kind.with_keys(keys, viewer)):
                found[f"{name}:{kind.key_of(record)}"] = (address_of(record), name_of(record))
    for target in wanted:
        passage = read.text.find(target.removeprefix("passage:")) if target.startswith("passage:") else None
        if passage is not None:
            found[target] = (address_in(read.version, read.text, passage), heading_of(passage))
    return found


def _links_of(passage: Passage) -> list[Link]:
    try:
        cells = _cells(passage) if passage.kind == PassageKind.TABLE else [[parse(passage.content)]]
    except MarkupError:
        return []
    return [link for row in cells for cell in row for link in links(cell)]


def _cells(passage: Passage) -> list[list[tuple[Inline, ...]]]:
    return parse_table(passage.content)


class _Writer:
    """Writes passages as HTML and numbers the notes of the page."""

    def __init__(self, read: VersionToRead, targets: Mapping[str, tuple[str, str]]) -> None:
        self.version_read, self.targets = read, targets
        self.notes: list[Note] = []

    def read(self, passage: Passage, level: int) -> ReadPassage:
        """A passage with what stands in it."""
        read = self.version_read
        language = BY_CODE[read.version.original_language] if passage.row.is_missing else read.language
        with translation.override(read.language.django_code):
            # A heading of commentary says what it is.
            label = "" if passage.kind == PassageKind.COMMENTARY and passage.content else label_of(passage)
        is_table = passage.kind == PassageKind.TABLE
        shown = ReadPassage(
            passage=passage,
            level=min(level, DEEPEST),
            label=label,
            html=SafeString("") if is_table else self._words(passage.content),
            language=language,
            is_missing=passage.row.is_missing,
            cells=self._table(passage) if is_table else [],
            citation=cite(read, passage),
            address=address_in(read.version, read.text, passage),
            document=self.targets.get(f"document:{passage.row.document}"),
        )
        inside = [child for child in passage.children if not has_page(child)]
        # The only paragraph of an article or a box has no number.
        paragraphs = sum(child.kind == PassageKind.PARAGRAPH for child in inside)
        is_checklist = passage.kind == PassageKind.CHECKLIST
        for kind, members in groupby(inside, key=lambda child: child.kind):
            group = [self.read(child, level + 1) for child in members]
            for each in group:
                each.is_numbered = kind == PassageKind.PARAGRAPH and paragraphs > 1
            shown.groups.append(Group(kind, group, is_checklist))
        return shown

    def _words(self, content: str) -> SafeString:
        try:
            return self._html(parse(content))
        except MarkupError:
            return conditional_escape(content)

    def _table(self, passage: Passage) -> list[list[SafeString]]:
        try:
            return [[self._html(cell) for cell in row] for row in _cells(passage)]
        except MarkupError:
            return [[conditional_escape(passage.content)]]

    def _html(self, parts: Iterable[Inline]) -> SafeString:
        return format_html_join("", "{}", ((self._part(part),) for part in parts))

    def _part(self, part: Inline) -> SafeString:
        match part:
            case Words(text):
                return mark_safe(conditional_escape(text).replace("\n", "<br>"))  # noqa: S308 -- escaped
            case Emphasis(parts):
                return format_html("<em>{}</em>", self._html(parts))
            case Bracketed(parts):
                return format_html('<span class="bracketed">[{}]</span>', self._html(parts))
            case Footnote(parts):
                return self._note(parts)
            case Link(parts, target):
                return self._link(self._html(parts), target)

    def _link(self, words: SafeString, target: str) -> SafeString:
        if target.startswith(("http://", "https://")):
            return format_html('<a href="{}" rel="external">{}</a>', target, words)
        if target in self.targets:
            return format_html('<a href="{}">{}</a>', self.targets[target][0], words)
        # What the reader may not see leaves no trace.
        return words

    def _note(self, parts: Iterable[Inline]) -> SafeString:
        number = len(self.notes) + 1
        self.notes.append(Note(number, SafeString("")))
        self.notes[number - 1] = Note(number, self._html(parts))
        return format_html(
            '<sup class="note-mark"><a href="#note-{0}" id="note-mark-{0}" role="doc-noteref">{0}</a></sup>', number
        )
