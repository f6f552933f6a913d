"""Work that a page does not wait for: kept in the database, done by `palermo work`."""

from collections.abc import Callable
from typing import Any

from django.tasks import Task, task


def background(function: Callable[..., Any]) -> Task:
    """Make a function of a module one that is done in the background: `function.enqueue(…)` in the act's transaction.

    Its arguments are plain JSON: ids, not records.
    """
    return task(backend="background")(function)
