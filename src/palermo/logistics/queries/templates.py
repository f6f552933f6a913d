"""Who sees templates of preparations, and which tasks an event is offered."""

from django.db.models import QuerySet

from palermo.accounts.viewer import Viewer
from palermo.events.models import Event
from palermo.logistics.first_tasks import FirstTask
from palermo.logistics.first_templates import FIRST_TEMPLATES, FirstTemplate
from palermo.logistics.models import TaskTemplate, TemplateTask


def task_templates_visible_to(viewer: Viewer) -> QuerySet[TaskTemplate]:
    """Templates: the secretariat's."""
    return TaskTemplate.objects.all() if viewer.is_secretariat else TaskTemplate.objects.none()


def template_tasks_visible_to(viewer: Viewer) -> QuerySet[TemplateTask]:
    """The tasks of templates: the secretariat's."""
    return TemplateTask.objects.filter(template__in=task_templates_visible_to(viewer).order_by().values("pk"))


def offered_templates(viewer: Viewer) -> list[TaskTemplate | FirstTemplate]:
    """The secretariat's own; as long as there are none, those that come with the installation."""
    own = list(task_templates_visible_to(viewer).prefetch_related("tasks__after"))
    return [*own] or [*FIRST_TEMPLATES]


def templates_for(event: Event, templates: list[TaskTemplate | FirstTemplate]) -> list[TaskTemplate | FirstTemplate]:
    """Those for this kind of event and those for every kind; all of them where none is for its kind."""
    of_kind = [template for template in templates if template.kind == event.kind]
    return of_kind + [template for template in templates if not template.kind] if of_kind else templates


def offered_tasks(template: TaskTemplate | FirstTemplate) -> list[FirstTask]:
    """The tasks of a template, as an event takes them over."""
    if isinstance(template, FirstTemplate):
        return list(template.tasks)
    return [
        FirstTask(task.slug, task.title, task.days_before, tuple(each.slug for each in task.after.all()))
        for task in template.tasks.all()
    ]
