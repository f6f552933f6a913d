"""What is done to speakers' lists: by whom, in which order, for how long, and what is never kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from palermo.accounts.models import GroupMembership, RegionalGroup
from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.floor import actions as floor
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.floor.queries import speakers_lists_visible_to
from palermo.floor.time import group_times
from palermo.programme.actions import programmes
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.programmes import make_item, make_programme, make_release
from tests.factories.screens import NOON, make_floor_request, make_list

pytestmark = pytest.mark.django_db
REASON = text("The chair so directs")


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOON


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


@pytest.fixture
def item():
    made = make_item(make_programme(), "General debate", kind="plenary", slug="debate")
    make_release(made.programme, Audience.MEMBER_STATES)
    return made


@pytest.fixture
def opened(item):
    return make_list(item)


def own(delegate):
    return delegate.postings.get().state


def order(speakers_list) -> list[str]:
    waiting = speakers_list.requests.filter(state="waiting")
    return [str(each.delegation or each.organisation).removesuffix(" [en]") for each in waiting]


def waiting(speakers_list, *names: str) -> list[FloorRequest]:
    return [make_floor_request(speakers_list, delegation=make_state(name)) for name in names]


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def group_of(state, name: str = "African States") -> RegionalGroup:
    slug = name.lower().replace(" ", "-")
    group, _is_new = RegionalGroup.objects.get_or_create(slug=slug, defaults={"name": text(name), "kind": "regional"})
    GroupMembership.objects.create(group=group, state=state, since_on=date(2000, 1, 1))
    return group


# Opening and closing


def test_a_list_is_called_as_its_readers_find_the_item_in_the_programme(item, officer):
    item.title = text("undisclosed")
    item.save()
    opened = floor.open_speakers_list(item, kind="statements", seconds_each=180, by=officer)
    assert (opened.title, opened.state, opened.seconds_each) == (text("General debate"), "open", 180)
    assert verbs() == ["speakers_list.opened"]


def test_an_item_that_member_states_do_not_find_has_no_list(officer):
    item = make_item(make_programme())
    make_release(item.programme, Audience.SECRETARIAT)
    with pytest.raises(Refused, match=r"This item is not in the programme available to Member States\."):
        floor.open_speakers_list(item, kind="statements", by=officer)
    assert not SpeakersList.objects.exists()


def test_statements_and_replies_have_a_list_each_and_once(item, officer):
    for kind in ("statements", "replies"):
        floor.open_speakers_list(item, kind=kind, by=officer)
    for kind in ("statements", "replies"):
        with pytest.raises(Refused, match="already"):
            floor.open_speakers_list(item, kind=kind, by=officer)
    assert SpeakersList.objects.count() == 2


def test_nobody_speaks_in_a_break(officer):
    item = make_item(make_programme(), kind="break")
    make_release(item.programme)
    with pytest.raises(Refused, match="break"):
        floor.open_speakers_list(item, kind="statements", by=officer)


def test_a_list_is_closed_and_reopened(opened, officer):
    floor.close_speakers_list(opened, by=officer)
    assert SpeakersList.objects.get().closed_at == NOON
    with pytest.raises(Refused):
        floor.close_speakers_list(opened, by=officer)
    floor.reopen_speakers_list(opened, by=officer)
    assert SpeakersList.objects.get().state == "open"
    assert verbs() == ["speakers_list.closed", "speakers_list.reopened"]


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_only_the_secretariat_keeps_a_list(item, opened, role):
    user, request = make_user(role), make_floor_request(opened)
    speaks = make_floor_request(make_list(item, "replies"), state="speaking")
    for act in (
        lambda: floor.open_speakers_list(make_item(item.programme), kind="statements", by=user),
        lambda: floor.close_speakers_list(opened, by=user),
        lambda: floor.set_time_limits(opened, seconds_each=60, by=user),
        lambda: floor.give_floor(request, by=user),
        lambda: floor.end_statement(speaks, by=user),
        lambda: floor.move_request(request, to=1, reason=REASON, by=user),
    ):
        with pytest.raises(Refused, match="Only the secretariat"):
            act()


def test_an_item_with_a_list_stays_in_the_programme(item, opened, officer):
    with pytest.raises(Refused, match=r"This item has a list of speakers, which must be kept\."):
        programmes.remove_from_programme(item, by=officer)


# Asking


def test_a_delegate_asks_for_their_own_state_and_withdraws(opened, delegate):
    request = floor.ask_for_floor(opened, delegation=own(delegate), by=delegate)
    assert (request.number, request.state, request.requested_at) == (1, "waiting", NOON)
    floor.withdraw_request(request, by=delegate)
    assert FloorRequest.objects.get().state == "withdrawn"
    assert verbs() == ["floor.requested", "floor.withdrawn"]


def test_nobody_asks_for_another_delegation_or_withdraws_its_request(opened, delegate):
    other = make_state("Other")
    with pytest.raises(Refused, match="your own delegation"):
        floor.ask_for_floor(opened, delegation=other, by=delegate)
    request = make_floor_request(opened, delegation=other)
    with pytest.raises(Refused, match="another delegation"):
        floor.withdraw_request(request, by=delegate)


@pytest.mark.parametrize("role", [Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_nobody_but_delegates_and_officers_asks(opened, role):
    with pytest.raises(Refused, match="Only delegates"):
        floor.ask_for_floor(opened, delegation=make_state(), by=make_user(role))


def test_an_officer_asks_for_any_delegation_and_for_organisations(opened, officer):
    floor.ask_for_floor(opened, delegation=make_state("Land"), by=officer)
    floor.ask_for_floor(opened, organisation=make_organisation("Agency"), by=officer)
    assert order(opened) == ["Land", "Agency"]


def test_a_delegation_waits_once_and_asks_again_when_it_has_spoken(opened, delegate, officer):
    first = floor.ask_for_floor(opened, delegation=own(delegate), by=delegate)
    with pytest.raises(Refused, match="already"):
        floor.ask_for_floor(opened, delegation=own(delegate), by=delegate)
    floor.end_statement(floor.give_floor(first, by=officer), by=officer)
    assert floor.ask_for_floor(opened, delegation=own(delegate), by=delegate).number == 2


def test_a_closed_list_takes_no_request_but_a_point_of_order(opened, delegate, officer):
    floor.close_speakers_list(opened, by=officer)
    with pytest.raises(Refused, match="closed"):
        floor.ask_for_floor(opened, delegation=own(delegate), by=delegate)
    floor.ask_for_floor(opened, delegation=own(delegate), is_point_of_order=True, by=delegate)
    assert opened.requests.count() == 1


def test_organisations_raise_no_points_of_order_and_reply_to_nobody(item, opened, officer):
    agency = make_organisation()
    with pytest.raises(Refused, match=r"Only Member States can raise a point of order\."):
        floor.ask_for_floor(opened, organisation=agency, is_point_of_order=True, by=officer)
    with pytest.raises(Refused, match="right of reply"):
        floor.ask_for_floor(make_list(item, "replies"), organisation=agency, by=officer)


# The order


def test_they_speak_in_the_order_of_asking_points_of_order_first(opened):
    waiting(opened, "A", "B")
    make_floor_request(opened, delegation=make_state("Order"), is_point_of_order=True)
    assert order(opened) == ["Order", "A", "B"]


@pytest.mark.parametrize(
    ("to", "expected"), [(1, ["C", "A", "B", "D"]), (2, ["A", "C", "B", "D"]), (9, ["A", "B", "D", "C"])]
)
def test_the_chair_has_a_request_moved_and_the_reason_stays_with_it(opened, officer, to, expected):
    third = waiting(opened, "A", "B", "C", "D")[2]
    make_floor_request(opened, delegation=make_state("Order"), is_point_of_order=True)
    floor.move_request(third, to=to, reason=REASON, by=officer)
    assert order(opened) == ["Order", *expected]
    assert FloorRequest.objects.get(pk=third.pk).moved_reason == REASON
    assert FloorRequest.objects.exclude(moved_reason={}).count() == 1
    entry = AuditEvent.objects.get()
    assert (entry.verb, entry.details["to"], entry.details["reason"]["en"]) == ("floor.moved", to, REASON["en"])


def test_a_point_of_order_and_who_has_spoken_are_not_moved(opened, officer):
    point = make_floor_request(opened, is_point_of_order=True)
    spoken = make_floor_request(opened, state="spoken")
    for request in (point, spoken):
        with pytest.raises(Refused):
            floor.move_request(request, to=1, reason=REASON, by=officer)


# Speaking


def test_one_has_the_floor_at_a_time_also_across_the_lists_of_an_item(item, opened, officer):
    first, second = waiting(opened, "A", "B")
    reply = make_floor_request(make_list(item, "replies"))
    floor.give_floor(first, by=officer)
    for other in (second, reply):
        with pytest.raises(Refused, match=r"A \[en\] has the floor|A has the floor"):
            floor.give_floor(other, by=officer)
    floor.end_statement(first, by=officer)
    assert floor.give_floor(reply, by=officer).state == "speaking"


def test_the_time_of_a_statement_is_on_record(opened, officer, settings):
    [request] = waiting(opened, "A")
    floor.give_floor(request, by=officer)
    settings.PALERMO_TODAY = NOON + timedelta(seconds=95)
    done = floor.end_statement(request, by=officer)
    assert (done.seconds_used(NOON + timedelta(hours=1)), done.ended_at) == (95, NOON + timedelta(seconds=95))
    assert AuditEvent.objects.get(verb="floor.ended").details["seconds"] == 95


def test_how_long_they_have_is_fixed_when_they_begin(opened, officer):
    [request] = waiting(opened, "A")
    floor.set_time_limits(opened, seconds_each=180, by=officer)
    floor.give_floor(request, by=officer)
    floor.set_time_limits(opened, seconds_each=60, by=officer)
    assert FloorRequest.objects.get().seconds_allowed == 180


def spoke(speakers_list, state, seconds: int, **fields) -> None:
    make_floor_request(
        speakers_list, delegation=state, state="spoken", ended_at=NOON + timedelta(seconds=seconds), **fields
    )


def test_a_group_has_used_what_its_states_have_spoken(opened, officer):
    one, other, lone = make_state(), make_state(), make_state()
    group = group_of(one)
    group_of(other)
    elsewhere = group_of(lone, "Asian States")
    floor.set_time_limits(opened, seconds_each=None, limits={group: 600}, by=officer)
    spoke(opened, one, 100)
    spoke(opened, other, 150)
    spoke(opened, lone, 30)
    spoke(opened, one, 500, is_point_of_order=True)
    used = group_times(opened, opened.requests.all(), NOON)
    assert [(each.group, each.seconds, each.limit, each.left) for each in used] == [
        (group, 250, 600, 350),
        (elsewhere, 30, None, None),
    ]


@pytest.mark.parametrize(
    ("each", "of_group", "expected"),
    [(180, 600, 180), (180, 320, 20), (None, 320, 20), (180, 200, 0), (180, None, 180), (None, None, None)],
)
def test_they_have_the_limit_or_what_is_left_of_their_groups_time(opened, officer, each, of_group, expected):
    one, other = make_state(), make_state()
    group = group_of(one)
    group_of(other)
    floor.set_time_limits(opened, seconds_each=each, limits={group: of_group} if of_group else {}, by=officer)
    spoke(opened, one, 300)
    request = make_floor_request(opened, delegation=other)
    assert floor.give_floor(request, by=officer).seconds_allowed == expected


def test_a_point_of_order_takes_nothing_from_the_group(opened, officer):
    state = make_state()
    floor.set_time_limits(opened, seconds_each=60, limits={group_of(state): 1}, by=officer)
    spoke(opened, state, 10)
    request = make_floor_request(opened, delegation=state, is_point_of_order=True)
    assert floor.give_floor(request, by=officer).seconds_allowed == 60


def test_limits_left_out_are_gone(opened, officer):
    group = group_of(make_state())
    floor.set_time_limits(opened, seconds_each=None, limits={group: 60}, by=officer)
    floor.set_time_limits(opened, seconds_each=None, limits={}, by=officer)
    assert not opened.limits.exists()


def test_the_database_holds_one_speaker_one_request_and_the_instants_of_a_state(opened):
    state = make_state()
    make_floor_request(opened, state="speaking")
    make_floor_request(opened, delegation=state)
    for make in (
        lambda: make_floor_request(opened, state="speaking"),
        lambda: make_floor_request(opened, delegation=state),
        lambda: make_floor_request(opened, organisation=make_organisation(), is_point_of_order=True),
        lambda: make_floor_request(opened, delegation=state, organisation=make_organisation()),
        lambda: make_floor_request(opened, state="spoken", ended_at=None),
        lambda: make_floor_request(opened, state="spoken", ended_at=NOON - timedelta(seconds=1)),
        lambda: make_list(opened.item, "replies", state="closed", closed_at=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


# Who sees it


def test_those_who_sit_in_the_room_and_may_read_the_programme_see_its_lists(opened):
    secret = make_list(make_item(make_programme()))
    withdrawn = make_list(make_item(make_programme()))
    make_release(withdrawn.item.programme, state="withdrawn", withdrawn_on=date(2008, 2, 12))
    seen = {role: set(speakers_lists_visible_to(viewer_of(make_user(role)))) for role in Role}
    assert seen == {
        Role.SECRETARIAT: {opened, secret, withdrawn},
        Role.DELEGATE: {opened},
        Role.COMMITTEE_MEMBER: {opened},
        Role.FOCAL_POINT: set(),
        Role.PARTNER: set(),
    }
    assert not speakers_lists_visible_to(VISITOR).exists()


def test_a_list_of_a_hidden_event_is_hidden(item, opened):
    item.programme.event.activity.audience = Audience.STEERING_COMMITTEE
    item.programme.event.activity.save()
    assert not speakers_lists_visible_to(viewer_of(make_user(Role.DELEGATE))).exists()


def test_the_day_of_groups_is_that_of_speaking(opened, officer, settings):
    state = make_state()
    group = RegionalGroup.objects.create(slug="later", name=text("Later"), kind="regional")
    GroupMembership.objects.create(group=group, state=state, since_on=date(2008, 3, 1))
    settings.PALERMO_TODAY = datetime(2008, 2, 13, 12, tzinfo=UTC)
    floor.set_time_limits(opened, seconds_each=60, limits={group: 5}, by=officer)
    assert floor.give_floor(make_floor_request(opened, delegation=state), by=officer).seconds_allowed == 60
