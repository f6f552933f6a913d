"""Delete the names of the people registered for an event, keep the totals, and verify the deletion.

Deleted: people, badges and check-ins, credentials letters with their files, applications of organizations with their
contacts, and e-mails to all of these that are kept as files. Every table and every file in the data folder is then
searched for the deleted names. Logs and histories never contain them. Not searched: backups, a PostgreSQL server's own
files, and phones.
"""

import argparse
import sys
from pathlib import Path

from palermo.audit.file_refusals import delete_due_refusals
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.registration.actions.registrations import purge_registration
from palermo.registration.counting import heads_of
from palermo.registration.erasure_check import ScanResult, database_files, scan_for
from palermo.registration.models import Registration
from palermo.registration.purging import addresses_of, delete_mail, give_back_space, overwrite_deleted, words_of
from palermo.registration.rules.registrations import check_can_purge

BY = "palermo purge"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The events, and the options of the search."""
    parser.add_argument("event", nargs="*", help="ids of events (default: all whose deletion date has passed)")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be deleted")
    parser.add_argument(
        "--refused-files", action="store_true", help="delete all reasons that quote refused files, not only those due"
    )
    parser.add_argument("--look-for", type=Path, metavar="FILE", help="also search for these words, one per line")
    parser.add_argument(
        "--besides",
        action="append",
        default=[],
        metavar="TABLE.COLUMN",
        help="a column in which names may remain, such as accounts_user.name for account holders",
    )


def run(options: argparse.Namespace) -> int:
    """Return 1 if names were found after the deletion, otherwise 0."""
    chosen = _chosen_registrations(options.event)
    words = set(options.look_for.read_text().split("\n")) - {""} if options.look_for else set()
    for registration in chosen:
        check_can_purge(BY, registration)
        _print_contents(registration)
    if options.dry_run:
        print("Nothing was deleted.")
        return 0
    for registration in chosen:
        words |= words_of(registration)
        _purge(registration)
    overwrite_deleted()
    if refusals := delete_due_refusals(is_all=options.refused_files):
        print(f"Deleted {refusals:,} reasons that quote refused files.")
    if words or refusals:
        give_back_space()
    return _report_findings(scan_for(words), options.besides)


def _chosen_registrations(slugs: list[str]) -> list[Registration]:
    registrations = Registration.objects.select_related("event__activity").order_by("slug")
    if not slugs:
        return list(registrations.filter(purged_on=None, delete_on__lte=clock.today()))
    chosen = list(registrations.filter(slug__in=slugs))
    if missing := sorted(set(slugs) - {each.slug for each in chosen}):
        raise Refused(f"No registration found for: {', '.join(missing)}.")
    return [each for each in chosen if each.purged_on is None]


def _print_contents(registration: Registration) -> None:
    people, letters = registration.participants.count(), registration.letters.count()
    applications = registration.accreditations.count()
    print(f"{registration.slug}: {people:,} people, {letters:,} letters, {applications:,} applications.")
    for party, heads in heads_of(registration).items():
        whom = party.name or party.state_id or party.organisation_id or "–"
        counts = f"{heads.registered} registered, {heads.accredited} accredited, {heads.came} checked in"
        print(f"  {party.category} {whom}: {counts}")


def _purge(registration: Registration) -> None:
    addresses = addresses_of(registration)
    overwrite_deleted()
    done = purge_registration(registration, by=BY)
    mails = delete_mail(addresses)
    print(
        f"{registration.slug}: deleted {done.people:,} people, {len(done.letters):,} letter files, {mails:,} e-mails."
    )
    print(f"  SHA-256 of the deleted data: {done.digest}")


def _report_findings(looked: ScanResult, besides: list[str]) -> int:
    print(
        f"Searched {looked.tables:,} tables ({looked.rows:,} rows) and {looked.files:,} files ({looked.size:,} bytes) "
        f"for {looked.words:,} words."
    )
    allowed = {f"table {table}, column {column}" for table, _dot, column in (each.partition(".") for each in besides)}
    if allowed & looked.found.keys():
        # The database's own file holds the content of all columns, and rows cannot be distinguished there.
        allowed |= {f"file {path}" for path in database_files()}
    remaining = {place: count for place, count in sorted(looked.found.items()) if place not in allowed}
    for place, count in sorted(looked.found.items()):
        note = "" if place in remaining else " (allowed by --besides)"
        print(f"Found in {place}: {count}{note}", file=sys.stderr)
    print("No names found." if not remaining else f"Found in {len(remaining)} places.")
    return 1 if remaining else 0
