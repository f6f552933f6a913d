"""A disk that is full, or a database or folder that can only be read: what it looks like when something is written."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

# SQLite's codes: it may not write, cannot read or write the disk, finds no room, or cannot open a file.
OF_SQLITE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
# PostgreSQL's: a transaction that only reads, a full disk.
OF_POSTGRESQL = {"25006", "53100"}
OF_DISK = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}
OF_RIGHTS = {errno.EACCES, errno.EPERM}


def is_unwritable(error: BaseException | None) -> bool:
    """Whether an error says that nothing can be written at the moment, whatever was sent."""
    if isinstance(error, DatabaseError):
        return _is_of_database(error.__cause__)
    if isinstance(error, OSError):
        return error.errno in OF_DISK or (error.errno in OF_RIGHTS and _is_in_data_folder(error.filename))
    return False


@contextmanager
def ignore_unwritable() -> Iterator[None]:
    """Go on without what cannot be written: a note beside what is read, a copy of what can be made again."""
    try:
        yield
    except (DatabaseError, OSError) as error:
        if not is_unwritable(error):
            raise


def _is_of_database(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        # The upper bits of a code say more, such as where reading failed.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in OF_SQLITE
    return getattr(cause, "sqlstate", None) in OF_POSTGRESQL


def _is_in_data_folder(name: object) -> bool:
    folders = (settings.DATA, settings.MEDIA_ROOT, settings.PALERMO_RELEASES)
    return isinstance(name, str | Path) and any(Path(name).is_relative_to(each) for each in folders)
