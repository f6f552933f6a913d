"""What tasks and needs are called, and where they are shown."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.urls import reverse

from palermo.core.templatetags.texts import plain
from palermo.events.models import Event, LogisticsTask, ParticipantNeed


def logistics_address(event: Event) -> str:
    """The preparations of an event."""
    return reverse("event_logistics", args=[event.activity.slug])


LOGISTICS_NAMES: dict[type[Model], Callable[[Any], str]] = {
    LogisticsTask: lambda task: plain(task.title),
    ParticipantNeed: lambda need: f"{need.person}: {need.get_kind_display()}",
}
LOGISTICS_ADDRESSES: dict[type[Model], Callable[[Any], str]] = {
    LogisticsTask: lambda task: f"{logistics_address(task.event)}#task-{task.slug}",
    ParticipantNeed: lambda need: f"{logistics_address(need.event)}#needs",
}
