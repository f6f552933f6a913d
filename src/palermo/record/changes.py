"""What an import changes, record by record: for a person to read and for the log to keep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import models

from palermo.record.codecs import Written
from palermo.record.file_values import is_left_out, label_of, written_value
from palermo.record.index import Index
from palermo.record.rows import ImportRow

LONGEST_SHOWN = 60


# A value, or the values of a row that is new.
type Shown = Written | Mapping[str, Written] | None


class Change(NamedTuple):
    """One value of a record: its place in the file, its old and its new value. None is "nothing"."""

    field: str
    old: Shown
    new: Shown

    def __str__(self) -> str:
        return f"{self.field}: {_value_text(self.old)} → {_value_text(self.new)}"


class RecordChange(NamedTuple):
    """A record that is new, or the values in which it differs."""

    file: str
    record: models.Model
    is_new: bool
    changes: tuple[Change, ...]

    def __str__(self) -> str:
        if self.is_new:
            return f"{self.file}: new"
        return "\n".join([f"{self.file}: changed", *(f"    {change}" for change in self.changes)])


@dataclass(frozen=True)
class ImportReport:
    """The result of an import, or of a check that only looked; `notes` list what was left alone on purpose."""

    folder: Path
    records: tuple[RecordChange, ...]
    read: int
    check: bool
    notes: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """How many records are new."""
        return sum(record.is_new for record in self.records)

    @property
    def changed(self) -> int:
        """How many records differ."""
        return len(self.records) - self.new

    @property
    def unchanged(self) -> int:
        """How many records are as they were."""
        return self.read - len(self.records)

    def __str__(self) -> str:
        counts = f"{self.new:,} new, {self.changed:,} changed, {self.unchanged:,} unchanged"
        if self.check:
            lines = [*map(str, self.records), *self.notes]
            return "\n".join([*lines, f"Would be imported: {counts}. Nothing was changed."])
        return "\n".join([*self.notes, f"Imported: {counts}."])


def change_of(record: ImportRow, index: Index) -> RecordChange | None:
    """What importing this record changes; None if nothing."""
    if record.existing is None:
        return RecordChange(record.spot.file, record.instance, True, ())
    changes = tuple(_differences(record, index))
    return RecordChange(record.spot.file, record.instance, False, changes) if changes else None


def _differences(row: ImportRow, index: Index) -> Iterator[Change]:
    if row.existing is None:
        yield Change(row.spot.field, None, _all_of(row, index))
        return
    for name, old, new in _values(row, row.existing, index):
        yield from value_changes(f"{row.spot.field}.{name}".lstrip("."), old, new)
    for part in [row.extension] if row.extension else []:
        yield from _differences(part, index)
    for rows in row.children.values():
        for child in rows:
            yield from _differences(child, index)


def _values(row: ImportRow, existing: models.Model, index: Index) -> Iterator[tuple[str, Written, Written]]:
    for part in row.table.fields:
        yield part.key, written_value(part, existing, index), written_value(part, row.instance, index)
    for link in row.table.links:
        old = sorted(index.ident_of(link.to, pk) for pk in row.existing_links.get(link.key, []))
        yield link.key, old, sorted(pointer.ident for pointer in row.links.get(link.key, []))
    for attachment in row.table.attachments:
        yield attachment.key, attachment.digest(existing), attachment.digest(row.instance)
    if row.table.order:
        before, after = (str(getattr(each, row.table.order)) for each in (existing, row.instance))
        yield "place in the list", before, after


def value_changes(name: str, old: Shown, new: Shown) -> Iterator[Change]:
    """What differs between two written values, language by language where they have languages."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for code in {**old, **new}:
            yield from value_changes(f"{name}.{code}", old.get(code), new.get(code))
    else:
        yield Change(name, old or None, new or None)


def _all_of(row: ImportRow, index: Index) -> dict[str, Written]:
    parts = [part for part in row.table.fields if not is_left_out(part, row.instance, row.table, index)]
    values = {part.key: written_value(part, row.instance, index) for part in parts}
    return values or {row.table.noun: label_of(row.instance, row.table, index)}


def _value_text(value: Shown) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_value_text(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(value) or "nothing"
    if value is None:
        return "nothing"
    return f"“{value}”" if len(value) <= LONGEST_SHOWN else f"“{value[:LONGEST_SHOWN]}…”"
