"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "statement.corrected": _("corrected a statement on a treaty"),
        "statement.recorded": _("recorded a statement on a treaty"),
        "treaty.list_imported": _("imported a list of participants in a treaty"),
        "treaty_action.corrected": _("corrected a treaty action"),
        "treaty_action.recorded": _("recorded a treaty action"),
        "treaty_action.removed": _("removed a treaty action recorded in error"),
    }
)
