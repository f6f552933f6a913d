"""Tasks for the tests of background work: they record that they ran, or fail a given number of times."""

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
