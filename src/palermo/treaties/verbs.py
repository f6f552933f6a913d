"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.file_acts import register_file_acts
from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "law.accepted": _("accepted a proposed provision of law"),
        "law.changed": _("edited a provision of law"),
        "law.corrected": _("corrected a provision of law as proposed"),
        "law.declined": _("declined a proposed provision of law"),
        "law.proposed": _("proposed a provision of law"),
        "law.recorded": _("recorded a provision of law"),
        "review.changed": _("edited a review"),
        "review.completed": _("completed a review"),
        "review.recorded": _("recorded a review"),
        "state_correction.accepted": _("accepted a correction to the entry of a State"),
        "state_correction.declined": _("declined a correction to the entry of a State"),
        "state_correction.proposed": _("proposed a correction to the entry of a State"),
        "statement.corrected": _("corrected a statement on a treaty"),
        "statement.recorded": _("recorded a statement on a treaty"),
        "treaty.changed": _("edited a treaty"),
        "treaty.list_imported": _("imported a list of participants in a treaty"),
        "treaty.published": _("published a treaty"),
        "treaty.recorded": _("recorded a treaty"),
        "treaty_action.corrected": _("corrected a treaty action"),
        "treaty_action.recorded": _("recorded a treaty action"),
        "treaty_action.removed": _("removed a treaty action recorded in error"),
    }
)
register_file_acts({"treaty.list_imported": []})
