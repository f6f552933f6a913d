"""Mail to the owners of tasks: once before a day on which something is due, once when it is late.

A letter leaves the site's rooms, so it says how many tasks wait and not which: tasks are the secretariat's.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.models import User
from palermo.accounts.viewer import viewer_of
from palermo.core import clock, letters
from palermo.core.work import background
from palermo.logistics.models import LogisticsTask, TaskReminder
from palermo.logistics.queries.tasks import tasks_to_remind_of
from palermo.logistics.states import ReminderKind

type Reminders = list[tuple[LogisticsTask, ReminderKind]]


def remind_owners(owners: list[int]) -> int:
    """Enqueue a letter to each of these owners; gives to how many."""
    with transaction.atomic():
        for owner in owners:
            write_reminder.enqueue(owner, letters.new_message())
    return len(owners)


@background
def write_reminder(owner: int, message: str) -> bool:
    """Write one owner's letter about all their tasks, and note the reminders; gives whether one went.

    It is noted once the letter is with the mail server: a failure is tried again.
    """
    user = User.objects.filter(pk=owner, is_active=True).first()
    reminders = tasks_to_remind_of(clock.today(), owner).get(owner, [])
    if user is None or not reminders or not viewer_of(user).is_secretariat:
        return False
    with translation.override(letters.language_of(user.language)):
        # Outside any transaction: nobody's act waits for a mail server.
        letters.send(
            letters.Letter(user.email, letters.language_of(user.language), _subject(), _body(reminders), message)
        )
    now = clock.now()
    rows = [TaskReminder(task=task, owner=user, kind=kind, due_on=task.due_on, sent_at=now) for task, kind in reminders]
    TaskReminder.objects.bulk_create(rows, ignore_conflicts=True)
    return True


def _subject() -> str:
    return _("Tasks due")


def _body(reminders: Reminders) -> str:
    late = sum(kind == ReminderKind.LATE for _task, kind in reminders)
    soon = len(reminders) - late
    lines = []
    if late:
        lines.append(ngettext("%(count)d of your tasks is overdue.", "%(count)d of your tasks are overdue.", late))
    if soon:
        lines.append(
            ngettext(
                "%(count)d of your tasks is due within a week.", "%(count)d of your tasks are due within a week.", soon
            )
        )
    counts = [count for count in (late, soon) if count]
    sentences = [line % {"count": count} for line, count in zip(lines, counts, strict=True)]
    desk = _("See your desk after signing in: %(address)s") % {"address": letters.address(reverse("desk"))}
    return "\n\n".join(["\n".join(sentences), desk])
