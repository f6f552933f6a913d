"""An accredited organization registers its people, by the link that was mailed to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.core.whole_numbers import whole_number
from palermo.registration.actions.participants import (
    register_participant,
    restore_participant,
    withdraw_participant,
)
from palermo.registration.models import Accreditation, Participant
from palermo.registration.rules.participants import check_link_holds
from palermo.registration.web.forms.registrations import PersonFields
from palermo.registration.web.guarding import KEY, guarded
from palermo.registration.web.views.registrations import about
from palermo.site.by_link import digest_led_by, lead_on


@guarded
def registration_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Remember what the link opens, and leave the secret behind."""
    return lead_on(request, KEY, digest_of_text(secret), "registration_open")


@guarded
def registration_open(request: HttpRequest) -> HttpResponse:
    """The organization's own people, and the form to add one; or why it cannot be."""
    digest = digest_led_by(request, KEY)
    tied = Accreditation.objects.select_related("registration__event__activity", "organisation")
    accreditation = tied.filter(digest=digest).first()
    if accreditation is None:
        shut = {"refusal": _("This link is not valid: it was replaced by a newer one, or the event is over.")}
        return render(request, "registration/link.html", shut, status=404)
    form, refusal = PersonFields(request.POST or None), ""
    try:
        check_link_holds(accreditation)
        if request.method == "POST" and (done := _do(request, accreditation, form)):
            messages.success(request, done)
            return redirect("registration_open")
    except Refused as refused:
        refusal = str(refused)
    people = accreditation.participants.order_by("number")
    context = {
        **about(accreditation.registration),
        "accreditation": accreditation,
        "people": people,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "registration/link.html", context)


def _do(request: HttpRequest, accreditation: Accreditation, form: PersonFields) -> str:
    """Register somebody, or withdraw or restore one of the organization's own; gives the sentence that says so."""
    if (number := whole_number(request.POST.get("withdraw", ""))) is not None:
        withdraw_participant(get_object_or_404(accreditation.participants, number=number), by=accreditation)
        return _("Registration withdrawn.")
    if (number := whole_number(request.POST.get("restore", ""))) is not None:
        restore_participant(get_object_or_404(accreditation.participants, number=number), by=accreditation)
        return _("Registration restored.")
    if not form.is_valid():
        return ""
    participant = Participant(registration=accreditation.registration, category=accreditation.category, **form.person())
    participant.accreditation, participant.organisation = accreditation, accreditation.organisation
    register_participant(participant, by=accreditation)
    return _("Participant registered.")
