"""One worker at a time makes a release of a draft: a second one waits, and then finds what the first has made."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from disclosure.lock import lock

from palermo.figures.places import work_lock_path


@contextmanager
def work_lock(release_id: int) -> Iterator[None]:
    """Wait until no other worker publishes the release, and keep others waiting. It ends with the process."""
    path = work_lock_path(release_id)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        lock(handle)
        yield
        # Whoever waits has the file open, and finds the release made.
        path.unlink(missing_ok=True)
    finally:
        os.close(handle)
