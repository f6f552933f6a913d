"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "calendar_key.made": _("created a private calendar address"),
        "calendar_key.revoked": _("revoked a private calendar address"),
    }
)
