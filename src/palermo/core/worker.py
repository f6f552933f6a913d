"""The process that does the background work and looks at the schedule.

Time is the machine's: a demonstration has a fixed date, but sends its mail at once.
"""

import logging
import os
import sys
import time
from datetime import datetime, timedelta
from functools import partial
from traceback import format_tb
from types import FrameType
from typing import NamedTuple

from django.db import close_old_connections
from django.db.models import Max
from django.tasks import TaskResultStatus
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet
from django_tasks_db.utils import exclusive_transaction

from palermo.core import clock, scheduling
from palermo.core.work import BACKEND, DELAYS, TRIES

LOG = logging.getLogger("palermo.work")
INTERVAL = 1.0  # seconds between two looks
# What still runs after so long was left behind by a worker that was stopped.
LEFT_BEHIND = timedelta(hours=1)
# What a row that somebody gave up has for a result.
GIVEN_UP = "given up"


class RoundResult(NamedTuple):
    """How many rows one round did, and how many failed."""

    succeeded: int = 0
    failed: int = 0


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
            worker_id=name or get_random_string(32),
            excluded_queue_names=[],
        )
        self.succeeded = self.failed = 0

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Do it; after a failure put it back while there are tries left."""
        db_task_result.set_failed = partial(note_failure, db_task_result)  # type: ignore[method-assign]
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            self.failed += 1
            retry_later(db_task_result)
        else:
            self.succeeded += 1

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End after the task in hand; however often it is asked, that one is brought to its end."""
        self.running = False
        if not self.running_task:
            sys.exit(0)

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
        return row


def note_failure(row: DBTaskResult, error: BaseException) -> None:
    """Keep which error it was and where it was raised; its message could quote a file, and is not kept."""
    row.status, row.finished_at, row.return_value = TaskResultStatus.FAILED, clock.machine_now(), None
    row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    row.traceback = "".join(format_tb(error.__traceback__))
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
        return background_rows().ready().filter(enqueued_at__lt=clock.machine_now() - LEFT_BEHIND).exists()
    return last < clock.machine_now() - LEFT_BEHIND


def retry_later(row: DBTaskResult) -> None:
    """Let a failed row wait for its next try; after the last try it stays failed."""
    tries = tries_of(row)
    if tries >= TRIES:
        LOG.error("%s failed after %s attempts: see /secretariat/work/.", row.task_path, tries)
        return
    row.status, row.run_after = TaskResultStatus.READY, clock.machine_now() + DELAYS[tries - 1]
    row.save(update_fields=["status", "run_after"])


def take_up_again() -> int:
    """Make rows ready again that a stopped worker left half done; gives how many."""
    interrupted = background_rows().running().filter(started_at__lt=clock.machine_now() - LEFT_BEHIND)
    return interrupted.update(status=TaskResultStatus.READY, run_after=clock.machine_now())


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
        if schedule.enqueue_due(clock.machine_now()):
            take_up_again()
        worker.round()
    except Exception:
        LOG.exception("A look for work failed; the next is in a minute.")
        close_old_connections()
        time.sleep(60)
