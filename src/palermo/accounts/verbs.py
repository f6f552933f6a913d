"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "account.changed": _("changed an account"),
        "account.closed": _("closed an account"),
        "account.created": _("created an account"),
        "account.signed_out_elsewhere": _("signed out other sessions"),
        "account.told_of_closing": _("sent a notice that an account will be closed"),
        "installation.begun": _("created this installation"),
        "installation_key.noted": _("recorded the fingerprint of a key"),
        "installation_key.begun": _("started using a new key"),
        "invitation.accepted": _("accepted an invitation"),
        "invitation.proposed": _("proposed a colleague for an account"),
        "invitation.sent": _("sent an invitation"),
        "invitation.withdrawn": _("withdrew an invitation"),
        "posting.ended": _("ended a posting"),
        "posting.focal_point_named": _("named a focal point of a mission or agency"),
        "posting.focal_point_relieved": _("removed a focal point of a mission or agency"),
    }
)
