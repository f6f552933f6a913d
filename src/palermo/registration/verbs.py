"""What acts are called in histories: the verbs of the log, in words."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "accreditation.applied": _("applied for accreditation"),
        "accreditation.approved": _("approved an application"),
        "accreditation.invited": _("invited an organization"),
        "accreditation.link_sent": _("sent a link by which people are registered"),
        "accreditation.refused": _("refused an application"),
        "badge.revoked": _("revoked a badge"),
        "badges.issued": _("made badges"),
        "check_in.told": _("checked somebody in"),
        "check_in.undone": _("undid a check-in"),
        "device.linked": _("made the link of a device at a door"),
        "device.opened": _("opened a device for a door"),
        "device.revoked": _("revoked a device at a door"),
        "device.used": _("took a device at a door into use"),
        "letter.handed_in": _("handed in a letter of credentials"),
        "participant.accredited": _("accredited a participant"),
        "participant.changed": _("corrected the details of a participant"),
        "participant.listing_answered": _("said themselves whether they are in the list of participants"),
        "participant.refused": _("refused a participant"),
        "participant.registered": _("registered a participant"),
        "participant.withdrawn": _("withdrew a participant"),
        "participants.released": _("released a list of participants"),
        "participants.taken_back": _("took a list of participants back"),
        "registration.category_set": _("set a category of registration"),
        "registration.changed": _("changed the terms of registration"),
        "registration.opened": _("opened registration for an event"),
        "registration.people_taken": _("took people registered for an event away as a table"),
        "registration.purged": _("deleted the names of participants"),
    }
)
