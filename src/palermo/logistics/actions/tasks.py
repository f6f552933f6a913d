"""What is done to the preparations of an event, and to what its participants need."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import User
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import save_row
from palermo.events.models import Event
from palermo.governance.models import Activity
from palermo.logistics.first_tasks import BY_KEY, FirstTask
from palermo.logistics.models import LogisticsTask, ParticipantNeed
from palermo.logistics.moving import Move, due_by, moves_of, opening_of
from palermo.logistics.rules import tasks as logistics
from palermo.logistics.rules.tasks import check_blocks_in_a_line
from palermo.logistics.states import TaskState
from palermo.programme.actions.programmes import check_row_is_unchanged


@transaction.atomic
def take_first_tasks(event: Event, *, keys: Iterable[str], among: Mapping[str, FirstTask] = BY_KEY, by: Actor) -> Event:
    """Give an event tasks of a template, counted back from its opening; those it has already stay as they are.

    Refused if its opening is not known to the day.
    """
    event = _lock_event(event)
    logistics.check_may_count_back(by, event)
    opening = opening_of(event)
    assert opening
    tasks = {task.slug: task for task in event.tasks.all()}
    fresh = [among[key] for key in keys if key not in tasks]
    for first in fresh:
        tasks[first.key] = _from(first, event, opening)
    for first in fresh:
        tasks[first.key].blocked_by.set(tasks[key] for key in first.after if key in tasks)
    record("logistics.begun", event, by=by, event=event.activity.slug, tasks=[first.key for first in fresh])
    return event


def _from(first: FirstTask, event: Event, opening: date) -> LogisticsTask:
    return LogisticsTask.objects.create(
        event=event,
        slug=first.key,
        title=first.text,
        days_before=first.days_before,
        due_on=due_by(opening, first.days_before),
    )


@transaction.atomic
def save_task(
    task: LogisticsTask, *, blocked_by: Iterable[LogisticsTask] = (), seen: str = "", by: Actor
) -> LogisticsTask:
    """Add a task, or change one. With `days_before` its day is counted back from the opening, else it is `due_on`.

    Raises
    ------
    Refused
        If tasks would wait for one another, or somebody else changed it meanwhile.
    ValidationError
        If it does not hold together.
    """
    task.event, is_new = _lock_event(task.event), task._state.adding
    logistics.check_may_plan(by, task)
    if not is_new:
        check_row_is_unchanged(task, seen)
    if task.days_before is not None:
        logistics.check_may_count_back(by, task.event)
        task.due_on = due_by(opening_of(task.event) or task.due_on, task.days_before)
    save_row(task)
    blockers = list(blocked_by)
    check_blocks_in_a_line(task, blockers)
    task.blocked_by.set(blockers)
    _log("task.added" if is_new else "task.changed", task, by, due_on=task.due_on.isoformat())
    return task


@transaction.atomic
def do_task(task: LogisticsTask, *, on: date, by: Actor) -> LogisticsTask:
    """Note that a task is done. Refused if it is over already, or the day is still to come."""
    task = _lock_task(task)
    logistics.check_can_do_task(by, task)
    logistics.check_can_end_task(by, task, on)
    return _move(task, TaskState.DONE, on, by)


@transaction.atomic
def drop_task(task: LogisticsTask, *, on: date, by: Actor) -> LogisticsTask:
    """Note that a task is not needed: it blocks nothing any more.

    Refused if it is over already, or the day is still to come.
    """
    task = _lock_task(task)
    logistics.check_can_drop_task(by, task)
    logistics.check_can_end_task(by, task, on)
    return _move(task, TaskState.DROPPED, on, by)


@transaction.atomic
def reopen_task(task: LogisticsTask, *, by: Actor) -> LogisticsTask:
    """Note that a task is to be done after all. Refused if something that waits for it is done."""
    task = _lock_task(task)
    logistics.check_can_reopen_task(by, task)
    return _move(task, TaskState.OPEN, None, by)


@transaction.atomic
def follow_opening(event: Event, *, by: Actor) -> Event:
    """Move the tasks that are counted back to where the opening now has them; those fixed by hand stay.

    Refused if none would move.
    """
    event = _lock_event(event)
    logistics.check_can_follow_opening(by, event)
    moves = moves_of(event, event.tasks.all())
    for move in moves:
        move.task.due_on = move.then
        move.task.save(update_fields=["due_on"])
    record("logistics.moved", event, by=by, event=event.activity.slug, tasks=[_move_details(move) for move in moves])
    return event


def _move_details(move: Move) -> list[str]:
    return [move.task.slug, move.now.isoformat(), move.then.isoformat()]


@transaction.atomic
def record_need(need: ParticipantNeed, *, officers: Iterable[User], by: Actor) -> ParticipantNeed:
    """Note what a participant needs, for the officers named. The log has neither whose need it is nor what.

    Raises
    ------
    Refused
        If nobody is named, or somebody who is not of the secretariat.
    ValidationError
        If it does not hold together.
    """
    logistics.check_may_record_need(by, need)
    named = list(officers)
    logistics.check_officers(named)
    save_row(need)
    need.officers.set(named)
    record("need.recorded", need, by=by, delete_on=need.delete_on.isoformat())
    return need


@transaction.atomic
def meet_need(need: ParticipantNeed, *, by: Actor) -> ParticipantNeed:
    """Note that what was needed is arranged. Refused to an officer who is not named for it."""
    logistics.check_can_act_on_need(by, need)
    need.is_met = True
    need.save(update_fields=["is_met"])
    record("need.met", need, by=by)
    return need


@transaction.atomic
def delete_need(need: ParticipantNeed, *, by: Actor) -> Event:
    """Delete a need before its day. Refused to an officer who is not named for it."""
    logistics.check_can_act_on_need(by, need)
    event = need.event
    record("need.deleted", need, by=by)
    need.delete()
    return event


@transaction.atomic
def delete_old_needs(*, by: Actor) -> int:
    """Delete every need whose day has come; gives how many."""
    old = ParticipantNeed.objects.filter(delete_on__lte=clock.today()).select_related("event__activity")
    count = 0
    for need in old:
        record("need.deleted", need, by=by)
        need.delete()
        count += 1
    return count


def _lock_event(event: Event) -> Event:
    activity = Activity.objects.select_for_update().order_by("pk").get(pk=event.pk)
    locked = Event.objects.get(pk=event.pk)
    locked.activity = activity
    return locked


def _lock_task(task: LogisticsTask) -> LogisticsTask:
    event = _lock_event(task.event)
    locked = LogisticsTask.objects.get(pk=task.pk)
    locked.event = event
    return locked


def _move(task: LogisticsTask, state: TaskState, on: date | None, by: Actor) -> LogisticsTask:
    task.state, task.state_on = state, on
    task.save(update_fields=["state", "state_on"])
    _log(f"task.{state.value}", task, by)
    return task


def _log(verb: str, task: LogisticsTask, by: Actor, **details: object) -> None:
    record(verb, task, by=by, event=task.event.activity.slug, **details)
