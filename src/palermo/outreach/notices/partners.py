"""E-mails to applicants and partners, each in their language."""

from secrets import token_urlsafe

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from palermo.core import letters
from palermo.core.digests import digest_of_text
from palermo.core.languages import active_language
from palermo.core.speech.here import localize_day
from palermo.core.text import MultilingualText, plain
from palermo.core.work import background
from palermo.outreach.models import PartnerContact, PartnerInvitation, Partnership
from palermo.outreach.states.partners import PartnershipStatus


@background
def mail_application(contact_id: int) -> None:
    """Confirm an application, with the link by which the applicant follows it. Done again, it makes another link."""
    secret = token_urlsafe(32)
    with transaction.atomic():
        contacts = PartnerContact.objects.select_for_update(of=("self",)).filter(pk=contact_id)
        contact = contacts.select_related("partnership").first()
        if contact is None or contact.partnership.status != PartnershipStatus.APPLIED:
            return
        contact.digest = digest_of_text(secret)
        contact.save(update_fields=["digest"])
    with translation.override(contact.language):
        # Nothing that was written into the form: anybody can enter the address of somebody else.
        values = {"link": letters.address(reverse("partner_application_link", args=[secret]))}
        body = (
            _(
                "The secretariat has received an application to become a partner, with this e-mail address.\n"
                "\n"
                "The secretariat checks each application and decides under the guidance of Member States. You will be "
                "informed of the decision by e-mail.\n"
                "\n"
                "With this personal link you can see the status of the application or withdraw it. Please keep it and "
                "do not share it:\n"
                "%(link)s\n"
                "\n"
                "If you did not apply, you can withdraw the application by this link, or ignore this e-mail."
            )
            % values
        )
        letters.send_mail(_("Your application to become a partner"), body, contact.email)


@background
def mail_partner_invitation(invitation_id: int) -> None:
    """Make the secret, keep its digest, and send it. Done again, it makes another, and the first ends."""
    secret = token_urlsafe(32)
    with transaction.atomic():
        open_ones = PartnerInvitation.objects.select_for_update(of=("self",)).filter(ended_at=None)
        invitation = open_ones.filter(pk=invitation_id).first()
        if invitation is None:
            return
        invitation.digest = digest_of_text(secret)
        invitation.save(update_fields=["digest"])
    with translation.override(invitation.language):
        values = {
            "name": invitation.name,
            "day": localize_day(localdate(invitation.expires_at)),
            "link": letters.address(reverse("partner_invitation_link", args=[secret])),
        }
        body = (
            _(
                "%(name)s,\n"
                "\n"
                "the secretariat invites you to apply to become a partner of the initiative against trafficking in "
                "persons. This link opens the form. It can be used once, until %(day)s:\n"
                "%(link)s\n"
                "\n"
                "If you did not expect this e-mail, you can ignore it."
            )
            % values
        )
        letters.send_mail(_("Invitation to become a partner"), body, invitation.email)


@background
def mail_admission(partnership_id: int) -> None:
    """Inform the contacts of a partner that it was admitted."""
    for partnership, contact in _contacts(partnership_id, PartnershipStatus.ADMITTED):
        with translation.override(contact.language):
            values = {
                "name": contact.name,
                "partner": _in_language(partnership.current_name),
                "role": _in_language(partnership.role),
            }
            body = (
                _(
                    "%(name)s,\n"
                    "\n"
                    "%(partner)s is now a partner of the initiative. The agreed role:\n"
                    "%(role)s\n"
                    "\n"
                    "You receive an invitation to an account in a separate e-mail."
                )
                % values
            )
            letters.send_mail(_("Your application was accepted"), body, contact.email)


@background
def mail_refusal(partnership_id: int) -> None:
    """Inform the applicant that the application was declined, and why."""
    for partnership, contact in _contacts(partnership_id, PartnershipStatus.DECLINED):
        with translation.override(contact.language):
            values = {
                "name": contact.name,
                "partner": _in_language(partnership.name),
                "reason": _in_language(partnership.reason),
            }
            body = (
                _(
                    "%(name)s,\n"
                    "\n"
                    "the application of %(partner)s to become a partner was declined. The reason:\n"
                    "%(reason)s"
                )
                % values
            )
            letters.send_mail(_("Your application was declined"), body, contact.email)


@background
def mail_end_of_partnership(partnership_id: int) -> None:
    """Inform those who represented a partner to the end that the partnership and their access have ended."""
    partnership = Partnership.objects.filter(pk=partnership_id, status=PartnershipStatus.LEFT).first()
    if partnership is None:
        return
    for contact in partnership.contacts.filter(ended_on=partnership.left_on).exclude(email=""):
        with translation.override(contact.language):
            values = {
                "name": contact.name,
                "partner": _in_language(partnership.current_name),
                "day": localize_day(partnership.left_on),
                "reason": _in_language(partnership.reason),
            }
            body = (
                _(
                    "%(name)s,\n"
                    "\n"
                    "the partnership with %(partner)s ended on %(day)s. Your access has ended as well. The reason:\n"
                    "%(reason)s"
                )
                % values
            )
            letters.send_mail(_("End of the partnership"), body, contact.email)


def _contacts(partnership_id: int, status: PartnershipStatus) -> list[tuple[Partnership, PartnerContact]]:
    """Who is written to, while the status is still that of the letter."""
    contacts = PartnerContact.objects.filter(partnership=partnership_id, partnership__status=status, ended_on=None)
    rows = contacts.exclude(email="").select_related("partnership__organisation").order_by("number")
    return [(contact.partnership, contact) for contact in rows]


def _in_language(text: MultilingualText) -> str:
    """A text in the active language, or in the one that it has."""
    shown = text.shown_in(active_language().code)
    return shown.words if shown else plain(text)
