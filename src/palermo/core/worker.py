"""The process that does the background work and looks at the schedule.

Time is the machine's: a demonstration has a fixed date, but sends its mail at once.
"""

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from threading import Event, Thread, Timer
from types import FrameType
from typing import Any, NamedTuple

from django.db import DatabaseError, close_old_connections, connection
from django.db.models import Max
from django.tasks import Task, TaskResultStatus
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet
from django_tasks_db.utils import exclusive_transaction

from palermo.core import clock, scheduling
from palermo.core.failures import class_path_of, places_of
from palermo.core.work import BACKEND, DELAYS, TRIES

LOG = logging.getLogger("palermo.work")
INTERVAL = 1.0  # seconds between two looks
# A worker that has work in hand renews its lease every few seconds; once that is over, another may take the work up.
LEASE, RENEWED_EVERY = timedelta(seconds=30), 5.0
# Without a worker at work for so long, something is wrong: the schedule has something to do every few minutes.
SILENT = timedelta(hours=1)
# A worker that is stopped brings to its end what takes no longer than this, in seconds; the rest is taken up again.
# What cannot be interrupted either is ended with the process.
PATIENCE, LAST_PATIENCE = 1.0, 1.8
# So often work is begun whose process ended each time without a word, as it does where the memory is not enough.
MOST_INTERRUPTIONS = 3
INTERRUPTED = "The process that did this work ended unexpectedly, possibly because it ran out of memory.\n"
# Of an error, so much is kept: its message can quote a file.
LONGEST_TRACEBACK = 20_000
# What a row that somebody gave up has for a result.
GIVEN_UP = "given up"


class RoundResult(NamedTuple):
    """How many rows one round did, and how many failed."""

    succeeded: int = 0
    failed: int = 0


class Interrupted(BaseException):
    """A piece of work was interrupted, because its worker is being stopped."""


class RetryingWorker(Worker):
    """Does what is due; what fails waits for its next try, with its error, in the same row."""

    def __init__(self, name: str = "") -> None:
        super().__init__(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name=BACKEND,
            startup_delay=False,
            max_tasks=None,
            worker_id=name or f"{_process_name(os.getpid())}:{get_random_string(12)}",
            excluded_queue_names=[],
        )
        self.succeeded = self.failed = 0
        self.stopped = False
        self.end: Timer | None = None

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Do it; after a failure put it back while there are tries left, and after a stop at once."""
        db_task_result.set_failed = partial(note_failure, db_task_result)
        interruptions = db_task_result.traceback.count(INTERRUPTED)
        with _lease_renewed(db_task_result):
            super().run_task(db_task_result)
        if self.stopped:
            put_back(db_task_result)
            raise SystemExit(0)
        if db_task_result.status == TaskResultStatus.FAILED:
            self.failed += 1
            retry_later(db_task_result, interruptions)
        else:
            self.succeeded += 1

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End after the task in hand, if that is soon; else interrupt it, and leave it to the next worker."""
        self.running = False
        if not self.running_task:
            sys.exit(0)
        if self.end is None:
            self.end = Timer(LAST_PATIENCE, os._exit, (0,))
            self.end.daemon = True
            self.end.start()
            if hasattr(signal, "setitimer"):
                signal.signal(signal.SIGALRM, self._interrupt)
                signal.setitimer(signal.ITIMER_REAL, PATIENCE)

    def reset_signals(self) -> None:
        """Answer signals as before, and let the process live on."""
        super().reset_signals()
        if self.end:
            self.end.cancel()

    def _interrupt(self, _signum: int, _frame: FrameType | None) -> None:
        if self.running_task:
            self.stopped = True
            raise Interrupted

    def round(self) -> RoundResult:
        """Do everything that is due now."""
        before = RoundResult(self.succeeded, self.failed)
        while self.running and (row := self._take_row()) is not None:
            self.run_task(row)
        return RoundResult(self.succeeded - before.succeeded, self.failed - before.failed)

    def _take_row(self) -> DBTaskResult | None:
        """Claim the next row that is due, so that no other worker takes it; where none is due, lock nothing."""
        due = background_rows().ready()
        if not due.exists():
            return None
        with exclusive_transaction(due.db):
            row = due.get_locked()
            if row is not None:
                row.claim(self.worker_id)
                row.run_after = clock.machine_now() + LEASE
                row.save(update_fields=["run_after"])
        return row


def note_failure(row: DBTaskResult, error: BaseException) -> None:
    """Keep which error it was and where it was raised; its message could quote a file, and is not kept."""
    row.status, row.finished_at, row.return_value = TaskResultStatus.FAILED, clock.machine_now(), None
    row.exception_class_path, row.traceback = class_path_of(error), places_of(error)
    row.save(update_fields=["status", "finished_at", "return_value", "exception_class_path", "traceback"])


def background_rows() -> DBTaskResultQuerySet:
    """The rows of all background work."""
    return DBTaskResult.objects.filter(backend_name=BACKEND)


def tries_of(row: DBTaskResult) -> int:
    """How often it was tried: each try notes who made it."""
    return len(row.worker_ids)


def last_at_work() -> datetime | None:
    """When a worker last took something up."""
    return background_rows().aggregate(last=Max("started_at"))["last"]


def is_silent() -> bool:
    """Whether no worker has worked for an hour, though the schedule gives it something every few minutes."""
    last = last_at_work()
    if last is None:
        return background_rows().ready().filter(enqueued_at__lt=clock.machine_now() - SILENT).exists()
    return last < clock.machine_now() - SILENT


def retry_later(row: DBTaskResult, interruptions: int = 0) -> None:
    """Let a failed row wait for its next try; after the last try it stays failed, and without memory at once."""
    tries = tries_of(row)
    row.traceback = INTERRUPTED * interruptions + row.traceback[-LONGEST_TRACEBACK:]
    if tries >= TRIES or row.exception_class_path == "builtins.MemoryError":
        LOG.error("%s failed after %s attempts: see /secretariat/work/.", row.task_path, tries)
    else:
        row.status, row.run_after = TaskResultStatus.READY, clock.machine_now() + DELAYS[tries - 1]
    row.save(update_fields=["status", "run_after", "traceback"])


def put_back(row: DBTaskResult) -> None:
    """Leave a row to the next worker, as if it had not been begun."""
    row.status, row.run_after = TaskResultStatus.READY, clock.machine_now()
    row.worker_ids, row.exception_class_path, row.traceback = row.worker_ids[:-1], "", ""
    row.finished_at = None
    row.save(update_fields=["status", "run_after", "worker_ids", "exception_class_path", "traceback", "finished_at"])


def take_up_again() -> int:
    """Make rows ready again whose worker has ended or no longer answers; gives how many.

    What ended its process again and again is not tried any more: it failed.
    """
    taken = 0
    for row in background_rows().running():
        # This process asks when it has nothing in hand: what stands under its number is of one that had it before.
        if not (is_abandoned(row) or _process_of(row) == os.getpid()):
            continue
        trace = INTERRUPTED * (row.traceback.count(INTERRUPTED) + 1)
        is_over = trace.count(INTERRUPTED) >= MOST_INTERRUPTIONS
        status = TaskResultStatus.FAILED if is_over else TaskResultStatus.READY
        # Not if another worker has taken it up in the meantime, or its own has renewed the lease.
        same = background_rows().running().filter(pk=row.pk, worker_ids=row.worker_ids, run_after=row.run_after)
        now = clock.machine_now()
        ended = {"finished_at": now} if is_over else {}
        error = f"{Interrupted.__module__}.{Interrupted.__qualname__}"
        taken += same.update(status=status, run_after=now, traceback=trace, exception_class_path=error, **ended)
        if is_over:
            LOG.error("%s failed: %s", row.task_path, INTERRUPTED.strip())
    return taken


def is_abandoned(row: DBTaskResult) -> bool:
    """Whether its lease is over, or its worker was a process of this machine that is no more."""
    now = clock.machine_now()
    # A row that an earlier version took up has no lease, but the day on which it was due, or the last day of all.
    if row.run_after < now or row.run_after > now + SILENT:
        return True
    process = _process_of(row)
    return process is not None and not _is_running(process)


def _process_of(row: DBTaskResult) -> int | None:
    """The process of its worker, if that is one of this machine."""
    name = row.worker_ids[-1].rpartition(":")[0] if row.worker_ids else ""
    number = name.rpartition(":")[2]
    return int(number) if number.isdecimal() and name == _process_name(int(number)) else None


def _process_name(process: int) -> str:
    """The name of a process among those of all machines that use the database."""
    try:
        # Containers can have the same name, and number their processes from one.
        space = os.stat("/proc/self/ns/pid").st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname()}:{space}:{process}"


def _is_running(process: int) -> bool:
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _lease_renewed(row: DBTaskResult) -> Iterator[None]:
    """Renew the lease of a row, in a thread with a connection of its own, as long as its work lasts."""
    ended = Event()
    renewing = Thread(target=_renew, args=(row.pk, ended), daemon=True)
    renewing.start()
    try:
        yield
    finally:
        ended.set()


def _renew(pk: Any, ended: Event) -> None:
    while not ended.wait(RENEWED_EVERY):
        try:
            background_rows().running().filter(pk=pk).update(run_after=clock.machine_now() + LEASE)
        except DatabaseError:
            # The work itself may write at the moment, for longer than one waits; then nobody else can take it up.
            LOG.debug("The lease of %s was not renewed.", pk, exc_info=True)
        finally:
            connection.close()


class Progress(StrEnum):
    """What has become of a piece of work."""

    WAITING = "waiting"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    FAILED = "failed"
    NONE = "none"


def progress_of(task: Task[..., Any], *args: object) -> Progress:
    """What has become of the last piece of work that was enqueued with these first arguments and is not done."""
    rows = background_rows().filter(task_path=task.module_path).exclude(status=TaskResultStatus.SUCCESSFUL)
    first = {f"args_kwargs__args__{number}": argument for number, argument in enumerate(args)}
    row = rows.filter(**first).order_by("-enqueued_at").first()
    if row is None:
        return Progress.NONE
    if row.status == TaskResultStatus.FAILED:
        return Progress.FAILED
    if row.status == TaskResultStatus.RUNNING:
        return Progress.INTERRUPTED if is_abandoned(row) else Progress.RUNNING
    return Progress.INTERRUPTED if row.worker_ids else Progress.WAITING


def work_once() -> RoundResult:
    """Do what is due, of the schedule too, and end."""
    take_up_again()
    scheduling.enqueue_due(clock.machine_now())
    return RetryingWorker().round()


def work(*, parent: int | None = None) -> None:
    """Work until stopped, or until the process `parent` that started this one has ended."""
    worker = RetryingWorker()
    worker.configure_signals()
    schedule = scheduling.Schedule()
    take_up_again()
    while worker.running and (parent is None or os.getppid() == parent):
        _look(worker, schedule)
        if worker.running:
            time.sleep(INTERVAL)


def _look(worker: RetryingWorker, schedule: scheduling.Schedule) -> None:
    """One look; a database that does not answer for a while is asked again."""
    try:
        close_old_connections()
        take_up_again()
        schedule.enqueue_due(clock.machine_now())
        worker.round()
    except Exception:
        LOG.exception("A look for work failed; the next is in a minute.")
        close_old_connections()
        time.sleep(60)
