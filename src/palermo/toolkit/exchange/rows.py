"""A Word file as passages: by the styles and bookmarks of an exported file, or by the headings of any other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from palermo.toolkit.exchange.word_reader import Block, Part, TextFile
from palermo.toolkit.renderers import word_styles as names
from palermo.toolkit.states.texts import CHILDREN, PassageKind
from palermo.toolkit.states.tools import ToolKind
from palermo.toolkit.texts.labels import find_kind, kind_label, strip_label
from palermo.toolkit.texts.markup import (
    Bracketed,
    Emphasis,
    Footnote,
    Inline,
    Link,
    MarkupError,
    Words,
    parse,
    parse_table,
    plain,
    write,
)
from palermo.toolkit.texts.passages import Row

_HEADING_OF = {name: PassageKind(kind) for kind, name in names.HEADINGS.items()}
_HOLDER_OF = {name: PassageKind(kind) for table in (names.WORDS, names.ITEMS) for kind, name in table.items()}
_ITEM_STYLES = frozenset(names.ITEMS.values())
_NO_LEVEL = 9
# What headings of other files are, by their level.
_LEVELS = {
    ToolKind.TRAINING: (PassageKind.MODULE, PassageKind.SECTION),
    ToolKind.MODEL_LAW: (PassageKind.CHAPTER, PassageKind.ARTICLE, PassageKind.COMMENTARY),
}
_OTHER_LEVELS = (PassageKind.CHAPTER, PassageKind.SECTION)
# The beginning of keys of passages that are new.
NEW = "+"


class Loss(NamedTuple):
    """What of a file did not fit: its kind, under which heading, in which paragraph there, and its words."""

    kind: str
    heading: str
    number: int
    words: str


@dataclass
class FileText:
    """The passages of a file; a key that begins with "+" is that of a new one. `losses` are in their order."""

    rows: list[Row] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


def read_rows(
    file: TextFile, known: Sequence[Row], *, kind: str, language: str, targets: Mapping[str, str]
) -> FileText:
    """The passages that a file has.

    Parameters
    ----------
    file : TextFile
    known : sequence of Row
        The passages of the text, by whose bookmarks those of the file are known.
    kind : str
        Of the tool: it says what the headings of a file are that was not exported.
    language : str
    targets : mapping of str to str
        What stands as the target of a link, as `kind:id`, by the address that the file has for it.
    """
    return _Builder(known, kind, language, targets).build(file)


class _Builder:
    def __init__(self, known: Sequence[Row], kind: str, language: str, targets: Mapping[str, str]) -> None:
        self.known = {row.key: row for row in known}
        self.keys = {names.bookmark_of(row.key): row.key for row in known}
        self.kind, self.language, self.targets = kind, language, targets
        self.commentary = kind_label(PassageKind.COMMENTARY, language).casefold()
        self.text = FileText()
        # The passages that are open: their keys, kinds and, of other files, the levels of their headings.
        self.stack: list[tuple[str, PassageKind, int]] = []
        self.seen: set[str] = set()
        self.number = 0
        self.heading, self.since = "", 0

    def build(self, file: TextFile) -> FileText:
        """Every block in its place."""
        losses = sorted(file["losses"], key=lambda loss: loss[1])
        top = min((block["level"] for block in file["blocks"] if self._is_foreign_heading(block)), default=0)
        for at, block in enumerate(file["blocks"]):
            while losses and losses[0][1] <= at:
                kind, _at, words = losses.pop(0)
                self._lose(kind, words, ahead=1)
            self._block(block, top)
        for kind, _at, words in losses:
            self._lose(kind, words)
        return self.text

    def _lose(self, kind: str, words: str = "", *, ahead: int = 0) -> None:
        loss = Loss(kind, self.heading, self.since + ahead, words)
        if not (self.text.losses and self.text.losses[-1][:3] == loss[:3] and not words):
            self.text.losses.append(loss)

    def _is_foreign_heading(self, block: Block) -> bool:
        return block["level"] < _NO_LEVEL and block["style"] not in _HEADING_OF and not self._key(block)

    def _key(self, block: Block) -> str:
        """The key of the passage that a block is, unless another block was it before."""
        found = (self.keys[mark] for mark in block["marks"] if mark in self.keys)
        return next((key for key in found if key not in self.seen), "")

    def _block(self, block: Block, top: int) -> None:
        key, style = self._key(block), block["style"]
        if style in names.AROUND or (style.lower() in {"title", "subtitle"} and not key):
            return
        if block["cells"]:
            self._add(key, PassageKind.TABLE, self._table(block["cells"]))
            return
        words = list(self._inline(block["parts"]))
        content = write(_trimmed(words))
        kind = self._kind_of(block, key, plain(words), top)
        if kind is not None and kind in CHILDREN and kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
            self._holder(block, key, kind, words, top)
            return
        if not content and not key:
            return
        self.since += 1
        is_item = style in _ITEM_STYLES or (block["is_item"] and style not in _HOLDER_OF)
        own = PassageKind.ITEM if is_item else PassageKind.PARAGRAPH
        # Of a passage with no style of ours, the kind is the one it has.
        if key and style not in _HOLDER_OF and self.known[key].kind in {PassageKind.ITEM, PassageKind.PARAGRAPH}:
            own = self.known[key].kind
        self._add(key, own, content, holder=_HOLDER_OF.get(style))

    def _kind_of(self, block: Block, key: str, words: str, top: int) -> PassageKind | None:
        """The kind of a heading; None of other paragraphs."""
        if found := _HEADING_OF.get(block["style"]):
            return found
        if key and self.known[key].kind in _HEADING_OF.values() and block["style"] not in _HOLDER_OF:
            return self.known[key].kind
        if block["level"] >= _NO_LEVEL or block["style"] in _HOLDER_OF or not words.strip():
            return None
        if self.kind == ToolKind.MODEL_LAW and words.strip().casefold().rstrip(" .:：") == self.commentary:
            return PassageKind.COMMENTARY
        levels = _LEVELS.get(ToolKind(self.kind), _OTHER_LEVELS)
        level = block["level"] - top
        return find_kind(words) or (levels[level] if level < len(levels) else None)

    def _holder(self, block: Block, key: str, kind: PassageKind, words: list[Inline], top: int) -> None:
        is_ours = block["style"] in _HEADING_OF or bool(key)
        if not is_ours:
            label = plain(words)
            stripped = strip_label(kind, label)
            if kind == PassageKind.COMMENTARY and label.strip().casefold().rstrip(" .:：") == self.commentary:
                words = []
            elif stripped != label:
                words = [Words(stripped)]
            level = block["level"] - top
            while self.stack and self.stack[-1][2] >= level and kind != PassageKind.COMMENTARY:
                self.stack.pop()
        else:
            level = 0
        content = write(_trimmed(words))
        if self._place(key, kind, None) is None:
            self._lose("level", plain(words))
            self.since += 1
            self._add("", PassageKind.PARAGRAPH, write([Emphasis(tuple(_trimmed(words)))]))
            return
        self.heading, self.since = plain(words) or kind_label(kind, self.language), 0
        self._add(key, kind, content, level=level)

    def _add(
        self, key: str, kind: PassageKind, content: str, *, holder: PassageKind | None = None, level: int = 0
    ) -> None:
        if key and self.known[key].kind != kind:
            key = ""
        at = self._place(key, kind, holder)
        if at is None:
            # Words before the first heading.
            self._lose("untitled")
            self._add("", PassageKind.MODULE if self.kind == ToolKind.TRAINING else PassageKind.CHAPTER, "")
            at = self._place(key, kind, holder) or len(self.stack)
        del self.stack[at:]
        if not key:
            self.number += 1
            key = f"{NEW}{self.number}"
        else:
            self.seen.add(key)
        document = self.known[key].document if key in self.known else ""
        self.text.rows.append(Row(key, kind, self.stack[-1][0] if self.stack else "", content, document))
        if CHILDREN[kind]:
            self.stack.append((key, kind, level))

    def _place(self, key: str, kind: PassageKind, holder: PassageKind | None) -> int | None:
        """How many of the open passages stay open: the last of them holds the new one."""
        places = [at + 1 for at, (_key, own, _level) in enumerate(self.stack) if kind in CHILDREN[own]]
        if kind in CHILDREN[""]:
            places.insert(0, 0)
        if key in self.known:
            for at in places:
                if (self.stack[at - 1][0] if at else "") == self.known[key].parent:
                    return at
        if holder is not None:
            of_kind = [at for at in places if at and self.stack[at - 1][1] == holder]
            places = of_kind or places
        return places[-1] if places else None

    # Words

    def _table(self, rows: Sequence[Sequence[Sequence[Part]]]) -> str:
        lines = []
        for row in rows:
            cells = [write(_trimmed(list(self._inline(cell)))).replace("\n", " ") for cell in row]
            lines.append(" | ".join(cells))
        return "\n".join(lines)

    def _inline(self, parts: Iterable[Part]) -> Iterator[Inline]:
        """Parts as words with marks; brackets that do not fit together are ordinary signs."""
        opened: list[list[Inline]] = [[]]
        for part in parts:
            kind, words = str(part[0]), str(part[1])
            if kind == "n":
                opened[-1].append(Footnote(tuple(_trimmed(list(self._inline(part[1]))))))  # type: ignore[arg-type]
            elif kind == "l":
                inner = tuple(self._inline(part[2]))  # type: ignore[arg-type]
                opened[-1] += self._link(words, inner)
            elif "s" in str(part[2]):
                _add_signs(opened, words)
            else:
                _add_words(opened[-1], words, stands_out="e" in str(part[2]))
        for loose in opened[1:]:
            opened[0] += [Words("["), *loose]
        yield from _merged(opened[0])

    def _link(self, target: str, parts: tuple[Inline, ...]) -> list[Inline]:
        found = self.targets.get(target, "")
        if target.startswith("#"):
            key = self.keys.get(target[1:], "")
            found = f"passage:{key}" if key else ""
        elif target.startswith(names.OWN_SCHEME):
            found = target.removeprefix(names.OWN_SCHEME)
        elif not found and target.startswith(("http://", "https://")):
            found = "".join(sign for sign in target if sign not in "() \t\n")
        if not found or not plain(parts).strip():
            return list(parts)
        made = Link(parts, found)
        try:
            # A link whose words have marks that it cannot hold is left out, its words stay.
            return [made] if parse(write([made])) == (made,) else list(parts)
        except MarkupError:
            return list(parts)


def _add_signs(opened: list[list[Inline]], signs: str) -> None:
    """Open and close brackets; word processors join signs that stand side by side."""
    for sign in signs:
        if sign == "[":
            opened.append([])
        elif sign == "]" and len(opened) > 1:
            inner = tuple(_merged(opened.pop()))
            opened[-1].append(Bracketed(inner))
        else:
            _add_words(opened[-1], sign, stands_out=False)


def _add_words(parts: list[Inline], words: str, *, stands_out: bool) -> None:
    last = parts[-1] if parts else None
    if stands_out and words.strip():
        inner = last.parts if isinstance(last, Emphasis) else ()
        if inner:
            parts.pop()
        parts.append(Emphasis(tuple(_merged([*inner, Words(words)]))))
    else:
        parts.append(Words(words))


def _merged(parts: Iterable[Inline]) -> list[Inline]:
    """Parts in which words side by side are one."""
    merged: list[Inline] = []
    for part in parts:
        last = merged[-1] if merged else None
        if isinstance(part, Words) and isinstance(last, Words):
            merged[-1] = Words(last.text + part.text)
        else:
            merged.append(part)
    return merged


def _trimmed(parts: list[Inline]) -> list[Inline]:
    """Without spaces at both ends, nor at those of notes."""
    parts = [Footnote(tuple(_trimmed(list(part.parts)))) if isinstance(part, Footnote) else part for part in parts]
    if parts and isinstance(parts[0], Words):
        parts[0] = Words(parts[0].text.lstrip())
    if parts and isinstance(parts[-1], Words):
        parts[-1] = Words(parts[-1].text.rstrip())
    return [part for part in parts if not isinstance(part, Words) or part.text]


def normalize_content(content: str, kind: str) -> str:
    """Words as a file gives them back, so that what nobody changed is equal."""
    try:
        if kind == PassageKind.TABLE:
            rows = parse_table(content)
            return "\n".join(" | ".join(write(_trimmed(list(cell))) for cell in row) for row in rows)
        return write(_trimmed(_merged(parse(content)))).replace("\t", " ")
    except MarkupError:
        return content
