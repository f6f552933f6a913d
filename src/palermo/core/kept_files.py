"""Files that are dear to make, kept in a folder under names that say everything they were made from."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4


def kept_file(place: Path, make: Callable[[], bytes], most: int) -> bytes:
    """What lies there, or what is made now and laid there; the folder holds `most` bytes."""
    with suppress(FileNotFoundError):
        return place.read_bytes()
    made = make()
    keep_file(place, made, most)
    return made


def keep_file(place: Path, content: bytes, most: int) -> None:
    """Whole or not at all, whoever else makes the same; the oldest go when there are too many."""
    place.parent.mkdir(parents=True, exist_ok=True)
    making = place.with_name(f"{place.name}.{uuid4().hex}")
    making.write_bytes(content)
    making.replace(place)
    _forget_oldest(place, most)


def keep_once(place: Path, content: bytes) -> bytes:
    """What lies there from now on: this, readable by its owner alone, or what another process laid there before.

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
    held = 0
    for _when, size, path in sorted(_file_stats(newest.parent), reverse=True):
        held += size
        if held > most and path != str(newest):
            Path(path).unlink(missing_ok=True)


def _file_stats(folder: Path) -> Iterator[tuple[float, int, str]]:
    """The time, size and path of each file of a folder; another process may be removing one meanwhile."""
    for found in os.scandir(folder):
        with suppress(FileNotFoundError):
            status = found.stat()
            yield status.st_mtime, status.st_size, found.path
