"""What is deleted of an application to become a partner that came to nothing."""

from palermo.core.text import MultilingualText
from palermo.outreach.models import PartnerInvitation, Partnership
from palermo.outreach.models.partners import PERSONAL


def erase_applicant(partnership: Partnership) -> None:
    """Delete what is personal in an application that came to nothing; within a transaction.

    These are its contacts, the invitation that led to it and, where a person applied, what the entry says of them.
    """
    for contact in partnership.contacts.all():
        contact.delete()
    PartnerInvitation.objects.filter(partnership=partnership).delete()
    if partnership.is_person:
        partnership.name = partnership.summary = MultilingualText()
        partnership.website = ""
        partnership.save(update_fields=sorted(PERSONAL))
