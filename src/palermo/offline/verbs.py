"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "bundle.built": _("built an offline package"),
        "bundle.failed": _("failed to build an offline package"),
        "bundle.ordered": _("requested an offline package"),
        "bundle.withdrawn": _("withdrew an offline package"),
    },
    giving_out=["bundle.built"],
)
