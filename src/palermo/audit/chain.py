"""The arithmetic of the chain, and its check."""

import hashlib
import json
from datetime import UTC
from typing import NamedTuple

from palermo.audit.models import AuditEvent, ChainHead

FIRST = "0" * 64


class Fault(NamedTuple):
    """A link that does not hold: its place in the chain and, in a sentence, what is wrong there."""

    sequence: int
    what: str


def digest_of(event: AuditEvent) -> str:
    """SHA-256, in hexadecimal, over every field and the digest before."""
    fields = [
        event.sequence,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.actor_name,
        event.verb,
        event.target_kind,
        event.target_id,
        event.details,
        event.previous_digest,
    ]
    written = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def find_faults() -> list[Fault]:
    """Walk the whole chain; an empty list means that nothing was changed, removed, added or moved."""
    faults, expected, previous = [], 1, FIRST
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
        faults += _faults_at(event, expected, previous)
        expected, previous = event.sequence + 1, event.digest
    return faults + _faults_at_end(expected - 1, previous)


def _faults_at(event: AuditEvent, expected: int, previous: str) -> list[Fault]:
    faults = []
    if event.sequence != expected:
        faults.append(Fault(expected, f"Entries {expected} to {event.sequence - 1} are missing."))
    if event.digest != digest_of(event):
        faults.append(
            Fault(event.sequence, f"Entry {event.sequence} was changed: its digest does not match its content.")
        )
    elif event.sequence == expected and event.previous_digest != previous:
        faults.append(
            Fault(
                event.sequence,
                f"Entry {event.sequence} does not follow entry {expected - 1}: it was moved or replaced.",
            )
        )
    return faults


def _faults_at_end(last: int, digest: str) -> list[Fault]:
    head = ChainHead.objects.filter(id=1).first()
    if head is None:
        return [Fault(last, "The head of the chain is missing.")] if last else []
    if head.sequence > last:
        return [Fault(last + 1, f"Entries {last + 1} to {head.sequence} are missing at the end.")]
    if head.sequence < last or head.digest != digest:
        return [
            Fault(
                last, f"Entry {last} does not match the head of the chain: entries were added outside the application."
            )
        ]
    return []
