"""A chapter as its editor shows it: passages with their words, what needs attention, and where each can be moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from palermo.accounts.models import User
from palermo.accounts.viewer import Viewer
from palermo.core.languages import LANGUAGES, Language
from palermo.reporting.writing.comparison import Stretch, compare_words
from palermo.toolkit.models import PassageText, Tool
from palermo.toolkit.queries.drafts import (
    OUTLINED,
    Draft,
    Node,
    Words,
    count_unsettled,
    passages_with_words,
    settled_passages,
)
from palermo.toolkit.states.texts import CHILDREN, PassageAct, PassageKind
from palermo.toolkit.texts.labels import label_passage
from palermo.toolkit.texts.markup import Inline, MarkupError, links, parse, plain_content, split_rows
from palermo.toolkit.texts.markup import Words as PlainWords
from palermo.toolkit.web.words import link_addresses, words_html

FLAGS = {"behind": gettext_lazy("Original has changed"), "missing": gettext_lazy("Not translated")}
SHORT = 70
BEGINNING = pgettext_lazy("place in a text", "At the beginning")


@dataclass
class PassageRow:
    """A passage of the page with what it holds; `level` is that of its heading."""

    node: Node
    label: str
    level: int
    words: SafeString
    notes: list[SafeString]
    table: list[list[SafeString]]
    flags: list[tuple[str, object]]
    text: PassageText | None
    comments: int = 0
    children: list[PassageRow] = field(default_factory=list)

    @property
    def key(self) -> str:
        """By which it is found in every version."""
        return self.node.key

    @property
    def kind(self) -> str:
        """What it is."""
        return self.node.kind.value

    @property
    def is_holder(self) -> bool:
        """Whether its words are a heading."""
        return bool(CHILDREN[self.node.kind])

    @property
    def law(self) -> list[PassageRow]:
        """What stands on the side of the law: all but the commentary."""
        return [row for row in self.children if row.node.kind != PassageKind.COMMENTARY]

    @property
    def commentary(self) -> list[PassageRow]:
        """What stands beside the law."""
        return [row for row in self.children if row.node.kind == PassageKind.COMMENTARY]


@dataclass(frozen=True)
class OutlineRow:
    """A part, chapter, module or article in the outline; `unsettled` passages of its page need attention."""

    key: str
    label: str
    heading: str
    depth: int
    chapter: str
    is_removed: bool
    unsettled: int
    can_rise: bool
    can_sink: bool
    can_enter: bool
    can_leave: bool


@dataclass(frozen=True)
class OpenPassage:
    """The passage that is edited."""

    node: Node
    label: str
    content: str
    cells: list[list[str]]
    base: int
    original: PassageText | None
    original_changes: list[Stretch]
    is_behind: bool
    rejected: str
    kinds: list[tuple[str, str]]
    kinds_inside: list[tuple[str, str]]
    places: list[tuple[str, list[tuple[str, str]]]]

    @property
    def is_table(self) -> bool:
        """Whether it is edited cell by cell."""
        return self.node.kind == PassageKind.TABLE


def page_nodes(chapter: Node) -> list[Node]:
    """The passages on the page of a chapter; of a part, its own words without its chapters."""
    if chapter.kind != PassageKind.PART:
        return list(chapter.walk())
    own = (child for child in chapter.children if child.kind not in OUTLINED)
    return [chapter, *(node for child in own for node in child.walk())]


def passage_row(
    chapter: Node, shown: Iterable[Node], words: Mapping[int, Words], language: Language, viewer: Viewer
) -> PassageRow:
    """The page of a chapter, by a constant number of queries."""
    parsed = {node.pk: _parse(node, words[node.pk]) for node in shown}
    addresses = link_addresses((link for rows in parsed.values() for row in rows for link in links(row)), viewer)
    with translation.override(language.django_code):
        return _row(chapter, parsed, words, addresses, 2)


def _parse(node: Node, words: Words) -> list[tuple[Inline, ...]]:
    """The cells of a table one after the other, or the words as the only one; as typed where marks do not fit."""
    text = words.own or words.original
    content = text.content if text else ""
    try:
        if node.kind == PassageKind.TABLE:
            return [parse(cell) for row in split_rows(content) for cell in row]
        return [parse(content)]
    except MarkupError:
        return [(PlainWords(content),)]


def _row(
    node: Node,
    parsed: Mapping[int, list[tuple[Inline, ...]]],
    words: Mapping[int, Words],
    addresses: Mapping[str, str],
    level: int,
) -> PassageRow:
    notes, own = list[SafeString](), words[node.pk]
    cells = [words_html(parts, addresses, notes) for parts in parsed[node.pk]]
    text = own.own or own.original
    rows = split_rows(text.content) if text and node.kind == PassageKind.TABLE else []
    width = len(rows[0]) if rows else 0
    is_table = width and len(cells) == width * len(rows)
    flag = "behind" if own.is_behind else "missing" if own.is_missing else ""
    return PassageRow(
        node,
        label_passage(node.kind, node.number),
        level,
        SafeString() if is_table else format_html_join("", "{}", ((cell,) for cell in cells)),
        notes,
        [cells[at : at + width] for at in range(0, len(cells), width)] if is_table else [],
        [(flag, FLAGS[flag])] if flag and not node.is_gone else [],
        own.own,
        children=[
            _row(child, parsed, words, addresses, min(level + 1, 6)) for child in node.children if child.pk in parsed
        ],
    )


def walk_rows(row: PassageRow) -> Iterator[PassageRow]:
    """A row and all below it."""
    yield row
    for child in row.children:
        yield from walk_rows(child)


def outline_rows(draft: Draft, tool: Tool, language: Language) -> list[OutlineRow]:
    """The outline, with how many passages of each page are not translated or out of date in this language."""
    unsettled: dict[str, int] = {}
    if language.code != tool.original_language:
        settled, written = settled_passages(tool, language.code), passages_with_words(tool)
        for node in draft.walk():
            if node.pk in written and node.pk not in settled and not node.is_gone:
                page = node.chapter.key
                unsettled[page] = unsettled.get(page, 0) + 1
    with translation.override(language.django_code):
        return [
            OutlineRow(
                node.key,
                label_passage(node.kind, node.number),
                plain_content(node.heading),
                depth,
                node.chapter.key,
                node.is_gone,
                unsettled.get(node.key, 0),
                *_moves(draft, node),
            )
            for node, depth in draft.outline()
        ]


def _moves(draft: Draft, node: Node) -> tuple[bool, bool, bool, bool]:
    """Whether a passage can be moved up, down, into one above it, and out of the one that holds it."""
    siblings = live_siblings(draft, node)
    above = siblings[: siblings.index(node)]
    leaves_for = CHILDREN[node.parent.parent.kind if node.parent.parent else ""] if node.parent else frozenset()
    return (
        bool(above),
        siblings[-1] is not node,
        any(node.kind in CHILDREN[each.kind] for each in above),
        node.kind in leaves_for,
    )


def live_siblings(draft: Draft, node: Node) -> list[Node]:
    """What stands beside a passage, and the passage itself, without others that were removed."""
    siblings = node.parent.children if node.parent else draft.roots
    return [each for each in siblings if each is node or not each.is_removed]


def language_choices(tool: Tool) -> list[tuple[Language, int]]:
    """Each language with how many passages need attention in it."""
    unsettled = count_unsettled(tool)
    return [(language, unsettled.get(language.code, 0)) for language in LANGUAGES]


def open_passage(draft: Draft, node: Node, words: Mapping[int, Words], language: Language, user: User) -> OpenPassage:
    """A passage for its editor."""
    own = words[node.pk]
    content = own.own.content if own.own else ""
    original = own.original if own.original and own.original.language != language.code else None
    return OpenPassage(
        node,
        label_passage(node.kind, node.number) or str(node.kind.label),
        content,
        _cells(content, original) if node.kind == PassageKind.TABLE else [],
        own.own.number if own.own else 0,
        original,
        _changes_of_original(own) if original else [],
        own.is_behind,
        _rejected(node, language, user),
        kind_choices(node.parent),
        kind_choices(node),
        place_choices(draft, node, words),
    )


def _cells(content: str, original: PassageText | None) -> list[list[str]]:
    """The cells of a table; of a translation that is not begun, empty ones in the form of the original."""
    if content or original is None:
        return split_rows(content) or [["", ""], ["", ""]]
    return [[""] * len(row) for row in split_rows(original.content)] or [["", ""]]


def _changes_of_original(words: Words) -> list[Stretch]:
    """The original word by word, against that from which the translation was made."""
    if not words.is_behind or words.own is None or words.original is None:
        return []
    earlier = PassageText.objects.filter(
        passage=words.own.passage_id, language=words.original.language, number=words.own.rests_on
    ).first()
    return compare_words(earlier.content if earlier else "", words.original.content)


def kind_choices(parent: Node | None) -> list[tuple[str, str]]:
    """What can be added to a passage, or at the top of the text."""
    allowed = CHILDREN[parent.kind if parent else ""]
    return [(kind.value, str(kind.label)) for kind in PassageKind if kind in allowed]


def place_choices(draft: Draft, moved: Node, words: Mapping[int, Words]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a passage can be moved: in the same chapter behind any passage, in the others of the text at their end."""
    choices = list[tuple[str, list[tuple[str, str]]]]()
    here = moved.chapter
    if moved.kind in CHILDREN[""]:
        choices.append((str(_("The text")), _places(None, draft.roots, moved, words)))
    for holder in draft.walk():
        if moved.kind not in CHILDREN[holder.kind] or moved.holds(holder) or holder.is_gone:
            continue
        if holder.chapter is here or moved.kind in OUTLINED:
            choices.append((_name(holder, words), _places(holder, holder.children, moved, words)))
        elif holder.kind in OUTLINED:
            after = holder.children[-1].key if holder.children else ""
            choices.append((_name(holder, words), [(f"{holder.key}:{after}", str(_("At the end")))]))
    return choices


def _places(
    holder: Node | None, children: Iterable[Node], moved: Node, words: Mapping[int, Words]
) -> list[tuple[str, str]]:
    key = holder.key if holder else ""
    behind = [
        (f"{key}:{child.key}", _("After: %(passage)s") % {"passage": _name(child, words)})
        for child in children
        if child is not moved and not child.is_removed
    ]
    return [(f"{key}:", str(BEGINNING)), *behind]


def _name(node: Node, words: Mapping[int, Words]) -> str:
    """A passage in a list: its number and its first words, where they are known."""
    known = words.get(node.pk)
    text = (known.own or known.original) if known else None
    first = plain_content(text.content if text else node.heading)
    return f"{label_passage(node.kind, node.number) or node.kind.label} {shorten(first)}".strip()


def shorten(words: str) -> str:
    """The first words, for lists."""
    return words if len(words) <= SHORT else f"{words[:SHORT].rsplit(' ', 1)[0]}…"


def _rejected(node: Node, language: Language, user: User) -> str:
    """The author's own words that lost to a colleague's, while they are the newest."""
    last = PassageText.objects.filter(passage=node.pk, language=language.code).order_by("-number").first()
    return last.content if last and last.act == PassageAct.REJECTED and last.by_id == user.pk else ""
