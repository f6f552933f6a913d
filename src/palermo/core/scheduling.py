"""What is done again and again: each run is a row of the background work, named by its item and its time.

The name of a run is its key in the database, so two workers cannot begin the same one. Only the latest run that is due
is ever begun: whatever was missed while no worker ran is caught up once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django_tasks_db.models import DBTaskResult

from palermo.core.work import BACKEND

RUNS = UUID("c1c4bb0e-5c6b-4e0a-9d8a-1f0f0a6a3c11")
DAY = timedelta(days=1)


class Slot(NamedTuple):
    """A run: what it is called, when it is due, and when the one after it is."""

    name: str
    due: datetime
    then: datetime


@dataclass(frozen=True)
class Every:
    """Every so many minutes, counted from midnight by universal time."""

    minutes: int

    def slot(self, now: datetime) -> Slot:
        """The latest run that is due."""
        step = timedelta(minutes=self.minutes)
        midnight = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
        due = midnight + (now - midnight) // step * step
        return Slot(due.isoformat(), due, min(due + step, midnight + DAY))


@dataclass(frozen=True)
class Daily:
    """Each day at an hour of the installation's time zone; with `weekday` (Monday is 0) only on that day."""

    hour: int
    minute: int = 0
    weekday: int | None = None

    def slot(self, now: datetime) -> Slot:
        """The latest run that is due; named by its day, so that clocks put back do not run it again."""
        day = timezone.localtime(now).date()
        while not self._falls_on(day) or self._at(day) > now:
            day -= DAY
        then = day + DAY
        while not self._falls_on(then):
            then += DAY
        return Slot(day.isoformat(), self._at(day), self._at(then))

    def _falls_on(self, day: date) -> bool:
        return self.weekday is None or day.weekday() == self.weekday

    def _at(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(self.hour, self.minute)))


@dataclass(frozen=True)
class Item:
    """Something that is done again and again: what it is called, when, and where the task is, read when it is done."""

    words: Promise
    when: Every | Daily
    path: str

    def slot(self, now: datetime) -> Slot:
        """The latest run that is due, by its full name."""
        slot = self.when.slot(now)
        return slot._replace(name=f"{self.path} {slot.name}")


# Filled by palermo.config.schedule, which knows every slice.
ITEMS: list[Item] = []


def set_items(items: Sequence[Item]) -> None:
    """Set what is done again and again."""
    ITEMS[:] = items


class Schedule:
    """The schedule for one worker, which remembers what it asked the database already."""

    def __init__(self) -> None:
        self.begun: dict[str, str] = {}

    def enqueue_due(self, now: datetime) -> int:
        """Write a row for each run that is due and has none; gives how many were written."""
        written = 0
        for item in ITEMS:
            slot = item.slot(now)
            if self.begun.get(item.path) != slot.name:
                written += _begin(item, slot)
                self.begun[item.path] = slot.name
        return written


def enqueue_due(now: datetime) -> int:
    """Enqueue what is due, for a worker that looks once."""
    return Schedule().enqueue_due(now)


def _begin(item: Item, slot: Slot) -> bool:
    values = {
        "args_kwargs": {"args": [], "kwargs": {}},
        "task_path": item.path,
        "run_after": slot.due,
        "backend_name": BACKEND,
    }
    return DBTaskResult.objects.get_or_create(id=uuid5(RUNS, slot.name), defaults=values)[1]


def last_runs() -> dict[str, datetime]:
    """By the path of its task, when each item last came to an end."""
    rows = DBTaskResult.objects.filter(task_path__in=[item.path for item in ITEMS]).order_by()
    ended = rows.successful().values("task_path").annotate(last=Max("finished_at"))
    return {row["task_path"]: row["last"] for row in ended}
