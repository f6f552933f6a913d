"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "accreditation.applied": _("applied for accreditation"),
        "accreditation.approved": _("approved an application"),
        "accreditation.invited": _("invited an organization"),
        "accreditation.link_sent": _("sent a registration link"),
        "accreditation.refused": _("refused an application"),
        "badge.revoked": _("revoked a badge"),
        "badges.issued": _("issued badges"),
        "check_in.recorded": _("checked in a participant"),
        "check_in.undone": _("undid a check-in"),
        "device.linked": _("created the link of a check-in device"),
        "device.opened": _("authorized a check-in device"),
        "device.revoked": _("revoked a check-in device"),
        "device.used": _("activated a check-in device"),
        "letter.handed_in": _("submitted a letter of credentials"),
        "participant.accredited": _("accredited a participant"),
        "participant.changed": _("corrected the details of a participant"),
        "participant.listing_answered": _("gave or withdrew their own consent to be named"),
        "participant.refused": _("refused a participant"),
        "participant.registered": _("registered a participant"),
        "participant.restored": _("restored the registration of a participant"),
        "participant.withdrawn": _("withdrew a participant"),
        "participants.released": _("published a list of participants"),
        "participants.taken_back": _("withdrew a list of participants"),
        "registration.category_set": _("edited a category of registration"),
        "registration.changed": _("edited the terms of registration"),
        "registration.opened": _("opened registration for an event"),
        "registration.people_taken": _("exported registered participants"),
        "registration.purged": _("deleted the names of participants"),
    }
)
