"""A YAML file as a tree in which every value is text and knows its line.

No value is given a type here: `no`, `1e3` and `2007-06-18` stay the words that were written, and the kind's
codecs interpret them. What could make a file mean something else than it shows is refused: anchors and
aliases, tags, the same key twice, several records in one file.
"""

from collections.abc import Iterator
from typing import NamedTuple, Union

import yaml

from palermo.core.controls import CONTROL
from palermo.record.faults import Fault, Misread, Spot, quote_value

LARGEST_FILE = 1024 * 1024
DEEPEST = 8
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "UTF-8", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}

# The same grammar; the one in C is some ten times as fast and comes with every wheel of PyYAML.
LOADER: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Scalar(NamedTuple):
    """A value as written."""

    text: str
    line: int


class Listing(NamedTuple):
    """A list."""

    items: list["Node"]
    line: int


class Mapping(NamedTuple):
    """Keys and their values, in the order written."""

    entries: dict[str, "MappingEntry"]
    line: int


class MappingEntry(NamedTuple):
    """The value of a key of a mapping, and the line on which the key stands."""

    line: int
    node: "Node"


Node = Union[Scalar, Listing, Mapping]  # noqa: UP007 -- the names are quoted above, as Python 3.12 needs


def text_of(content: bytes, file: str, largest: int = LARGEST_FILE) -> str:
    """The text of a file.

    Raises
    ------
    Misread
        If it is too large, not UTF-8, or holds control characters.
    """
    spot = Spot(file)
    if len(content) > largest:
        raise spot.misread(f"a file of at most {largest:,} bytes", f"{len(content):,}")
    for mark, name in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            raise Spot(file, 1).misread("UTF-8 text without a byte order mark", f"a byte order mark of {name}")
    return _without_controls(_decode_text(content, file), file)


def _decode_text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Spot(file, line).misread("UTF-8 text", f"the byte 0x{content[error.start]:02x}") from None


def _without_controls(text: str, file: str) -> str:
    if match := CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise Spot(file, line).misread("text without control characters", f"U+{ord(match.group()):04X}")
    return text


def tree_of(text: str, file: str, deepest: int = DEEPEST) -> Mapping:
    """The mapping that a file holds, with at most so many levels.

    Raises
    ------
    Misread
        With everything that keeps it from being read.
    """
    reader = _Reader(file, deepest)
    try:
        node = reader.document(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        raise Misread([_not_yaml(error, text, file)]) from None
    if reader.faults:
        raise Misread(reader.faults)
    if not isinstance(node, Mapping):
        raise Spot(file, 1).misread("a record, as lines of `key: value`", describe_node(node))
    return node


def describe_node(node: Node | None) -> str:
    """What a node is, for the end of "found …"."""
    if isinstance(node, Scalar):
        return quote_value(node.text)
    return {Listing: "a list", Mapping: "a mapping"}.get(type(node), "nothing")


def _not_yaml(error: yaml.MarkedYAMLError, text: str, file: str) -> Fault:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 0
    written = text.split("\n")[line - 1 : line]
    if written and "\t" in written[0][: len(written[0]) - len(written[0].lstrip())]:
        return Spot(file, line).fault("lines indented by spaces", "a tab")
    return Spot(file, line).fault("well-formed YAML", error.problem or "something else")


class _Reader:
    """Builds the tree from the parser's events, so that anchors, aliases and tags are seen before they act."""

    def __init__(self, file: str, deepest: int) -> None:
        self.spot, self.deepest, self.faults = Spot(file), deepest, list[Fault]()

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        node, documents = None, 0
        for event in events:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise Misread([*self.faults, self._at(event, self.spot).fault("one record in a file", "a second")])
            if isinstance(event, yaml.NodeEvent):
                node = self.node(event, events, self.spot, 0)
        return node

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], spot: Spot, depth: int) -> Node:
        spot = self._at(event, spot)
        self._check(event, spot)
        if depth > self.deepest:
            raise spot.misread(f"at most {self.deepest} levels", "more")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(events, spot, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, spot, depth)
        return Scalar(getattr(event, "value", ""), spot.line)

    def _listing(self, events: Iterator[yaml.Event], spot: Spot, depth: int) -> Listing:
        items: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.node(event, events, spot.item(len(items) + 1, spot.line), depth + 1))
        return Listing(items, spot.line)

    def _mapping(self, events: Iterator[yaml.Event], spot: Spot, depth: int) -> Mapping:
        entries: dict[str, MappingEntry] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, spot, depth + 1)
            if not isinstance(key, Scalar):
                raise Spot(spot.file, key.line, spot.field).misread("a word before the colon", describe_node(key))
            here = spot.at(key.text, key.line)
            if key.text in entries:
                self.faults.append(here.fault("each key once", f"it again (first on line {entries[key.text].line})"))
            entries[key.text] = MappingEntry(key.line, self.node(next(events), events, here, depth + 1))
        return Mapping(entries, spot.line)

    def _check(self, event: yaml.Event, spot: Spot) -> None:
        if isinstance(event, yaml.AliasEvent):
            self.faults.append(spot.fault("a value", f"the alias *{event.anchor}"))
        elif anchor := getattr(event, "anchor", None):
            self.faults.append(spot.fault("a value without an anchor", f"the anchor &{anchor}"))
        if tag := getattr(event, "tag", None):
            self.faults.append(spot.fault("a value without a tag", f"the tag {tag}"))

    def _at(self, event: yaml.Event, spot: Spot) -> Spot:
        assert event.start_mark is not None
        return spot._replace(line=event.start_mark.line + 1)
