"""The check-in page by form, and what devices request and send."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from palermo.accounts.states import Role
from palermo.registration.models import Badge, CheckIn
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.registrations import FIRST, LAST, make_badges, make_participant, make_registration
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
DESK = "/en/events/forum/registration/check-in/"


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = datetime(2008, 2, 13, 8, tzinfo=UTC)


@pytest.fixture
def registration():
    made = make_registration(make_event("Forum", slug="forum", starts_on=FIRST, ends_on=LAST))
    make_participant(made, "Silva", given_name="Ana", function="Minister")
    make_participant(made, "Silva", given_name="Rui")
    make_participant(made, "Waiting", state="registered")
    make_badges(made)
    return made


@pytest.fixture
def office():
    client = Client()
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def by_form(office, who: str) -> Page:
    return Page(office.post(DESK, {"who": who}))


def test_by_number_by_the_number_of_the_badge_and_by_its_code(registration, office):
    assert by_form(office, "1").one("#desk-result strong") == "Checked in"
    assert by_form(office, "1-1").one("#desk-result strong") == "Already checked in"
    token = Badge.objects.get(participant__number=2).token
    assert "Rui Silva" in by_form(office, token).one("#desk-result")
    assert by_form(office, "3").one("#desk-result strong") == "Not accredited"
    assert by_form(office, "99").one("#desk-result strong") == "No accredited person has this number"


def test_by_name_those_of_it_are_offered_and_chosen_by_a_button(registration, office):
    page = by_form(office, "silva")
    assert [button["value"] for button in page.soup.select("#desk-offered button")] == ["1", "2"]
    assert CheckIn.objects.count() == 0
    assert [b["value"] for b in by_form(office, "ana sil").soup.select("#desk-offered button")] == ["1"]
    assert "No results" in by_form(office, "waiting").text


def test_the_last_counted_can_be_undone(registration, office):
    page = by_form(office, "1")
    (way,) = page.soup.select('a[href*="undo-check-in"]')
    assert office.post(way["href"])["Location"] == DESK
    assert CheckIn.objects.get().result == "undone"


def test_the_list_has_the_accredited_and_no_more_of_them_than_the_badge(registration, office):
    page = office.get(f"{DESK}list.json")
    listed = page.json()
    assert [sorted(each) for each in listed["people"]] == [["came", "category", "name", "number", "party"]] * 2
    assert [(each["number"], each["name"], each["came"]) for each in listed["people"]] == [
        (1, "Ana Silva", False),
        (2, "Rui Silva", False),
    ]
    assert "Minister" not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def send(office, *arrivals, **more):
    return office.post(f"{DESK}arrivals/", {"arrivals": list(arrivals), **more}, content_type="application/json")


def arrival(number: int = 1, **more):
    return {"key": str(uuid4()), "number": number, "at": "2008-02-13T07:30:00.000Z", **more}


def test_a_device_sends_and_gets_results(registration, office):
    one = arrival()
    answer = send(office, one, arrival(), device="Desk 7").json()
    assert [(each["result"], each["counted_by"]) for each in answer["results"]] == [
        ("counted", ""),
        ("repeated", "Desk 7"),
    ]
    assert answer["came"] == 1
    undo = reverse("act", args=["undo-check-in", CheckIn.objects.get(result="counted").pk])
    assert answer["last"] == [{"number": 1, "name": "Ana Silva", "undo": undo}]
    assert office.get(f"{DESK}list.json").json()["last"] == answer["last"]
    assert send(office, one).json()["results"][0]["result"] == "counted"


@pytest.mark.parametrize(
    "sent",
    [
        "nonsense",
        "[]",
        "{}",
        '{"arrivals": 7}',
        '{"arrivals": [{"key": "x", "number": 1, "at": "2008-02-13T07:30:00Z"}]}',
        {"arrivals": [arrival(), {"number": 1}]},
        {"arrivals": [arrival(at="yesterday")]},
        {"arrivals": [arrival(-4)]},
        {"arrivals": [arrival(2**40)]},
        {"arrivals": [arrival()] * 501},
        "[" * 100_000,
        {"arrivals": [arrival(at="0001-01-01T00:00:00+14:00")]},
        {"arrivals": [arrival()], "device": "\0"},
        {"arrivals": [arrival()], "device": "\ud800"},
        {"arrivals": [arrival() | {"token": "\ud800"}]},
    ],
    ids=[
        *("nonsense", "list", "nothing", "number", "key", "no key", "time", "below one", "too large", "too many"),
        *("too deep", "before the calendar", "a null character", "half a character", "half a character in a code"),
    ],
)
def test_what_cannot_be_read_changes_nothing(registration, office, sent):
    written = sent if isinstance(sent, str) else json.dumps(sent)
    answer = office.post(f"{DESK}arrivals/", written, content_type="application/json")
    assert (answer.status_code, CheckIn.objects.count()) == (400, 0)


def test_without_the_forms_own_token_nothing_is_taken(registration, office):
    client = Client(enforce_csrf_checks=True)
    client.cookies = office.cookies
    assert send(client, arrival()).status_code == 403
    token = client.get(f"{DESK}list.json").json()["csrf"]
    sent = json.dumps({"arrivals": [arrival()]})
    answer = client.post(f"{DESK}arrivals/", sent, content_type="application/json", HTTP_X_CSRFTOKEN=token)
    assert answer.status_code == 200


@pytest.mark.parametrize("rest", ["", "list.json", "arrivals/", "worker.js", "app.webmanifest"])
def test_nobody_else_comes_near(registration, rest):
    for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT):
        client = Client()
        client.force_login(make_user(role))
        ask = client.post if rest == "arrivals/" else client.get
        assert ask(DESK + rest).status_code == 403
    assert Client().get(DESK + rest).status_code in {302, 405}


def test_the_worker_and_the_app_lie_where_the_page_is(registration, office):
    worker = office.get(f"{DESK}worker.js")
    assert worker["Content-Type"] == "text/javascript; charset=utf-8"
    data = json.loads(office.get(f"{DESK}app.webmanifest").content)
    assert (data["start_url"], data["scope"], data["display"]) == (DESK, DESK, "standalone")
