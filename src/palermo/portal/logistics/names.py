"""What tasks and needs are called, and where they are shown."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse

from palermo.core.templatetags.texts import plain
from palermo.events.models import Event, LogisticsTask, ParticipantNeed, TaskTemplate, TemplateTask


def logistics_address(event: Event) -> str:
    """The preparations of an event."""
    return reverse("event_logistics", args=[event.activity.slug])


def template_address(template: TaskTemplate) -> str:
    """Where a template stands among the others."""
    return f"{reverse('task_templates')}#template-{template.slug}"


LOGISTICS_NAMES: dict[type[Model], Callable[[Any], str]] = {
    TaskTemplate: lambda template: plain(template.title),
    TemplateTask: lambda task: plain(task.title),
    LogisticsTask: lambda task: plain(task.title),
    ParticipantNeed: lambda need: f"{need.whose}: {need.get_kind_display()}",
}
LOGISTICS_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    TaskTemplate: template_address,
    TemplateTask: lambda task: template_address(task.template),
    LogisticsTask: lambda task: f"{logistics_address(task.event)}#task-{task.slug}",
    ParticipantNeed: lambda need: f"{logistics_address(need.event)}#needs",
}
