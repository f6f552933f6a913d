"""Who records what participants did in respect of a treaty, and what cannot have been done."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from palermo.accounts.actors import Actor
from palermo.accounts.models import State
from palermo.accounts.permissions import Permission, check_may
from palermo.core import clock
from palermo.core.refusals import Refused
from palermo.core.speech.here import localize_day
from palermo.core.text import plain
from palermo.treaties.models import Treaty, TreatyAction
from palermo.treaties.models.participants import display_name_on
from palermo.treaties.queries.participation import participant_key, treaty_statuses
from palermo.treaties.states.participation import CONSENT, FOLLOWS_SIGNATURE, SIGNATURES, ActionKind
from palermo.treaties.status import Action, Participant, TreatyStatus


def check_may_record_action(user: Actor, treaty: Treaty) -> None:
    """The secretariat records treaty actions."""
    check_may(user, Permission.RECORD_TREATY)


def check_may_change_action(user: Actor, action: TreatyAction) -> None:
    """The secretariat corrects and removes treaty actions."""
    check_may(user, Permission.RECORD_TREATY)


def check_can_record_action(user: Actor, action: TreatyAction) -> None:
    """As `check_may_record_action`, for an action that can have been done: see `check_is_possible`."""
    check_may_record_action(user, action.treaty)
    check_is_possible(action)


def check_is_possible(action: TreatyAction) -> None:
    """Refuse an action that contradicts the treaty's dates or what is on record of the same participant."""
    _check_day(action)
    statuses = treaty_statuses([action.treaty])
    status = _without(statuses[action.treaty.pk], action)
    _check_order(action, status)
    if action.kind in CONSENT:
        _check_has_joined_parent(action, status)
    if action.kind == ActionKind.WITHDRAWAL:
        _check_stated_withdrawal(action, status)


def check_can_remove_action(user: Actor, action: TreatyAction) -> None:
    """As `check_may_change_action`, where no later action of the participant rests on this one."""
    check_may_change_action(user, action)
    later = TreatyAction.objects.filter(treaty=action.treaty, deposited_on__gte=action.deposited_on).exclude(
        pk=action.pk
    )
    own = later.filter(state=action.state_id, organisation=action.organisation_id).order_by("deposited_on", "pk")
    rests = [each for each in own if _rests_on(ActionKind(each.kind), ActionKind(action.kind))]
    if rests:
        raise Refused(
            _("The record has “%(action)s” of %(day)s, which depends on this. Remove that first.")
            % {"action": ActionKind(rests[0].kind).label, "day": localize_day(rests[0].deposited_on)}
        )


def _rests_on(later: ActionKind, earlier: ActionKind) -> bool:
    """Whether a kind of action is possible only after another."""
    if earlier in SIGNATURES:
        return later in FOLLOWS_SIGNATURE
    return earlier in CONSENT and later in {ActionKind.WITHDRAWAL, ActionKind.TERRITORIAL_APPLICATION}


def _check_day(action: TreatyAction) -> None:
    """The day has come, the State existed, and the treaty was open."""
    treaty, day = action.treaty, action.deposited_on
    if day > clock.today():
        raise Refused(
            _("%(day)s has not come yet. Enter the day of signature or deposit.") % {"day": localize_day(day)}
        )
    state = action.participant if isinstance(action.participant, State) else None
    if state and state.exists_since and day < state.exists_since:
        raise Refused(
            _("%(state)s has been a State since %(day)s. Enter a later day.")
            % {"state": plain(state.name_today), "day": localize_day(state.exists_since)}
        )
    opened = treaty.opened_on or treaty.adopted_on
    if opened and day < opened:
        raise Refused(
            _("The treaty was opened for signature on %(day)s. Enter a later day.") % {"day": localize_day(opened)}
        )
    if action.kind == ActionKind.SIGNATURE and treaty.closed_on and day > treaty.closed_on:
        raise Refused(
            _("The treaty could be signed until %(day)s. Record an accession instead, or correct the day.")
            % {"day": localize_day(treaty.closed_on)}
        )


def _without(status: TreatyStatus, action: TreatyAction) -> TreatyStatus:
    """The status from everything on record but this action."""
    others = tuple(each for each in status.actions if each.pk != action.pk or action.pk is None)
    return replace(status, actions=others).from_all_actions()


def _check_order(action: TreatyAction, status: TreatyStatus) -> None:
    """Only who signed ratifies; only a party withdraws or applies the treaty to a territory; nobody joins twice."""
    key, day, kind = participant_key(action), action.deposited_on, ActionKind(action.kind)
    standing = status.standing(key, day)
    if kind in CONSENT or kind in SIGNATURES:
        if standing.is_party and standing.deposited_on:
            raise Refused(
                _("%(participant)s has been a party since %(day)s, so this cannot be recorded. Correct that instead.")
                % {"participant": _name(action), "day": localize_day(standing.deposited_on)}
            )
        if kind in SIGNATURES and standing.signed_on:
            raise Refused(_("%(participant)s signed on %(day)s.") % _who_and(action, standing.signed_on))
    if kind in FOLLOWS_SIGNATURE and not standing.signature:
        raise Refused(
            _("There is no signature of %(participant)s on record. Record it first, or record an accession instead.")
            % {"participant": _name(action)}
        )
    if kind in {ActionKind.WITHDRAWAL, ActionKind.TERRITORIAL_APPLICATION} and not standing.is_party:
        raise Refused(
            _("%(participant)s is not a party as at %(day)s. Record its instrument first.") % _who_and(action, day)
        )
    if kind in CONSENT:
        _check_no_later_instrument(action, status, key)


def _check_no_later_instrument(action: TreatyAction, status: TreatyStatus, key: Participant) -> None:
    """An instrument before one that is on record would make two."""
    later = [each for each in _own(status.actions, key) if each.kind in CONSENT | {ActionKind.WITHDRAWAL}]
    after = [each.deposited_on for each in later if each.deposited_on > action.deposited_on and each.kind in CONSENT]
    ended = any(each.kind == ActionKind.WITHDRAWAL and each.deposited_on < min(after) for each in later) if after else 0
    if after and not ended:
        raise Refused(
            _("%(participant)s has been a party since %(day)s, so this cannot be recorded. Correct that instead.")
            % _who_and(action, min(after))
        )


def _own(actions: Iterable[Action], key: Participant) -> list[Action]:
    return [each for each in actions if each.participant == key]


def _check_has_joined_parent(action: TreatyAction, status: TreatyStatus) -> None:
    treaty = action.treaty
    if not (treaty.must_join_parent and status.parent and treaty.supplements):
        return
    if participant_key(action) not in status.parent.parties(action.deposited_on):
        raise Refused(
            _(
                "Only parties to the %(parent)s can become parties to this treaty. Record the instrument of "
                "%(participant)s to that first."
            )
            % {"parent": treaty.supplements.display_name(), "participant": _name(action)}
        )


def _check_stated_withdrawal(action: TreatyAction, status: TreatyStatus) -> None:
    """A notification may set a later day than the treaty's rule, never an earlier one."""
    without_stated = Action(participant_key(action), ActionKind.WITHDRAWAL, action.deposited_on)
    earliest = status.effect_of(without_stated)
    if action.stated_effect_on and earliest and action.stated_effect_on < earliest:
        raise Refused(
            _("By the treaty, this withdrawal has no effect before %(day)s. Enter that day or a later one.")
            % {"day": localize_day(earliest)}
        )


def _name(action: TreatyAction) -> str:
    return display_name_on(action.participant, min(action.deposited_on, clock.today()))


def _who_and(action: TreatyAction, day: date) -> dict[str, str]:
    return {"participant": _name(action), "day": localize_day(day)}
