"""Background tasks in tests: done at once, and an error in it is the test's error."""

from typing import Any

from django.tasks.backends.immediate import ImmediateBackend
from django.tasks.base import Task

from palermo.core.work import check_plain


class AtOnce(ImmediateBackend):
    """Does what is left for later within the act, with the arguments that the real backend would take."""

    supports_defer = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> Any:
        check_plain([args, kwargs])
        result = super().enqueue(task, args, kwargs)
        if result.errors:
            raise AssertionError(f"Background tasks failed:\n{result.errors[-1].traceback}")
        return result
