"""Tasks of the preparation of events as kinds of record."""

from palermo.audit.versioned_models import for_secretariat
from palermo.core.kinds import RecordKind, register
from palermo.logistics.models import LogisticsTask, ParticipantNeed, TaskTemplate, TemplateTask
from palermo.logistics.queries.tasks import tasks_visible_to
from palermo.logistics.queries.templates import task_templates_visible_to

register(
    RecordKind(
        model=LogisticsTask, slug="logistics-tasks", visible_to=tasks_visible_to, version_condition=for_secretariat
    ),
    RecordKind(
        model=TaskTemplate,
        slug="task-templates",
        visible_to=task_templates_visible_to,
        version_condition=for_secretariat,
    ),
    RecordKind(model=TemplateTask, slug="template-tasks", part_of=("template",)),
    RecordKind(model=ParticipantNeed, slug="participant-needs", is_versioned=False),
)
