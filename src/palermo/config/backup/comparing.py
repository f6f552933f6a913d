"""Whether what was restored is what was backed up: read once settings have been set to the restored folder."""

from pathlib import Path

from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from palermo.audit.chain import find_faults
from palermo.config.backup.archive import FILES, Manifest
from palermo.config.backup.databases import (
    POSTGRESQL,
    Facts,
    check_is_empty,
    empty_postgresql,
    facts_here,
    files_here,
    find_damage,
    restore_postgresql,
)
from palermo.config.backup.heads import head_of
from palermo.config.backup.restoring import DUMP_ENTRY, lay_into_place
from palermo.config.environment import DATABASE_FILE
from palermo.config.keys import find_key_faults
from palermo.config.preparation import pending_migrations
from palermo.config.progress import step
from palermo.core.refusals import Refused

SHOWN = 5


def finish(manifest: Manifest, aside: Path, folder: Path) -> list[str]:
    """Fill the database, compare everything with the manifest, and lay it into place; gives what is to be known of it.

    Refused if anything is otherwise than the manifest says; nothing is left then, of files or in the database.
    """
    _check_version(manifest)
    if connection.vendor != POSTGRESQL:
        if damage := find_damage(aside / DATABASE_FILE):
            raise Refused(f"The database in the backup is damaged: {damage} Nothing was restored.")
        return _compare_and_lay(manifest, aside, folder)
    check_is_empty()
    with step("Restoring the database"):
        restore_postgresql(aside / DUMP_ENTRY)
    try:
        return _compare_and_lay(manifest, aside, folder)
    except BaseException:
        empty_postgresql()
        raise


def _compare_and_lay(manifest: Manifest, aside: Path, folder: Path) -> list[str]:
    with step("Comparing with the backup"):
        _check_facts(manifest)
        _check_files(manifest, aside)
    with step("Verifying the audit log"):
        notes = _notes(manifest)
    connections.close_all()
    lay_into_place(aside, folder)
    return notes


def _check_version(manifest: Manifest) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for each in loader.disk_migrations.values() for app, name in each.replaces}
    if unknown := sorted(set(manifest.migrations) - known):
        names = ", ".join(unknown[:SHOWN]) + (f" and {len(unknown) - SHOWN} more" if len(unknown) > SHOWN else "")
        raise Refused(
            f"The backup was created by another version of Palermo ({manifest.palermo}), with migrations unknown to "
            f"this version: {names}. Nothing was restored. Use that version or a newer one."
        )


def _check_facts(manifest: Manifest) -> None:
    expected = Facts(
        manifest.kind, manifest.log_sequence, manifest.log_digest, sorted(manifest.migrations), manifest.tables
    )
    facts = facts_here()
    if facts == expected:
        return
    tables = sorted(set(expected.tables.items()) ^ set(facts.tables.items()))
    raise Refused(
        "The restored database differs from the backup: "
        f"expected {expected.log_sequence} {expected.log_digest} as the last log entry, found "
        f"{facts.log_sequence} {facts.log_digest}; {len(tables)} row counts differ. Nothing was restored."
    )


def _check_files(manifest: Manifest, aside: Path) -> None:
    files = {name.removeprefix(FILES) for name in manifest.entries if name.startswith(FILES)}
    lacking = sorted(files_here() - files - set(manifest.missing))
    lacking += [name for name in files if not (aside / FILES / name).is_file()]
    if lacking:
        names = ", ".join(lacking[:SHOWN])
        raise Refused(
            f"{len(lacking)} files that the database refers to are not in the backup: {names}. Nothing was restored."
        )


def _notes(manifest: Manifest) -> list[str]:
    """What was wrong before, and is so again: it is no fault of the backup."""
    notes = [f"Missing file: {name}. It was already missing when the backup was created." for name in manifest.missing]
    if pending := pending_migrations():
        notes.append(f"{pending} migrations of this version are missing. Run `palermo manage migrate`.")
    try:
        notes += [fault.what for fault in find_faults(head_of(manifest))]
        notes += find_key_faults()
    except DatabaseError:
        notes.append(
            "The log and the keys are from an older version. Run `palermo manage migrate`, then `palermo check`."
        )
    return notes
