"""Who keeps the register of trainers, and what a trainer decides by their link."""

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.permissions import Permission, check_may
from palermo.core.refusals import Refused
from palermo.toolkit.models import Trainer, TrainerLink


def check_may_add_trainer(user: Actor, _nothing: Trainer | None) -> None:
    """The secretariat."""
    check_may(user, Permission.KEEP_TRAINERS)


def check_may_change_trainer(user: Actor, trainer: Trainer) -> None:
    """The secretariat."""
    check_may(user, Permission.KEEP_TRAINERS)


def check_may_ask_trainer(user: Actor, trainer: Trainer) -> None:
    """The secretariat, a person whose e-mail address it has."""
    check_may(user, Permission.KEEP_TRAINERS)
    if not trainer.email:
        raise Refused(_("Enter the e-mail address of this trainer first."))


def check_may_withdraw_trainer(user: Actor, trainer: Trainer) -> None:
    """The secretariat, an entry that is published."""
    check_may(user, Permission.KEEP_TRAINERS)
    if not trainer.is_published:
        raise Refused(_("This entry is not published."))


def check_trainer_link_opens(link: TrainerLink | None) -> None:
    """Whether the link of a mail still opens."""
    if link is None or link.ended_at is not None:
        raise Refused(
            _(
                "This link is not valid. A newer e-mail may have replaced it. Use the link in that e-mail, or ask the "
                "secretariat for a new one."
            )
        )
