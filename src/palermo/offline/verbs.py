"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "bundle.built": _("built a bundle"),
        "bundle.failed": _("could not build a bundle"),
        "bundle.ordered": _("ordered a bundle"),
        "bundle.withdrawn": _("withdrew a bundle"),
    }
)
