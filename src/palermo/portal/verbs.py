"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "register.exported": _("exported the follow-up register"),
        "work.given_up": _("discarded a background task"),
        "work.run_again": _("retried a background task"),
    }
)
