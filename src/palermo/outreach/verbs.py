"""What acts on partners, commitments, campaigns, press and contributions are called in histories: the verbs of the
log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "contribution_result.changed": _("edited a result of a contribution"),
        "contribution_result.recorded": _("recorded a result of a contribution"),
        "contribution_result.removed": _("removed a result of a contribution recorded in error"),
        "contribution_terms.edited": _("edited the terms of a contribution"),
        "expenditure.changed": _("edited expenditure of a contribution"),
        "expenditure.recorded": _("recorded expenditure of a contribution"),
        "expenditure.removed": _("removed expenditure of a contribution recorded in error"),
        "payment.changed": _("edited a payment of a contribution"),
        "payment.recorded": _("recorded a payment of a contribution"),
        "payment.removed": _("removed a payment of a contribution recorded in error"),
    }
)
