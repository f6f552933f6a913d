"""What acts on partners, commitments, plans, campaigns and press are called in histories: the verbs of the log."""

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
        "pledging.changed": _("edited the form for commitments of an event"),
        "pledging.opened": _("opened the form for commitments of an event"),
    }
)
