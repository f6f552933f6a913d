"""Who runs a round of data collection: when it opens, whom it asks, until when, under which agreement."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.rules import check_move
from palermo.core.speech.here import localize_day
from palermo.core.speech.signs import comma
from palermo.governance.models import NoteVerbale
from palermo.governance.rules.authority import authority_gap
from palermo.governance.states.bodies import NoteState
from palermo.knowledge.models import Agreement
from palermo.knowledge.rules.agreements import check_in_force
from palermo.returns.models import Round, RoundInvitation
from palermo.returns.queries.rounds import has_return
from palermo.returns.standings import due_day
from palermo.returns.states.rounds import DATA_ROUND_MOVES, QuestionnaireStatus, RoundStatus


def check_may_plan_round(user: Actor, round_: Round | None) -> None:
    """The secretariat plans rounds."""
    check_may(user, Permission.KEEP_ROUNDS)


def check_may_change_round(user: Actor, round_: Round) -> None:
    """The secretariat changes a round until it is closed."""
    check_may(user, Permission.KEEP_ROUNDS)
    _check_is_not_closed(round_)


def check_can_change_round(user: Actor, round_: Round, changed: Collection[str]) -> None:
    """As `check_may_change_round`; what States were asked for, and since when, stays once the round is open."""
    check_may_change_round(user, round_)
    if round_.status != RoundStatus.PLANNED and {"edition", "year", "mandate", "opens_on"} & set(changed):
        raise Refused(_("The round is open. Its questionnaire, year, mandate and first day do not change any more."))


def check_may_remove_round(user: Actor, round_: Round) -> None:
    """The secretariat removes a round that was only planned."""
    check_may(user, Permission.KEEP_ROUNDS)
    if round_.status != RoundStatus.PLANNED:
        raise Refused(_("Only a planned round can be removed. Close this round instead."))
    if round_.invitations.exists():
        raise Refused(_("States have been invited to this round. Withdraw the invitations first."))


def check_may_open_round(user: Actor, round_: Round) -> None:
    """The secretariat opens a planned round with a published questionnaire, a mandate and dates."""
    check_may(user, Permission.KEEP_ROUNDS)
    if round_.status != RoundStatus.PLANNED:
        raise Refused(_("This round has been opened already."))
    if round_.edition.status != QuestionnaireStatus.PUBLISHED:
        raise Refused(_("The edition of the questionnaire is a draft. Publish it first."))
    if round_.mandate is None:
        raise Refused(_("No mandate covers this round. Enter the mandate under which States are asked."))
    if round_.due_on is None:
        raise Refused(_("Enter the day by which returns are due."))


def check_can_open_round(user: Actor, round_: Round, on: date) -> None:
    """As `check_may_open_round`; the mandate is in force on the day, which has come, and returns are due later."""
    check_may_open_round(user, round_)
    check_is_not_to_come(on)
    # In force on the day on which it opens, and still today.
    for day in {on, clock.today()}:
        if gap := authority_gap(round_.mandate, day):
            raise Refused(gap)
    assert round_.due_on is not None
    if round_.due_on < on:
        days = {"due": localize_day(round_.due_on), "on": localize_day(on)}
        raise Refused(_("Returns would be due on %(due)s, before the round opens on %(on)s. Change the date.") % days)


def check_may_close_round(user: Actor, round_: Round) -> None:
    """The secretariat closes an open round."""
    check_may(user, Permission.KEEP_ROUNDS)
    check_move(DATA_ROUND_MOVES, round_.status, RoundStatus.CLOSED)


def check_can_close_round(user: Actor, round_: Round, on: date) -> None:
    """As `check_may_close_round`, on a day that is not to come and not before the round opened."""
    check_may_close_round(user, round_)
    check_is_not_to_come(on)
    if round_.opens_on and on < round_.opens_on:
        days = {"on": localize_day(on), "opened": localize_day(round_.opens_on)}
        raise Refused(_("The round opened on %(opened)s, so it cannot close on %(on)s.") % days)


def check_may_reopen_round(user: Actor, round_: Round) -> None:
    """The secretariat opens a closed round again."""
    check_may(user, Permission.KEEP_ROUNDS)
    if round_.status != RoundStatus.CLOSED:
        raise Refused(_("This round is not closed."))


def check_may_invite(user: Actor, round_: Round) -> None:
    """The secretariat invites States to a round until it is closed."""
    check_may(user, Permission.KEEP_ROUNDS)
    _check_is_not_closed(round_)


def check_can_invite(user: Actor, round_: Round, states: Collection[State], note: NoteVerbale | None, on: date) -> None:
    """As `check_may_invite`: States that were not invited yet, by a note verbale that was issued."""
    check_may_invite(user, round_)
    check_is_not_to_come(on)
    if not states:
        raise Refused(_("Choose at least one State that has not been invited yet."))
    there = round_.invitations.filter(state__in=states).select_related("state").prefetch_related("state__former_names")
    if invited := [each.state.display_name() for each in there]:
        sentence = ngettext(
            "%(states)s has already been invited.", "%(states)s have already been invited.", len(invited)
        )
        raise Refused(sentence % {"states": comma().join(invited)})
    if note is not None and note.state != NoteState.ISSUED:
        raise Refused(_("The note verbale has not been issued yet. Issue it first, or leave the field empty."))


def check_may_withdraw_invitation(user: Actor, invitation: RoundInvitation) -> None:
    """The secretariat withdraws an invitation to which there is no return."""
    check_may(user, Permission.KEEP_ROUNDS)
    _check_is_not_closed(invitation.round)
    if has_return(invitation):
        raise Refused(_("The State has begun its return. The invitation can no longer be withdrawn."))


def check_may_choose_agreement(user: Actor, invitation: RoundInvitation) -> None:
    """The secretariat says under which agreement the return of a State is accepted, until it is under one in force."""
    check_may(user, Permission.KEEP_ROUNDS)
    _check_is_not_closed(invitation.round)
    # One that is no longer in force leaves the return without any.
    if has_return(invitation) and invitation.agreement and invitation.agreement.is_in_force:
        raise Refused(_("The return of this State is under its agreement already."))


def check_can_choose_agreement(user: Actor, invitation: RoundInvitation, agreement: Agreement) -> None:
    """As `check_may_choose_agreement`: an agreement with this State that is in force."""
    check_may_choose_agreement(user, invitation)
    if agreement.source.state_id != invitation.state_id:
        raise Refused(_("This agreement is not with %(state)s.") % {"state": invitation.state.display_name()})
    check_in_force(agreement, clock.today())


def check_may_extend(user: Actor, invitation: RoundInvitation) -> None:
    """The secretariat extends the deadline of a State while the round is open."""
    check_may(user, Permission.KEEP_ROUNDS)
    if invitation.round.status != RoundStatus.OPEN:
        raise Refused(_("Only the deadline of an open round can be extended."))


def check_can_extend(user: Actor, invitation: RoundInvitation, until: date, reason: str) -> None:
    """As `check_may_extend`: to a later day, with a reason."""
    check_may_extend(user, invitation)
    due = due_day(invitation.round, invitation)
    if due is not None and until <= due:
        days = {"due": localize_day(due), "until": localize_day(until)}
        raise Refused(_("The return is due on %(due)s. Enter a later day than %(until)s.") % days)
    if until < clock.today():
        raise Refused(_("%(day)s has passed. Enter a day to come.") % {"day": localize_day(until)})
    if not reason.strip():
        raise Refused(_("Enter the reason for the extension."))


def check_is_not_to_come(day: date) -> None:
    """Refuse a day that is still to come. Refused if it is."""
    if day > clock.today():
        raise Refused(_("%(day)s is in the future. Enter today or an earlier day.") % {"day": localize_day(day)})


def _check_is_not_closed(round_: Round) -> None:
    if round_.status == RoundStatus.CLOSED:
        raise Refused(_("This round is closed. Open it again first."))
