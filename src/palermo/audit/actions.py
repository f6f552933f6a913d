"""Adds entries to the log, always inside the transaction of the act."""

from collections.abc import Iterable
from datetime import datetime
from secrets import token_hex
from typing import NamedTuple

from django.db import models, transaction

from palermo.audit import versions
from palermo.audit.chain import digest_of, lock_head
from palermo.audit.file_acts import check_details
from palermo.audit.models import AuditEvent, ChainHead
from palermo.core.kinds import slug_of


class AuditEntry(NamedTuple):
    """An act on a record, with its details, to be written to the log."""

    verb: str
    target: models.Model
    details: dict[str, object] = {}


def record(verb: str, target: models.Model, *, by: object, **details: object) -> AuditEvent:
    """Write one act to the log.

    `by` is the person who acted, or a sentence naming the command that did. `details` are plain JSON values; those of
    an act that reads a file hold no word of it (`file_acts`).
    """
    return record_all([AuditEntry(verb, target, details)], by=by)[0]


def record_all(entries: Iterable[AuditEntry], *, by: object) -> list[AuditEvent]:
    """Write several acts, in order, in one go."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit entry was written outside the transaction of its act.")
    head, listed, events, at = lock_head(), list(entries), [], versions.instant()
    for entry in listed:
        events.append(_event(head, entry, by, at))
        head.sequence, head.digest = events[-1].sequence, events[-1].digest
    AuditEvent.objects.bulk_create(events, batch_size=500)
    head.save(update_fields=["sequence", "digest"])
    versions.attach_to_events(events, [entry.target for entry in listed])
    return events


def _event(head: ChainHead, entry: AuditEntry, by: object, at: datetime) -> AuditEvent:
    check_details(entry.verb, entry.details)
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=at,
        actor_id=str(getattr(by, "pk", "") or ""),
        actor_name=str(by),
        verb=entry.verb,
        target_kind=slug_of(entry.target._meta.model),
        target_id=str(getattr(entry.target, "slug", None) or entry.target.pk),
        details=entry.details,
        salt=token_hex(16),
        previous_digest=head.digest,
    )
    event.digest = digest_of(event)
    return event
