"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "logistics.begun": _("started the preparation tasks of an event"),
        "logistics.moved": _("moved the preparation tasks of an event"),
        "need.deleted": _("deleted a participant’s requirement"),
        "need.met": _("arranged a participant’s requirement"),
        "need.recorded": _("recorded a participant’s requirement"),
        "task_template.added": _("added a preparation template"),
        "task_template.changed": _("edited a preparation template"),
        "task.added": _("added a preparation task"),
        "task.changed": _("edited a preparation task"),
        "task.done": _("completed a preparation task"),
        "task.dropped": _("marked a preparation task as not needed"),
        "task.open": _("reopened a preparation task"),
    }
)
