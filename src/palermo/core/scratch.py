"""Folders for files that are needed for a while: what a process that was killed left in them is deleted by the next.

Knows nothing of Django. Each folder is locked while its process lives, whatever the age of the folder. Windows, which
has no such locks, keeps what is left until its own cleaning.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "palermo-scratch-"
# A folder gets its lasting name once it is locked.
UNLOCKED = "palermo-new-"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is deleted at the end, or when the next is made if this process is killed."""
    delete_abandoned()
    made = Path(tempfile.mkdtemp(prefix=UNLOCKED))
    folder = made.with_name(made.name.replace(UNLOCKED, PREFIX, 1))
    lock = _lock(made)
    try:
        made.rename(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def delete_abandoned() -> None:
    """Delete the folders of processes that were killed."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Another one is at work there, it is another user's, or another process deletes it as well.
        with suppress(OSError):
            if folder.stat().st_uid == os.getuid() and (lock := _lock(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _lock(folder: Path) -> int | None:
    """A lock that ends with this process.

    Raises
    ------
    OSError
        If another process has it.
    """
    if sys.platform == "win32":
        return None
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle
