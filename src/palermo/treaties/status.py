"""The status of a treaty, computed from what was deposited: who is a party, since when, and as at which day.

Nothing here reads the database; `queries.treaty_status` makes a `TreatyStatus` from the record.
"""

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from palermo.treaties.states.participation import CONSENT, COUNTED, SIGNATURES, ActionKind, DelayUnit


class Participant(NamedTuple):
    """A State or an organization, by its primary key; `is_organisation` tells which of the two."""

    pk: int
    is_organisation: bool = False


class Delay(NamedTuple):
    """A time that a treaty counts from a deposit, in days, months or years."""

    length: int
    unit: DelayUnit = DelayUnit.DAY

    def after(self, day: date) -> date:
        """The day so long after `day`: the thirtieth day after 26 September is 26 October.

        A month or a year ends on the last day of a month that has no such day.
        """
        if self.unit == DelayUnit.DAY:
            return day + timedelta(days=self.length)
        months = day.month - 1 + self.length * (12 if self.unit == DelayUnit.YEAR else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


IMMEDIATELY = Delay(0)


class Effect(NamedTuple):
    """From when a kind of action has effect: so long after its deposit, and perhaps not before entry into force."""

    delay: Delay
    waits_for_entry: bool = True


@dataclass(frozen=True)
class TreatyRule:
    """When a treaty enters into force, and from when each kind of action in respect of it has effect.

    `instruments` is the number of instruments needed; 0 where the rule is not on record. A kind of action without an
    entry in `effects` has none. With `ends_with_parent`, a withdrawal from the treaty that it supplements is one from
    it too, with the same effect.
    """

    instruments: int = 0
    delay: Delay = IMMEDIATELY
    counts_organisations: bool = False
    enters_after_parent: bool = False
    ends_with_parent: bool = False
    effects: Mapping[ActionKind, Effect] = field(default_factory=dict)


@dataclass(frozen=True)
class Action:
    """One action, as far as status depends on it."""

    participant: Participant
    kind: ActionKind
    deposited_on: date
    stated_effect_on: date | None = None
    pk: int | None = None


class Position(StrEnum):
    """Where a participant stands on a day."""

    NONE = "none"
    SIGNED = "signed"
    # The instrument is deposited; the record does not say from when the treaty is in force for the participant.
    PARTY = "party"
    # The instrument is deposited; the treaty is not yet in force for the participant.
    DEPOSITED = "deposited"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Standing:
    """The status of a participant as at a day.

    `consent` is the action by which it became a party and `effect_on` the day from which the treaty is in force for it
    (None while that is not known; without `has_rule` because no rule on record says so); `withdrawal` and
    `withdrawn_on` the same of a withdrawal. The day itself counts: what was deposited on it is deposited.
    """

    participant: Participant
    on: date
    signature: Action | None = None
    consent: Action | None = None
    effect_on: date | None = None
    withdrawal: Action | None = None
    withdrawn_on: date | None = None
    has_rule: bool = True

    @property
    def signed_on(self) -> date | None:
        """The day of its signature."""
        return self.signature.deposited_on if self.signature else None

    @property
    def deposited_on(self) -> date | None:
        """The day of deposit of the instrument by which it became a party."""
        return self.consent.deposited_on if self.consent else None

    @property
    def has_withdrawn(self) -> bool:
        """Whether its withdrawal has taken effect."""
        return self.withdrawn_on is not None and self.withdrawn_on <= self.on

    @property
    def is_party(self) -> bool:
        """Whether the depositary counts it among the parties: it deposited an instrument and has not withdrawn."""
        return self.consent is not None and not self.has_withdrawn

    @property
    def is_bound(self) -> bool:
        """Whether the treaty is in force for it."""
        return self.is_party and self.effect_on is not None and self.effect_on <= self.on

    @property
    def has_signed_only(self) -> bool:
        """Whether it signed and never deposited an instrument."""
        return self.signature is not None and self.consent is None

    @property
    def position(self) -> Position:
        """Where it stands, in one word."""
        if self.has_withdrawn:
            return Position.WITHDRAWN
        if self.is_bound:
            return Position.IN_FORCE
        if self.is_party:
            return Position.DEPOSITED if self.has_rule else Position.PARTY
        return Position.SIGNED if self.signature else Position.NONE


class Counts(NamedTuple):
    """How many participants stand where as at a day.

    `participants` are all that have done anything; `parties` includes those for which the treaty is not yet in force,
    which `bound` leaves out; `signed_only` have never deposited an instrument.
    """

    participants: int
    signed: int
    parties: int
    bound: int
    signed_only: int
    withdrawn: int


class Change(NamedTuple):
    """A day on which the number of parties changed: who joined, who left, and how many there were then."""

    on: date
    joined: tuple[Participant, ...]
    left: tuple[Participant, ...]
    parties: int


@dataclass(frozen=True)
class TreatyStatus:
    """What a treaty's rule and the actions in respect of it say together.

    Nothing is stated beyond the list of participants on record: whatever day is asked for, the answer is as at the day
    that `day` gives.

    Parameters
    ----------
    rule
        The treaty's own rule.
    actions
        Every action on record, in any order.
    covered_until
        The last day that the list of participants covers; None without a list: no participant then stands anywhere.
    parent
        The status of the treaty that it supplements, where that is on record.
    """

    rule: TreatyRule
    actions: tuple[Action, ...]
    covered_until: date | None
    parent: "TreatyStatus | None" = None

    def day(self, asked: date) -> date | None:
        """As at which day the status is: the earlier of the day asked for and the last that the list covers.

        None where no list is on record: then there is no status.
        """
        return min(asked, self.covered_until) if self.covered_until else None

    def from_all_actions(self) -> "TreatyStatus":
        """The status from every action on record, also those after the list, which a new action may not contradict."""
        return replace(self, covered_until=date.max, parent=self.parent.from_all_actions() if self.parent else None)

    @property
    def has_entry_rule(self) -> bool:
        """Whether the record says when the treaty enters into force; only then can it be said not to be in force."""
        if not self.rule.instruments or self.covered_until is None:
            return False
        return not self.rule.enters_after_parent or (self.parent is not None and self.parent.has_entry_rule)

    @cached_property
    def entry_into_force(self) -> date | None:
        """The day on which the treaty entered or will enter into force; None while too little is deposited for it."""
        if not self.rule.instruments:
            return None
        first: dict[Participant, date] = {}
        for action in sorted(self.actions, key=_by_deposit):
            if action.kind in COUNTED and (self.rule.counts_organisations or not action.participant.is_organisation):
                first.setdefault(action.participant, action.deposited_on)
        deposits = sorted(first.values())
        if len(deposits) < self.rule.instruments:
            return None
        day = self.rule.delay.after(deposits[self.rule.instruments - 1])
        if not self.rule.enters_after_parent:
            return day
        parent = self.parent.entry_into_force if self.parent else None
        return max(day, parent) if parent else None

    def entry_into_force_known_on(self, on: date) -> date | None:
        """The day of entry into force as far as it followed from what was deposited by `on`."""
        return self.as_at(on).entry_into_force

    def effect_of(self, action: Action) -> date | None:
        """From when an action has effect: the day that its instrument states, or that by the treaty's rule.

        None for an action that has no effect of its own, such as a signature, and while the treaty is not to enter into
        force on a day that is known.
        """
        effect = self.rule.effects.get(action.kind)
        if action.stated_effect_on:
            return action.stated_effect_on
        if effect is None:
            return None
        day = effect.delay.after(action.deposited_on)
        if not effect.waits_for_entry:
            return day
        return max(day, self.entry_into_force) if self.entry_into_force else None

    def as_at(self, on: date) -> "TreatyStatus":
        """The status from what was deposited by the end of `on`, as far as the list covers it."""
        day = self.day(on)
        known = tuple(action for action in self.actions if day and action.deposited_on <= day)
        return replace(self, actions=known, parent=self.parent.as_at(day or on) if self.parent else None)

    def standings(self, on: date) -> dict[Participant, Standing]:
        """The status as at `on` of every participant that had done anything by then."""
        known, day = self.as_at(on), self.day(on) or on
        return {each: known._standing(each, actions, day) for each, actions in known._actions_of.items()}

    def standing(self, participant: Participant, on: date) -> Standing:
        """The status of one participant as at `on`."""
        return self.standings(on).get(participant, Standing(participant, self.day(on) or on))

    @cached_property
    def _actions_of(self) -> dict[Participant, list[Action]]:
        """The actions of each participant, in the order of deposit, with the withdrawals that others entail."""
        own = _by_participant(self.actions)
        for each, withdrawals in self._entailed_withdrawals().items():
            if each in own:
                own[each] = sorted([*own[each], *withdrawals], key=_by_deposit)
        return own

    @property
    def _has_withdrawals(self) -> bool:
        """Whether anybody notified a withdrawal; without one, nothing is entailed."""
        return any(action.kind == ActionKind.WITHDRAWAL for action in self.actions)

    def _entailed_withdrawals(self) -> dict[Participant, list[Action]]:
        """Withdrawals from the treaty that it supplements, where they are withdrawals from it too.

        Each ends what there is when it is notified, and again when it has effect: a participant may join in between.
        """
        found: dict[Participant, list[Action]] = defaultdict(list)
        parent = self.parent if self.rule.ends_with_parent else None
        if parent is None or not (parent.rule.ends_with_parent or parent._has_withdrawals):
            return found
        for participant, actions in parent._actions_of.items():
            for _consent, withdrawal, effect_on in parent._memberships(actions):
                if withdrawal and effect_on:
                    found[participant] += [
                        Action(participant, ActionKind.WITHDRAWAL, day, effect_on)
                        for day in (withdrawal.deposited_on, effect_on)
                    ]
        return found

    def _standing(self, participant: Participant, actions: list[Action], on: date) -> Standing:
        signatures = [action for action in actions if action.kind in SIGNATURES]
        signature = signatures[-1] if signatures else None
        memberships = self._memberships(actions)
        if not memberships:
            return Standing(participant, on, signature)
        consent, withdrawal, withdrawn_on = memberships[-1]
        effect_on, has_rule = self.effect_of(consent), self._has_effect_rule(consent)
        return Standing(participant, on, signature, consent, effect_on, withdrawal, withdrawn_on, has_rule)

    def _has_effect_rule(self, action: Action) -> bool:
        """Whether the record says from when an action has effect, or why it has none yet."""
        effect = self.rule.effects.get(action.kind)
        if action.stated_effect_on:
            return True
        return effect is not None and (not effect.waits_for_entry or self.has_entry_rule)

    def _memberships(self, actions: Iterable[Action]) -> list["_Membership"]:
        """The times during which a participant was a party, by its actions in the order of deposit.

        The first instrument makes a party; after a withdrawal, the next one does so again.
        """
        made = list[_Membership]()
        for action in actions:
            if action.kind in CONSENT and (not made or made[-1].withdrawal):
                made.append(_Membership(action))
            elif action.kind == ActionKind.WITHDRAWAL and made and not made[-1].withdrawal:
                made[-1] = _Membership(made[-1].consent, action, self.effect_of(action))
        return made

    def counts(self, on: date, among: Callable[[Participant], bool] | None = None) -> Counts:
        """How many participants stand where as at `on`; with `among`, of those for which it is true."""
        standings = [each for each in self.standings(on).values() if among is None or among(each.participant)]
        return Counts(
            participants=len(standings),
            signed=sum(each.signature is not None for each in standings),
            parties=sum(each.is_party for each in standings),
            bound=sum(each.is_bound for each in standings),
            signed_only=sum(each.has_signed_only for each in standings),
            withdrawn=sum(each.has_withdrawn for each in standings),
        )

    def parties(self, on: date) -> set[Participant]:
        """The parties as at `on`."""
        return {each.participant for each in self.standings(on).values() if each.is_party}

    def parties_over_time(self, until: date) -> list[Change]:
        """Every day up to `until` on which the number of parties changed, by deposit or by a withdrawal's effect."""
        joined: dict[date, set[Participant]] = defaultdict(set)
        left: dict[date, set[Participant]] = defaultdict(set)
        known = self.as_at(until)
        for participant, actions in known._actions_of.items():
            for membership in known._memberships(actions):
                joined[membership.consent.deposited_on].add(participant)
                if membership.withdrawn_on and membership.withdrawn_on <= (self.day(until) or until):
                    left[membership.withdrawn_on].add(participant)
        changes, parties = list[Change](), 0
        for day in sorted(joined | left):
            # Who joins again on the day on which its withdrawal takes effect was a party throughout.
            arrived, gone = joined[day] - left[day], left[day] - joined[day]
            if arrived or gone:
                parties += len(arrived) - len(gone)
                changes.append(Change(day, tuple(sorted(arrived)), tuple(sorted(gone)), parties))
        return changes

    def joined_between(self, after: date, until: date) -> list[Standing]:
        """Who became a party after the day `after` and by the day `until`, in the order of deposit."""
        before = self.parties(after)
        joined = [each for each in self.standings(until).values() if each.is_party and each.participant not in before]
        return sorted(joined, key=lambda each: (each.deposited_on or until, each.participant))

    def parties_without_parent(self, on: date) -> set[Participant]:
        """Parties that are none to the treaty that it supplements, where the list of that covers the day."""
        if self.parent is None or self.parent.day(on) != on:
            return set()
        return self.parties(on) - self.parent.parties(on)


class _Membership(NamedTuple):
    """From which action until which withdrawal a participant was a party."""

    consent: Action
    withdrawal: Action | None = None
    withdrawn_on: date | None = None


def _by_participant(actions: Iterable[Action]) -> dict[Participant, list[Action]]:
    """The actions of each participant, in the order of deposit."""
    found: dict[Participant, list[Action]] = defaultdict(list)
    for action in sorted(actions, key=_by_deposit):
        found[action.participant].append(action)
    return found


def _by_deposit(action: Action) -> tuple[date, bool, int]:
    """In the order of deposit; a signature before an instrument of the same day."""
    return action.deposited_on, action.kind not in SIGNATURES, action.pk or 0
