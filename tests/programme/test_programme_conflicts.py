"""Issues in a programme: each kind found where it is, described in a sentence, and not found elsewhere."""

from datetime import date

import pytest
from django.utils import translation

from palermo.programme.schedule.conflicts import ConflictKind, conflicts_in
from palermo.programme.schedule.plan import plan_of
from tests.factories.accounts import make_group, make_group_membership, make_state
from tests.factories.programmes import (
    make_day,
    make_item,
    make_part,
    make_programme,
    make_programme_person,
    make_room,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return make_programme(days=2)


@pytest.fixture
def hall(programme):
    return make_room(programme, "Hall A")


def found(programme, language: str = "en") -> list[tuple[str, str]]:
    with translation.override(language):
        return [(each.kind.value, each.words) for each in conflicts_in(plan_of(programme))]


def test_a_programme_in_which_everything_fits_has_no_conflict(programme, hall):
    other = make_room(programme, "Hall B")
    person = make_programme_person(programme)
    make_part(make_item(programme, "First", hours="10-11", room=hall, languages="fr"), person, minutes=60)
    make_part(make_item(programme, "Second", hours="11.10-12", room=other, languages="fr"), person)
    make_part(make_item(programme, "Third", hours="12-13", room=other, languages="fr", expected=90), person)
    make_item(programme, "Lunch", kind="break", hours="13-15")
    make_item(programme, "Not placed", day=None)
    assert found(programme) == []


def test_two_items_in_one_room_at_one_time(programme, hall):
    make_item(programme, "First", hours="10-11.30", room=hall)
    make_item(programme, "Second", hours="11-12", room=hall)
    make_item(programme, "After the meeting", hours="12-13", room=hall)
    make_item(programme, "Next day", day=date(2008, 2, 14), hours="11-12", room=hall)
    words = "Hall A [en] is double-booked, 11:00–11:30: “First [en]” and “Second [en]”."
    assert found(programme) == [("room_clash", words)]


def test_a_person_in_two_places(programme, hall):
    person = make_programme_person(programme, "Ms. A")
    make_part(make_item(programme, "First", hours="10-12", room=hall), person)
    make_part(make_item(programme, "Second", hours="11-12", room=make_room(programme)), person, "chair")
    make_part(make_item(programme, "Elsewhere", hours="11-12", room=make_room(programme)))
    words = "Ms. A [en] is double-booked, 11:00–12:00: “First [en]” and “Second [en]”."
    assert found(programme) == [("two_places", words)]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("11-12", "0 minutes"),
        ("11.01-12", "1 minute"),
        ("11.09-12", "9 minutes"),
        ("11.10-12", None),
    ],
)
def test_a_person_without_time_to_change_rooms(programme, hall, hours, expected):
    person = make_programme_person(programme, "Ms. A")
    make_part(make_item(programme, "First", hours="10-11", room=hall), person)
    make_part(make_item(programme, "Second", hours=hours, room=make_room(programme)), person)
    words = f"Ms. A [en] has {expected} between “First [en]” and “Second [en]”, which are in different rooms."
    assert found(programme) == ([("no_time_between", words)] if expected else [])


def test_nobody_changes_rooms_within_one(programme, hall):
    person = make_programme_person(programme)
    for hours in ("10-11", "11-12"):
        make_part(make_item(programme, hours=hours, room=hall), person)
    assert found(programme) == []


def test_hours_without_a_room_but_a_break_needs_none(programme):
    make_item(programme, "Panel")
    make_item(programme, "Coffee", kind="break", hours="11-11.30")
    assert found(programme) == [("no_room", "“Panel [en]” has no room yet.")]


@pytest.mark.parametrize(
    ("hours", "is_found"), [("10-13", False), ("12-13.30", True), ("9-10", True), ("15-18", False)]
)
def test_interpretation_outside_its_hours(programme, hall, hours, is_found):
    make_item(programme, "Panel", hours=hours, room=hall, languages="fr")
    make_item(programme, "In one language", hours="8-9", room=hall)
    words = "“Panel [en]” requires interpretation, available on that day only 10:00–13:00 and 15:00–18:00."
    assert found(programme) == ([("interpretation_hours", words)] if is_found else [])


def test_a_day_without_interpretation(programme, hall):
    none = dict.fromkeys(["interpreted_from", "interpreted_until", "interpreted_again_from", "interpreted_again_until"])
    make_day(programme, date(2008, 2, 15), **none)
    make_item(programme, "Panel", day=date(2008, 2, 15), room=hall, languages="fr")
    words = "“Panel [en]” requires interpretation, but none is available on that day."
    assert found(programme) == [("interpretation_hours", words)]


def test_a_language_that_a_room_does_not_have(programme):
    room = make_room(programme, "Small room", languages="en fr")
    make_item(programme, "Panel", room=room, languages="ar en fr ru")
    words = "“Panel [en]” requires interpretation not available in Small room [en]: العربية and Русский."
    assert found(programme) == [("interpretation_languages", words)]


@pytest.mark.parametrize(
    ("expected", "capacity", "is_found"), [(101, 100, True), (100, 100, False), (101, None, False)]
)
def test_more_people_than_a_room_holds(programme, expected, capacity, is_found):
    make_item(programme, "Panel", room=make_room(programme, "Small room", seats=capacity), expected=expected)
    words = "101 people are expected at “Panel [en]”; Small room [en] holds 100."
    assert found(programme) == ([("capacity", words)] if is_found else [])


def test_more_speaking_time_than_an_item_has(programme, hall):
    item = make_item(programme, "Panel", room=hall)
    make_part(item, minutes=40)
    make_part(item, minutes=21)
    make_part(item)
    words = "Speaking times in “Panel [en]” total 61 minutes; it lasts 60."
    assert found(programme) == [("speaking_time", words)]


def test_somebody_who_has_not_confirmed(programme, hall):
    item = make_item(programme, "Panel", room=hall)
    make_part(item, make_programme_person(programme, "Ms. A"), "moderator", confirmed_on=None)
    make_part(item, make_programme_person(programme, "Mr. B"))
    assert found(programme) == [("not_confirmed", "Ms. A [en] (Moderator) has not yet confirmed for “Panel [en]”.")]


def _of_groups(programme, *groups):
    """A person of a State in these groups."""
    state = make_state()
    for group in groups:
        make_group_membership(group, state)
    return make_programme_person(programme, state=state)


@pytest.mark.parametrize(
    ("kind", "second", "is_found"),
    [
        ("panel", ("a",), True),
        ("panel", ("a", "b"), True),
        ("panel", ("b",), False),
        ("panel", (), False),
        ("plenary", ("a",), False),
    ],
)
def test_a_panel_of_one_regional_group(programme, hall, kind, second, is_found):
    groups = {"a": make_group("Group A"), "b": make_group("Group B")}
    item = make_item(programme, "Panel", room=hall, kind=kind)
    make_part(item, _of_groups(programme, groups["a"]))
    make_part(item, _of_groups(programme, *(groups[name] for name in second)))
    words = "All participants of the panel “Panel [en]” are from one group: Group A [en]."
    assert found(programme) == ([("one_group", words)] if is_found else [])


def test_a_group_that_is_not_regional_or_was_left_does_not_count(programme, hall):
    wide, left = make_group(kind="other"), make_group()
    item = make_item(programme, room=hall)
    for _place in range(2):
        person = _of_groups(programme, wide)
        make_group_membership(left, person.state, until_on=date(2008, 2, 13))
        make_part(item, person)
    assert found(programme) == []


@pytest.mark.parametrize(
    ("genders", "is_found"),
    [(("man", "man"), True), (("man", "woman"), False), (("man", ""), False), (("man",), False), (("", ""), False)],
)
def test_a_panel_of_one_gender(programme, hall, genders, is_found):
    item = make_item(programme, "Panel", room=hall)
    for gender in genders:
        make_part(item, make_programme_person(programme, gender=gender))
    words = "All participants of the panel “Panel [en]” are of one gender: Man."
    assert found(programme) == ([("one_gender", words)] if is_found else [])


def test_one_person_in_two_roles_is_no_panel_of_one_gender(programme, hall):
    item, person = make_item(programme, room=hall), make_programme_person(programme, gender="man")
    make_part(item, person, "chair")
    make_part(item, person, "speaker")
    assert found(programme) == []


def test_every_kind_has_a_test_of_its_own():
    shown = {"room_clash", "two_places", "no_time_between", "no_room", "interpretation_hours", "one_group"}
    shown |= {"interpretation_languages", "capacity", "speaking_time", "not_confirmed", "one_gender"}
    assert {kind.value for kind in ConflictKind} == shown


def test_a_plan_is_read_by_as_many_queries_for_three_items_as_for_one(programme, hall, django_assert_num_queries):
    def more(times: int) -> None:
        for place in range(times):
            item = make_item(programme, hours=f"{10 + place}-{11 + place}", room=hall)
            make_part(item, make_programme_person(programme, state=make_state()))

    more(1)
    with django_assert_num_queries(9):
        plan_of(type(programme).objects.select_related("event__activity").get(pk=programme.pk))
    more(2)
    with django_assert_num_queries(9):
        plan_of(type(programme).objects.select_related("event__activity").get(pk=programme.pk))


def test_conflicts_stand_by_day_and_hour(programme):
    make_item(programme, "Last", hours="15-16", day=date(2008, 2, 14))
    make_item(programme, "Second", hours="9-10", day=date(2008, 2, 14))
    make_item(programme, "First", hours="17-18")
    words = [f"“{name} [en]” has no room yet." for name in ("First", "Second", "Last")]
    assert found(programme) == [("no_room", each) for each in words]
