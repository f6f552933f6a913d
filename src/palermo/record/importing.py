"""Bringing a folder of files into the database: all of it, or nothing and every fault that was found."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import IntegrityError, transaction

from palermo.accounts.actors import Actor
from palermo.audit import versions
from palermo.audit.actions import AuditEntry, record_all
from palermo.core.constraints import sentence_of
from palermo.record.changes import ImportReport, RecordChange, change_of
from palermo.record.faults import Fault, ImportRefused, Misread
from palermo.record.folder import Contents, read_folder
from palermo.record.frozen_versions import version_faults
from palermo.record.index import Index
from palermo.record.issued import exclude_issued, issued_faults, lock_reports
from palermo.record.kinds.pages import PAGES
from palermo.record.kinds.registry import BY_FOLDER
from palermo.record.kinds.tool_texts import TOOL_TEXTS
from palermo.record.matching import match_children, match_records
from palermo.record.pages import Pages, read_pages
from palermo.record.resolving import fill_left_out, resolve, unread_ids
from palermo.record.rows import ImportRow, read_rows
from palermo.record.schema import Kept
from palermo.record.storing import remove_files, store, store_files
from palermo.record.tool_texts import Texts, read_texts
from palermo.record.validating import validate
from palermo.toolkit.actions.sections import list_sections
from palermo.toolkit.models import ToolVersion

Progress = Callable[[str], None]


def import_folder(folder: Path, *, by: Actor, check: bool = False, progress: Progress | None = None) -> ImportReport:
    """Import every file of `folder`, or, with `check`, report what that would change.

    Creates and updates, never deletes. A second import of the same folder changes nothing. `by` is the
    person, or a sentence naming the command, who is answerable for it in the log.

    Raises
    ------
    ImportRefused
        With every fault found. Nothing of the folder is kept then.
    """
    announce = progress or (lambda sentence: None)
    announce(f"Reading {folder} …")
    return import_contents(_read_contents(Path(folder)), Path(folder), by=by, check=check, progress=progress)


def import_contents(
    contents: Contents, folder: Path, *, by: Actor, check: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Import what was read from a folder, or made from a table that is called so.

    Raises
    ------
    ImportRefused
        With every fault found. Nothing is kept then.
    """
    announce, copied = progress or (lambda sentence: None), list[Kept]()
    try:
        with transaction.atomic():
            return _import(folder, contents, by=by, check=check, announce=announce, copied=copied)
    except IntegrityError as error:
        remove_files(copied)
        raise ImportRefused([Fault(str(folder), 0, "", "consistent records", sentence_of(error))]) from error
    except BaseException:
        remove_files(copied)
        raise


def _read_contents(folder: Path) -> Contents:
    try:
        return read_folder(folder, [*BY_FOLDER, TOOL_TEXTS, PAGES])
    except Misread as misread:
        raise ImportRefused(misread.faults) from None


def _import(
    folder: Path, contents: Contents, *, by: Actor, check: bool, announce: Progress, copied: list[Kept]
) -> ImportReport:
    announce(f"Checking {_records(len(contents.sources))} …")
    rows, index, texts, pages, notes = _check_contents(contents)
    changes = [change for row in rows if (change := change_of(row, index))]
    text_changes, page_changes = texts.changes(), pages.changes()
    changed = (*changes, *page_changes)
    report = ImportReport(folder, (*changes, *text_changes, *page_changes), len(contents.sources), check, notes)
    if report.records:
        announce(f"{'Testing' if check else 'Writing'} {_records(len(report.records))} …")
    if changed:
        _store(rows, changed, by)
        for record in {change.record for change in changes if isinstance(change.record, ToolVersion)}:
            list_sections(record)
    if check:
        transaction.set_rollback(True)
    else:
        texts.store(text_changes, by)
        pages.store(page_changes)
        store_files(rows, copied)
    return report


def _store(rows: list[ImportRow], changes: Sequence[RecordChange], by: Actor) -> None:
    """Write the entries first, so that what is stored in bulk knows its own."""
    records = [change.record for change in changes]
    events = record_all(map(_entry, changes), by=by)
    versions.go_on(events[0].at)
    store(rows, {(event.target_kind, record.pk): event.sequence for event, record in zip(events, records, strict=True)})
    versions.attach_to_events(events, records)


def _check_contents(contents: Contents) -> tuple[list[ImportRow], Index, Texts, Pages, tuple[str, ...]]:
    """The rows, texts of tools and pages of the folder, known to be sound, and notes on rows that are left alone.

    Raises
    ------
    ImportRefused
        If any is not.
    """
    rows, faults = read_rows(contents)
    faults += contents.faults
    unread, index = unread_ids(rows, contents.sources), Index()
    lock_reports(rows)
    faults += match_records(rows, index)
    rows, notes = exclude_issued(rows)
    faults += resolve(rows, index, inside=False, unread=unread)
    faults += match_children(rows, index)
    faults += resolve(rows, index, inside=True, unread=unread)
    fill_left_out(rows, index)
    faults += validate(rows, index)
    faults += issued_faults(rows, index)
    faults += version_faults(rows, index)
    files, text_faults = read_texts([each for each in contents.sources if each.folder == TOOL_TEXTS], index, unread)
    pages, page_faults = _pages(contents)
    faults += [*text_faults, *page_faults]
    if faults:
        raise ImportRefused(faults)
    return rows, index, Texts(files, index), pages, tuple(notes)


def _pages(contents: Contents) -> tuple[Pages, list[Fault]]:
    sources = [source for source in contents.sources if source.folder == PAGES]
    files, faults = read_pages(sources)
    unread = {source.id for source in sources} - {file.page.slug for file in files}
    pages = Pages(files, unread)
    return pages, [*faults, *pages.faults()]


def _records(count: int) -> str:
    return "1 record" if count == 1 else f"{count:,} records"


def _entry(change: RecordChange) -> AuditEntry:
    """An entry names fields: what they say now is the record's, and its versions have it."""
    if change.is_new:
        return AuditEntry("record.imported", change.record)
    fields = {each.field.partition(".")[0].partition("[")[0] for each in change.changes}
    return AuditEntry("record.changed", change.record, {"fields": sorted(fields)})
