"""Tasks of the preparation of events, their templates, and needs of participants."""

from palermo.logistics.models.tasks import LogisticsTask, ParticipantNeed, TaskReminder
from palermo.logistics.models.templates import TaskTemplate, TemplateTask

__all__ = ["LogisticsTask", "ParticipantNeed", "TaskReminder", "TaskTemplate", "TemplateTask"]
