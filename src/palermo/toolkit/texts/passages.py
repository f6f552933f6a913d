"""A text as a tree of numbered passages: what every page, file and comparison of it is made from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from palermo.core.digests import digest_of_text
from palermo.toolkit.states.texts import PassageKind

_HOLDERS = frozenset(PassageKind) - {PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.TABLE}
# What is numbered through the whole text.
_THROUGHOUT = frozenset(
    {PassageKind.PART, PassageKind.CHAPTER, PassageKind.MODULE, PassageKind.ARTICLE, PassageKind.BOX}
)
# What is numbered within the passage that holds it. Items have no number: they are ticked or begin with a mark.
_WITHIN = frozenset({PassageKind.SECTION, PassageKind.OPTION, PassageKind.EXERCISE, PassageKind.PARAGRAPH})


@dataclass(frozen=True, slots=True)
class Row:
    """A passage as it is stored: its key, kind, the key of the passage that holds it, and its words with marks.

    `is_missing` is set where a translation lacks the passage and `content` is that of the original language.
    """

    key: str
    kind: PassageKind
    parent: str
    content: str
    document: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with all that it holds. `number` is 0 for what is not numbered; `path` are the keys above it."""

    row: Row
    number: int
    path: tuple[str, ...]
    children: tuple[Passage, ...] = ()

    @property
    def key(self) -> str:
        """By which it is found in every version."""
        return self.row.key

    @property
    def kind(self) -> PassageKind:
        """What it is."""
        return self.row.kind

    @property
    def content(self) -> str:
        """Its words with marks: of one that holds others, its heading."""
        return self.row.content

    @property
    def is_holder(self) -> bool:
        """Whether it has a heading and holds others."""
        return self.row.kind in _HOLDERS

    def walk(self) -> Iterator[Passage]:
        """Itself and all that it holds, in the order of reading."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a tool in one language, or a version of it."""

    language: str
    title: str
    passages: tuple[Passage, ...]
    notice: str = ""
    _by_key: dict[str, Passage] = field(default_factory=dict, compare=False, repr=False)

    def walk(self) -> Iterator[Passage]:
        """Every passage in the order of reading."""
        for passage in self.passages:
            yield from passage.walk()

    def find(self, key: str) -> Passage | None:
        """The passage with a key."""
        if not self._by_key:
            self._by_key.update((passage.key, passage) for passage in self.walk())
        return self._by_key.get(key)


def build_text(
    rows: Iterable[Row], *, language: str, title: str, notice: str = "", numbers: Mapping[str, int] | None = None
) -> Text:
    """The tree of passages that stand in the order of reading among those that one passage holds.

    Parameters
    ----------
    rows : iterable of Row
        Those that one passage holds stand in their order; a passage whose parent is not among them is left out.
    language, title, notice : str
    numbers : mapping of str to int, optional
        Numbers by key, where they are to be those of a whole of which the rows are a part.

    Returns
    -------
    Text
    """
    below: dict[str, list[Row]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)
    given = numbers if numbers is not None else _number(below)
    return Text(language, title, _build(below, "", (), given), notice)


def _build(
    below: Mapping[str, Sequence[Row]], parent: str, path: tuple[str, ...], numbers: Mapping[str, int]
) -> tuple[Passage, ...]:
    return tuple(
        Passage(row, numbers.get(row.key, 0), path, _build(below, row.key, (*path, row.key), numbers))
        for row in below.get(parent, ())
    )


def _number(below: Mapping[str, Sequence[Row]]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    throughout: dict[PassageKind, int] = {}

    def count(parent: str) -> None:
        within: dict[PassageKind, int] = {}
        for row in below.get(parent, ()):
            counted = throughout if row.kind in _THROUGHOUT else within if row.kind in _WITHIN else None
            if counted is not None:
                numbers[row.key] = counted[row.kind] = counted.get(row.kind, 0) + 1
            count(row.key)

    count("")
    return numbers


def rows_to_json(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Passages as a version keeps them; what is empty is left out."""
    return [
        {
            name: value
            for name, value in (
                ("key", row.key),
                ("kind", str(row.kind)),
                ("in", row.parent),
                ("text", row.content),
                ("document", row.document),
                ("missing", row.is_missing),
            )
            if value
        }
        for row in rows
    ]


def rows_from_json(stored: Iterable[Mapping[str, object]]) -> list[Row]:
    """The passages of a version."""
    return [
        Row(
            key=str(row["key"]),
            kind=PassageKind(str(row["kind"])),
            parent=str(row.get("in", "")),
            content=str(row.get("text", "")),
            document=str(row.get("document", "")),
            is_missing=bool(row.get("missing", False)),
        )
        for row in stored
    ]


def digest_rows(rows: Iterable[Row]) -> str:
    """The SHA-256 of passages as JSON: the same words in the same order have the same digest."""
    return digest_of_text(json.dumps(rows_to_json(rows), ensure_ascii=False, sort_keys=True))
