"""What is done on the site to templates of preparations."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from palermo.events.actions import templates
from palermo.events.models import TaskTemplate, TemplateTask
from palermo.events.queries.templates import task_templates_visible_to, template_tasks_visible_to
from palermo.events.rules import templates as templates_rules
from palermo.portal.acts.act import Act
from palermo.portal.forms import fields, logistics


def _begin(_nothing: None, *, by: Any) -> TaskTemplate:
    return templates.begin_templates(by=by)


def _save(_record: Any, *, row: TaskTemplate, seen: str, by: Any) -> TaskTemplate:
    return templates.save_template(row, seen=seen, by=by)


def _save_task(_record: Any, *, row: TemplateTask, by: Any, **given: Any) -> TaskTemplate:
    return templates.save_template_task(row, by=by, **given).template


ACTS = (
    Act(
        "begin-task-templates",
        _("Begin with the templates that come with the site"),
        _("The templates are there. Change them as your events need it."),
        TaskTemplate,
        None,
        fields.ActForm,
        templates_rules.check_can_begin_templates,
        _begin,
    ),
    Act(
        "add-task-template",
        _("Add a template"),
        _("The template is there. Add its tasks."),
        TaskTemplate,
        None,
        logistics.TemplateForm,
        templates_rules.check_may_keep_templates,
        _save,
    ),
    Act(
        "change-task-template",
        _("Change the template"),
        _("The template is changed. Events keep the tasks that they took over."),
        TaskTemplate,
        task_templates_visible_to,
        logistics.TemplateForm,
        templates_rules.check_may_keep_templates,
        _save,
        is_offered=False,
    ),
    Act(
        "add-template-task",
        _("Add a task"),
        _("The task is in the template."),
        TaskTemplate,
        task_templates_visible_to,
        logistics.TemplateTaskForm,
        templates_rules.check_may_keep_templates,
        _save_task,
        is_offered=False,
    ),
    Act(
        "change-template-task",
        _("Change the task"),
        _("The template is changed. Events keep the tasks that they took over."),
        TemplateTask,
        template_tasks_visible_to,
        logistics.TemplateTaskForm,
        templates_rules.check_may_keep_templates,
        _save_task,
        key="pk",
        is_offered=False,
    ),
    Act(
        "remove-template-task",
        _("Take the task out"),
        _("The template is changed. Events keep the tasks that they took over."),
        TemplateTask,
        template_tasks_visible_to,
        fields.ActForm,
        templates_rules.check_may_keep_templates,
        templates.remove_template_task,
        key="pk",
        is_offered=False,
    ),
)
