"""What acts on tools are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "edition.begun": _("began an edition of a tool"),
        "edition.moved": _("took an edition of a tool into another stage"),
        "edition.stage_changed": _("edited a stage of an edition of a tool"),
        "edition.stage_removed": _("removed a stage of an edition recorded in error"),
        "occasion.changed": _("edited an occasion"),
        "occasion.recorded": _("recorded an occasion"),
        "presentation.changed": _("edited a presentation of a tool"),
        "presentation.recorded": _("recorded a presentation of a tool"),
        "presentation.removed": _("removed a presentation recorded in error"),
        "uptake.changed": _("edited a use of a tool"),
        "uptake.confirmed": _("confirmed a reported use of a tool"),
        "uptake.declined": _("declined a reported use of a tool"),
        "uptake.recorded": _("recorded a use of a tool"),
        "uptake.removed": _("removed a use of a tool recorded in error"),
        "uptake.reported": _("reported a use of a tool"),
    }
)
