"""Letters to invited persons, each in their language, with a link and none of the advice on them."""

from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from palermo.core import letters
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.core.work import background
from palermo.speakers.links import new_secret
from palermo.speakers.models import SpeakerContact, SpeakerLink
from palermo.speakers.states import LinkPurpose


@background
def mail_speaker_link(link_id: int) -> None:
    """Make the secret, keep its digest, and send it. Done again, it makes another: the mail before opens nothing."""
    with transaction.atomic():
        links = SpeakerLink.objects.select_for_update(of=("self",)).filter(pk=link_id, used_at=None, ended_at=None)
        link = links.select_related("speaker__event__activity").first()
        contact = SpeakerContact.objects.filter(speaker=link.speaker_id).first() if link else None
        if link is None or contact is None or link.has_expired:
            return
        address, link.digest = new_secret(contact.language)
        link.save(update_fields=["digest"])
    with translation.override(contact.language):
        subject = _("Invitation: %(event)s") % {"event": plain(link.speaker.event.activity.title)}
        letters.send_mail(subject, _text(link, address), contact.email)


def _text(link: SpeakerLink, address: str) -> str:
    speaker = link.speaker
    values = {
        "name": plain(speaker.name),
        "event": plain(speaker.event.activity.title),
        "role": speaker.get_role_display(),
        "link": address,
    }
    if link.purpose == LinkPurpose.CONSENT:
        return (
            _(
                "%(name)s,\n"
                "\n"
                "your reply for “%(event)s” has been received. With this personal link you can update your "
                "biography and consents at any time. Please keep it and do not share it:\n"
                "%(link)s"
            )
            % values
        )
    values["date"] = localize_day(localdate(link.expires_at) if link.expires_at else None)
    return (
        _(
            "%(name)s,\n"
            "\n"
            "you are invited to “%(event)s” as: %(role)s.\n"
            "\n"
            "Please reply by the end of %(date)s. The link needs no account and can be used once. Do not "
            "share it:\n"
            "%(link)s"
        )
        % values
    )
