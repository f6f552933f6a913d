"""Letters to trainers, each in their language, with the link by which they decide on the publication of their entry."""

from secrets import token_urlsafe

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from palermo.core import letters
from palermo.core.digests import digest_of_text
from palermo.core.work import background
from palermo.toolkit.models import TrainerLink


@background
def mail_trainer_link(link_id: int) -> None:
    """Make the secret, keep its digest, and send it. Done again, it makes another: the mail before opens nothing."""
    with transaction.atomic():
        links = TrainerLink.objects.select_for_update(of=("self",)).filter(pk=link_id, ended_at=None)
        link = links.select_related("trainer").first()
        if link is None or not link.trainer.email:
            return
        secret = token_urlsafe(32)
        link.digest = digest_of_text(secret)
        link.save(update_fields=["digest"])
    trainer = link.trainer
    with translation.override(trainer.written_in):
        values = {"name": trainer.name, "link": letters.address(reverse("trainer_link", args=[secret]))}
        body = (
            _(
                "%(name)s,\n"
                "\n"
                "you have been proposed for the register of trainers. Your entry is published only with your consent. "
                "With this personal link you can see the entry, and consent, refuse or withdraw your consent at any "
                "time. Please keep it and do not share it:\n"
                "%(link)s"
            )
            % values
        )
        letters.send_mail(_("Register of trainers: your consent"), body, trainer.email)
