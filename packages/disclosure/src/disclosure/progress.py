"""How far long work has come, for whoever waits for it."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO

type Progress = Callable[[str, int, int], object]
"""Called with what is being done, how much of it is done, and how much there is (0 if that is not known)."""


def silent(_: str, __: int, ___: int) -> None:
    """Say nothing."""


@dataclass
class Line:
    """One line that is written over and over, at most four times a second, for people who wait.

    Attributes
    ----------
    stream : file
    every : float
        Seconds between two lines; on a stream that is no terminal each line stays, and they come every ten seconds.
    """

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    every: float = 0.25
    _last: float = field(default_factory=time.monotonic)
    _width: int = 0

    def __call__(self, what: str, done: int, of: int) -> None:
        """Show how far the work has come."""
        now = time.monotonic()
        terminal = self.stream.isatty()
        if now - self._last < (self.every if terminal else max(self.every, 10.0)):
            return
        self._last = now
        text = f"{what}: {done:,} of {of:,}" if of else f"{what}: {done:,}"
        padded = text.ljust(self._width)
        self._width = len(text)
        self.stream.write(f"\r{padded}" if terminal else f"{text}\n")
        self.stream.flush()

    def close(self) -> None:
        """Take the line away."""
        if self._width and self.stream.isatty():
            self.stream.write("\r" + " " * self._width + "\r")
            self.stream.flush()


@contextmanager
def shown_progress(quiet: bool = False) -> Iterator[Progress]:
    """A line on the error stream for as long as the work lasts; nothing if it is to be quiet."""
    if quiet:
        yield silent
        return
    line = Line()
    try:
        yield line
    finally:
        line.close()
