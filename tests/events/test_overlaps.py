"""Where two agencies plan the same: what is pointed out, what is not, and to whom."""

from datetime import date, timedelta

import pytest

from palermo.accounts.states import Role
from palermo.accounts.viewer import viewer_of
from palermo.core.audiences import Audience
from palermo.events.queries.events import overlapping_activities
from tests.factories.accounts import make_organisation, make_place, make_user
from tests.factories.activities import make_event

pytestmark = pytest.mark.django_db

TODAY = date(2008, 1, 31)
FIRST, LAST = date(2008, 5, 5), date(2008, 5, 7)


@pytest.fixture
def member():
    return viewer_of(make_user(Role.COMMITTEE_MEMBER), TODAY)


@pytest.fixture
def bangkok():
    return make_place("Bangkok")


def plan(title, place, first=FIRST, last=LAST, of_kind="regional", **fields):
    """A proposal of an agency of its own by default."""
    given = {"lead": make_organisation(), "state": "proposed", "audience": Audience.STEERING_COMMITTEE, **fields}
    return make_event(title, kind=of_kind, place=place, starts_on=first, ends_on=last, **given).activity


def found(viewer):
    return [(str(pair.first.title), str(pair.second.title)) for pair in overlapping_activities(viewer, TODAY)]


def named(*titles):
    return [tuple(f"{title} [en]" for title in titles)]


def test_two_agencies_at_one_time_in_one_place(member, bangkok):
    plan("One", bangkok)
    plan("Two", bangkok, FIRST + timedelta(days=1), LAST + timedelta(days=1))
    assert found(member) == named("One", "Two")


def test_what_is_under_way_and_what_is_authorised_count_beside_proposals(member, bangkok):
    plan("One", bangkok, state="under_way")
    plan("Two", bangkok, state="authorised", audience=Audience.PUBLIC)
    assert found(member) == named("One", "Two")


@pytest.mark.parametrize(("days", "is_close"), [(1, True), (14, True), (15, False)])
def test_one_closely_after_the_other_counts_up_to_two_weeks(member, bangkok, days, is_close):
    plan("One", bangkok)
    plan("Two", bangkok, LAST + timedelta(days=days), LAST + timedelta(days=days + 2))
    assert found(member) == (named("One", "Two") if is_close else [])


def test_a_long_one_meets_what_falls_into_it_and_a_plan_without_an_end_lasts_its_day(member, bangkok):
    plan("Long", bangkok, FIRST, FIRST + timedelta(days=90))
    plan("Within", bangkok, FIRST + timedelta(days=60), None)
    assert found(member) == named("Long", "Within")


def test_on_the_same_day_each_pair_is_told_once(member, bangkok):
    for title in ("One", "Two", "Three"):
        plan(title, bangkok)
    assert found(member) == [*named("One", "Two"), *named("One", "Three"), *named("Two", "Three")]


@pytest.mark.parametrize("state", ["completed", "cancelled", "given_up"])
def test_what_is_finished_is_not_pointed_out(member, bangkok, state):
    plan("One", bangkok)
    plan("Two", bangkok, state=state)
    assert found(member) == []


def test_one_agency_alone_another_place_another_kind_and_nobody_in_the_lead_are_not_pointed_out(member, bangkok):
    lead = make_organisation()
    plan("One", bangkok, lead=lead)
    plan("Its own", bangkok, lead=lead)
    plan("Elsewhere", make_place("Vienna"))
    plan("Of experts", bangkok, of_kind="expert_meeting")
    plan("Nobody's", bangkok, lead=None)
    assert found(member) == []


def test_what_is_over_and_what_has_no_date_or_no_place_are_not_pointed_out(member, bangkok):
    for title in ("One", "Two"):
        plan(f"{title}, over", bangkok, date(2007, 5, 5), date(2007, 5, 7), state="under_way")
        plan(f"{title}, no date", bangkok, None, None)
        event = plan(f"{title}, without a place", bangkok).event
        event.place = None
        event.save()
    assert found(member) == []


def test_one_that_is_hidden_from_the_reader_is_not_pointed_out_and_takes_nobodys_place(member, bangkok):
    plan("The secretariat's own", bangkok, audience=Audience.SECRETARIAT)
    plan("One", bangkok)
    plan("Two", bangkok)
    assert found(member) == named("One", "Two")
    assert [
        tuple(map(str, (p.first.title, p.second.title))) for p in overlapping_activities(member, TODAY, 1)
    ] == named("One", "Two")
    assert len(found(viewer_of(make_user(Role.SECRETARIAT), TODAY))) == 3


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.FOCAL_POINT])
def test_nobody_else_is_told(bangkok, role):
    for title in ("One", "Two"):
        plan(title, bangkok, state="authorised", audience=Audience.PUBLIC)
    assert overlapping_activities(viewer_of(make_user(role), TODAY), TODAY) == []


def test_the_earliest_come_first_and_no_more_than_asked_for(member, bangkok):
    for month in (9, 6, 7):
        for title in ("One", "Two"):
            plan(f"{title} of {month}", bangkok, date(2008, month, 1), date(2008, month, 2))
    assert [str(pair.first.title) for pair in overlapping_activities(member, TODAY, 2)] == [
        "One of 6 [en]",
        "One of 7 [en]",
    ]
