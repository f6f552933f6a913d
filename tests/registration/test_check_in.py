"""Arrivals reported once, twice, late, by two devices, out of order: each person counted once, each device informed."""

import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.registration.actions.badges import Arrival, check_in_all, revoke_badge, undo_check_in
from palermo.registration.models import CheckIn
from tests.factories.accounts import make_user
from tests.factories.registrations import make_badges, make_check_in, make_participant, make_registration

pytestmark = pytest.mark.django_db
NOW = datetime(2008, 2, 13, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOW


@pytest.fixture
def office():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def registration():
    return make_registration()


def arrival(number: int = 1, *, minute: int = 0, device: str = "One", token: str = "") -> Arrival:
    return Arrival(uuid4(), number, NOW - timedelta(minutes=60 - minute), device, token)


def results(replies) -> list[str]:
    return [each.result for each in replies]


def test_told_again_it_is_answered_the_same_and_counted_once(registration, office):
    make_participant(registration)
    one = arrival()
    answers = [check_in_all(registration, [one], by=office) for _time in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert results(answers[0]) == ["counted"]
    assert CheckIn.objects.count() == 1
    assert AuditEvent.objects.filter(verb="check_in.recorded").count() == 1


def test_the_second_device_is_told_when_and_where_the_person_was_counted(registration, office):
    make_participant(registration)
    first, second = arrival(minute=10, device="One"), arrival(minute=5, device="Two")
    check_in_all(registration, [first], by=office)
    (shown,) = check_in_all(registration, [second], by=office)
    assert (shown.result, shown.counted_at, shown.counted_by) == ("repeated", first.at, "One")
    assert check_in_all(registration, [second], by=office) == [shown]
    assert check_in_all(registration, [first], by=office)[0].result == "counted"


def test_two_of_one_person_in_one_request_count_once(registration, office):
    make_participant(registration)
    shown = check_in_all(registration, [arrival(), arrival()], by=office)
    assert results(shown) == ["counted", "repeated"]


def test_the_database_itself_counts_nobody_twice(registration):
    person = make_participant(registration)
    make_check_in(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_check_in(person)


def test_who_is_not_there_not_accredited_or_has_a_revoked_badge_is_not_counted(registration, office):
    make_participant(registration, state="registered")
    make_participant(registration, "Sure")
    (badge,) = make_badges(registration)
    revoke_badge(badge, by=office)
    shown = check_in_all(registration, [arrival(1), arrival(99), arrival(2, token=badge.token)], by=office)
    assert results(shown) == ["not_accredited", "unknown", "revoked"]
    assert CheckIn.objects.count() == 0
    # By their number, at the desk, where somebody looks at a passport.
    assert results(check_in_all(registration, [arrival(2)], by=office)) == ["counted"]


def test_a_badge_of_another_event_or_person_is_none_of_this_one(registration, office):
    make_participant(registration)
    make_participant(registration, "Other")
    other = make_registration()
    make_participant(other)
    mine, *_rest = make_badges(registration)
    (foreign,) = make_badges(other)
    shown = check_in_all(
        registration,
        [arrival(1, token=foreign.token), arrival(2, token=mine.token), arrival(1, token="A" * 132)],
        by=office,
    )
    assert results(shown) == ["foreign"] * 3
    assert results(check_in_all(registration, [arrival(1, token=mine.token)], by=office)) == ["counted"]


def test_undone_it_counts_no_more_and_the_next_does(registration, office):
    make_participant(registration)
    wrong, right = arrival(), arrival()
    check_in_all(registration, [wrong], by=office)
    undo_check_in(CheckIn.objects.get(), by=office)
    # The phone whose answer was lost sends it again: what was undone stays undone.
    assert results(check_in_all(registration, [wrong], by=office)) == ["undone"]
    assert results(check_in_all(registration, [right], by=office)) == ["counted"]
    with pytest.raises(Refused, match=r"There is no valid check-in to undo\."):
        undo_check_in(CheckIn.objects.get(key=wrong.key), by=office)


def test_one_id_cannot_be_used_for_another_event(registration, office):
    make_participant(registration)
    other = make_registration()
    make_participant(other)
    one = arrival()
    check_in_all(registration, [one], by=office)
    assert results(check_in_all(other, [one], by=office)) == ["unknown"]


def test_a_clock_that_runs_ahead_is_not_believed(registration, office):
    make_participant(registration)
    ahead = Arrival(uuid4(), 1, NOW + timedelta(days=300))
    check_in_all(registration, [ahead], by=office)
    assert CheckIn.objects.get().at == NOW


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_only_the_secretariat_checks_in(registration, role):
    make_participant(registration)
    with pytest.raises(Refused, match="Only the secretariat"):
        check_in_all(registration, [arrival()], by=make_user(role))


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_order_and_the_repetitions_each_is_counted_once(registration, office, seed):
    chance = random.Random(seed)
    for number in range(20):
        make_participant(registration, f"P{number}")
    arrivals = [arrival(number) for number in range(1, 21) for _device in range(chance.randint(1, 3))]
    sent = [chance.sample(arrivals, chance.randint(1, 9)) for _request in range(12)] + [arrivals]
    for some in sent:
        check_in_all(registration, some, by=office)
    counted = CheckIn.objects.filter(result="counted").values_list("participant__number", flat=True)
    assert sorted(counted) == list(range(1, 21))
    assert CheckIn.objects.count() == len(arrivals)
