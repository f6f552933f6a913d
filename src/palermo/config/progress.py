"""Saying on the terminal what a long step does and how long it took."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

CLEAR = "\r\x1b[K"


class Step:
    """One long step under way."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.live = sys.stderr.isatty()

    def at(self, where: str) -> None:
        """Show the progress of the step, on a terminal only: a log records only its end."""
        if self.live:
            print(f"{CLEAR}{self.title} … {where}", end="", file=sys.stderr, flush=True)

    def count(self, done: int, of: int) -> None:
        """Show how many parts of the total are done."""
        self.at(f"{done} of {of}")


@contextmanager
def step(title: str) -> Iterator[Step]:
    """A step with its name at the start and its time at the end."""
    started, under_way = time.monotonic(), Step(title)
    under_way.at("")
    try:
        yield under_way
    except BaseException:
        print(f"{CLEAR if under_way.live else ''}{title} … stopped", file=sys.stderr)
        raise
    taken = time.monotonic() - started
    print(f"{CLEAR if under_way.live else ''}{title} … {taken:.1f} s", file=sys.stderr)
