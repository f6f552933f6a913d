"""Every record of a kind as the plain values of its file."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.core.files import File
from django.db import models

from palermo.core.languages import CODES
from palermo.record.attachments import file_name_of
from palermo.record.codecs import WHOLE_NUMBER, Plain, Written
from palermo.record.file_values import Values, is_left_out, written_value
from palermo.record.index import Index
from palermo.record.schema import Attachment, Children, Field, Kind, Links, Part, Table

LANGUAGE_ORDER = {code: place for place, code in enumerate(CODES)}


class Snapshot(NamedTuple):
    """One file: the record's id, its values, and the stored files to lie beside it, by name."""

    id: str
    values: Values
    files: dict[str, File]


def snapshots(kind: Kind, index: Index, only: Collection[str] | None = None) -> Iterator[Snapshot]:
    """The records of a kind, by id; all of them, or only those with these ids."""
    table = kind.table
    rows = _Rows(index)
    for row in table.model._default_manager.filter(**table.fixed).order_by(table.ident_attribute):
        ident = str(getattr(row, table.ident_attribute))
        if only is not None and ident not in only:
            continue
        files: dict[str, File] = {}
        values: Values = {"id": _written_id(table, ident), **rows.values(row, table, ident, files)}
        yield Snapshot(ident, values, files)


def _written_id(table: Table, ident: str) -> str:
    return Plain(ident) if table.ident and table.ident.codec is WHOLE_NUMBER else ident


class _Rows:
    """Rows and links of each model, read once and held by the row above them."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._below: dict[Table, dict[int, list[models.Model]]] = {}
        self._linked: dict[tuple[Table, Links], dict[int, list[int]]] = {}

    def values(self, row: models.Model, table: Table, name: str, files: dict[str, File]) -> Values:
        """A row as the values of its file; `name` is for the files beside it, which are added to `files`."""
        values: Values = {}
        for part in table.parts:
            if value := self._value(row, table, part, name, files):
                values[part.key] = value
        if table.extension:
            for extension in self._children(table.extension)[row.pk]:
                values |= self.values(extension, table.extension, name, files)
        return values

    def _value(self, row: models.Model, table: Table, part: Part, name: str, files: dict[str, File]) -> object:
        if isinstance(part, Field):
            left_out = is_left_out(part, row, table, self.index) and part.key not in {"file_name", "media_type"}
            return None if left_out else self._field_value(part, row, name)
        if isinstance(part, Attachment):
            return _attach_file(part, row, name, files)
        if isinstance(part, Links):
            return sorted(self.index.ident_of(part.to, pk) for pk in self._links(table, part)[row.pk])
        return self._list(row, part, name, files)

    def _field_value(self, part: Field, row: models.Model, name: str) -> Written | None:
        value = written_value(part, row, self.index)
        return None if part.key == "file_name" and value == file_name_of(row, name) else value

    def _list(
        self, row: models.Model, part: Children, name: str, files: dict[str, File]
    ) -> list[Values] | dict[str, Values] | None:
        if not part.is_of(row):
            return None
        children = sorted(self._children(part.table)[row.pk], key=lambda child: self._place(child, part.table))
        if not part.by:
            return [self.values(child, part.table, name, files) for child in children]
        return {getattr(child, part.by): self.values(child, part.table, name, files) for child in children}

    def _place(self, row: models.Model, table: Table) -> tuple[object, ...]:
        if table.order:
            return (getattr(row, table.order), row.pk)
        parts = {part.attribute: part for part in table.fields}
        return tuple(self._sortable(row, name, parts.get(name)) for name in table.key)

    def _sortable(self, row: models.Model, name: str, part: Field | None) -> object:
        value = getattr(row, name)
        if part and part.to:
            return self.index.ident_of(part.to, value)
        return LANGUAGE_ORDER[value] if name == "language" else value

    def _children(self, table: Table) -> dict[int, list[models.Model]]:
        if table not in self._below:
            by_parent = defaultdict(list)
            for row in table.model._default_manager.filter(**table.fixed).order_by():
                by_parent[getattr(row, f"{table.parent}_id")].append(row)
            self._below[table] = by_parent
        return self._below[table]

    def _links(self, table: Table, part: Links) -> dict[int, list[int]]:
        if (table, part) not in self._linked:
            targets = defaultdict(list)
            through = part.through(table.model)
            for source, target in through.model._default_manager.values_list(through.source, through.target):
                targets[source].append(target)
            self._linked[table, part] = targets
        return self._linked[table, part]


def _attach_file(part: Attachment, row: models.Model, name: str, files: dict[str, File]) -> str:
    if not (content := part.content(row)):
        return ""
    files[part.name(row, name)] = content
    return part.name(row, name)
