"""Work that a page does not wait for: kept in the database, done by `palermo work`.

A row is written with the act that needs the work, and undone with it. What fails is tried again, later each time; what
failed at the last try stays until somebody runs it again or gives it up.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.tasks import Task, task
from django_tasks_db.backend import DatabaseBackend, TaskResult

BACKEND = "background"
# How long to wait before the second try, the third and so on; the last try is the one after the last of these.
DELAYS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
TRIES = len(DELAYS) + 1

# An id, a slug, a name of ours: never a sentence of somebody's.
PLAIN = re.compile(r"[\w.:/+-]{0,100}")


def background[**P, R](function: Callable[P, R]) -> Task[P, R]:
    """Make a function of a module one that is done in the background: `function.enqueue(…)` in the act's transaction.

    Its arguments are ids, numbers and names of ours. It may be done twice, when a worker is stopped in between: it
    looks at what is there.
    """
    return task(backend=BACKEND)(function)


def check_plain(arguments: object) -> None:
    """Let nothing of a record be written beside it, where its readers are not asked.

    Raises
    ------
    TypeError
        If it is not made of ids, numbers and names.
    """
    if isinstance(arguments, dict):
        arguments = [*arguments, *arguments.values()]
    if isinstance(arguments, (list, tuple)):
        for argument in arguments:
            check_plain(argument)
    elif not (arguments is None or isinstance(arguments, (bool, int)) or _is_name(arguments)):
        raise TypeError(f"Background work is given ids, numbers and names of ours; found {arguments!r}.")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and PLAIN.fullmatch(value) is not None


class InDatabase(DatabaseBackend):
    """Keeps what is to be done in the database, and nothing but ids with it."""

    def enqueue(self, task: Task, args: Sequence[object], kwargs: Mapping[str, object]) -> TaskResult:
        check_plain([args, kwargs])
        return super().enqueue(task, args, kwargs)
