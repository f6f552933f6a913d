"""Recording, correcting and removing treaty actions: rules, log and history."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from palermo.accounts.models import State
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent, RecordVersion
from palermo.core.refusals import Refused
from palermo.treaties.actions.treaty_actions import correct_action, record_action, remove_action
from palermo.treaties.models import Treaty, TreatyAction
from palermo.treaties.states.participation import ActionKind
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.treaties import english, make_action, make_treaty

pytestmark = pytest.mark.django_db

CLOSED = date(2002, 12, 12)
WHY = text("Typing error")


@pytest.fixture
def treaty() -> Treaty:
    return make_treaty(short_name=english("Treaty"), slug="t", closed_on=CLOSED)


@pytest.fixture
def state() -> State:
    return make_state(slug="uto", short_name=english("Utopia"))


def act(treaty: Treaty, state: State, kind: ActionKind, on: date, **fields) -> TreatyAction:
    row = TreatyAction(treaty=treaty, state=state, kind=kind, deposited_on=on, **fields)
    return record_action(row, by="a test")


def test_an_action_is_recorded_with_its_entry_and_version(treaty, state):
    row = act(treaty, state, ActionKind.ACCESSION, date(2004, 3, 9))
    event = AuditEvent.objects.get()
    assert (event.verb, event.target_kind, event.details) == (
        "treaty_action.recorded",
        "treaty-actions",
        {
            **{"treaty": "t", "participant": "uto", "kind": "accession", "deposited_on": "2004-03-09"},
            **{"stated_effect_on": "", "territory": {}, "source": ""},
        },
    )
    assert RecordVersion.objects.filter(kind="treaty-actions", record=row.pk).count() == 1


def refusal(treaty: Treaty, state: State, kind: ActionKind, on: date, **fields) -> str:
    count = TreatyAction.objects.count()
    with pytest.raises(Refused) as refused:
        act(treaty, state, kind, on, **fields)
    assert TreatyAction.objects.count() == count
    return str(refused.value)


@pytest.mark.parametrize(
    ("kind", "on", "sentence"),
    [
        (ActionKind.SIGNATURE, date(2000, 12, 11), "The treaty was opened for signature on 12 December 2000. Enter a "
                                                   "later day."),
        (ActionKind.SIGNATURE, date(2002, 12, 13), "The treaty could be signed until 12 December 2002. Record an "
                                                   "accession instead, or correct the day."),
        (ActionKind.RATIFICATION, date(2004, 1, 1), "There is no signature of Utopia on record. Record it first, "
                                                    "or record an accession instead."),
        (ActionKind.WITHDRAWAL, date(2004, 1, 1), "Utopia is not a party as at 1 January 2004. Record its instrument "
                                                  "first."),
    ],
)  # fmt: skip
def test_what_cannot_have_been_done_is_refused(treaty, state, kind, on, sentence):
    assert refusal(treaty, state, kind, on) == sentence


def test_a_day_to_come_is_refused(treaty, state, settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    sentence = "2 February 2008 has not come yet. Enter the day of signature or deposit."
    assert refusal(treaty, state, ActionKind.ACCESSION, date(2008, 2, 2)) == sentence


def test_a_state_acts_once_it_is_one(treaty):
    young = make_state(short_name=english("Young"), exists_since=date(2006, 6, 3))
    assert refusal(treaty, young, ActionKind.ACCESSION, date(2006, 6, 2)) == (
        "Young has been a State since 3 June 2006. Enter a later day."
    )


def test_nobody_joins_twice_in_either_order(treaty, state):
    make_action(treaty, state, on=date(2004, 3, 9))
    sentence = "Utopia has been a party since 9 March 2004, so this cannot be recorded. Correct that instead."
    assert refusal(treaty, state, ActionKind.ACCESSION, date(2005, 1, 1)) == sentence
    assert refusal(treaty, state, ActionKind.ACCESSION, date(2003, 1, 1)) == sentence


def test_nobody_signs_twice(treaty, state):
    act(treaty, state, ActionKind.SIGNATURE, date(2000, 12, 12))
    sentence = "Utopia signed on 12 December 2000."
    assert refusal(treaty, state, ActionKind.SIGNATURE, date(2001, 1, 1)) == sentence


def test_who_signed_ratifies_withdraws_and_joins_again(treaty, state):
    act(treaty, state, ActionKind.SIGNATURE, date(2000, 12, 12))
    act(treaty, state, ActionKind.RATIFICATION, date(2003, 1, 1))
    act(treaty, state, ActionKind.WITHDRAWAL, date(2004, 1, 1))
    act(treaty, state, ActionKind.ACCESSION, date(2006, 1, 1))
    assert TreatyAction.objects.count() == 4


def test_a_withdrawal_has_no_effect_before_the_treaty_lets_it(treaty, state):
    make_action(treaty, state, on=date(2004, 3, 9))
    early = refusal(treaty, state, ActionKind.WITHDRAWAL, date(2006, 1, 1), stated_effect_on=date(2006, 12, 31))
    assert early == "By the treaty, this withdrawal has no effect before 1 January 2007. Enter that day or a later one."
    act(treaty, state, ActionKind.WITHDRAWAL, date(2006, 1, 1), stated_effect_on=date(2008, 1, 1))


def test_only_a_party_to_the_convention_joins_the_protocol(treaty, state):
    protocol = make_treaty("Protocol", supplements=treaty, must_join_parent=True)
    assert refusal(protocol, state, ActionKind.ACCESSION, date(2004, 3, 9)) == (
        "Only parties to the Treaty can become parties to this treaty. Record the instrument of Utopia to that first."
    )
    act(treaty, state, ActionKind.ACCESSION, date(2004, 3, 9))
    act(protocol, state, ActionKind.ACCESSION, date(2004, 3, 9))


def test_an_organization_acts_as_states_do(treaty):
    union = make_organisation("Union")
    row = TreatyAction(treaty=treaty, organisation=union, kind=ActionKind.ACCESSION, deposited_on=date(2004, 3, 9))
    assert str(record_action(row, by="a test").participant) == "Union [en]"


def test_a_participant_is_one_and_only_one(treaty, state):
    for of in ({}, {"state": state, "organisation": make_organisation()}):
        row = TreatyAction(treaty=treaty, kind=ActionKind.ACCESSION, deposited_on=date(2004, 3, 9), **of)
        with pytest.raises(ValidationError, match="Choose a State or an organization, not both"):
            record_action(row, by="a test")
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_a_signature_names_no_territory(treaty, state):
    with pytest.raises(ValidationError, match="Only an instrument or a notification of territorial application"):
        act(treaty, state, ActionKind.SIGNATURE, date(2001, 1, 1), territory=text("Island"))


def test_a_correction_is_kept_with_its_reason(treaty, state):
    row = act(treaty, state, ActionKind.ACCESSION, date(2004, 3, 9))
    correct_action(row, values={"deposited_on": date(2004, 3, 19)}, reason=WHY, by="a test")
    event = AuditEvent.objects.get(verb="treaty_action.corrected")
    assert (event.details["before"]["deposited_on"], event.details["deposited_on"], event.details["reason"]) == (
        "2004-03-09",
        "2004-03-19",
        dict(WHY),
    )
    kept = RecordVersion.objects.filter(kind="treaty-actions", record=row.pk).order_by("pk")
    assert [version.data["deposited_on"] for version in kept] == ["2004-03-09", "2004-03-19"]


def test_a_correction_follows_the_same_rules(treaty, state):
    row = act(treaty, state, ActionKind.ACCESSION, date(2004, 3, 9))
    with pytest.raises(Refused, match="There is no signature of Utopia on record"):
        correct_action(row, values={"kind": ActionKind.RATIFICATION}, reason=WHY, by="a test")
    row.refresh_from_db()
    assert row.kind == ActionKind.ACCESSION


def test_what_came_from_a_list_can_be_corrected_elsewhere(treaty, state):
    """A list may have a ratification without the signature."""
    row = make_action(treaty, state, ActionKind.RATIFICATION)
    correct_action(row, values={"source": "Notification of 2004"}, reason=WHY, by="a test")
    row.refresh_from_db()
    assert row.source == "Notification of 2004"


def test_what_was_never_done_is_removed_and_its_history_kept(treaty, state):
    row = act(treaty, state, ActionKind.ACCESSION, date(2004, 3, 9))
    pk = row.pk
    remove_action(row, reason=WHY, by="a test")
    event = AuditEvent.objects.get(verb="treaty_action.removed")
    assert (TreatyAction.objects.count(), event.target_id, event.details["reason"]) == (0, "t", dict(WHY))
    assert RecordVersion.objects.filter(kind="treaty-actions", record=pk).count() == 2


def test_what_a_later_action_rests_on_stays(treaty, state):
    signature = act(treaty, state, ActionKind.SIGNATURE, date(2000, 12, 12))
    ratification = act(treaty, state, ActionKind.RATIFICATION, date(2003, 1, 1))
    act(treaty, state, ActionKind.WITHDRAWAL, date(2004, 1, 1))
    make_action(treaty, make_state(), on=date(2005, 1, 1))
    for row, kind, day in (
        (signature, "Ratification", "1 January 2003"),
        (ratification, "Withdrawal", "1 January 2004"),
    ):
        with pytest.raises(Refused) as refused:
            remove_action(row, reason=WHY, by="a test")
        assert str(refused.value) == f"The record has “{kind}” of {day}, which depends on this. Remove that first."
    assert TreatyAction.objects.count() == 4


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_only_the_secretariat_records_corrects_and_removes(treaty, state, role):
    person = make_user(role)
    row = make_action(treaty, state)
    other = TreatyAction(treaty=treaty, state=make_state(), kind=ActionKind.ACCESSION, deposited_on=date(2004, 3, 9))
    for attempt in (
        lambda: record_action(other, by=person),
        lambda: correct_action(row, values={"source": "x"}, reason=WHY, by=person),
        lambda: remove_action(row, reason=WHY, by=person),
    ):
        with pytest.raises(Refused, match="Only the secretariat may record treaty actions and statements"):
            attempt()
    assert [(each.pk, each.source) for each in TreatyAction.objects.all()] == [(row.pk, "")]
