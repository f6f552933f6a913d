"""What the secretariat does about background work that failed: let it run again, or give it up; both are in the log."""

from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.worker import GIVEN_UP, background_rows, tries_of

DONE = frozenset({TaskResultStatus.RUNNING, TaskResultStatus.SUCCESSFUL})


@transaction.atomic
def run_again(row: DBTaskResult, *, by: Actor) -> DBTaskResult:
    """Let a piece of work that failed, or waits for its next try, run now, with all its tries before it."""
    row = _lock_work(row, by)
    tries, row.worker_ids = tries_of(row), []
    row.status, row.run_after = TaskResultStatus.READY, clock.machine_now()
    row.save(update_fields=["status", "run_after", "worker_ids"])
    record("work.run_again", row, by=by, task=row.task_path, tries=tries)
    return row


@transaction.atomic
def give_up(row: DBTaskResult, *, by: Actor) -> DBTaskResult:
    """End a piece of work that failed or waits: it is not tried again. Its last error stays with it."""
    row = _lock_work(row, by)
    row.status, row.finished_at, row.return_value = TaskResultStatus.SUCCESSFUL, clock.machine_now(), GIVEN_UP
    row.save(update_fields=["status", "finished_at", "return_value"])
    record("work.given_up", row, by=by, task=row.task_path, tries=tries_of(row))
    return row


def _lock_work(row: DBTaskResult, by: Actor) -> DBTaskResult:
    check_may(by, Permission.MANAGE_WORK)
    row = background_rows().select_for_update().order_by("pk").get(pk=row.pk)
    if row.status in DONE:
        raise Refused(_("This task is running or completed. Nothing was changed."))
    return row
