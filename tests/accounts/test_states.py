"""States: the name on a day, at the day it changed; the groups on a day, for a purpose."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from palermo.accounts.models import FormerName, GroupMembership, RegionalGroup, State
from palermo.accounts.queries import groups_of, states_in, states_on
from palermo.accounts.states import GroupKind, GroupPurpose
from palermo.core.text import MultilingualText
from tests.factories.accounts import make_group, make_group_membership, make_state
from tests.factories.common import text

pytestmark = pytest.mark.django_db

CHANGED = date(2018, 4, 19)
EVE = CHANGED - timedelta(days=1)


@pytest.fixture
def eswatini() -> State:
    state = make_state("Eswatini", formal_name=text("Kingdom of Eswatini"))
    names = {"short_name": text("Swaziland"), "formal_name": text("Kingdom of Swaziland")}
    FormerName.objects.create(state=state, until_on=CHANGED, **names)
    FormerName.objects.create(state=state, until_on=date(1968, 9, 6), short_name=text("Swaziland Protectorate"))
    return state


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1968, 9, 5), "Swaziland Protectorate"),
        (date(1968, 9, 6), "Swaziland"),
        (EVE, "Swaziland"),
        (CHANGED, "Eswatini"),
    ],
)
def test_a_new_name_holds_from_its_day_on(eswatini, day, name):
    assert eswatini.short_name_on(day) == text(name)
    assert eswatini.list_name_on(day) == text(name)


def test_a_formal_name_is_that_of_the_day_and_none_is_made_up(eswatini):
    assert eswatini.formal_name_on(CHANGED) == text("Kingdom of Eswatini")
    assert eswatini.formal_name_on(EVE) == text("Kingdom of Swaziland")
    assert eswatini.formal_name_on(date(1968, 9, 5)) == MultilingualText()


def test_namings_join_one_to_the_next_the_latest_first(eswatini):
    assert [(str(each.short_name), each.since, each.until) for each in eswatini.namings()] == [
        (str(text("Eswatini")), CHANGED, None),
        (str(text("Swaziland")), date(1968, 9, 6), CHANGED),
        (str(text("Swaziland Protectorate")), None, date(1968, 9, 6)),
    ]


def test_a_list_has_its_own_form_only_in_the_languages_that_have_one():
    short, listed = {"zh": "多民族玻利维亚国", "en": "Bolivia (Plurinational State of)"}, {"zh": "玻利维亚（多民族国）"}
    state = make_state(short_name=MultilingualText(short), list_name=MultilingualText(listed))
    assert state.list_name_on(CHANGED) == MultilingualText({**short, **listed})
    assert state.short_name_on(CHANGED) == MultilingualText(short)


def test_states_are_members_from_the_day_of_their_admission():
    old, new = make_state("Old"), make_state("New", member_since=CHANGED)
    assert (set(states_on(EVE)), set(states_on(CHANGED))) == ({old}, {old, new})


@pytest.fixture
def groups() -> tuple[RegionalGroup, RegionalGroup]:
    return make_group("one"), make_group("other")


def test_a_membership_counts_from_its_first_day_to_the_day_before_its_end(groups):
    one, _other = groups
    state = make_state()
    make_group_membership(one, state, since_on=date(2007, 1, 1), until_on=CHANGED)
    found = [set(states_in(one, day)) for day in (date(2006, 12, 31), date(2007, 1, 1), EVE, CHANGED)]
    assert found == [set(), {state}, {state}, set()]


def test_a_membership_without_dates_always_counts_but_not_before_the_state_is_a_member(groups):
    one, _other = groups
    state = make_state(member_since=CHANGED)
    make_group_membership(one, state)
    assert (set(states_in(one, EVE)), set(states_in(one, CHANGED))) == (set(), {state})


def test_a_state_may_be_consulted_in_two_groups_and_vote_in_one(groups):
    one, other = groups
    turkiye, observer = make_state("Türkiye"), make_state("Observer")
    make_group_membership(one, turkiye)
    make_group_membership(other, turkiye, purpose=GroupPurpose.CONSULTATION)
    make_group_membership(one, observer, purpose=GroupPurpose.ELECTIONS)
    for_elections = [set(states_in(group, EVE, GroupPurpose.ELECTIONS)) for group in groups]
    for_consultation = [set(states_in(group, EVE, GroupPurpose.CONSULTATION)) for group in groups]
    assert for_elections == [{turkiye, observer}, set()]
    assert for_consultation == [{turkiye}, {turkiye}]
    assert set(states_in(other, EVE)) == {turkiye}


def test_regional_groups_of_a_state_come_before_others():
    union, regional = make_group("a union", kind=GroupKind.OTHER), make_group("region")
    state = make_state()
    make_group_membership(union, state, since_on=EVE)
    make_group_membership(regional, state)
    assert [each.group for each in groups_of(state, EVE)] == [regional, union]
    assert [each.group for each in groups_of(state, EVE - timedelta(days=1))] == [regional]


@pytest.mark.parametrize(
    "dates", [{}, {"since_on": EVE}, {"since_on": CHANGED, "until_on": EVE}, {"since_on": EVE, "until_on": EVE}]
)
def test_the_database_refuses_a_second_beginning_on_a_day_and_an_end_before_it(groups, dates):
    one, _other = groups
    state = make_state()
    make_group_membership(one, state)
    make_group_membership(one, state, since_on=EVE)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupMembership.objects.create(group=one, state=state, **dates)
