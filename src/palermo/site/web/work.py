"""Background work for the secretariat: what waits, what runs, what failed, and what the schedule did and will do."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.tasks import TaskResultStatus
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from palermo.accounts.requests import SiteRequest
from palermo.core import clock, scheduling, worker
from palermo.core.work import TRIES
from palermo.site.access import secretariat_only
from palermo.site.listing import page_of
from palermo.site.pending_work import give_up, run_again

ACTS = {"again": (run_again, _("The task will run shortly.")), "give-up": (give_up, _("Task discarded."))}
# What the errors that come from outside mean; any other is shown by its name.
MEANINGS: dict[str, Promise] = {
    "ConnectionRefusedError": _("The other server does not respond."),
    "gaierror": _("The name of the other server cannot be resolved."),
    "TimeoutError": _("The other server did not respond in time."),
    "SMTPServerDisconnected": _("The mail server ended the connection."),
    "SMTPConnectError": _("The mail server does not respond."),
    "SMTPAuthenticationError": _("The mail server rejected the user name and password."),
    "SMTPRecipientsRefused": _("The mail server rejected the recipient’s address."),
    "SMTPSenderRefused": _("The mail server rejected the sender’s address."),
    "SMTPDataError": _("The mail server rejected the message."),
    "MemoryError": _("The task needs more memory than there is."),
    "Interrupted": _("The worker ended unexpectedly during the task, possibly because it ran out of memory."),
    "OperationalError": _("The database was unavailable or busy."),
    "ObjectDoesNotExist": _("The record concerned no longer exists."),
    "SystemExit": _("The worker was stopped during the task."),
    "KeyboardInterrupt": _("The worker was stopped during the task."),
}


class WorkRow(NamedTuple):
    """A piece of work in words."""

    row: DBTaskResult
    words: str | Promise
    given: str
    tries: int
    error: str | Promise


class ScheduleRow(NamedTuple):
    """An item of the schedule: when it ended last, when it runs next."""

    words: Promise
    last: datetime | None
    next: datetime


@secretariat_only
def work_page(request: SiteRequest) -> HttpResponse:
    """Failed first, then what is tried again, what waits and what runs."""
    rows = worker.background_rows()
    failed = page_of(request, rows.failed().order_by("-finished_at", "pk"), 20)
    unfinished = rows.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    next_rows = unfinished.order_by("-status", "run_after", "enqueued_at", "pk")[:50]
    context = {
        "page": failed,
        "failed": [_work_row(row) for row in failed],
        "unfinished": [_work_row(row) for row in next_rows],
        "count": unfinished.count(),
        "schedule": _schedule(clock.machine_now()),
        "last": worker.last_at_work(),
        "is_silent": worker.is_silent(),
        "time_zone": settings.TIME_ZONE,
        "most": TRIES,
    }
    return render(request, "site/work.html", context)


def _schedule(now: datetime) -> list[ScheduleRow]:
    last = scheduling.last_runs()
    return [ScheduleRow(item.words, last.get(item.path), item.slot(now).then) for item in scheduling.ITEMS]


def _work_row(row: DBTaskResult) -> WorkRow:
    words = {item.path: item.words for item in scheduling.ITEMS}.get(row.task_path) or WORDS.get(row.task_path)
    name = row.task_path.removeprefix("palermo.")
    return WorkRow(row, words or name, _format_arguments(row), worker.tries_of(row), _error(row))


def _format_arguments(row: DBTaskResult) -> str:
    """The arguments of a task as text: ids, numbers and names of ours, nothing else is ever passed."""
    arguments = row.args_kwargs
    keywords = [f"{name}={value}" for name, value in arguments["kwargs"].items()]
    return ", ".join([*map(str, arguments["args"]), *keywords])


def _error(row: DBTaskResult) -> str | Promise:
    name = row.exception_class_path.rpartition(".")[2]
    if name.endswith("DoesNotExist"):
        name = "ObjectDoesNotExist"
    return MEANINGS.get(name, name)


WORDS: dict[str, Promise] = {
    "palermo.governance.notices.tell": _("Recipients of a notification"),
    "palermo.governance.notices.write": _("Notification"),
    "palermo.following.digests.write_digest": _("Digest of updates"),
    "palermo.accounts.notices.mail_invitation": _("Invitation"),
    "palermo.speakers.notices.mail_speaker_link": _("Invitation link"),
    "palermo.toolkit.notices.trainers.mail_trainer_link": _("Request for consent to a trainer"),
    "palermo.library.extracting.extract": _("Text extraction"),
}


@require_POST
@secretariat_only
def work_act(request: SiteRequest, number: str) -> HttpResponse:
    """Let a piece of work run again, or give it up."""
    row = get_object_or_404(worker.background_rows(), pk=number)
    if (name := request.POST.get("act", "")) not in ACTS:
        raise Http404
    act, done = ACTS[name]
    act(row, by=request.user)
    messages.success(request, done)
    return redirect("work")
