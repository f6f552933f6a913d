"""When tasks are due by the opening of their event, and which of them its move would move."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from palermo.core.dates import DatePrecision
from palermo.events.models import Event
from palermo.logistics.models import LogisticsTask
from palermo.logistics.states import TaskState


class Move(NamedTuple):
    """A task, the day on which it is due now, and the one on which it would be."""

    task: LogisticsTask
    now: date
    then: date


def opening_of(event: Event) -> date | None:
    """The day on which an event opens; None while that is not known to the day."""
    activity = event.activity
    is_exact = activity.starts_on is not None and activity.starts_precision == DatePrecision.DAY
    return activity.starts_on if is_exact else None


def due_by(opening: date, days_before: int) -> date:
    """So many days before the opening."""
    return opening - timedelta(days=days_before)


def moves_of(event: Event, tasks: Iterable[LogisticsTask]) -> list[Move]:
    """The tasks to be done that are counted back from the opening and are not due on the day that this gives."""
    opening = opening_of(event)
    if opening is None:
        return []
    counted = [(task, due_by(opening, task.days_before or 0)) for task in tasks if _follows(task)]
    return [Move(task, task.due_on, then) for task, then in counted if task.due_on != then]


def _follows(task: LogisticsTask) -> bool:
    return task.state == TaskState.OPEN and not task.is_fixed
