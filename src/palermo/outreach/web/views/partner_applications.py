"""How people without an account apply to become a partner, and follow or withdraw their application."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.accounts.rate_limits import consume, network_of, parse_rate, too_many_requests
from palermo.accounts.requests import SiteRequest
from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.outreach.actions.partners import (
    BY_APPLICANT,
    BY_APPLICANT_LINK,
    apply_as_partner,
    withdraw_application,
)
from palermo.outreach.models import PartnerContact, PartnerInvitation
from palermo.outreach.rules.partners import check_application_link_opens, check_partner_invitation_opens
from palermo.outreach.states.partners import PartnershipStatus
from palermo.outreach.web.forms.partners import ApplicationForm
from palermo.site.by_link import digest_led_by, lead_on, open_by_link
from palermo.site.sending import ONCE, perform_once

KEY, INVITED = "partner-application", "partner-invitation"
guarded = open_by_link(KEY, rate="60/5m")
# As many applications as come from one network, a school or an office, within an hour.
APPLICATIONS = parse_rate("10/h")
# Each is confirmed to the address entered, which may be that of somebody else.
TO_ONE_ADDRESS = parse_rate("3/d")


@guarded
def partner_apply(request: SiteRequest) -> HttpResponse:
    """The form of application, for everyone."""
    return _form(request, None)


@guarded
def partner_invitation_link(request: SiteRequest, secret: str) -> HttpResponse:
    """The link of an invitation: remember what it opens, and leave the secret behind."""
    return lead_on(request, INVITED, digest_of_text(secret), "partner_invitation")


@guarded
def partner_invitation(request: SiteRequest) -> HttpResponse:
    """The form, filled in with what the invitation says; or why it does not open."""
    invitation = PartnerInvitation.objects.filter(digest=digest_led_by(request, INVITED)).first()
    try:
        check_partner_invitation_opens(invitation)
    except Refused as refusal:
        return _shut(request, refusal, is_known=invitation is not None)
    return _form(request, invitation)


def _form(request: SiteRequest, invitation: PartnerInvitation | None) -> HttpResponse:
    form = ApplicationForm(request.POST if request.method == "POST" else None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program():
            return redirect("partner_application_received")
        if not consume("partner-applications", APPLICATIONS, by=network_of(request)):
            return too_many_requests(request)
        try:
            return redirect(perform_once(request.POST.get(ONCE, ""), lambda: _apply(form, invitation)))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "invitation": invitation, "once": request.POST.get(ONCE) or uuid4()}
    return render(request, "outreach/partners/apply.html", context)


def _apply(form: ApplicationForm, invitation: PartnerInvitation | None) -> str:
    partnership, contact, countries = form.application()
    if not consume("applications-by-address", TO_ONE_ADDRESS, by=contact.email.casefold()):
        raise Refused(
            _(
                "Several applications were sent with this e-mail address today. Try again tomorrow, or write to the "
                "secretariat."
            )
        )
    apply_as_partner(partnership, contact=contact, countries=countries, invitation=invitation, by=BY_APPLICANT)
    return reverse("partner_application_received")


@guarded
def partner_application_received(request: SiteRequest) -> HttpResponse:
    """What happens with an application that was sent."""
    return render(request, "outreach/partners/received.html")


@guarded
def partner_application_link(request: SiteRequest, secret: str) -> HttpResponse:
    """The link of an applicant: remember what it opens, and leave the secret behind."""
    return lead_on(request, KEY, digest_of_text(secret), "partner_application")


@guarded
def partner_application(request: SiteRequest) -> HttpResponse:
    """The status of one's own application, and the way to withdraw it."""
    contacts = PartnerContact.objects.select_related("partnership__organisation")
    contact = contacts.filter(digest=digest_led_by(request, KEY)).first()
    done = ""
    try:
        check_application_link_opens(contact)
        assert contact is not None
        if request.method == "POST":
            contact.partnership = withdraw_application(contact.partnership, by=BY_APPLICANT_LINK)
            done = _("Your application was withdrawn. Your contact details were deleted.")
    except Refused as refusal:
        return _shut(request, refusal, is_known=contact is not None)
    partner = contact.partnership
    context = {"partner": partner, "is_open": partner.status == PartnershipStatus.APPLIED, "done": done}
    return render(request, "outreach/partners/application.html", context)


def _shut(request: SiteRequest, refusal: Refused, *, is_known: bool) -> HttpResponse:
    return render(request, "outreach/partners/shut.html", {"refusal": refusal}, status=403 if is_known else 404)
