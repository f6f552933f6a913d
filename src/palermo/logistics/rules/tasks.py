"""Who may plan the preparations of an event, when a task can be done, and who may act on what participants need."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.accounts.permissions import Permission, check_may
from palermo.accounts.viewer import viewer_of
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.events.models import Event
from palermo.events.rules.events import OVER, check_is_authorized
from palermo.logistics.models import LogisticsTask, ParticipantNeed
from palermo.logistics.moving import moves_of, opening_of
from palermo.logistics.rules.task_chains import check_is_in_a_line
from palermo.logistics.states import TASK_MOVES, TaskState


def check_may_plan(user: Actor, record: Event | LogisticsTask) -> None:
    """The secretariat; an event that is authorized and not over."""
    check_may(user, Permission.PLAN_LOGISTICS)
    event = record if isinstance(record, Event) else record.event
    check_is_authorized(event)
    if event.activity.state in OVER:
        raise Refused(_("This event is over; its preparation tasks can no longer be changed."))


def check_may_count_back(user: Actor, event: Event) -> None:
    """An event whose opening is known to the day."""
    check_may_plan(user, event)
    if opening_of(event) is None:
        raise Refused(_("Due dates depend on the exact opening date, which is not known. Enter it in the event first."))


def check_can_follow_opening(user: Actor, event: Event) -> None:
    """Only where a task would move."""
    check_may_count_back(user, event)
    if not moves_of(event, event.tasks.all()):
        raise Refused(_("No task would move."))


def check_blocks_in_a_line(task: LogisticsTask, blockers: Iterable[LogisticsTask]) -> None:
    """Tasks of one event, in no circle."""
    titles = dict(LogisticsTask.objects.filter(event=task.event_id).values_list("pk", "title"))
    rows = LogisticsTask.blocked_by.through.objects.filter(from_logisticstask__in=titles)
    pairs = rows.values_list("from_logisticstask", "to_logisticstask")
    check_is_in_a_line(task.pk, [each.pk for each in blockers], pairs=pairs, titles=titles)


def check_can_do_task(user: Actor, task: LogisticsTask) -> None:
    """A task to be done; what it depends on may be open still."""
    check_may_plan(user, task)
    check_move(TASK_MOVES, task.state, TaskState.DONE)


def doubts_about_doing(task: LogisticsTask) -> list[str]:
    """For each task that this one depends on and that is not completed, a sentence that says so."""
    return [
        _("This task depends on “%(task)s”, which is not completed.") % {"task": plain(each.title)}
        for each in task.blocked_by.filter(state=TaskState.OPEN).order_by("due_on", "slug")
    ]


def check_can_end_task(user: Actor, task: LogisticsTask, on: date) -> None:
    """On a day that is not still to come."""
    if on > clock.today():
        raise Refused(_("%(day)s is in the future. Enter the day on which it was done.") % {"day": localize_day(on)})


def check_can_drop_task(user: Actor, task: LogisticsTask) -> None:
    """A task to be done."""
    check_may_plan(user, task)
    check_move(TASK_MOVES, task.state, TaskState.DROPPED)


def check_can_reopen_task(user: Actor, task: LogisticsTask) -> None:
    """A task that is over."""
    check_may_plan(user, task)
    check_move(TASK_MOVES, task.state, TaskState.OPEN)


def check_may_record_need(user: Actor, record: Event | ParticipantNeed) -> None:
    """The secretariat, of an event that is authorized."""
    check_may(user, Permission.RECORD_NEED)
    check_is_authorized(record if isinstance(record, Event) else record.event)


def check_officers(officers: Iterable[User]) -> None:
    """Somebody must act on a need, and they must be officers of the secretariat."""
    officers = list(officers)
    if not officers:
        raise Refused(_("Name at least one responsible officer; only they will see the requirement."))
    for officer in officers:
        if not viewer_of(officer).is_secretariat:
            raise Refused(_("%(person)s is not an officer of the secretariat.") % {"person": officer.name})


def check_can_act_on_need(user: Actor, need: ParticipantNeed) -> None:
    """An officer named for it."""
    check_may_record_need(user, need)
    if not isinstance(user, str) and not need.officers.filter(pk=user.pk).exists():
        raise Refused(_("Only the responsible officers can act on a participant’s requirement."))
