"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "report.issued": _("issued a report"),
    },
    giving_out=["report.issued"],
)
