"""What is done to the register of trainers, and what a trainer decides by their link. The log has no names."""

from collections.abc import Mapping, Sequence
from secrets import token_urlsafe

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.digests import digest_of_text
from palermo.core.rows import insert_row, lock_row, save_row, set_values
from palermo.toolkit.models import Tool, Trainer, TrainerLink
from palermo.toolkit.notices.trainers import mail_trainer_link
from palermo.toolkit.rules import trainers as rules
from palermo.toolkit.states.training import TrainerConsent

# Who acts by a link, as the log names them.
BY_TRAINER_LINK = "a trainer, by their link"


@transaction.atomic
def add_trainer(trainer: Trainer, *, tools: Sequence[Tool] = (), states: Sequence[State] = (), by: Actor) -> Trainer:
    """Add somebody to the register; nobody but the secretariat sees the entry until they consent."""
    rules.check_may_add_trainer(by, None)
    trainer.consent, trainer.shows_email, trainer.decided_at = TrainerConsent.NOT_ASKED, False, None
    insert_row(trainer)
    trainer.tools.set(tools)
    trainer.states.set(states)
    record("trainer.added", trainer, by=by)
    return trainer


@transaction.atomic
def change_trainer(
    trainer: Trainer,
    *,
    values: Mapping[str, object],
    tools: Sequence[Tool] = (),
    states: Sequence[State] = (),
    by: Actor,
) -> Trainer:
    """Edit an entry; what the person consented to stays as it is."""
    trainer = lock_row(trainer)
    rules.check_may_change_trainer(by, trainer)
    set_values(trainer, values)
    save_row(trainer)
    trainer.tools.set(tools)
    trainer.states.set(states)
    record("trainer.changed", trainer, by=by)
    return trainer


@transaction.atomic
def remove_trainer(trainer: Trainer, *, by: Actor) -> Trainer:
    """Delete an entry; sessions no longer name the person, and no version of the entry is kept."""
    trainer = lock_row(trainer)
    rules.check_may_change_trainer(by, trainer)
    record("trainer.removed", trainer, by=by)
    trainer.delete()
    return trainer


@transaction.atomic
def ask_trainer(trainer: Trainer, *, by: Actor) -> Trainer:
    """Send somebody a personal link by which they consent to publication or refuse it; earlier links end."""
    trainer = lock_row(trainer)
    rules.check_may_ask_trainer(by, trainer)
    now = clock.now()
    trainer.links.filter(ended_at=None).update(ended_at=now)
    # A digest of a secret that nobody has: the one that opens is made as the mail is.
    link = TrainerLink.objects.create(trainer=trainer, digest=digest_of_text(token_urlsafe()), made_at=now)
    if trainer.consent == TrainerConsent.NOT_ASKED:
        trainer.consent = TrainerConsent.ASKED
        trainer.save(update_fields=["consent"])
    record("trainer.asked", trainer, by=by)
    mail_trainer_link.enqueue(link.pk)
    return trainer


@transaction.atomic
def withdraw_consent(trainer: Trainer, *, by: Actor) -> Trainer:
    """Record that somebody told the secretariat to publish their entry no longer; it disappears at once."""
    trainer = lock_row(trainer)
    rules.check_may_withdraw_trainer(by, trainer)
    return _decide(trainer, is_published=False, shows_email=False, by=by)


@transaction.atomic
def decide_by_link(link: TrainerLink, *, is_published: bool, shows_email: bool, by: Actor) -> Trainer:
    """What a trainer decides by their link: whether their entry is published, and with the e-mail address."""
    link = lock_row(link)
    rules.check_trainer_link_opens(link)
    trainer = lock_row(link.trainer)
    return _decide(trainer, is_published=is_published, shows_email=shows_email, by=by)


def _decide(trainer: Trainer, *, is_published: bool, shows_email: bool, by: Actor) -> Trainer:
    trainer.consent = TrainerConsent.GIVEN if is_published else TrainerConsent.REFUSED
    trainer.shows_email, trainer.decided_at = is_published and shows_email, clock.now()
    trainer.save(update_fields=["consent", "shows_email", "decided_at"])
    record("trainer.consented" if is_published else "trainer.refused", trainer, by=by)
    return trainer
