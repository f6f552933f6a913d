"""Writes the rows of a folder to the database, and the files beside them to their storage."""

from collections.abc import Iterable, Iterator, Mapping

from django.core.files import File
from django.db import models

from palermo.audit import versions
from palermo.core.kinds import find_kind
from palermo.record.rows import ImportRow
from palermo.record.schema import Kept, Links
from palermo.record.updating import Update, update

AT_ONCE = 500


def store(records: Iterable[ImportRow], entries: Mapping[tuple[str, int], int]) -> None:
    """Create what is new, in bulk; update what differs, and only in what differs.

    `entries` gives the place in the log of each record's entry, for the versions of what is created in bulk.
    """
    rows = [row for record in records for row in record.below()]
    new: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        _delete_derived(row)
    for row in rows:
        for model, added in [*_new_rows(row), *_new_links(row)]:
            new.setdefault(model, []).append(added)
    update([Update(row, names) for row in rows if row.existing and (names := _changed_columns(row))])
    for model, instances in new.items():
        model._default_manager.bulk_create(instances, batch_size=AT_ONCE)
    _write_versions(rows, entries)


def _write_versions(rows: list[ImportRow], entries: Mapping[tuple[str, int], int]) -> None:
    """The versions of what was written in bulk, which sends no signal: new rows, and rows with changed relations."""
    rows = [row for row in rows if (kind := find_kind(row.table.model)) and kind.is_versioned]
    linked = {
        row.instance: {part.attribute: sorted(_wanted_pks(row, part)) for part in parts}
        for row in rows
        if row.existing is None and (parts := row.table.links)
    }
    versions.keep_rows((row.instance for row in rows if row.existing is None), links=linked, entries=entries)
    again: dict[type[models.Model], list[int]] = {}
    for row in rows:
        if row.existing and any(_wanted_pks(row, part) != _existing_pks(row, part) for part in row.table.links):
            again.setdefault(row.table.model, []).append(row.instance.pk)
    for model, pks in again.items():
        versions.keep_again(model, pks, entries=entries)


def _delete_derived(row: ImportRow) -> None:
    """Take away what was made from the record, where the file now has it of its own."""
    for part in row.table.children:
        if row.existing and part.is_of(row.instance) and not part.is_of(row.existing):
            part.table.model._default_manager.filter(**{part.table.parent: row.instance.pk}).delete()


def _new_rows(row: ImportRow) -> Iterator[tuple[type[models.Model], models.Model]]:
    if row.existing is None:
        yield row.table.model, row.instance


def _changed_columns(row: ImportRow) -> list[str]:
    return [name for name in _columns(row) if getattr(row.instance, name) != getattr(row.existing, name)]


def _columns(row: ImportRow) -> list[str]:
    names = [name for part in row.table.fields for name in part.columns()]
    if row.table.order:
        names.append(row.table.order)
    return [*names, *(name for part in row.table.attachments for name in part.columns)]


def _new_links(row: ImportRow) -> Iterator[tuple[type[models.Model], models.Model]]:
    for part in row.table.links:
        model, source, target = part.through(row.table.model)
        wanted, known = _wanted_pks(row, part), _existing_pks(row, part)
        if known - wanted:
            model._default_manager.filter(**{source: row.instance.pk, f"{target}__in": known - wanted}).delete()
        for pk in sorted(wanted - known):
            yield model, model(**{source: row.instance.pk, target: pk})


def _wanted_pks(row: ImportRow, part: Links) -> set[int]:
    return {pointer.pk for pointer in row.links.get(part.key, []) if pointer.pk is not None}


def _existing_pks(row: ImportRow, part: Links) -> set[int]:
    return set(row.existing_links.get(part.key, []))


def store_files(records: Iterable[ImportRow], copied: list[Kept]) -> None:
    """Copy the files that their storage does not hold yet; adds those that it now holds to `copied`."""
    for row in (row for record in records for row in record.below()):
        kept_at = next((part.kept_at for part in row.table.attachments if part.kept_at), None)
        if row.attached is None or kept_at is None:
            continue
        kept = kept_at(row.instance)
        if not kept.storage.exists(kept.name):
            copied.append(kept)
            with row.attached.open("rb") as content:
                kept.storage.save(kept.name, File(content))


def remove_files(copied: Iterable[Kept]) -> None:
    """Take back what `store_files` copied, when the transaction it belonged to failed."""
    for storage, name in copied:
        storage.delete(name)
