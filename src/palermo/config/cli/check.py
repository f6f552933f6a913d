"""Check settings, keys, the audit log, the consistency of the record, and what all of that stands on.

That is: the database's own integrity, stored files, releases of figures, free space, background tasks, the search index
and the age of the last verified backup.
"""

import argparse
import sys
from pathlib import Path

from django.conf import settings
from django.core import checks

from palermo.audit.chain import find_faults
from palermo.audit.file_acts import entries_that_quote
from palermo.config import soundness
from palermo.config.backup.heads import noted_backups
from palermo.config.checks import check_file_scan
from palermo.config.keys import find_key_faults
from palermo.core import clock, worker
from palermo.governance.models import Activity, Endorsement
from palermo.governance.queries.activities import activities_begun_before_authority, activities_without_authority
from palermo.governance.queries.endorsements import endorsements_at_odds
from palermo.governance.standing import Standing
from palermo.knowledge.identifying_editions import find_identifying_editions
from palermo.registration.models import Registration
from palermo.returns.identifying_attachments import find_identifying_attachments
from palermo.search.queries import is_of_another_analyser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument(
        "--full",
        action="store_true",
        help="read every stored file and verify every release, instead of a sample; check every index of the database",
    )
    parser.add_argument("--deploy", action="store_true", help="also check the settings required for deployment")


def run(options: argparse.Namespace) -> int:
    """Print notes and errors; return 1 if there are errors, otherwise 0."""
    if faults := soundness.database_faults(is_full=options.full):
        # What is read from it might be anything.
        return _report([], [*faults, "Nothing else was checked."])
    messages = checks.run_checks(include_deployment_checks=options.deploy)
    if not options.deploy:
        messages += check_file_scan(None)
    notes = [str(message) for message in messages if not message.is_serious()]
    notes += [_begun_before(activity) for activity in activities_begun_before_authority()]
    errors = [str(message) for message in messages if message.is_serious()]
    errors += [_without_authority(activity) for activity in activities_without_authority()]
    errors += [_at_odds(put, came) for put, came in endorsements_at_odds(clock.now())]
    errors += [fault.what for fault in find_faults(*(each.head for each in noted_backups(Path(settings.DATA))))]
    errors += _of_quotations()
    errors += soundness.file_faults(is_full=options.full)
    errors += soundness.release_faults(is_full=options.full)
    errors += soundness.space_faults()
    errors += soundness.backup_faults()
    errors += soundness.stuck_tasks()
    errors += _of_work()
    errors += _of_search()
    errors += _of_names()
    errors += _of_identifiers()
    errors += find_key_faults()
    return _report(notes, errors)


def _report(notes: list[str], errors: list[str]) -> int:
    for note in notes:
        print(f"Note: {note}")
    for error in errors:
        print(f"Error: {error}", file=sys.stderr)
    print(f"{len(errors)} errors, {len(notes)} notes.")
    return 1 if errors else 0


def _of_work() -> list[str]:
    """Background tasks that failed permanently, and a missing worker."""
    failed = worker.background_rows().failed().order_by("finished_at", "pk")
    notes = [f"{row.task_path} failed after {worker.tries_of(row)} attempts ({row.pk})." for row in failed[:20]]
    if failed.count() > len(notes):
        notes.append(f"{failed.count() - len(notes)} more background tasks failed: see /secretariat/work/.")
    if worker.is_silent():
        notes.append("No worker has run for an hour. Start one with `palermo work`.")
    return notes


def _of_quotations() -> list[str]:
    """Entries of the log, of an earlier version, that can quote a file."""
    numbers = [event.sequence for event in entries_that_quote()]
    if not numbers:
        return []
    named = ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")
    return [f"Log entries that can quote refused files: {named}. Run `palermo audit redact`."]


def _of_search() -> list[str]:
    if not is_of_another_analyser():
        return []
    return ["The search index was built by another version. Run `palermo search rebuild`."]


def _begun_before(activity: Activity) -> str:
    return (
        f"{activity.slug} began on {activity.starts_on} and was authorized on {activity.authorised_on}, "
        f"under the mandate {activity.mandate}, after it had begun."
    )


def _without_authority(activity: Activity) -> str:
    mandate = activity.mandate
    if mandate is None:
        raise AssertionError("The database allows no such activity without a mandate.")
    until = f" until {mandate.ended_on}" if mandate.ended_on else ""
    return (
        f"{activity.slug} was authorized on {activity.authorised_on}, when its mandate {mandate.slug} was not in "
        f"force (in force from {mandate.in_force_from}{until})."
    )


def _at_odds(put: Endorsement, came: Standing) -> str:
    at = f" at {came.at.isoformat()}" if came.at else ""
    return (
        f"{put.slug} is recorded as {put.state.replace('_', ' ')} on {put.result_on}, but its replies and its deadline "
        f"result in {came.state.replace('_', ' ')}{at}."
    )


def _of_identifiers() -> list[str]:
    """Data that identify persons, received before files were looked through."""
    found = [(str(each.edition), each.columns) for each in find_identifying_editions()]
    found += [
        (f"{each.attachment.of}, file {each.attachment.number}", each.columns)
        for each in find_identifying_attachments()
    ]
    return [
        f"{name}: columns {', '.join(str(each.number) for each in columns)} of the file identify persons. Run `palermo "
        "purge-identifiers`."
        if columns
        else f"{name}: the file could not be looked through for columns that identify persons."
        for name, columns in found
    ]


def _of_names() -> list[str]:
    """Names of participants that were not deleted on the day stated to them."""
    late = Registration.objects.filter(purged_on=None, delete_on__lt=clock.today())
    return [
        f"{each.slug}: names were due for deletion on {each.delete_on}. Run `palermo purge {each.slug}`."
        for each in late
    ]
