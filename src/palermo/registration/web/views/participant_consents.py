"""Somebody registered for an event says themselves whether they are named in the list of participants, by a link."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from palermo.core.digests import digest_of_text
from palermo.core.refusals import Refused
from palermo.registration.actions.participants import answer_listing
from palermo.registration.models import Participant
from palermo.registration.rules.participants import check_can_answer_listing
from palermo.registration.web.views.registrations import about
from palermo.site.by_link import digest_led_by, lead_on, open_by_link

KEY = "participant"
guarded = open_by_link(KEY, rate="30/5m")
# Who answers, as the log says it: nobody with an account, and no name.
BY_LINK = "the registered person, by their link"
ANSWERS = {"yes": True, "no": False}


@guarded
def participant_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Remember what the link opens, and leave the secret behind."""
    return lead_on(request, KEY, digest_of_text(secret), "participant_own")


@guarded
def participant_own(request: HttpRequest) -> HttpResponse:
    """What the person is registered for, what the names are for, and the answer."""
    tied = Participant.objects.select_related("registration__event__activity")
    participant = tied.filter(listing_digest=digest_led_by(request, KEY)).first()
    try:
        if participant is None:
            raise Refused(_("This link is not valid: it was replaced by a newer one, or the event is over."))
        check_can_answer_listing(participant)
        if request.method == "POST" and request.POST.get("answer") in ANSWERS:
            answer_listing(participant, is_listed=ANSWERS[request.POST["answer"]], by=BY_LINK)
            messages.success(request, _("Your answer has been saved. You can change it with the same link."))
            return redirect("participant_own")
    except Refused as refused:
        return render(request, "registration/own.html", {"refusal": str(refused)}, status=404)
    context = {**about(participant.registration), "person": participant}
    return render(request, "registration/own.html", context)
