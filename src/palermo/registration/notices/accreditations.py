"""Mail to organisations about their accreditation, in their language: a link, or why not."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.accounts.links import digest_of
from palermo.core import letters
from palermo.core.speech.here import say_here
from palermo.core.text import plain
from palermo.core.work import background
from palermo.registration.models import Accreditation
from palermo.registration.states import AccreditationState


@background
def mail_accreditation(number: int) -> None:
    """Tell what was decided. Of a link only its digest is kept; done again, this makes another link."""
    found = Accreditation.objects.select_related("registration__event__activity").filter(pk=number).first()
    if found is None or found.state == AccreditationState.APPLIED:
        return
    with translation.override(found.language):
        event = plain(found.registration.event.activity.title)
        letters.tell(event, _refusal(found, event) if _is_refused(found) else _link(found, event), found.contact_email)


def _is_refused(found: Accreditation) -> bool:
    return found.state == AccreditationState.REFUSED


def _refusal(found: Accreditation, event: str) -> str:
    values = {"event": event, "name": found.name, "reason": found.reason}
    return (
        _("Event: %(event)s\nOrganization: %(name)s\n\nThe application was refused, for this reason:\n%(reason)s")
        % values
    )


def _link(found: Accreditation, event: str) -> str:
    secret = token_urlsafe(32)
    with transaction.atomic():
        Accreditation.objects.filter(pk=found.pk).update(digest=digest_of(secret))
    link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("registration_link", args=[secret])
    values = {"event": event, "name": found.name, "day": say_here(found.registration.closes_on), "link": link}
    return (
        _(
            "Event: %(event)s\nOrganization: %(name)s\n\n"
            "You may register your people by %(day)s. Whoever has this link can do it:\n%(link)s"
        )
        % values
    )
