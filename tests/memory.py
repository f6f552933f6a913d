"""How much memory the processes take that a test starts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

EVERY = 0.02


@contextmanager
def memory_measured() -> Iterator[dict[str, int]]:
    """The most bytes that one process started meanwhile has had in use at once, as the system counts them."""
    most, ended = {"process": 0}, Event()

    def measure() -> None:
        while not ended.wait(EVERY):
            most["process"] = max(most["process"], *map(_high_water, _children()), 0)

    thread = Thread(target=measure)
    thread.start()
    try:
        yield most
    finally:
        ended.set()
        thread.join()


def _children() -> list[str]:
    tasks = Path(f"/proc/{os.getpid()}/task")
    return [number for task in tasks.iterdir() for number in (task / "children").read_text().split()]


def _high_water(process: str) -> int:
    with suppress(OSError):
        folder = Path("/proc", process)
        # Before it has become the program that reads, a process is a copy of this one.
        if b"palermo." in (folder / "cmdline").read_bytes():
            lines = (folder / "status").read_text().splitlines()
            return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    return 0
