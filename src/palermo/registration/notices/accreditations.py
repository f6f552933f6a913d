"""Mail to organizations about their accreditation, in their language: a link, or why not."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.core import letters
from palermo.core.digests import digest_of_text
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.core.work import background
from palermo.registration.models import Accreditation
from palermo.registration.states import AccreditationState


@background
def mail_accreditation(number: int) -> None:
    """Mail the decision on an accreditation. Only the digest of a link is kept, so another run makes another link."""
    accreditation = Accreditation.objects.select_related("registration__event__activity").filter(pk=number).first()
    if accreditation is None or accreditation.state == AccreditationState.APPLIED:
        return
    with translation.override(accreditation.language):
        event = plain(accreditation.registration.event.activity.title)
        is_refused = accreditation.state == AccreditationState.REFUSED
        words = _refusal(accreditation, event) if is_refused else _link(accreditation, event)
        letters.send_mail(event, words, accreditation.contact_email)


def _refusal(accreditation: Accreditation, event: str) -> str:
    values = {"event": event, "name": accreditation.name, "reason": accreditation.reason}
    return (
        _("Event: %(event)s\nOrganization: %(name)s\n\nThe application was not approved. Reason:\n%(reason)s") % values
    )


def _link(accreditation: Accreditation, event: str) -> str:
    secret = token_urlsafe(32)
    with transaction.atomic():
        Accreditation.objects.filter(pk=accreditation.pk).update(digest=digest_of_text(secret))
    link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("registration_link", args=[secret])
    values = {
        "event": event,
        "name": accreditation.name,
        "day": localize_day(accreditation.registration.closes_on),
        "link": link,
    }
    return (
        _(
            "Event: %(event)s\n"
            "Organization: %(name)s\n"
            "\n"
            "You can register your participants until %(day)s. Anyone with this link can do so:\n"
            "%(link)s"
        )
        % values
    )
