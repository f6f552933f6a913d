"""What acts on tools are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "finder.arranged": _("arranged the finder of tools"),
        "passage.added": _("added a passage to a tool"),
        "passage.moved": _("moved a passage of a tool"),
        "passage.removed": _("removed a passage of a tool"),
        "passage.restored": _("restored a passage of a tool"),
        "passage.written": _("edited a passage of a tool"),
        "reader_feedback.answered": _("replied to feedback of a reader"),
        "reader_feedback.closed": _("closed feedback of a reader without reply"),
        "reader_feedback.sent": _("sent feedback on a tool"),
        "tool_version.frozen": _("froze a version of a tool"),
        "tool_version.published": _("published a version of a tool"),
        "uptake.changed": _("edited a use of a tool"),
        "uptake.confirmed": _("confirmed a reported use of a tool"),
        "uptake.declined": _("declined a reported use of a tool"),
        "uptake.recorded": _("recorded a use of a tool"),
        "uptake.removed": _("removed a use of a tool recorded in error"),
        "uptake.reported": _("reported a use of a tool"),
    }
)
