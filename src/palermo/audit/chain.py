"""The arithmetic of the chain, and its check."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import UTC
from typing import NamedTuple

from django.db.models import Subquery

from palermo.audit.models import AuditEvent, ChainHead
from palermo.core.kinds import slug_of

FIRST = "0" * 64
# The acts that remove details of an entry, and a column of a version; and what the details of that entry hold then: the
# place of the entry on its redaction.
REDACTED, VERSION_REDACTED, MARK = "audit.entry_redacted", "audit.version_redacted", "redacted"


class Fault(NamedTuple):
    """A link that does not hold: its place in the chain and, in a sentence, what is wrong there."""

    sequence: int
    what: str


class KnownHead(NamedTuple):
    """The last entry of the log at an earlier moment, as something beside the database knows it, such as a backup."""

    sequence: int
    digest: str
    source: str


class _Ends(NamedTuple):
    """The last entry, and what the head says that it is, both of one moment."""

    last: int
    digest: str
    head: int | None
    head_digest: str


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
        *([event.salt] if event.salt else []),
    ]
    written = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def lock_head() -> ChainHead:
    """The head of the chain, which nobody else moves until this transaction is over."""
    ChainHead.objects.get_or_create(id=1)
    return ChainHead.objects.select_for_update().get(id=1)


def redacted_copy(event: AuditEvent, place: int) -> AuditEvent:
    """An entry without its details, as the entry at this place of the log makes it."""
    redacted = copy(event)
    redacted.details, redacted.salt = {MARK: place}, ""
    return redacted


def find_faults(*known: KnownHead) -> list[Fault]:
    """Walk the whole chain; an empty list means that nothing was changed, removed, added or moved.

    Others may write meanwhile: the last entry and the head are read in one statement, and entries before that one do
    not change. `known` are heads of earlier moments that the chain must still contain.
    """
    ends = _read_ends()
    faults, expected, previous = [], 1, FIRST
    for event in AuditEvent.objects.filter(sequence__lte=ends.last).order_by("sequence").iterator(chunk_size=2000):
        faults += _faults_at(event, expected, previous)
        expected, previous = event.sequence + 1, event.digest
    return [*faults, *_faults_at_end(ends), *_faults_against(known, ends.last)]


def _read_ends() -> _Ends:
    """One statement reads both, so they are of one moment in every database."""
    last = AuditEvent.objects.order_by("-sequence")
    heads = ChainHead.objects.filter(id=1)
    if row := heads.values_list(
        "sequence", "digest", Subquery(last.values("sequence")[:1]), Subquery(last.values("digest")[:1])
    ).first():
        return _Ends(row[2] or 0, row[3] or FIRST, row[0], row[1])
    entries = last.values_list(
        "sequence", "digest", Subquery(heads.values("sequence")[:1]), Subquery(heads.values("digest")[:1])
    )
    row = entries.first()
    return _Ends(row[0], row[1], row[2], row[3] or "") if row else _Ends(0, FIRST, None, "")


def _faults_at(event: AuditEvent, expected: int, previous: str) -> list[Fault]:
    faults = []
    if event.sequence != expected:
        faults.append(Fault(expected, f"Entries {expected} to {event.sequence - 1} are missing."))
    if event.digest != digest_of(event) and not _is_redacted(event):
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


def _is_redacted(event: AuditEvent) -> bool:
    """Whether an entry is what a later one, itself unchanged, says that its redaction made of it."""
    place = event.details.get(MARK)
    if set(event.details) != {MARK} or not isinstance(place, int) or place <= event.sequence:
        return False
    about = {"verb": REDACTED, "target_kind": slug_of(AuditEvent), "target_id": str(event.sequence)}
    act = AuditEvent.objects.filter(sequence=place, **about).first()
    return (
        act is not None
        and act.digest == digest_of(act)
        and (act.details.get("was"), act.details.get("now")) == (event.digest, digest_of(event))
    )


def _faults_at_end(ends: _Ends) -> list[Fault]:
    if ends.head is None:
        return [Fault(ends.last, "The head of the chain is missing.")] if ends.last else []
    if ends.head > ends.last:
        return [Fault(ends.last + 1, f"Entries {ends.last + 1} to {ends.head} are missing at the end.")]
    if ends.head < ends.last or ends.head_digest != ends.digest:
        return [
            Fault(
                ends.last,
                f"Entry {ends.last} does not match the head of the chain: entries were added outside the application.",
            )
        ]
    return []


def _faults_against(known: Iterable[KnownHead], last: int) -> Iterator[Fault]:
    """What an earlier head has and the chain has not: a removal at the end that took the head along, or another log."""
    for head in known:
        if head.sequence > last:
            yield Fault(
                last + 1, f"Entries {last + 1} to {head.sequence} are missing at the end: {head.source} has them."
            )
        elif head.sequence and not AuditEvent.objects.filter(sequence=head.sequence, digest=head.digest).exists():
            yield Fault(head.sequence, f"Entry {head.sequence} is not the one that {head.source} has.")
