"""How long work may take, and how far it has come."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

EVERY = 2.0

type Progress = Callable[[str, int, int], None]


@dataclass(eq=False)
class Clock:
    """A limit of time, and somebody who is told how far the work is.

    Attributes
    ----------
    seconds : float or None
        Of processor time after which nothing more is improved; None for no limit. What must be done is done all the
        same.
    progress : callable, optional
        Called every two seconds with what is done, how many of it are done, and of how many.
    """

    seconds: float | None = None
    progress: Progress | None = None
    start: float = field(default_factory=time.process_time)
    _told: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        """Whether the time is up."""
        return self.seconds is not None and time.process_time() - self.start > self.seconds

    @property
    def left(self) -> float | None:
        """Seconds that are left; None for no limit."""
        return None if self.seconds is None else max(self.seconds - (time.process_time() - self.start), 0.0)

    def tell(self, what: str, done: int, of: int) -> None:
        """Say how far the work is, if somebody listens and heard nothing for a while."""
        if self.progress is not None and time.monotonic() - self._told > EVERY:
            self._told = time.monotonic()
            self.progress(what, done, of)
