"""What is done to templates of preparations. Events that took tasks over keep them as they took them."""

from collections.abc import Iterable

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core.rows import save_row
from palermo.logistics.first_templates import FIRST_TEMPLATES, FirstTemplate
from palermo.logistics.models import TaskTemplate, TemplateTask
from palermo.logistics.rules import templates
from palermo.programme.actions.programmes import check_row_is_unchanged


@transaction.atomic
def begin_templates(*, by: Actor) -> TaskTemplate:
    """Take over the templates that come with the installation; from then on they are the secretariat's own.

    Refused if there are templates already.
    """
    templates.check_can_begin_templates(by)
    rows = [_create_template(first) for first in FIRST_TEMPLATES]
    for template in rows:
        record("task_template.added", template, by=by)
    return rows[0]


def _create_template(first: FirstTemplate) -> TaskTemplate:
    template = TaskTemplate.objects.create(slug=first.slug, title=first.text, kind=first.kind)
    by_key = {
        task.key: TemplateTask.objects.create(
            template=template, slug=task.key, title=task.text, days_before=task.days_before
        )
        for task in first.tasks
    }
    for task in first.tasks:
        by_key[task.key].after.set(by_key[key] for key in task.after if key in by_key)
    return template


@transaction.atomic
def save_template(template: TaskTemplate, *, seen: str = "", by: Actor) -> TaskTemplate:
    """Add a template, or change its title and kind.

    Raises
    ------
    Refused
        If it is not for this person to do, or somebody else changed it meanwhile.
    ValidationError
        If it does not hold together.
    """
    templates.check_may_keep_templates(by)
    is_new = template._state.adding
    if not is_new:
        check_row_is_unchanged(template, seen)
    save_row(template)
    record("task_template.added" if is_new else "task_template.changed", template, by=by)
    return template


@transaction.atomic
def save_template_task(
    task: TemplateTask, *, after: Iterable[TemplateTask] = (), seen: str = "", by: Actor
) -> TemplateTask:
    """Add a task to a template, or change one.

    Raises
    ------
    Refused
        If tasks would wait for one another, or somebody else changed it meanwhile.
    ValidationError
        If it does not hold together.
    """
    task.template = _lock_template(task.template)
    templates.check_may_keep_templates(by)
    if not task._state.adding:
        check_row_is_unchanged(task, seen)
    save_row(task)
    before = list(after)
    templates.check_template_in_a_line(task, before)
    task.after.set(before)
    record("task_template.changed", task.template, by=by, task=task.slug, days_before=task.days_before)
    return task


@transaction.atomic
def remove_template_task(task: TemplateTask, *, by: Actor) -> TaskTemplate:
    """Take a task out of a template. Refused if it is not for this person to do."""
    template = _lock_template(task.template)
    templates.check_may_keep_templates(by)
    record("task_template.changed", template, by=by, removed=task.slug)
    task.delete()
    return template


def _lock_template(template: TaskTemplate) -> TaskTemplate:
    return TaskTemplate.objects.select_for_update().get(pk=template.pk)
