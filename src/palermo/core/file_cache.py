"""Cache of files that are expensive to make; each name contains a digest of everything the file was made from."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from palermo.core.read_only import ignore_unwritable


def kept_file(place: Path, make: Callable[[], bytes], most: int) -> bytes:
    """The content of the file at `place`, made now where there is none; the folder holds at most `most` bytes.

    Where nothing can be written, it is made each time.
    """
    with suppress(FileNotFoundError):
        return place.read_bytes()
    content = make()
    with ignore_unwritable():
        keep_file(place, content, most)
    return content


def keep_file(place: Path, content: bytes, most: int) -> None:
    """Write a file whole or not at all, also beside a process that writes the same; the oldest files make room."""
    place.parent.mkdir(parents=True, exist_ok=True)
    making = place.with_name(f"{place.name}.{uuid4().hex}")
    try:
        making.write_bytes(content)
        making.replace(place)
    finally:
        making.unlink(missing_ok=True)
    _forget_oldest(place, most)


def keep_once(place: Path, content: bytes) -> bytes:
    """Write a file that only its owner can read, unless another process has; gives the content that is there.

    Whole or not at all, so that of two processes that begin at once neither reads half of what the other writes.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    making = place.with_name(f".{place.name}.{uuid4().hex}")
    handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _lay(making, place)
    finally:
        making.unlink(missing_ok=True)
    return place.read_bytes()


def _lay(making: Path, place: Path) -> None:
    try:
        os.link(making, place)
    except FileExistsError:
        pass
    except OSError:
        # A file system without links, such as that of a memory stick.
        if not place.exists():
            making.replace(place)


def _forget_oldest(newest: Path, most: int) -> None:
    total = 0
    for _when, size, path in sorted(_file_stats(newest.parent), reverse=True):
        total += size
        if total > most and path != str(newest):
            Path(path).unlink(missing_ok=True)


def _file_stats(folder: Path) -> Iterator[tuple[float, int, str]]:
    """The time, size and path of each file of a folder; another process may be removing one meanwhile."""
    for entry in os.scandir(folder):
        with suppress(FileNotFoundError):
            status = entry.stat()
            yield status.st_mtime, status.st_size, entry.path
