"""One worker at a time makes a release of a draft: a second one waits, and then finds what the first has made."""

from collections.abc import Iterator
from contextlib import contextmanager

from palermo.figures.pipeline.file_lock import file_lock
from palermo.figures.pipeline.places import work_lock_path


@contextmanager
def work_lock(release_id: int) -> Iterator[None]:
    """Wait until no other worker publishes the release, and keep others waiting. It ends with the process."""
    path = work_lock_path(release_id)
    with file_lock(path):
        yield
        # Whoever waits has the file open, and finds the release made.
        path.unlink(missing_ok=True)
