"""Verify the audit log, or remove from it what must not stay in it.

verify: report each entry that was changed, removed, added or moved, also against the last entries that backups have.
redact: remove the details of entries; each redaction is an entry itself, and the chain still proves all others. Without
numbers, it redacts the entries that `palermo check` names because they can quote a refused file, and the reason on the
file that was returned. The removed words are then searched for everywhere, and backups that hold them are named.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings

from palermo.audit.chain import FIRST, find_faults
from palermo.audit.file_acts import entries_that_quote
from palermo.audit.models import AuditEvent
from palermo.audit.redaction import redact_entries
from palermo.config.backup.archive import open_archive
from palermo.config.backup.heads import head_of, noted_backups
from palermo.core.refusals import Refused
from palermo.knowledge.actions.redacting import redact_refusal
from palermo.registration.erasure_check import scan_for
from palermo.registration.purging import give_back_space, overwrite_deleted

BY = "palermo audit redact"
QUOTED = "The entry could quote a file that was refused."
RETURNED_UNREAD = "dataset_edition.unreadable"
SHORTEST = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The act, and what it is about."""
    parser.add_argument("act", choices=["verify", "redact"], help="verify the whole hash chain, or redact entries")
    parser.add_argument("entries", nargs="*", type=int, metavar="ENTRY", help="redact: the numbers of entries")
    parser.add_argument("--backup", type=Path, metavar="FILE", help="verify: compare with this backup, too")
    parser.add_argument("--reason", metavar="TEXT", help="redact: the reason, which stays in the log")
    parser.add_argument("--dry-run", action="store_true", help="redact: only show which entries")


def run(options: argparse.Namespace) -> int:
    """Return 1 if there are errors, or removed words were found elsewhere; otherwise 0."""
    return _verify(options.backup) if options.act == "verify" else _redact(options)


def _verify(backup: Path | None) -> int:
    known = [each.head for each in noted_backups(Path(settings.DATA))]
    if backup:
        with open_archive(backup) as (_packed, manifest):
            known.append(head_of(manifest))
    faults = find_faults(*known)
    for fault in faults:
        print(fault.what, file=sys.stderr)
    last = AuditEvent.objects.order_by("sequence").last()
    digest = last.digest if last else FIRST
    print(f"{AuditEvent.objects.count():,} entries, {len(faults)} errors. Last digest: {digest}")
    return 1 if faults else 0


def _redact(options: argparse.Namespace) -> int:
    if options.entries and not options.reason:
        raise Refused("State the reason with --reason TEXT. Nothing was redacted.")
    chosen = list(AuditEvent.objects.filter(sequence__in=options.entries)) if options.entries else None
    quoting = list(entries_that_quote()) if chosen is None else chosen
    for event in quoting:
        print(f"Entry {event.sequence}: {event.verb} of {event.at:%Y-%m-%d}, {', '.join(event.details)}")
    if options.dry_run:
        print("Nothing was redacted.")
        return 0
    if not quoting and not options.entries:
        print("No entry can quote a file.")
        return 0
    overwrite_deleted()
    words = _remove(options.entries or [event.sequence for event in quoting], options.reason or QUOTED)
    give_back_space()
    return _report(quoting, words)


def _remove(sequences: list[int], reason: str) -> set[str]:
    """Redact entries, and what the record says of the files; gives the words that were removed."""
    words: set[str] = set()
    for event in redact_entries(sequences, reason=reason, by=BY):
        words |= set(_strings_in(event.details))
        if event.verb == RETURNED_UNREAD:
            words |= set(redact_refusal(event.target_id, int(event.details.get("edition", 0)), reason=reason, by=BY))
    return {word for word in words if len(word) >= SHORTEST}


def _strings_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _strings_in(each)
    if isinstance(value, str):
        yield value


def _report(events: Iterable[AuditEvent], words: set[str]) -> int:
    looked, redacted = scan_for(words), list(events)
    print(f"{len(redacted)} entries redacted. Searched {looked.tables:,} tables and {looked.files:,} files.")
    for place, count in sorted(looked.found.items()):
        print(f"Found in {place}: {count}", file=sys.stderr)
    oldest = min(event.sequence for event in redacted)
    for backup in noted_backups(Path(settings.DATA)):
        if backup.log_sequence >= oldest:
            print(f"This backup still holds what was removed: {backup.place}, of {backup.made_at}.")
    print("Not searched: backups, a PostgreSQL server's own files, and copies elsewhere.")
    return 1 if looked.found else 0
