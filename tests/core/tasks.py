"""Tasks for the tests of background work: they record that they ran, or fail a given number of times."""

import os
import signal
import time

from palermo.core.work import background

DONE: list[object] = []
FAILURES: list[Exception] = []


@background
def note(number: int) -> None:
    """Write down a number."""
    DONE.append(number)


@background
def falter(number: int) -> None:
    """Fail while there is something to fail with, then write down a number."""
    if FAILURES:
        raise FAILURES.pop(0)
    DONE.append(number)


@background
def scheduled() -> None:
    """Write down that it ran."""
    DONE.append("scheduled")


@background
def linger(number: int) -> None:
    """Have this process stopped, then take longer than anybody waits."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)
    DONE.append(number)
