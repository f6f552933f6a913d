"""What acts on tools are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "drafting_member.added": _("added a member to a drafting group"),
        "drafting_member.removed": _("removed a member from a drafting group"),
        "passage.added": _("added a passage to a tool"),
        "passage.imported": _("imported the text of a tool from a file"),
        "passage.moved": _("moved a passage of a tool"),
        "passage.removed": _("removed a passage of a tool"),
        "passage.restored": _("restored a passage of a tool"),
        "passage.written": _("edited a passage of a tool"),
        "tool_version.changed": _("edited the description of a version of a tool"),
        "text.imported": _("imported a Word file into the text of a tool"),
        "tool_version.frozen": _("froze a version of a tool"),
        "tool_version.published": _("published a version of a tool"),
        "tool_version.withdrawn": _("withdrew a version of a tool"),
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
