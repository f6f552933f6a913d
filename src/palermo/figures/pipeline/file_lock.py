"""A lock on a file, which one process at a time holds. Knows nothing of Django."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from disclosure.lock import lock


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Wait until no other process holds the file, and keep others waiting. It ends with the process."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock(handle)
        yield
    finally:
        os.close(handle)
