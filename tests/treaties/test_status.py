"""Status from actions alone: entry into force, dates of effect, who is a party as at which day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from palermo.treaties.states.participation import CONSENT, ActionKind, DelayUnit
from palermo.treaties.status import (
    Action,
    Change,
    Counts,
    Delay,
    Effect,
    Participant,
    Position,
    Standing,
    TreatyRule,
    TreatyStatus,
)

ONE, TWO, THREE, UNION = Participant(1), Participant(2), Participant(3), Participant(1, is_organisation=True)
RULE = TreatyRule(
    instruments=2,
    delay=Delay(90),
    effects={
        **{kind: Effect(Delay(30)) for kind in CONSENT},
        ActionKind.SUCCESSION: Effect(Delay(0)),
        ActionKind.DEFINITIVE_SIGNATURE: Effect(Delay(3, DelayUnit.MONTH)),
        ActionKind.TERRITORIAL_APPLICATION: Effect(Delay(1, DelayUnit.MONTH)),
        ActionKind.WITHDRAWAL: Effect(Delay(1, DelayUnit.YEAR), waits_for_entry=False),
    },
)


def signed(who: Participant, on: date) -> Action:
    return Action(who, ActionKind.SIGNATURE, on)


def acceded(who: Participant, on: date) -> Action:
    return Action(who, ActionKind.ACCESSION, on)


def withdrew(who: Participant, on: date) -> Action:
    return Action(who, ActionKind.WITHDRAWAL, on)


def status(*actions: Action, rule: TreatyRule = RULE, parent: TreatyStatus | None = None) -> TreatyStatus:
    return TreatyStatus(rule, actions, date.max, parent)


@pytest.mark.parametrize(
    ("delay", "day", "after"),
    [
        (Delay(90), date(2003, 9, 26), date(2003, 12, 25)),
        (Delay(30), date(2003, 9, 26), date(2003, 10, 26)),
        (Delay(0), date(2003, 9, 26), date(2003, 9, 26)),
        (Delay(1, DelayUnit.MONTH), date(2008, 1, 31), date(2008, 2, 29)),
        (Delay(3, DelayUnit.MONTH), date(2003, 11, 30), date(2004, 2, 29)),
        (Delay(1, DelayUnit.YEAR), date(2004, 2, 29), date(2005, 2, 28)),
        (Delay(1, DelayUnit.YEAR), date(2003, 12, 31), date(2004, 12, 31)),
    ],
)
def test_a_time_after_a_day(delay, day, after):
    assert delay.after(day) == after


FORTY = [acceded(Participant(place), date(2003, 9, 26) - timedelta(days=40 - place)) for place in range(1, 41)]
PROTOCOL = TreatyRule(instruments=40, delay=Delay(90), enters_after_parent=True)


def test_the_fortieth_instrument_and_ninety_days_give_25_december_2003():
    convention = status(acceded(ONE, date(2003, 1, 1)), acceded(TWO, date(2003, 7, 1)))
    assert convention.entry_into_force == date(2003, 9, 29)
    assert status(*FORTY, rule=PROTOCOL, parent=convention).entry_into_force == date(2003, 12, 25)
    assert status(*FORTY[:-1], rule=PROTOCOL, parent=convention).entry_into_force is None


def test_an_instrument_of_an_organization_is_not_counted_unless_the_treaty_says_so():
    union = acceded(UNION, date(2003, 1, 1))
    convention = status(acceded(ONE, date(2003, 1, 1)), acceded(TWO, date(2003, 7, 1)))
    assert status(*FORTY[:-1], union, rule=PROTOCOL, parent=convention).entry_into_force is None
    counting = TreatyRule(instruments=2, delay=Delay(90), counts_organisations=True)
    assert status(acceded(ONE, date(2003, 1, 2)), union, rule=counting).entry_into_force == date(2003, 4, 2)


def test_a_succession_and_a_second_action_of_one_participant_are_not_counted():
    succession = Action(TWO, ActionKind.SUCCESSION, date(2003, 1, 1))
    twice = [acceded(ONE, date(2003, 1, 1)), acceded(ONE, date(2003, 2, 1))]
    assert status(succession, *twice).entry_into_force is None


def test_a_protocol_waits_for_the_convention():
    late = status(acceded(ONE, date(2004, 1, 1)), acceded(TWO, date(2004, 1, 1)))
    assert status(*FORTY, rule=PROTOCOL, parent=late).entry_into_force == date(2004, 3, 31)
    assert status(*FORTY, rule=PROTOCOL, parent=status()).entry_into_force is None
    assert status(*FORTY, rule=PROTOCOL).entry_into_force is None


def test_a_rule_that_is_not_on_record_gives_no_day():
    unknown = status(acceded(ONE, date(2003, 1, 1)), rule=TreatyRule())
    assert (unknown.entry_into_force, unknown.effect_of(unknown.actions[0])) == (None, None)


EARLY = (acceded(ONE, date(2003, 1, 1)), acceded(TWO, date(2003, 7, 1)))  # in force on 29 September 2003


@pytest.mark.parametrize(
    ("action", "effect"),
    [
        (acceded(THREE, date(2003, 7, 2)), date(2003, 9, 29)),
        (acceded(THREE, date(2003, 8, 30)), date(2003, 9, 29)),
        (acceded(THREE, date(2003, 8, 31)), date(2003, 9, 30)),
        (acceded(THREE, date(2008, 1, 2)), date(2008, 2, 1)),
        (Action(THREE, ActionKind.SUCCESSION, date(2006, 10, 23), date(2006, 6, 3)), date(2006, 6, 3)),
        (Action(THREE, ActionKind.SUCCESSION, date(2006, 10, 23)), date(2006, 10, 23)),
        (Action(THREE, ActionKind.DEFINITIVE_SIGNATURE, date(2006, 11, 30)), date(2007, 2, 28)),
        (Action(THREE, ActionKind.TERRITORIAL_APPLICATION, date(2006, 1, 31)), date(2006, 2, 28)),
        (Action(ONE, ActionKind.WITHDRAWAL, date(2003, 8, 1)), date(2004, 8, 1)),
        (Action(ONE, ActionKind.WITHDRAWAL, date(2006, 8, 1), date(2008, 1, 1)), date(2008, 1, 1)),
        (signed(THREE, date(2001, 1, 1)), None),
        (Action(THREE, ActionKind.FORMAL_CONFIRMATION, date(2006, 1, 1)), date(2006, 1, 31)),
    ],
)
def test_the_date_of_effect_follows_from_the_rule_of_the_treaty(action, effect):
    assert status(*EARLY, action).effect_of(action) == effect


def test_nothing_that_waits_for_entry_into_force_has_effect_before_its_day_is_known():
    alone = acceded(ONE, date(2003, 1, 1))
    assert status(alone).effect_of(alone) is None


def test_as_at_a_day_counts_what_was_deposited_by_its_end():
    both = status(*EARLY)
    assert [both.entry_into_force_known_on(day) for day in (date(2003, 6, 30), date(2003, 7, 1))] == [
        None,
        date(2003, 9, 29),
    ]


def test_where_a_participant_stands_day_by_day():
    actions = (
        *EARLY,
        signed(THREE, date(2001, 1, 1)),
        Action(THREE, ActionKind.RATIFICATION, date(2004, 1, 1)),
        Action(THREE, ActionKind.WITHDRAWAL, date(2006, 5, 5)),
    )
    days = {
        date(2000, 12, 31): Position.NONE,
        date(2001, 1, 1): Position.SIGNED,
        date(2004, 1, 1): Position.DEPOSITED,
        date(2004, 1, 30): Position.DEPOSITED,
        date(2004, 1, 31): Position.IN_FORCE,
        date(2006, 5, 5): Position.IN_FORCE,
        date(2007, 5, 4): Position.IN_FORCE,
        date(2007, 5, 5): Position.WITHDRAWN,
    }
    assert {day: status(*actions).standing(THREE, day).position for day in days} == days
    assert status(*actions).standing(THREE, date(2008, 1, 1)) == Standing(
        THREE, date(2008, 1, 1), actions[2], actions[3], date(2004, 1, 31), actions[4], date(2007, 5, 5)
    )


def test_who_withdrew_can_join_again():
    actions = (
        *EARLY,
        Action(ONE, ActionKind.WITHDRAWAL, date(2006, 5, 5)),
        acceded(ONE, date(2009, 1, 1)),
    )
    again = status(*actions)
    assert [again.standing(ONE, day).is_party for day in (date(2008, 1, 1), date(2009, 1, 1))] == [False, True]
    assert again.parties_over_time(date(2010, 1, 1)) == [
        Change(date(2003, 1, 1), (ONE,), (), 1),
        Change(date(2003, 7, 1), (TWO,), (), 2),
        Change(date(2007, 5, 5), (), (ONE,), 1),
        Change(date(2009, 1, 1), (ONE,), (), 2),
    ]
    assert again.parties_over_time(date(2007, 5, 4))[-1].parties == 2
    assert [each.participant for each in again.joined_between(date(2008, 1, 1), date(2009, 1, 1))] == [ONE]


def test_counts_of_all_and_of_some():
    actions = (
        *EARLY,
        signed(UNION, date(2001, 1, 1)),
        signed(THREE, date(2001, 1, 1)),
        acceded(UNION, date(2004, 1, 1)),
    )
    known = status(*actions)
    assert known.counts(date(2000, 1, 1)) == Counts(0, 0, 0, 0, 0, 0)
    assert known.counts(date(2004, 1, 2)) == Counts(4, 2, 3, 2, 1, 0)
    assert known.counts(date(2004, 1, 2), lambda each: not each.is_organisation) == Counts(3, 1, 2, 2, 1, 0)


def test_parties_to_a_protocol_that_are_none_to_the_convention():
    protocol = status(acceded(ONE, date(2004, 1, 1)), acceded(THREE, date(2004, 1, 1)), parent=status(*EARLY))
    assert protocol.parties_without_parent(date(2005, 1, 1)) == {THREE}
    assert status(*EARLY).parties_without_parent(date(2005, 1, 1)) == set()


ENTAILED = TreatyRule(instruments=2, delay=Delay(90), ends_with_parent=True, effects=RULE.effects)


def test_a_withdrawal_from_the_convention_entails_one_from_its_protocol_a_year_after_receipt():
    parent = status(acceded(ONE, date(2003, 1, 1)), acceded(TWO, date(2003, 1, 1)), withdrew(ONE, date(2006, 5, 4)))
    protocol = status(acceded(ONE, date(2004, 1, 1)), acceded(TWO, date(2004, 1, 1)), rule=ENTAILED, parent=parent)
    assert protocol.parties(date(2006, 5, 4)) == protocol.parties(date(2007, 5, 3)) == {ONE, TWO}
    assert protocol.parties(date(2007, 5, 4)) == {TWO}
    standing = protocol.standing(ONE, date(2007, 5, 4))
    assert (standing.position, standing.withdrawn_on) == (Position.WITHDRAWN, date(2007, 5, 4))
    assert protocol.parties_over_time(date(2008, 1, 1))[-1] == Change(date(2007, 5, 4), (), (ONE,), 1)
    # As at the eve of the notification nobody knew of it.
    assert protocol.standing(ONE, date(2006, 5, 3)).withdrawal is None


def test_without_such_a_rule_the_protocol_stays_in_force():
    parent = status(acceded(ONE, date(2003, 1, 1)), withdrew(ONE, date(2006, 5, 4)))
    protocol = status(acceded(ONE, date(2004, 1, 1)), parent=parent)
    assert protocol.parties(date(2008, 1, 1)) == {ONE}


def test_an_earlier_withdrawal_from_the_protocol_alone_keeps_its_own_day():
    parent = status(acceded(ONE, date(2003, 1, 1)), withdrew(ONE, date(2006, 5, 4)))
    protocol = status(acceded(ONE, date(2004, 1, 1)), withdrew(ONE, date(2005, 2, 3)), rule=ENTAILED, parent=parent)
    assert protocol.standing(ONE, date(2010, 1, 1)).withdrawn_on == date(2006, 2, 3)


def test_who_joins_the_protocol_while_leaving_the_convention_leaves_both():
    parent = status(acceded(ONE, date(2003, 1, 1)), withdrew(ONE, date(2006, 5, 4)))
    protocol = status(acceded(ONE, date(2006, 9, 1)), rule=ENTAILED, parent=parent)
    assert protocol.parties(date(2007, 5, 3)) == {ONE}
    assert protocol.parties(date(2007, 5, 4)) == set()


def test_who_joins_both_again_is_a_party_again():
    parent = status(acceded(ONE, date(2003, 1, 1)), withdrew(ONE, date(2006, 5, 4)), acceded(ONE, date(2008, 1, 1)))
    protocol = status(acceded(ONE, date(2004, 1, 1)), acceded(ONE, date(2008, 2, 1)), rule=ENTAILED, parent=parent)
    assert protocol.parties(date(2008, 1, 15)) == set()
    assert protocol.parties(date(2008, 2, 1)) == {ONE}


def test_a_successor_to_a_signature_is_a_signatory():
    succeeded = Action(ONE, ActionKind.SUCCESSION_TO_SIGNATURE, date(2006, 10, 23))
    assert status(succeeded).counts(date(2007, 1, 1)) == Counts(1, 1, 0, 0, 1, 0)


def test_provisional_application_makes_no_party():
    applied = Action(ONE, ActionKind.PROVISIONAL_APPLICATION, date(2006, 10, 23))
    assert status(applied).counts(date(2007, 1, 1)) == Counts(1, 0, 0, 0, 0, 0)


def test_a_status_is_as_at_no_later_day_than_its_list_covers():
    rule = replace(RULE, instruments=1)
    treaty = TreatyStatus(rule, (acceded(ONE, date(2013, 12, 1)), acceded(TWO, date(2014, 1, 5))), date(2013, 12, 13))
    asked = date(2026, 12, 2)
    assert [treaty.day(day) for day in (date(2008, 2, 1), asked)] == [date(2008, 2, 1), date(2013, 12, 13)]
    assert treaty.standings(asked) == treaty.standings(date(2013, 12, 13))
    assert (treaty.parties(asked), treaty.counts(asked).bound) == ({ONE}, 0)
    assert treaty.standing(TWO, asked) == Standing(TWO, date(2013, 12, 13))
    assert [change.on for change in treaty.parties_over_time(asked)] == [date(2013, 12, 1)]
    assert treaty.from_all_actions().parties(asked) == {ONE, TWO}


def test_without_a_list_nobody_stands_anywhere_and_nothing_is_in_force_or_not():
    treaty = TreatyStatus(RULE, (acceded(ONE, date(2003, 1, 1)), acceded(TWO, date(2003, 2, 1))), None)
    day = date(2008, 1, 1)
    assert (treaty.day(day), treaty.standings(day), treaty.has_entry_rule) == (None, {}, False)
    assert treaty.entry_into_force_known_on(day) is None


@pytest.mark.parametrize(
    ("rule", "position"),
    [
        (RULE, Position.DEPOSITED),
        (replace(RULE, instruments=0), Position.PARTY),
        (replace(RULE, instruments=1, effects={}), Position.PARTY),
        (replace(RULE, instruments=1), Position.IN_FORCE),
        (replace(RULE, instruments=1, enters_after_parent=True), Position.PARTY),
    ],
)
def test_only_a_rule_on_record_says_that_a_treaty_is_not_yet_in_force(rule, position):
    treaty = TreatyStatus(rule, (acceded(ONE, date(2003, 1, 1)),), date(2008, 1, 1))
    assert treaty.standing(ONE, date(2008, 1, 1)).position == position
