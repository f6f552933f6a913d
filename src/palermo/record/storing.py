"""Writes the rows of a folder to the database, and the files of versions to the library's storage."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.files import File
from django.db import models

from palermo.library.models import LanguageVersion
from palermo.record.rows import Row

AT_ONCE = 500


def store(records: Iterable[Row]) -> None:
    """Create what is new, in bulk; update what differs, and only in what differs."""
    new: dict[type[models.Model], list[models.Model]] = {}
    links: dict[type[models.Model], list[models.Model]] = {}
    for record in records:
        for row in record.below():
            if row.existing is None:
                new.setdefault(row.table.model, []).append(row.instance)
            else:
                _update(row)
            for through, link in _new_links(row):
                links.setdefault(through, []).append(link)
    for model, rows in {**new, **links}.items():
        model._default_manager.bulk_create(rows, batch_size=AT_ONCE)


def _update(row: Row) -> None:
    names = [name for name in _columns(row) if getattr(row.instance, name) != getattr(row.existing, name)]
    if names:
        row.instance.save(update_fields=names)


def _columns(row: Row) -> list[str]:
    names = [name for part in row.table.fields for name in part.columns()]
    if row.table.order:
        names.append(row.table.order)
    if isinstance(row.instance, LanguageVersion):
        names += ["file", "sha256", "size"]
    return names


def _new_links(row: Row) -> Iterator[tuple[Any, models.Model]]:
    for part in row.table.links:
        on: Any = row.table.model._meta.get_field(part.attribute)
        through = on.remote_field.through
        source, target = f"{on.m2m_field_name()}_id", f"{on.m2m_reverse_field_name()}_id"
        wanted = {pointer.pk for pointer in row.links.get(part.key, [])}
        known = set(row.existing_links.get(part.key, []))
        if known - wanted:
            through._default_manager.filter(**{source: row.instance.pk, f"{target}__in": known - wanted}).delete()
        for pk in sorted(wanted - known):
            yield through, through(**{source: row.instance.pk, target: pk})


def store_files(records: Iterable[Row]) -> list[str]:
    """Copy the files that the storage does not hold yet; returns the names of those it now holds."""
    storage, copied = LanguageVersion._meta.get_field("file").storage, []  # type: ignore[union-attr]
    for version in (row for record in records for row in record.below() if row.attached):
        name = version.instance.file.name  # type: ignore[attr-defined]
        if not storage.exists(name):
            with version.attached.open("rb") as content:  # type: ignore[union-attr]
                storage.save(name, File(content))
            copied.append(name)
    return copied


def remove_files(names: Iterable[str]) -> None:
    """Take back what `store_files` copied, when the transaction it belonged to failed."""
    storage: Any = LanguageVersion._meta.get_field("file").storage  # type: ignore[union-attr]
    for name in names:
        storage.delete(name)
