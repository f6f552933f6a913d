"""Templates of preparations: the usual tasks of events of one kind."""

from palermo.logistics.models import TaskTemplate, TemplateTask
from palermo.record.schema import Children, Kind, Links, Table, choice, text, text6, whole

TASK = Table(
    noun="a task of a template",
    model=TemplateTask,
    parent="template",
    key=("slug",),
    parts=(
        text("slug", "its id"),
        text6("title", "what is to be done"),
        whole("days_before", "how many days before the opening it is due"),
        Links("after", "after", TemplateTask, "the tasks that come first, as template/task"),
    ),
)
TASK_TEMPLATES = Kind(
    folder="task_templates",
    description="The usual tasks of events: each event takes over those it needs.",
    table=Table(
        noun="a template of tasks",
        model=TaskTemplate,
        parts=(
            text6("title", "the title"),
            choice("kind", "for which kind of event; left out where it is for any"),
            Children("tasks", TASK, "its tasks"),
        ),
    ),
)
