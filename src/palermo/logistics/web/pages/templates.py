"""What is done on the site to templates of preparations."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from palermo.accounts.actors import Actor
from palermo.logistics.actions import templates
from palermo.logistics.models import TaskTemplate, TemplateTask
from palermo.logistics.queries.templates import task_templates_visible_to, template_tasks_visible_to
from palermo.logistics.rules import templates as templates_rules
from palermo.logistics.web import forms as logistics
from palermo.site.action_pages import ActionPage, allow_undo, register_actions, row_saver
from palermo.site.forms import fields


def _begin(_nothing: None, *, by: Actor) -> TaskTemplate:
    return templates.begin_templates(by=by)


def _save_task(
    _record: TaskTemplate | TemplateTask, *, row: TemplateTask, after: Iterable[TemplateTask], seen: str, by: Actor
) -> TaskTemplate:
    return templates.save_template_task(row, after=after, seen=seen, by=by).template


register_actions(
    ActionPage(
        name="begin-task-templates",
        label=_("Use built-in templates"),
        success_message=_("Templates added. Adapt them to your events."),
        model=TaskTemplate,
        records=None,
        list_page="task_templates",
        form=fields.ActForm,
        check=templates_rules.check_can_begin_templates,
        perform=_begin,
    ),
    ActionPage(
        name="add-task-template",
        label=_("Add template"),
        success_message=_("Template added. Add its tasks."),
        model=TaskTemplate,
        records=None,
        list_page="task_templates",
        form=logistics.TemplateForm,
        check=templates_rules.check_may_keep_templates,
        perform=row_saver(templates.save_template),
    ),
    ActionPage(
        name="change-task-template",
        is_edit=True,
        label=_("Edit template"),
        success_message=_("Template saved. Events keep the tasks they have already copied."),
        model=TaskTemplate,
        records=task_templates_visible_to,
        form=logistics.TemplateForm,
        check=templates_rules.check_may_keep_templates,
        perform=row_saver(templates.save_template),
        is_offered=False,
    ),
    ActionPage(
        name="add-template-task",
        label=_("Add task"),
        success_message=_("Task added to the template."),
        model=TaskTemplate,
        records=task_templates_visible_to,
        form=logistics.TemplateTaskForm,
        check=templates_rules.check_may_keep_templates,
        perform=_save_task,
        is_offered=False,
    ),
    ActionPage(
        name="change-template-task",
        is_edit=True,
        label=_("Edit task"),
        success_message=_("Template saved. Events keep the tasks they have already copied."),
        model=TemplateTask,
        records=template_tasks_visible_to,
        form=logistics.TemplateTaskForm,
        check=templates_rules.check_may_keep_templates,
        perform=_save_task,
        key="pk",
        is_offered=False,
    ),
    ActionPage(
        name="remove-template-task",
        label=_("Remove task"),
        success_message=_("Template saved. Events keep the tasks they have already copied."),
        model=TemplateTask,
        records=template_tasks_visible_to,
        form=fields.ActForm,
        check=templates_rules.check_may_keep_templates,
        perform=templates.remove_template_task,
        key="pk",
        is_offered=False,
    ),
)
allow_undo(
    "begin-task-templates",
    "add-task-template",
    "change-task-template",
    "add-template-task",
    "change-template-task",
    "remove-template-task",
)
