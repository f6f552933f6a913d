"""The pages of speakers' lists: the seat, the officer's table, the chair and the speaker; data for the script."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.floor.models import FloorRequest, SpeakersList
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.programmes import make_item, make_programme, make_release
from tests.factories.screens import NOON, make_floor_request, make_list
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
PAGES = ("", "chair/", "speaker/", "live.json")


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOON


@pytest.fixture
def opened():
    item = make_item(make_programme(), "General debate", kind="plenary")
    make_release(item.programme, Audience.MEMBER_STATES)
    return make_list(item, seconds_each=180)


def address(speakers_list, rest: str = "", language: str = "en") -> str:
    return f"/{language}/floor/{speakers_list.slug}/{rest}"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_delegate_asks_from_their_seat_and_withdraws_without_script(opened):
    delegate = make_user(Role.DELEGATE)
    seat, state = signed_in(delegate), delegate.postings.get().state
    form = Page(seat.get(f"/en/acts/ask-for-floor/{opened.slug}/"))
    # Their own delegation, and no other.
    assert [option["value"] for option in form.soup.select("[name=delegation] option")] == [str(state.pk)]
    assert form.soup.select("[name=organisation]") == []
    answer = seat.post(f"/en/acts/ask-for-floor/{opened.slug}/", {"delegation": state.pk})
    assert answer["Location"] == address(opened)
    page = Page(seat.get(address(opened)))
    assert page.all(".floor-waiting h3") == ["State [en]"]
    assert "Your delegation" in page.one(".floor-waiting .meta")
    [withdraw] = [form["action"] for form in page.soup.select(".floor-waiting form")]
    seat.post(withdraw)
    assert FloorRequest.objects.get().state == "withdrawn"
    assert Page(seat.get(address(opened))).all(".floor-waiting h3") == []


def test_a_delegate_cannot_ask_for_another_by_hand(opened):
    other = make_state("Other")
    answer = client_of(Role.DELEGATE).post(f"/en/acts/ask-for-floor/{opened.slug}/", {"delegation": other.pk})
    assert (answer.status_code, FloorRequest.objects.count()) == (200, 0)


def test_an_officer_keeps_the_list_by_forms(opened):
    officer, item = client_of(Role.SECRETARIAT), opened.item
    asked = {"kind": "replies", "minutes_each": "2.5"}
    officer.post(f"/en/acts/open-speakers-list/{item.pk}/", asked)
    assert SpeakersList.objects.get(kind="replies").seconds_each == 150
    for each in (make_state("A"), make_state("B")):
        officer.post(f"/en/acts/ask-for-floor/{opened.slug}/", {"delegation": each.pk})
    officer.post(f"/en/acts/ask-for-floor/{opened.slug}/", {"organisation": make_organisation("Agency").pk})
    last = FloorRequest.objects.get(number=3)
    officer.post(f"/en/acts/move-request/{last.pk}/", {"to": 1, "reason_en": "As the chair directs"})
    page = Page(officer.get(address(opened)))
    assert page.all(".floor-waiting h3") == ["Agency [en]", "A [en]", "B [en]"]
    assert "moved: As the chair directs" in page.all(".floor-waiting .meta")[0]
    officer.post(f"/en/acts/give-floor/{last.pk}/")
    page = Page(officer.get(address(opened)))
    assert page.one(".floor-name") == "Agency [en]"
    assert page.soup.select_one("#floor-left")["data-allowed"] == "180"
    officer.post(f"/en/acts/end-statement/{last.pk}/")
    assert Page(officer.get(address(opened))).one(".floor-name") == "None"


def test_asking_for_both_or_for_nobody_is_answered_with_a_sentence(opened):
    officer = client_of(Role.SECRETARIAT)
    for given in ({}, {"delegation": make_state().pk, "organisation": make_organisation().pk}):
        page = Page(officer.post(f"/en/acts/ask-for-floor/{opened.slug}/", given))
        assert "Choose either a delegation or an organization." in page.text
    assert not FloorRequest.objects.exists()


@pytest.mark.parametrize("rest", PAGES)
def test_only_those_who_sit_in_the_room_find_a_list(opened, rest):
    make_floor_request(opened, delegation=make_state("undisclosed"))
    answers = {role: client_of(role).get(address(opened, rest)) for role in [None, *Role]}
    assert {role for role, answer in answers.items() if answer.status_code == 200} == {
        Role.SECRETARIAT,
        Role.DELEGATE,
        Role.COMMITTEE_MEMBER,
    }
    assert {role for role, answer in answers.items() if "undisclosed" in answer.text} <= {
        Role.SECRETARIAT,
        Role.DELEGATE,
        Role.COMMITTEE_MEMBER,
    }


def test_what_is_not_released_to_member_states_is_found_by_no_delegate():
    hidden = make_list(make_item(make_programme(), "undisclosed"))
    delegate = client_of(Role.DELEGATE)
    assert {delegate.get(address(hidden, rest)).status_code for rest in PAGES} == {404}
    assert delegate.get(f"/en/acts/ask-for-floor/{hidden.slug}/").status_code == 404


def test_a_list_is_called_as_it_was_released_also_when_the_working_copy_is_renamed(opened):
    type(opened.item).objects.update(title={"en": "undisclosed"})
    event = opened.item.programme.event.activity.slug
    for page in (*(address(opened, rest) for rest in PAGES), f"/en/events/{event}/floor/"):
        assert "undisclosed" not in client_of(Role.DELEGATE).get(page).text


def test_the_lists_of_an_event_and_for_officers_the_items_that_can_have_one(opened):
    event = opened.item.programme.event.activity.slug
    make_item(opened.item.programme, "undisclosed")
    for role, shown in ((Role.DELEGATE, ["General debate [en]"]), (Role.SECRETARIAT, ["General debate [en]"] * 2)):
        found = Page(client_of(role).get(f"/en/events/{event}/floor/")).all("main .papers h3")
        assert sorted(found)[: len(shown)] == shown
        assert ("undisclosed [en]" in found) == (role == Role.SECRETARIAT)


# Data for the script


def live(client, speakers_list) -> dict:
    return json.loads(client.get(address(speakers_list, "live.json")).content)


def test_the_script_is_told_who_speaks_who_waits_and_nothing_twice(opened):
    client = client_of(Role.DELEGATE)
    make_floor_request(opened, delegation=make_state("A"), state="speaking", seconds_allowed=180)
    make_floor_request(opened, delegation=make_state("B"))
    make_floor_request(opened, delegation=make_state("C"), is_point_of_order=True)
    make_floor_request(opened, delegation=make_state("Withdrawn"), state="withdrawn")
    shown = live(client, opened)
    assert shown["speaks"] == {
        "name": "A [en]",
        "point_of_order": False,
        "began": int(NOON.timestamp() * 1000),
        "allowed": 180,
    }
    assert [row["name"] for row in shown["waiting"]] == ["C [en] (point of order)", "B [en]"]
    first = client.get(address(opened, "live.json"))
    again = client.get(address(opened, "live.json"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (again["Palermo-Now"], "private" in again["Cache-Control"]) == (str(int(NOON.timestamp() * 1000)), True)


def test_its_tag_changes_with_the_list_and_not_with_the_time(opened, settings):
    client = client_of(Role.DELEGATE)
    make_floor_request(opened, state="speaking")
    first = client.get(address(opened, "live.json"))["ETag"]
    settings.PALERMO_TODAY = NOON + timedelta(seconds=30)
    assert client.get(address(opened, "live.json"))["ETag"] == first
    make_floor_request(opened)
    assert client.get(address(opened, "live.json"))["ETag"] != first


def test_without_script_the_time_left_is_told_as_it_was_when_the_page_was_made(opened, settings):
    make_floor_request(opened, state="speaking", seconds_allowed=180)
    settings.PALERMO_TODAY = NOON + timedelta(seconds=50)
    for rest in ("", "chair/", "speaker/"):
        page = Page(client_of(Role.DELEGATE).get(address(opened, rest)))
        assert page.one("#floor-left") == "2:10"
    assert page.soup.select_one("noscript meta")["content"] == "20"


@pytest.mark.parametrize("rest", PAGES)
@pytest.mark.parametrize("role", [Role.DELEGATE, Role.SECRETARIAT])
def test_a_list_asks_as_often_for_three_requests_as_for_one(opened, rest, role):
    client = client_of(role)
    make_floor_request(opened, state="speaking")

    def more(times: int) -> int:
        for _time in range(times):
            make_floor_request(opened)
            make_floor_request(opened, organisation=make_organisation())
            make_floor_request(opened, state="spoken")
        return questions(client, address(opened, rest))

    for_one = more(1)
    assert more(2) <= for_one
