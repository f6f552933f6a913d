"""Mail to somebody registered for an event: whether they are named in the list of participants is theirs to say."""

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
from palermo.registration.models import Participant


@background
def mail_listing(number: int, language: str) -> None:
    """Send the link. Only its digest is kept; done again, this makes another link and the one before opens nothing."""
    tied = "registration__event__activity", "state_for", "organisation", "accreditation"
    participant = Participant.objects.select_related(*tied).filter(pk=number).first()
    if participant is None or not participant.is_coming or not participant.listing_email:
        return
    with translation.override(letters.language_of(language)):
        event = plain(participant.registration.event.activity.title)
        letters.send_mail(event, _words(participant, event), participant.listing_email)


def _words(participant: Participant, event: str) -> str:
    secret = token_urlsafe(32)
    with transaction.atomic():
        Participant.objects.filter(pk=participant.pk).update(listing_digest=digest_of_text(secret))
    link = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("participant_link", args=[secret])
    values = {
        "event": event,
        "sender": _sender(participant),
        "day": localize_day(participant.registration.delete_on),
        "link": link,
    }
    return (
        _(
            "Event: %(event)s\n"
            "Registered by: %(sender)s\n"
            "\n"
            "You are registered for this event. You decide whether you are named in the list of "
            "participants. You can give or withdraw your consent with this link until %(day)s, when all "
            "names are deleted:\n"
            "%(link)s"
        )
        % values
    )


def _sender(participant: Participant) -> str:
    if participant.state_for:
        return plain(participant.state_for.name_today)
    if participant.organisation:
        return plain(participant.organisation.name)
    return participant.accreditation.name if participant.accreditation else _("the secretariat")
