"""What acts on partners, commitments, plans, campaigns, press and contributions are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "commitment.changed": _("edited a commitment"),
        "commitment.confirmed": _("confirmed a commitment"),
        "commitment.contact_erased": _("deleted the contact details of a commitment"),
        "commitment.declined": _("declined a commitment"),
        "commitment.exported": _("downloaded commitments"),
        "commitment.link_sent": _("sent the link of a commitment"),
        "commitment.made": _("made a commitment"),
        "commitment.pledged": _("made a commitment by form"),
        "commitment.recorded": _("recorded a commitment"),
        "commitment.withdrawn": _("withdrew a commitment"),
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
        "pledging.changed": _("edited the form for commitments of an event"),
        "pledging.opened": _("opened the form for commitments of an event"),
    }
)
