"""Whether what an installation stands on is sound: its database, files, releases, disk, tasks and backups.

Each function gives a sentence for each fault. Without `is_full` a sample of the files is read; that each is there is
always looked at.
"""

import os
import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from palermo.accounts.models import Installation
from palermo.accounts.states import InstallationKind
from palermo.config.backup.heads import last_verified_at
from palermo.config.stored_files import StoredFile, digest_of, path_of, stored_files
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.worker import background_rows, is_abandoned
from palermo.figures.models import Release
from palermo.figures.pipeline.places import bundle_path, cube_path, origins_path
from palermo.figures.pipeline.verifying import find_faults
from palermo.figures.queries.releases import published_releases
from palermo.figures.rules.releases import check_has_prepared
from palermo.figures.states.releases import NEEDS_PREPARED

SAMPLE = 100
SHOWN = 20
MEGABYTE = 1 << 20
# With less than this there is no room for an upload, a backup beside it and the database's own log.
LEAST_SPACE, LEAST_INODES = 500 * MEGABYTE, 1_000
OLDEST_BACKUP = timedelta(days=8)
# A page of the database that cannot be read is named five times at most.
MOST_PROBLEMS = 5


def database_faults(*, is_full: bool) -> list[str]:
    """What the database finds when it reads itself."""
    faults = {"sqlite": _sqlite_faults, "postgresql": _postgresql_faults}[connection.vendor](is_full)
    way_out = "Stop the site, keep a copy of the data folder as it is, and restore the last verified backup."
    return [f"The database is damaged: {fault} {way_out}" for fault in faults[:SHOWN]]


def _sqlite_faults(is_full: bool) -> list[str]:
    faults = []
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"PRAGMA {'integrity_check' if is_full else 'quick_check'}({MOST_PROBLEMS})")
            faults += [f"{row[0]}." for row in cursor.fetchall() if row[0] != "ok"]
            cursor.execute("PRAGMA foreign_key_check")
            faults += [
                f"row {row} of {table} refers to a row of {other} that does not exist."
                for table, row, other, _number in cursor.fetchall()
            ]
        except DatabaseError as error:
            faults.append(f"{error}.")
    return faults


def _postgresql_faults(is_full: bool) -> list[str]:
    """By amcheck, where the administrator has installed that extension; else by reading every row of every table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'amcheck')")
        (has_amcheck,) = cursor.fetchone()
    if has_amcheck:
        indexes = _answers(OF_INDEXES)
        faults = _failures([(f"SELECT bt_index_check({oid}, {is_full})", name) for oid, name in indexes])
        return faults + [
            f"{name}: {message}."
            for oid, name in _answers(OF_TABLES)
            for (message,) in _answers(f"SELECT msg FROM verify_heapam({oid})")  # noqa: S608
        ]
    quote = connection.ops.quote_name
    return _failures([(f"SELECT count(t::text) FROM {quote(str(name))} t", name) for _oid, name in _answers(OF_TABLES)])  # noqa: S608


OF_TABLES = (
    "SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace "
    "ORDER BY relname"
)
OF_INDEXES = (
    "SELECT c.oid, c.relname FROM pg_class c JOIN pg_am a ON a.oid = c.relam WHERE c.relkind = 'i' "
    "AND a.amname = 'btree' AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname"
)


def _answers(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _failures(queries: Sequence[tuple[str, object]]) -> list[str]:
    faults = []
    for query, name in queries:
        try:
            with transaction.atomic():
                _answers(query)
        except DatabaseError as error:
            faults.append(f"{name}: {' '.join(str(error).split())}.")
    return faults


def file_faults(*, is_full: bool) -> list[str]:
    """Files that the record names and that are missing, or are not what they were."""
    files = {each for each in stored_files() if each.name}
    missing = sorted(each.name for each in files if not path_of(each.name).is_file())
    there = sorted(each for each in files if each.sha256 and path_of(each.name).is_file())
    chosen = there if is_full or len(there) <= SAMPLE else random.sample(there, SAMPLE)
    changed = [each.name for each in chosen if not _is_as_recorded(each)]
    return [
        *_listed(missing, "File {}, which the record names, is missing. Restore it from a backup."),
        *_listed(changed, "File {} is not what was stored: its digest differs. Restore it from a backup."),
    ]


def _is_as_recorded(file: StoredFile) -> bool:
    try:
        return digest_of(path_of(file.name)) == file.sha256
    except OSError:
        return False


def _listed(names: list[str], sentence: str) -> Iterator[str]:
    yield from (sentence.format(name) for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"{len(names) - SHOWN:,} more: {sentence.format('…')}"


def release_faults(*, is_full: bool) -> list[str]:
    """Releases whose bundle, figures or prepared files are missing, or are not what they were."""
    waiting = Release.objects.filter(status__in=NEEDS_PREPARED).order_by("slug")
    with translation.override("en"):
        lost = [f"{each.slug}: {reason}" for each in waiting if (reason := _reason_why_lost(each))]
    if is_full:
        return [*find_faults(), *lost]
    published = list(published_releases().select_related("register").order_by("pk"))
    chosen = published if len(published) <= SAMPLE else random.sample(published, SAMPLE)
    return [*(fault for each in chosen for fault in _faults_of_release(each)), *lost]


def _reason_why_lost(release: Release) -> str:
    try:
        check_has_prepared(release)
    except Refused as refusal:
        return str(refusal)
    return ""


def _faults_of_release(release: Release) -> Iterator[str]:
    files = [(bundle_path(release), release.digest, "Restore it from a backup.")]
    if not release.is_drawn:
        files += [
            (cube_path(release), release.cube_digest, "Make it again with `palermo figures read-back`."),
            (origins_path(release), "", "Restore it from a backup."),
        ]
    for path, digest, way_out in files:
        if not path.is_file():
            yield f"{release.slug}: {path} is missing. {way_out}"
        elif digest and digest_of(path) != digest:
            yield f"{release.slug}: {path} is not what was released: its digest differs. {way_out}"


def space_faults() -> list[str]:
    """Disks of the data folder and of temporary files that are nearly full."""
    faults = []
    for folder in dict.fromkeys((Path(settings.DATA), Path(settings.MEDIA_ROOT), Path(settings.PALERMO_RELEASES))):
        if not folder.is_dir():
            continue
        free = shutil.disk_usage(folder).free
        if free < LEAST_SPACE:
            faults.append(
                f"{folder} has {free // MEGABYTE:,} MB of free space; at least {LEAST_SPACE // MEGABYTE:,} MB are "
                "needed. Free space, or nothing can be saved soon."
            )
        if (inodes := _free_inodes(folder)) is not None and inodes < LEAST_INODES:
            faults.append(f"{folder} has room for {inodes:,} more files. Delete files, or nothing can be saved soon.")
    return faults


def _free_inodes(folder: Path) -> int | None:
    """How many files a disk has room for; None where it counts none."""
    if not hasattr(os, "statvfs"):
        return None
    counts = os.statvfs(folder)
    return counts.f_favail if counts.f_files else None


def stuck_tasks() -> list[str]:
    """Background tasks that were interrupted and that no worker has taken up again."""
    rows = [row for row in background_rows().running().order_by("started_at") if is_abandoned(row)]
    return [
        f"{row.task_path}, begun on {row.started_at:%Y-%m-%d %H:%M} UTC, was interrupted ({row.pk}). "
        "A worker takes it up again: `palermo work`."
        for row in rows
    ]


def backup_faults() -> list[str]:
    """Whether a real installation lacks a backup that was verified within a week."""
    installation = Installation.objects.filter(kind=InstallationKind.REAL).first()
    if installation is None:
        return []
    made_at = last_verified_at(Path(settings.DATA))
    since: datetime = made_at or installation.created_at
    if clock.machine_now() - since <= OLDEST_BACKUP:
        return []
    state = f"is of {made_at:%Y-%m-%d}" if made_at else "has not been made yet"
    return [f"The last verified backup {state}. Make one with `palermo backup FILE --verify`."]
