"""The one way in which an editor's change to any record is saved."""

import hashlib
import json
from collections.abc import Iterable, Mapping

from django.db import models, transaction

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.rules import accounts
from palermo.audit.actions import record
from palermo.core.fields import MultilingualField
from palermo.core.rows import save_row

# No part of the record: a secret, and the traces of visits.
NEVER_TOLD = frozenset({"password", "last_login", "last_visit_at", "closing_notice_at"})


@transaction.atomic
def save_record[Record: models.Model](
    instance: Record, *, by: Actor, linked: Mapping[str, Iterable[models.Model]] | None = None, seen: str = ""
) -> Record:
    """Save a record that an editor made or changed, with what changed in the log: nothing is overwritten silently.

    `linked` gives the records that belong to each many-to-many field; `seen` is the `fingerprint` of the record
    as the editor was shown it.

    Raises
    ------
    Refused
        If `by` is not of the secretariat, or if somebody changed the record since it was shown.
    ValidationError
        If the record does not hold together.
    """
    check_may(by, Permission.CHANGE_RECORD)
    stored = _lock_stored_row(instance)
    if stored and seen:
        accounts.check_is_unchanged(seen, fingerprint(stored))
    before = _plain(stored) if stored else None
    save_row(instance)
    links = _link(instance, linked or {})
    if before is None:
        record(f"{instance._meta.model_name}.created", instance, by=by, after=_plain(instance) | _links_after(links))
    elif changes := _changes(before, _plain(instance)) | links:
        record(f"{instance._meta.model_name}.changed", instance, by=by, changes=changes)
    return instance


def fingerprint(instance: models.Model) -> str:
    """What a record holds, as a digest: two editors who were shown the same have the same."""
    return hashlib.sha256(json.dumps(_plain(instance), sort_keys=True, default=str).encode()).hexdigest()


def _links_after(links: dict[str, list[list[str]]]) -> dict[str, object]:
    return {name: after for name, (_before, after) in links.items()}


def _link(instance: models.Model, linked: Mapping[str, Iterable[models.Model]]) -> dict[str, list[list[str]]]:
    """Set many-to-many fields; gives the ids before and after of those that changed."""
    changes: dict[str, list[list[str]]] = {}
    for name, records in linked.items():
        field = getattr(instance, name)
        before = _ids(field.all())
        field.set(records)
        after = _ids(field.all())
        if before != after:
            changes[name] = [before, after]
    return changes


def _ids(records: Iterable[models.Model]) -> list[str]:
    return sorted(getattr(record, "slug", None) or str(record.pk) for record in records)


def _lock_stored_row(instance: models.Model) -> models.Model | None:
    if not instance.pk:
        return None
    # Without the model's own order: PostgreSQL locks no row that an optional relation sorts.
    return type(instance)._default_manager.select_for_update().order_by("pk").filter(pk=instance.pk).first()


def _plain(instance: models.Model) -> dict[str, object]:
    """Every field as plain JSON, but for what signing in leaves behind."""
    fields: dict[str, object] = {}
    for field in instance._meta.concrete_fields:
        if field.name in NEVER_TOLD:
            continue
        value = field.value_from_object(instance)
        fields[field.attname] = dict(value) if isinstance(field, MultilingualField) else field.value_to_string(instance)
        if value is None:
            fields[field.attname] = None
    return fields


def _changes(before: dict[str, object], after: dict[str, object]) -> dict[str, list[object]]:
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}
