"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "translation.confirmed": _("confirmed a translation"),
        "translation.exported": _("exported texts for translation"),
        "translation.imported": _("imported translations"),
    }
)
