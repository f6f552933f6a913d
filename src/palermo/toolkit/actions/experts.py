"""Experts who take part in a round by a link: invited, named with their consent, and erased on request."""

from django.db import transaction

from palermo.accounts.actors import Actor
from palermo.audit.actions import record
from palermo.core import clock
from palermo.core.rows import lock_row, next_number, save_row
from palermo.toolkit.actions.discussion import add_comment
from palermo.toolkit.links import end_links, open_link
from palermo.toolkit.models import ExpertDetails, ExpertLink, PassageComment, RoundExpert, TextRound
from palermo.toolkit.notices.discussion import mail_expert_link
from palermo.toolkit.rules import discussion as rules
from palermo.toolkit.states.discussion import RoundState


@transaction.atomic
def invite_expert(
    round: TextRound, *, name: str, function: str, email: str, language: str = "en", by: Actor
) -> TextRound:
    """Invite an expert; the link is sent at once where the round is open, else when it opens.

    Refused if the round is closed, or the address is already invited.
    """
    round = lock_row(round, "tool__activity")
    rules.check_can_invite_expert(by, round, email)
    expert = RoundExpert.objects.create(round=round, number=next_number(round.experts.all()))
    details = ExpertDetails(expert=expert, name=name, function=function, email=email, language=language)
    save_row(details)
    record("round_expert.invited", expert, by=by, round=round.slug, number=expert.number)
    if round.state == RoundState.OPEN:
        mail_expert_link.enqueue(open_link(expert).pk)
    return round


@transaction.atomic
def send_expert_link(expert: RoundExpert, *, by: Actor) -> RoundExpert:
    """Send a new link; the one before opens nothing any more."""
    expert = lock_row(expert, "round__tool__activity", "round__version")
    rules.check_may_send_link(by, expert)
    mail_expert_link.enqueue(open_link(expert).pk)
    record("round_expert.link_sent", expert, by=by)
    return expert


@transaction.atomic
def end_expert(expert: RoundExpert, *, by: Actor) -> RoundExpert:
    """End the participation of an expert: their link opens nothing any more; their comments stay."""
    expert = lock_row(expert, "round__tool__activity", "round__version")
    rules.check_may_end_expert(by, expert)
    return _end(expert, by)


@transaction.atomic
def erase_expert(expert: RoundExpert, *, by: Actor) -> RoundExpert:
    """Delete name, function and address of an expert, and end their participation; their comments stay, unnamed."""
    expert = lock_row(expert, "round__tool__activity", "round__version")
    rules.check_may_erase_expert(by, expert)
    return _erase(expert, by)


@transaction.atomic
def comment_by_link(link: ExpertLink, *, comment: PassageComment, by: Actor) -> PassageComment:
    """Add a comment of an expert by their link.

    Refused if the link opens nothing any more, or the comment does not hold together.
    """
    comment.expert = _opened(link)
    comment.round = comment.expert.round
    return add_comment(comment, by=by)


@transaction.atomic
def choose_naming_by_link(link: ExpertLink, *, is_named: bool, by: Actor) -> RoundExpert:
    """Record whether an expert lets their name be shown; this holds at once, everywhere."""
    expert = _opened(link)
    if expert.is_named != is_named or expert.consented_at is None:
        expert.is_named, expert.consented_at = is_named, clock.now()
        expert.save(update_fields=["is_named", "consented_at"])
        record("round_expert.consent", expert, by=by, is_named=is_named)
    return expert


@transaction.atomic
def end_by_link(link: ExpertLink, *, erases: bool, by: Actor) -> RoundExpert:
    """An expert ends their participation, and may have their data deleted."""
    expert = _opened(link)
    return _erase(expert, by) if erases else _end(expert, by)


def _opened(link: ExpertLink) -> RoundExpert:
    expert = lock_row(link.expert, "round__tool__activity", "round__version")
    link = lock_row(link)
    link.expert = expert
    rules.check_link_opens(link)
    return expert


def _end(expert: RoundExpert, by: Actor) -> RoundExpert:
    end_links(expert)
    expert.ended_on = clock.today()
    expert.save(update_fields=["ended_on"])
    record("round_expert.ended", expert, by=by)
    return expert


def _erase(expert: RoundExpert, by: Actor) -> RoundExpert:
    ExpertDetails.objects.filter(expert=expert).delete()
    end_links(expert)
    expert.is_named, expert.ended_on = False, expert.ended_on or clock.today()
    expert.save(update_fields=["is_named", "ended_on"])
    record("round_expert.erased", expert, by=by)
    return expert
