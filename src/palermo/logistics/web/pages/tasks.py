"""What is done on the site to the preparations of an event."""

from collections.abc import Iterable, Mapping

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.logistics.actions import tasks as logistics
from palermo.logistics.first_tasks import FirstTask
from palermo.logistics.models import LogisticsTask, ParticipantNeed
from palermo.logistics.moving import moves_of
from palermo.logistics.queries.tasks import events_with_logistics, needs_visible_to, tasks_visible_to
from palermo.logistics.rules import tasks as logistics_rules
from palermo.logistics.web import forms as logistics_forms
from palermo.site.action_pages import ActionMaker, ActionPage, allow_undo, as_edit, register_actions, row_saver
from palermo.site.forms import fields


def _events(viewer: Viewer) -> QuerySet[Event]:
    return events_with_logistics(viewer).select_related("activity")


def _tasks(viewer: Viewer) -> QuerySet[LogisticsTask]:
    return tasks_visible_to(viewer).select_related("event__activity")


def _needs(viewer: Viewer) -> QuerySet[ParticipantNeed]:
    return needs_visible_to(viewer).select_related("event__activity")


def _take(event: Event, *, keys: Iterable[str], among: Mapping[str, FirstTask], by: Actor) -> Model:
    return _on_the_list(logistics.take_first_tasks(event, keys=keys, among=among, by=by))


def _follow(event: Event, *, by: Actor) -> Model:
    return _on_the_list(logistics.follow_opening(event, by=by))


def _on_the_list(event: Event) -> Model:
    """A task of the event, whose page is the list; the event's own page shows no tasks."""
    return event.tasks.select_related("event__activity").first() or event


def _delete_need(need: ParticipantNeed, *, by: Actor) -> ParticipantNeed:
    logistics.delete_need(need, by=by)
    return need


def _moves_context(event: Event, viewer: Viewer) -> dict[str, object]:
    """Each task that would move, from which day to which."""
    return {"moves": moves_of(event, event.tasks.all())}


_of_event = ActionMaker(Event, _events, key="activity__slug", is_offered=False)


_of_task = ActionMaker(LogisticsTask, _tasks, key="pk", is_offered=False)


register_actions(
    _of_event(
        "take-first-tasks",
        _("Add standard tasks"),
        _("Tasks added, with due dates counted back from the opening."),
        logistics_forms.FirstTasksForm,
        logistics_rules.check_may_count_back,
        _take,
    ),
    _of_event(
        "add-task",
        _("Add task"),
        _("Task added."),
        logistics_forms.TaskForm,
        logistics_rules.check_may_plan,
        row_saver(logistics.save_task),
    ),
    _of_event(
        "follow-opening",
        _("Move tasks with the opening"),
        _("Tasks moved; fixed dates are unchanged."),
        fields.ActForm,
        logistics_rules.check_can_follow_opening,
        _follow,
        template="logistics/follow.html",
        extra_context=_moves_context,
    ),
    _of_event(
        "record-need",
        _("Add requirement"),
        _("Requirement saved; only the officers named can see it."),
        logistics_forms.NeedForm,
        logistics_rules.check_may_record_need,
        row_saver(logistics.record_need, "need"),
    ),
    as_edit(
        _of_task(
            "change-task",
            _("Edit task"),
            _("Task saved."),
            logistics_forms.TaskForm,
            logistics_rules.check_may_plan,
            row_saver(logistics.save_task),
        )
    ),
    _of_task(
        "do-task",
        _("Mark as completed"),
        _("Task completed."),
        logistics_forms.DoneForm,
        logistics_rules.check_can_do_task,
        logistics.do_task,
    ),
    _of_task(
        "drop-task",
        _("Mark as not needed"),
        _("Task marked as not needed; dependent tasks can proceed."),
        fields.DayForm,
        logistics_rules.check_can_drop_task,
        logistics.drop_task,
    ),
    _of_task(
        "reopen-task",
        _("Reopen task"),
        _("Task reopened."),
        fields.ActForm,
        logistics_rules.check_can_reopen_task,
        logistics.reopen_task,
    ),
    ActionPage(
        name="meet-need",
        label=_("Mark as arranged"),
        success_message=_("Marked as arranged."),
        model=ParticipantNeed,
        records=_needs,
        form=fields.ActForm,
        check=logistics_rules.check_can_act_on_need,
        perform=logistics.meet_need,
        key="pk",
        is_offered=False,
    ),
    ActionPage(
        name="delete-need",
        label=_("Delete now"),
        success_message=_("Deleted. The log keeps only the fact of deletion."),
        model=ParticipantNeed,
        records=_needs,
        form=fields.ActForm,
        check=logistics_rules.check_can_act_on_need,
        perform=_delete_need,
        key="pk",
        is_offered=False,
    ),
)
allow_undo(
    "take-first-tasks",
    "add-task",
    "change-task",
    "do-task",
    "drop-task",
    "reopen-task",
)
