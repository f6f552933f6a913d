"""How much memory the processes take that a test starts, and how much space the database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from django.db import connection

EVERY = 0.02


@contextmanager
def memory_measured() -> Iterator[dict[str, int]]:
    """The most bytes in use meanwhile: by one process that was started; by those at once and more by this one."""
    most, ended, before = {"process": 0, "more": 0}, Event(), _lines_of(str(os.getpid()), "VmRSS")

    def measure() -> None:
        while not ended.wait(EVERY):
            children = _children()
            most["process"] = max(most["process"], *(_memory_of(each, "VmHWM") for each in children), 0)
            own = max(0, _lines_of(str(os.getpid()), "VmRSS") - before)
            most["more"] = max(most["more"], own + sum(_memory_of(each, "VmRSS") for each in children))

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


def _memory_of(process: str, line: str) -> int:
    with suppress(OSError):
        # Before it has become the program that reads, a process is a copy of this one.
        if b"palermo." in Path("/proc", process, "cmdline").read_bytes():
            return _lines_of(process, line)
    return 0


def _lines_of(process: str, name: str) -> int:
    lines = Path("/proc", process, "status").read_text().splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def size_of_database() -> int:
    """The bytes of the database that the tests use."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]
