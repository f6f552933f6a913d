"""From the tree of a file to the rows it describes; references stay ids until every file is read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models

from palermo.record.codecs import scalar
from palermo.record.faults import Fault, Misread, Spot, quote_value
from palermo.record.folder import Contents, Source
from palermo.record.kinds.registry import BY_FOLDER
from palermo.record.nodes import Listing, Mapping, MappingEntry, Node, describe_node
from palermo.record.schema import Attachment, Children, Field, Links, Part, Table

FILE_BESIDE = "the name of a file beside this one"


@dataclass(eq=False)
class Pointer:
    """A reference as written, and the primary key it turns out to mean."""

    part: Field | Links
    ident: str
    spot: Spot
    pk: int | None = None


@dataclass(eq=False)
class ImportRow:
    """A row as a file gives it (`instance`) and as the database has it (`existing`, None where it is new).

    `gone` are rows below it that the database has and the file has not.
    """

    table: Table
    spot: Spot
    instance: models.Model
    ident: str = ""
    existing: models.Model | None = None
    lines: dict[str, int] = field(default_factory=dict)
    pointers: list[Pointer] = field(default_factory=list)
    links: dict[str, list[Pointer]] = field(default_factory=dict)
    existing_links: dict[str, list[int]] = field(default_factory=dict)
    gone: dict[str, list[models.Model]] = field(default_factory=dict)
    left_out: list[Field] = field(default_factory=list)
    children: dict[str, list["ImportRow"]] = field(default_factory=dict)
    extension: "ImportRow | None" = None
    attached: Path | None = None
    is_sound: bool = True

    def below(self) -> Iterator["ImportRow"]:
        """This row and every one below it."""
        yield self
        if self.extension:
            yield from self.extension.below()
        for rows in self.children.values():
            for row in rows:
                yield from row.below()

    def at(self, key: str) -> Spot:
        """Where a key of this row is written, or where the row begins when it is not."""
        return self.spot.at(key, self.lines.get(key, self.spot.line))


def read_rows(contents: Contents) -> tuple[list[ImportRow], list[Fault]]:
    """The rows of every file that could be read, and what is wrong in them.

    Rows with faults are among them, so that references to them are not called wrong as well.
    """
    reader = _RowReader(contents.attachments)
    rows = [reader.record(source) for source in contents.sources if source.tree and source.folder in BY_FOLDER]
    return rows, reader.faults + list(reader.unused_faults())


class _RowReader:
    """Reads rows, collecting faults and keeping count of the files that versions name."""

    def __init__(self, attachments: dict[str, Path]) -> None:
        self.attachments, self.used, self.faults = attachments, set[str](), list[Fault]()

    def record(self, source: Source) -> ImportRow:
        tree, table = source.tree, BY_FOLDER[source.folder].table
        assert tree is not None
        before = len(self.faults)
        row = self.row(table, tree, Spot(source.file, tree.line), {"id", *table.keys})
        row.ident = source.id
        self._check_id(source, tree)
        self._fill_id(row, tree)
        for each in row.below():
            each.is_sound = len(self.faults) == before
        return row

    def unused_faults(self) -> Iterator[Fault]:
        for file in sorted(self.attachments.keys() - self.used):
            yield Spot(file).fault("a file that a record beside it names", "one that none names")

    def row(self, table: Table, node: Mapping, spot: Spot, keys: set[str]) -> ImportRow:
        for key in node.entries.keys() - keys:
            here = spot.at(key, node.entries[key].line)
            self._add(here.fault(f"one of the keys {', '.join(table.keys)}", quote_value(key)))
        row = ImportRow(table, spot, table.model(**table.fixed))
        for part in table.parts:
            self._part(row, part, node.entries.get(part.key))
        if table.extension:
            row.extension = self.row(table.extension, node, spot, set(node.entries))
        return row

    def _part(self, row: ImportRow, part: Part, entry: MappingEntry | None) -> None:
        if entry is None:
            self._handle_missing(row, part)
            return
        row.lines[part.key] = entry.line
        spot = row.spot.at(part.key, entry.line)
        try:
            match part:
                case Field():
                    self._field(row, part, entry.node, spot)
                case Links():
                    self._links(row, part, entry.node, spot)
                case Children():
                    self._children(row, part, entry.node, spot)
                case Attachment():
                    self._attachment(row, part, entry.node, spot)
        except Misread as misread:
            self.faults += misread.faults

    def _handle_missing(self, row: ImportRow, part: Part) -> None:
        if isinstance(part, Attachment) and part.is_required:
            self._add(row.at(part.key).fault(FILE_BESIDE, "nothing"))
        if not isinstance(part, Field):
            return
        if part.is_required(row.table.model):
            self._add(row.at(part.key).fault(part.codec.describe(part.on(row.table.model)), "nothing"))
        if part.left_out:
            row.left_out.append(part)

    def _field(self, row: ImportRow, part: Field, node: Node, spot: Spot) -> None:
        if part.to:
            row.pointers.append(Pointer(part, scalar(node, spot, "an id"), spot))
            return
        setattr(row.instance, part.attribute, part.codec.read(node, spot, part.on(row.table.model)))

    def _links(self, row: ImportRow, part: Links, node: Node, spot: Spot) -> None:
        seen: dict[str, int] = {}
        for place, item in enumerate(_items(node, spot, "a list of ids"), 1):
            here = spot.item(place, item.line)
            ident = scalar(item, here, "an id")
            if ident in seen:
                raise here.misread("each id once", f"{quote_value(ident)} again (first on line {seen[ident]})")
            seen[ident] = item.line
            row.links.setdefault(part.key, []).append(Pointer(part, ident, here))

    def _children(self, row: ImportRow, part: Children, node: Node, spot: Spot) -> None:
        read = self._keyed_rows if part.by else self._listed_rows
        row.children[part.key] = list(read(part, node, spot))

    def _listed_rows(self, part: Children, node: Node, spot: Spot) -> Iterator[ImportRow]:
        for place, item in enumerate(_items(node, spot, "a list"), 1):
            here = spot.item(place, item.line)
            if isinstance(item, Mapping):
                yield self.row(part.table, item, here, set(part.table.keys))
            else:
                self._add(here.fault(f"{part.table.noun}, as lines of `key: value`", describe_node(item)))

    def _keyed_rows(self, part: Children, node: Node, spot: Spot) -> Iterator[ImportRow]:
        on = part.table.model._meta.get_field(part.by)
        known = [value for value, _label in on.choices or ()]  # type: ignore[union-attr]
        if not isinstance(node, Mapping):
            raise spot.misread(f"lines of `{part.by}:`", describe_node(node))
        for key, entry in node.entries.items():
            here = spot.at(key, entry.line)
            if key not in known:
                self._add(here.fault(f"one of {', '.join(known)}", quote_value(key)))
            elif not isinstance(entry.node, Mapping):
                self._add(here.fault(f"{part.table.noun}, as lines of `key: value`", describe_node(entry.node)))
            else:
                row = self.row(part.table, entry.node, here, set(part.table.keys))
                setattr(row.instance, part.by, key)
                yield row

    def _attachment(self, row: ImportRow, part: Attachment, node: Node, spot: Spot) -> None:
        name = scalar(node, spot, FILE_BESIDE)
        if "/" in name or "\\" in name:
            raise spot.misread(FILE_BESIDE, quote_value(name))
        file = f"{spot.file.rpartition('/')[0]}/{name}"
        if file not in self.attachments:
            raise spot.misread(FILE_BESIDE, f"{quote_value(name)}, which is not there")
        self.used.add(file)
        part.take(row.instance, self.attachments[file], spot)
        row.attached = self.attachments[file] if part.kept_at else None

    def _check_id(self, source: Source, tree: Mapping) -> None:
        entry = tree.entries.get("id")
        ident = getattr(entry.node, "text", "") if entry else ""
        if ident != source.id:
            line = entry.line if entry else tree.line
            self._add(
                Spot(source.file, line, "id").fault(f"the id of the file's name, “{source.id}”", quote_value(ident))
            )

    def _fill_id(self, row: ImportRow, tree: Mapping) -> None:
        """An id that is no slug is read as what it fills."""
        part, entry = row.table.ident, tree.entries.get("id")
        if part is None:
            row.instance.slug = row.ident  # type: ignore[attr-defined]
        elif entry is not None:
            spot = Spot(row.spot.file, entry.line, "id")
            try:
                setattr(row.instance, part.attribute, part.codec.read(entry.node, spot, part.on(row.table.model)))
            except Misread as misread:
                self.faults += misread.faults

    def _add(self, fault: Fault) -> None:
        self.faults.append(fault)


def _items(node: Node, spot: Spot, expected: str) -> Iterable[Node]:
    if not isinstance(node, Listing):
        raise spot.misread(expected, describe_node(node))
    return node.items
