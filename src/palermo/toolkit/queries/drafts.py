"""A text in preparation as its editor shows it: the whole outline, and the words of one chapter only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from palermo.accounts.models import Posting, User
from palermo.core import clock
from palermo.core.languages import CODES
from palermo.toolkit.models import Passage, PassageText, Tool
from palermo.toolkit.queries.texts import DRAFTERS
from palermo.toolkit.states.texts import CHAPTERS, PassageKind
from palermo.toolkit.texts.passages import Row, build_text

OUTLINED = CHAPTERS | {PassageKind.PART}


@dataclass(slots=True, eq=False)
class Node:
    """A passage in its place, removed ones too. `number` is that of the text without what was removed."""

    pk: int
    key: str
    kind: PassageKind
    is_removed: bool
    document: int | None
    number: int = 0
    heading: str = ""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Itself and all that it holds, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def is_gone(self) -> bool:
        """Whether it, or what holds it, was removed."""
        return self.is_removed or (self.parent is not None and self.parent.is_gone)

    def holds(self, other: Node) -> bool:
        """Whether the other one is this one, or stands in it."""
        above: Node | None = other
        while above is not None:
            if above is self:
                return True
            above = above.parent
        return False

    @property
    def chapter(self) -> Node:
        """The passage on whose page it is edited: the outermost chapter, module or article, or else its part."""
        found, above = self, self.parent
        while above is not None:
            if above.kind in CHAPTERS or found.kind not in CHAPTERS:
                found = above
            above = above.parent
        return found


@dataclass(slots=True)
class Draft:
    """The outline of a text: `roots` are what stands at its top, `nodes` every passage by its key."""

    roots: list[Node]
    nodes: dict[str, Node]

    def walk(self) -> Iterator[Node]:
        """Every passage in the order of reading."""
        for root in self.roots:
            yield from root.walk()

    def outline(self) -> Iterator[tuple[Node, int]]:
        """Parts, chapters, modules and articles, each with how deep it stands."""
        return _outline(self.roots, 0)

    def first_chapter(self) -> Node | None:
        """The page with which the text begins."""
        live = (node for node, _depth in self.outline() if not node.is_gone)
        return next((node for node in live if node.kind in CHAPTERS), next(iter(self.roots), None))


def _outline(nodes: Iterable[Node], depth: int) -> Iterator[tuple[Node, int]]:
    for node in nodes:
        if node.kind in OUTLINED:
            yield node, depth
            yield from _outline(node.children, depth + 1)


def read_draft(tool: Tool, language: str) -> Draft:
    """The outline of a text with the headings that it lists, in a language or else in the original one.

    Two queries; no words but these headings are read.
    """
    passages = tool.passages.order_by("position", "pk")
    rows = list(passages.values_list("pk", "key", "kind", "parent", "is_removed", "document"))
    keys = {row[0]: row[1] for row in rows}
    headings = _headings(tool, language)
    nodes = {
        key: Node(pk, key, PassageKind(kind), is_removed, document, heading=headings.get(pk, ""))
        for pk, key, kind, _parent, is_removed, document in rows
    }
    roots = list[Node]()
    for _pk, key, _kind, parent, _removed, _document in rows:
        node = nodes[key]
        if parent is None:
            roots.append(node)
        else:
            node.parent = nodes[keys[parent]]
            node.parent.children.append(node)
    live = (
        Row(key, PassageKind(kind), keys[parent] if parent else "", "")
        for _pk, key, kind, parent, is_removed, _document in rows
        if not is_removed
    )
    for passage in build_text(live, language=language, title="").walk():
        nodes[passage.key].number = passage.number
    return Draft(roots, nodes)


def _headings(tool: Tool, language: str) -> dict[int, str]:
    texts = PassageText.objects.filter(
        passage__tool=tool,
        passage__kind__in=sorted(OUTLINED),
        is_current=True,
        language__in={language, tool.original_language},
    ).order_by()
    rows = list(texts.values_list("passage", "language", "content"))
    original = {passage: content for passage, code, content in rows if code == tool.original_language}
    return original | {passage: content for passage, code, content in rows if code == language}


class Words(NamedTuple):
    """The words of a passage in a language, and those of the original; None where there are none yet."""

    own: PassageText | None
    original: PassageText | None

    @property
    def is_missing(self) -> bool:
        """Whether a translation is not begun although there are words to translate."""
        return self.own is None and self.original is not None and bool(self.original.content)

    @property
    def is_behind(self) -> bool:
        """Whether the original was changed since it was translated."""
        return (
            self.own is not None
            and self.original is not None
            and self.own.language != self.original.language
            and self.own.rests_on < self.original.number
        )


def read_words(tool: Tool, nodes: Iterable[Node], language: str) -> dict[int, Words]:
    """The current words of some passages by one query."""
    pks = [node.pk for node in nodes]
    texts = PassageText.objects.filter(
        passage__in=pks, is_current=True, language__in={language, tool.original_language}
    ).order_by()
    found = {(text.passage_id, text.language): text for text in texts}
    return {pk: Words(found.get((pk, language)), found.get((pk, tool.original_language))) for pk in pks}


def settled_passages(tool: Tool, language: str) -> set[int]:
    """The passages whose translation into a language takes account of the newest original."""
    return set(_settled(tool).filter(language=language).values_list("passage", flat=True))


def passages_with_words(tool: Tool) -> set[int]:
    """The passages that have words in the original language."""
    return set(_with_words(tool).values_list("passage", flat=True))


def count_unsettled(tool: Tool) -> Mapping[str, int]:
    """By language, how many passages are not translated or out of date; the original one is left out.

    What stands in something that was removed is counted as long as it was not removed itself.
    """
    every = _with_words(tool).count()
    settled = dict(_settled(tool).values_list("language").annotate(number=Count("pk")))
    return {code: every - settled.get(code, 0) for code in CODES if code != tool.original_language}


def _with_words(tool: Tool) -> QuerySet[PassageText]:
    live = PassageText.objects.filter(passage__tool=tool, passage__is_removed=False, is_current=True)
    return live.filter(language=tool.original_language, content__gt="").order_by()


def _settled(tool: Tool) -> QuerySet[PassageText]:
    newest = Q(
        passage__texts__language=tool.original_language,
        passage__texts__is_current=True,
        passage__texts__content__gt="",
        rests_on__gte=F("passage__texts__number"),
    )
    live = PassageText.objects.filter(passage__tool=tool, passage__is_removed=False, is_current=True)
    return live.exclude(language=tool.original_language).filter(newest).order_by()


def find_passage(tool: Tool, key: str) -> Passage | None:
    """The passage of a tool with a key, removed or not."""
    return tool.passages.select_related("tool__activity", "parent").filter(key=key).first()


def drafters() -> QuerySet[User]:
    """Who can be a member of a drafting group: people of the Steering Committee and of the secretariat today."""
    posted = Posting.objects.current_on(clock.today()).filter(role__in=sorted(DRAFTERS))
    return User.objects.filter(pk__in=posted.order_by().values("user"), is_active=True).order_by("name", "pk")
