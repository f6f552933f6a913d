"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "register.exported": _("took the register away as a file"),
        "work.given_up": _("gave up a piece of background work"),
        "work.run_again": _("had a piece of background work run again"),
    }
)
