"""Starts a process that reads one file, waits for its answer, and gives up when that takes too much of anything."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any, NamedTuple

from django.utils.translation import gettext as _

from palermo.core.refusals import Refused

MEGABYTE = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
# The server has four threads in each process: however many files come at once, one of them goes on answering visitors.
MOST_AT_ONCE, MOST_WAITING = 2, 1
_AT_WORK = BoundedSemaphore(MOST_AT_ONCE)
_PRESENT = BoundedSemaphore(MOST_AT_ONCE + MOST_WAITING)
# What a process needs of the environment; passwords of the installation stand there too.
NEEDED = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


class Limits(NamedTuple):
    """What a process may take: seconds of the processor and of the clock, bytes of memory and of its answer.

    `space` are the bytes of addresses that it may reserve, where a library reserves more than it uses; `files` those of
    each file that it writes beside its answer.
    """

    seconds: int
    clock: int
    memory: int
    answer: int
    space: int = 0
    files: int = 0


BUSY = "other files are being read"
WATCHED_EVERY = 1.0
# How often the memory of a process is measured: in between it can take some 100 megabytes more.
MEASURED_EVERY = 0.05
# What stands before an answer.
LONGEST_HEADING = 1024
# For a file whose reading somebody waits for. A tree of JSON takes several times the memory of its text.
WAITED_FOR = Limits(seconds=5, clock=15, memory=512 * MEGABYTE, answer=24 * MEGABYTE, space=768 * MEGABYTE)


class Unreadable(Refused):
    """A file that was not read within the limits; `reason` says in English, and without quoting it, why."""

    def __init__(self, sentence: str, reason: str) -> None:
        super().__init__(sentence)
        self.reason = reason


def read_apart(module: str, content: bytes, *, name: str = "", limits: Limits = WAITED_FOR, **options: object) -> Any:
    """What the reader `module` answers for a file; `options` are given to it as they are.

    Raises
    ------
    Unreadable
        If it does not answer within the limits, or fails; or if too many files are being read.
    """
    return json.loads(read_bytes_apart(module, content, name=name, limits=limits, may_wait=False, **options))


def read_bytes_apart(
    module: str,
    content: bytes,
    *,
    name: str = "",
    limits: Limits = WAITED_FOR,
    may_wait: bool = False,
    **options: object,
) -> bytes:
    """As `read_apart`, for a reader that answers a file. With `may_wait`, it waits for its turn however many do."""
    return _answer(module, content, name, limits, options, may_wait=may_wait)


def work_apart(module: str, *, limits: Limits, watch: Callable[[], object], **options: object) -> Any:
    """What a module answers that does long work, once it is its turn.

    `watch` is called about once a second while it works; if it raises an exception, the process is ended.

    Raises
    ------
    Unreadable
        As for `read_apart`.
    """
    return json.loads(_answer(module, b"", "", limits, options, may_wait=True, watch=watch))


def _answer(
    module: str,
    content: bytes,
    name: str,
    limits: Limits,
    options: Mapping[str, object],
    *,
    may_wait: bool,
    watch: Callable[[], object] | None = None,
) -> bytes:
    order = {"limits": limits._asdict(), "parent": os.getpid(), "options": options}
    with _place(limits, may_wait=may_wait), TemporaryFile() as order_file, TemporaryFile() as answer:
        order_file.write(json.dumps(order).encode() + b"\n")
        order_file.write(content)
        order_file.seek(0)
        if reason := _failure(module, order_file, answer, limits, watch):
            raise _unreadable(name, reason)
        if answer.seek(0, os.SEEK_END) > limits.answer + LONGEST_HEADING:
            raise _unreadable(name, f"its answer has more than {limits.answer} bytes")
        answer.seek(0)
        if failed := json.loads(answer.readline()).get("failed"):
            raise _unreadable(name, failed)
        return answer.read()


@contextmanager
def _place(limits: Limits, *, may_wait: bool) -> Iterator[None]:
    with ExitStack() as stack:
        if not may_wait:
            _take(_PRESENT, 0, stack)
        _take(_AT_WORK, limits.clock, stack)
        yield


def _take(places: BoundedSemaphore, seconds: float, stack: ExitStack) -> None:
    if not places.acquire(timeout=seconds):
        raise _too_many()
    stack.callback(places.release)


def _failure(
    module: str, order_file: IO[bytes], answer: IO[bytes], limits: Limits, watch: Callable[[], object] | None
) -> str:
    """Why there is no answer; empty if there is one."""
    # The program is this very Python, and the module one of ours.
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-m", module],
        stdin=order_file,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env={each: os.environ[each] for each in NEEDED if each in os.environ},
    )
    try:
        status = _wait(process, limits, watch)
    except MemoryError:
        return f"it took more than {limits.memory // MEGABYTE} megabytes of memory"
    except subprocess.TimeoutExpired:
        return f"it took more than {limits.clock} seconds"
    finally:
        process.kill()
        process.wait()
    return _describe_end(status, limits)


def _wait(process: subprocess.Popen[bytes], limits: Limits, watch: Callable[[], object] | None) -> int:
    """The status with which a process ends within its limits of the clock and of memory."""
    begin = looked = time.monotonic()
    while True:
        try:
            return process.wait(MEASURED_EVERY)
        except subprocess.TimeoutExpired:
            now = time.monotonic()
            if now - begin >= limits.clock:
                raise
        if _memory_of(process.pid) > limits.memory:
            raise MemoryError
        if watch is not None and now - looked >= WATCHED_EVERY:
            looked = now
            watch()


def _memory_of(process: int) -> int:
    """The bytes of memory that a process has in use; elsewhere than on Linux only its space is limited."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def _describe_end(status: int, limits: Limits) -> str:
    if status >= 0:
        return f"it ended with status {status}" if status else ""
    if os.name == "posix" and -status == signal.SIGXCPU:
        return f"it took more than {limits.seconds} seconds of the processor"
    if os.name == "posix" and -status == signal.SIGALRM:
        return f"it took more than {limits.clock} seconds"
    return f"it was ended by signal {-status}"


def _unreadable(name: str, reason: str) -> Unreadable:
    sentence = _(
        "“%(name)s” cannot be read: the file is damaged, or takes too much time or memory to read. Save it "
        "again in the program that created it, without embedded content, and upload it again."
    )
    return Unreadable(sentence % {"name": name}, reason)


def _too_many() -> Unreadable:
    return Unreadable(_("Other files are being processed. Try again in a minute."), BUSY)
