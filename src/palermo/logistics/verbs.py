"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "logistics.begun": _("began the preparations of an event"),
        "logistics.moved": _("moved the preparations of an event with its opening"),
        "need.deleted": _("deleted what a participant needed"),
        "need.met": _("arranged what a participant needed"),
        "need.recorded": _("recorded what a participant needs"),
        "task_template.added": _("added a template of preparations"),
        "task_template.changed": _("changed a template of preparations"),
        "task.added": _("added a task of the preparations"),
        "task.changed": _("changed a task of the preparations"),
        "task.done": _("did a task of the preparations"),
        "task.dropped": _("said that a task is not needed"),
        "task.open": _("reopened a task of the preparations"),
    }
)
