"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "report.prepared": _("prepared a report"),
        "report.issued": _("issued a report"),
        "report.changed": _("began a document that changes an issued report"),
        "report.reissued": _("reissued a report for technical reasons"),
        "report.issued_in_advance": _("issued an advance unedited version of a report"),
        "report_correction.saved": _("saved a correction to an issued report"),
        "report.outline_taken": _("took the current outline for a report"),
        "document_type.copied": _("copied a document type"),
        "document_type.changed": _("changed a document type"),
        "document_type.activated": _("activated a document type"),
        "document_type.retired": _("retired a document type"),
        "document_type.deleted": _("deleted a document type"),
        "report_text.saved": _("saved a paragraph of a report"),
        "report_paragraph.added": _("added a paragraph to a report"),
        "report_paragraph.moved": _("moved a paragraph of a report"),
        "report_paragraph.removed": _("removed a paragraph of a report"),
        "report_paragraph.restored": _("restored a paragraph of a report"),
        "report_paragraph.split": _("split a paragraph of a report"),
        "report_paragraph.merged": _("merged paragraphs of a report"),
        "report_comment.added": _("commented on a paragraph of a report"),
        "report_comment.resolved": _("resolved a comment on a report"),
        "report_comment.reopened": _("reopened a comment on a report"),
        "report_comment.attached": _("attached a comment of a Word file to a paragraph of a report"),
        "report_comment.dismissed": _("dismissed a comment of a Word file"),
        "report_comment.taken_up": _("took up a dismissed comment of a Word file again"),
        "report.exported": _("exported a report for editing in Word"),
        "report.imported": _("imported an edited Word file of a report"),
        "report_suggestion.made": _("suggested a text for a report"),
        "report_suggestion.accepted": _("accepted a suggestion for a report"),
        "report_suggestion.declined": _("declined a suggestion for a report"),
        "report.cleared": _("cleared a version of a report"),
        "report.slot_set": _("set the document slot of a report"),
        "report_section.assigned": _("assigned a section of a report"),
        "report_section.added": _("added a section to a report"),
        "report_section.renamed": _("changed a heading of a report"),
        "report_section.moved": _("moved a section of a report"),
        "report_section.removed": _("removed a section of a report"),
        "report_section.restored": _("restored a section of a report"),
    },
    giving_out=["report.issued", "report.reissued", "report.issued_in_advance"],
)
