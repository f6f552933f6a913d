"""What acts on tools are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "uptake.changed": _("edited a use of a tool"),
        "uptake.confirmed": _("confirmed a reported use of a tool"),
        "uptake.declined": _("declined a reported use of a tool"),
        "uptake.recorded": _("recorded a use of a tool"),
        "uptake.removed": _("removed a use of a tool recorded in error"),
        "uptake.reported": _("reported a use of a tool"),
    }
)
