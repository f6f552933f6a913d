"""Texts of tools to and from files: their passages stand one in another, each with its words in all languages.

A file has the words that count now. What a passage said before, and who wrote it, is in no file.
"""

import re
from collections.abc import Iterable, Iterator

from django.db import models

from palermo.accounts.actors import Actor
from palermo.core.fields import MultilingualField
from palermo.core.languages import CODES
from palermo.core.text import MultilingualText
from palermo.library.models import Document
from palermo.record.changes import Change, RecordChange
from palermo.record.codecs import LANGUAGE_CODES, TEXT6, Codec, scalar
from palermo.record.faults import Fault, Misread, Spot, quote_value
from palermo.record.folder import Source
from palermo.record.index import Index
from palermo.record.kinds.tool_texts import PASSAGE_KEYS, TEXT_KEYS
from palermo.record.nodes import Listing, Mapping, describe_node
from palermo.toolkit.actions.text_files import GivenPassage, GivenText, StoredText, TextChange, differences, import_text
from palermo.toolkit.models import Passage, PassageText, Tool
from palermo.toolkit.rules.texts import LONGEST
from palermo.toolkit.states.texts import CHILDREN, PassageKind
from palermo.toolkit.texts.markup import MarkupError, parse, parse_table

KEY = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
EXPECTED_KEY = "a key of small letters, digits, dots and hyphens, at most 40 long"
WORDS = MultilingualField()
CODES_FIELD = models.JSONField()


class TextFile:
    """The text of a tool as its file gives it; `pk` is that of the tool, which the folder or the database has."""

    def __init__(self, slug: str, spot: Spot, pk: int, given: GivenText) -> None:
        self.slug, self.spot, self.pk, self.given = slug, spot, pk, given


def read_texts(sources: Iterable[Source], index: Index, unread: set[str]) -> tuple[list[TextFile], list[Fault]]:
    """The texts whose files could be read, and what is wrong in the others.

    `unread` are the records of the folder that could not be read: a text of such a tool is not called wrong.
    """
    files, faults = [], []
    for source in sources:
        if source.tree:
            reader = _TextReader(source, index)
            given = reader.text(source.tree)
            pk = index.pk_of(Tool, source.id)
            if pk is None and source.id not in unread:
                reader.faults.append(Spot(source.file).fault("a file called as a tool", quote_value(source.id)))
            elif pk is not None and not reader.faults:
                files.append(TextFile(source.id, Spot(source.file, source.tree.line), pk, given))
            faults += reader.faults
    return files, faults


class _TextReader:
    """Reads the passages of one file, collecting what is wrong."""

    def __init__(self, source: Source, index: Index) -> None:
        self.source, self.index = source, index
        self.faults, self.passages, self.lines = list[Fault](), list[GivenPassage](), dict[str, int]()
        kinds = Passage.objects.filter(tool=index.pk_of(Tool, source.id)).values_list("key", "kind")
        self.kinds: dict[str, str] = dict(kinds)

    def text(self, tree: Mapping) -> GivenText:
        spot = Spot(self.source.file, tree.line)
        self._check_keys(tree, spot, TEXT_KEYS)
        self._check_tool(tree, spot)
        notice = self._words(tree, "notice", spot)
        self._passages(tree, spot, "", "")
        return GivenText(self.passages, notice)

    def _check_keys(self, tree: Mapping, spot: Spot, keys: Iterable[str]) -> None:
        for key, entry in tree.entries.items():
            if key not in keys:
                here = spot.at(key, entry.line)
                self.faults.append(here.fault(f"one of the keys {', '.join(keys)}", quote_value(key)))

    def _check_tool(self, tree: Mapping, spot: Spot) -> None:
        entry = tree.entries.get("tool")
        ident = getattr(entry.node, "text", "") if entry else ""
        if ident != self.source.id:
            here = spot.at("tool", entry.line if entry else tree.line)
            self.faults.append(here.fault(f"the id of the file's name, “{self.source.id}”", quote_value(ident)))

    def _passages(self, tree: Mapping, spot: Spot, parent: str, holder: str) -> None:
        entry = tree.entries.get("passages")
        if entry is None:
            return
        here = spot.at("passages", entry.line)
        if not isinstance(entry.node, Listing):
            self.faults.append(here.fault("a list of passages", describe_node(entry.node)))
            return
        for place, item in enumerate(entry.node.items, 1):
            if isinstance(item, Mapping):
                self._passage(item, here.item(place, item.line), parent, holder)
            else:
                found = describe_node(item)
                self.faults.append(here.item(place, item.line).fault("a passage, as lines of `key: value`", found))

    def _passage(self, node: Mapping, spot: Spot, parent: str, holder: str) -> None:
        self._check_keys(node, spot, PASSAGE_KEYS)
        key, kind = self._key(node, spot), self._kind(node, spot, holder)
        texts = self._words(node, "text", spot)
        for code, words in texts.items():
            self._check_words(node, words, code, kind, spot)
        self.passages.append(
            GivenPassage(
                key=key,
                kind=kind,
                parent=parent,
                # As an author's words are kept.
                texts={code: words.strip() for code, words in texts.items()},
                stale=self._stale(node, spot),
                document=self._document(node, spot),
            )
        )
        self._passages(node, spot, key, kind)

    def _key(self, node: Mapping, spot: Spot) -> str:
        key = self._scalar(node, "key", spot, EXPECTED_KEY)
        here = _at(node, "key", spot)
        if key and not KEY.fullmatch(key):
            self.faults.append(here.fault(EXPECTED_KEY, quote_value(key)))
        elif key and (first := self.lines.setdefault(key, here.line)) != here.line:
            self.faults.append(here.fault("each key once", f"{quote_value(key)} again (first on line {first})"))
        return key

    def _kind(self, node: Mapping, spot: Spot, holder: str) -> str:
        here = _at(node, "kind", spot)
        kind = self._scalar(node, "kind", spot, f"one of {', '.join(PassageKind.values)}")
        key = getattr(node.entries["key"].node, "text", "") if "key" in node.entries else ""
        if kind and kind not in PassageKind.values:
            self.faults.append(here.fault(f"one of {', '.join(PassageKind.values)}", quote_value(kind)))
            return ""
        if kind and holder in CHILDREN and kind not in CHILDREN[holder]:
            fitting = [each for each in PassageKind.values if each in CHILDREN[holder]]
            where = f"in a passage of the kind {holder}" if holder else "at the top of the text"
            expected = f"one of {', '.join(fitting)} {where}" if fitting else f"no passage {where}"
            self.faults.append(here.fault(expected, quote_value(kind)))
        elif kind and self.kinds.get(key, kind) != kind:
            self.faults.append(here.fault(f"{self.kinds[key]}, as in the database", quote_value(kind)))
        return kind

    def _scalar(self, node: Mapping, key: str, spot: Spot, expected: str) -> str:
        here = _at(node, key, spot)
        try:
            if key not in node.entries:
                raise here.misread(expected, "nothing")
            return scalar(node.entries[key].node, here, expected)
        except Misread as misread:
            self.faults += misread.faults
            return ""

    def _words(self, node: Mapping, key: str, spot: Spot) -> MultilingualText:
        read = self._read(node, key, spot, TEXT6, WORDS)
        return read if isinstance(read, MultilingualText) else MultilingualText()

    def _stale(self, node: Mapping, spot: Spot) -> frozenset[str]:
        read = self._read(node, "stale", spot, LANGUAGE_CODES, CODES_FIELD)
        return frozenset(read) if isinstance(read, list) else frozenset()

    def _read(self, node: Mapping, key: str, spot: Spot, codec: Codec, on: models.Field) -> object:
        if key not in node.entries:
            return None
        try:
            return codec.read(node.entries[key].node, _at(node, key, spot), on)
        except Misread as misread:
            self.faults += misread.faults
            return None

    def _check_words(self, node: Mapping, words: str, code: str, kind: str, spot: Spot) -> None:
        entry = node.entries["text"].node
        assert isinstance(entry, Mapping)
        here = spot.at("text", node.entries["text"].line).at(code, entry.entries[code].line)
        if len(words) > LONGEST:
            self.faults.append(here.fault(f"a text of at most {LONGEST:,} characters", f"{len(words):,}"))
        try:
            if kind == PassageKind.TABLE:
                parse_table(words)
            else:
                parse(words)
        except MarkupError as wrong:
            expected = f"the end of the mark {wrong.mark}, which begins at character {wrong.at}"
            self.faults.append(here.fault(expected, "the end of the text"))

    def _document(self, node: Mapping, spot: Spot) -> int | None:
        if "document" not in node.entries:
            return None
        ident, here = self._scalar(node, "document", spot, "an id"), _at(node, "document", spot)
        found = self.index.pk_of(Document, ident)
        if ident and found is None:
            missing = f"{quote_value(ident)}, which is neither in the folder nor in the database"
            self.faults.append(here.fault("the id of a document", missing))
        return found


def _at(node: Mapping, key: str, spot: Spot) -> Spot:
    """Where a key of a passage is written, or where the passage begins when it is not."""
    return spot.at(key, node.entries[key].line if key in node.entries else spot.line)


class Texts:
    """The texts of a folder beside those of the database."""

    def __init__(self, files: list[TextFile], index: Index) -> None:
        self.files, self.index = files, index

    def changes(self) -> list[RecordChange]:
        """What importing the texts changes."""
        changed = []
        for file in self.files:
            tool = self.index.row(Tool, file.pk)
            assert tool is not None
            stored = StoredText(file.pk)
            if found := differences(stored, file.given):
                is_new = not stored.passages
                changes = () if is_new else tuple(map(self._change, found))
                changed.append(RecordChange(file.spot.file, tool, is_new, changes))
        return changed

    def _change(self, change: TextChange) -> Change:
        old, new = change.old, change.new
        if change.what == "document":
            old, new = (each and self.index.ident_of(Document, int(each)) for each in (old, new))
        return Change(".".join(filter(None, (change.key, change.what))), old, new)

    def store(self, changes: Iterable[RecordChange], by: Actor) -> None:
        """Write the changed texts; their tools are in the database by now."""
        by_file = {file.spot.file: file for file in self.files}
        for change in changes:
            file = by_file[change.file]
            import_text(Tool(pk=file.pk), file.given, by=by)


def exported_texts(index: Index) -> Iterator[tuple[str, dict[str, object]]]:
    """The text of every tool that has one: the id of the tool, and the values of the file."""
    tools = Tool.objects.filter(passages__is_removed=False).distinct().select_related("activity")
    for tool in tools.order_by("activity__slug"):
        yield tool.activity.slug, _text_values(tool, index)


def _text_values(tool: Tool, index: Index) -> dict[str, object]:
    stored = StoredText(tool.pk)
    below: dict[str, list[Passage]] = {}
    for passage in stored.passages.values():
        if not passage.is_removed:
            below.setdefault(stored.parent_of(passage), []).append(passage)
    values: dict[str, object] = {"tool": tool.activity.slug}
    if tool.notice:
        values["notice"] = _in_order(tool.notice)
    values["passages"] = _passage_values("", below, stored, index)
    return values


def _passage_values(
    parent: str, below: dict[str, list[Passage]], stored: StoredText, index: Index
) -> list[dict[str, object]]:
    return [_values(passage, below, stored, index) for passage in below.get(parent, [])]


def _values(passage: Passage, below: dict[str, list[Passage]], stored: StoredText, index: Index) -> dict[str, object]:
    texts = {code: stored.current[passage.key, code] for code in CODES if (passage.key, code) in stored.current}
    values: dict[str, object] = {"key": passage.key, "kind": str(passage.kind)}
    if words := {code: text.content for code, text in texts.items() if text.content}:
        values["text"] = words
    original = texts.get(stored.tool.original_language)
    if stale := [code for code, text in texts.items() if _is_stale(text, original)]:
        values["stale"] = stale
    if passage.document_id:
        values["document"] = index.ident_of(Document, passage.document_id)
    if passage.key in below:
        values["passages"] = _passage_values(passage.key, below, stored, index)
    return values


def _is_stale(text: PassageText, original: PassageText | None) -> bool:
    return bool(text.content and original is not None and text.pk != original.pk and text.rests_on < original.number)


def _in_order(text: MultilingualText) -> dict[str, str]:
    return {code: text[code] for code in CODES if code in text}
