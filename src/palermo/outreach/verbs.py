"""What acts on partners, commitments, plans, campaigns and press are called in histories."""

from django.utils.translation import gettext_lazy as _

from palermo.audit.verbs import register_verbs

register_verbs(
    {
        "due_diligence.added": _("added a due diligence check"),
        "due_diligence.recorded": _("recorded the result of a due diligence check"),
        "partner.admitted": _("admitted a partner"),
        "partner.applied": _("applied to become a partner"),
        "partner.changed": _("edited the entry of a partner"),
        "partner.declined": _("declined an application to become a partner"),
        "partner.ended": _("ended a partnership"),
        "partner.logo_added": _("added the logo of a partner"),
        "partner.logo_removed": _("removed the logo of a partner"),
        "partner.withdrawn": _("withdrew an application to become a partner"),
        "partner_contact.added": _("added a contact of a partner"),
        "partner_contact.changed": _("edited a contact of a partner"),
        "partner_contact.ended": _("recorded that a person no longer represents a partner"),
        "partner_contact.invited": _("invited a contact of a partner to an account"),
        "partner_contact.removed": _("deleted a contact of a partner"),
        "partner_invitation.sent": _("sent an invitation to become a partner"),
        "partner_invitation.withdrawn": _("withdrew an invitation to become a partner"),
        "partner_rule.added": _("added a rule for partners"),
        "partner_rule.changed": _("edited a rule for partners"),
    }
)
