"""A device at a door: opened by a link that works once, it checks in accredited people and reaches nothing else."""

import json
import re
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.registration.actions.devices import use_device_link
from palermo.registration.models import CheckIn, DoorDevice
from palermo.registration.queries.devices import device_of_link
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.registrations import FIRST, LAST, make_badges, make_participant, make_registration
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
DEVICES = "/en/events/forum/registration/devices/"


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = datetime(2008, 2, 13, 8, tzinfo=UTC)


@pytest.fixture
def registration():
    made = make_registration(make_event("Forum", slug="forum", starts_on=FIRST, ends_on=LAST))
    make_participant(made, "Silva", given_name="Ana", function="undisclosed function")
    make_participant(made, "Silva", given_name="Rui")
    make_participant(made, "undisclosed waiting", state="registered")
    make_participant(made, "undisclosed refused", state="refused", reason="undisclosed reason")
    make_badges(made)
    return made


@pytest.fixture
def office():
    client = Client()
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def opened(office, **given) -> DoorDevice:
    send = {"name": "Main entrance", "opens_on": "2008-02-13", "closes_on": "2008-02-15", **given}
    office.post("/en/acts/open-device/forum/", send)
    return DoorDevice.objects.get(name=send["name"], revoked_at=None)


def link_of(office, device: DoorDevice) -> str:
    shown = office.post(DEVICES, {"device": device.pk})
    assert "no-store" in shown["Cache-Control"]
    return re.search(r"http://127.0.0.1:8000(/door/open/[^/]+/)", shown.text)[1]


@pytest.fixture
def door(registration, office) -> Client:
    """A phone at the door, with nobody signed in."""
    phone = Client()
    assert phone.post(link_of(office, opened(office))).status_code == 302
    return phone


def send(phone: Client, *numbers: int, device: str = "Choose another, or revoke that device."):
    arrivals = [{"key": str(uuid4()), "number": number, "at": "2008-02-13T07:59:00Z"} for number in numbers]
    return phone.post("/door/arrivals/", json.dumps({"arrivals": arrivals, "device": device}), "application/json")


def test_its_list_has_those_accredited_and_no_more_of_them_than_their_badges(door):
    answer = door.get("/door/list.json")
    listed = json.loads(answer.content)
    assert [(each["number"], each["name"]) for each in listed["people"]] == [(1, "Ana Silva"), (2, "Rui Silva")]
    assert {key for each in listed["people"] for key in each} == {"number", "name", "party", "category", "came"}
    assert (listed["until"], "no-store" in answer["Cache-Control"]) == ("2008-02-16", True)
    for content in (answer.text, door.get("/door/").text, door.post("/door/", {"who": "undisclosed"}).text):
        assert "undisclosed" not in content.replace('value="undisclosed"', "")


def test_it_checks_in_by_form_and_by_script_under_its_own_name_in_the_log(door):
    assert Page(door.post("/door/", {"who": "1"})).one("#desk-result strong") == "Checked in"
    results = [each["result"] for each in json.loads(send(door, 1, 2, 3).content)["results"]]
    assert results == ["repeated", "counted", "not_accredited"]
    assert set(CheckIn.objects.values_list("device", flat=True)) == {"Main entrance"}
    actors = set(AuditEvent.objects.filter(verb="check_in.recorded").values_list("actor_name", "actor_id"))
    assert actors == {("the check-in device “Main entrance”", "")}


def test_of_somebody_who_is_not_accredited_it_learns_no_name(door):
    page = door.post("/door/", {"who": "3"})
    assert Page(page).one("#desk-result strong") == "Not accredited"
    assert "undisclosed" not in page.text


def test_its_link_is_asked_first_and_works_once(registration, office):
    device = opened(office)
    link = link_of(office, device)
    one, other = Client(), Client()
    looked = one.get(link)
    assert (looked.status_code, looked["Referrer-Policy"], "no-store" in looked["Cache-Control"]) == (
        200,
        "same-origin",
        True,
    )
    assert one.get("/door/").status_code == 410
    taken = one.post(link)
    cookie = taken.cookies["palermo_door"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/door/", True, "Strict")
    assert (one.get("/door/").status_code, other.post(link).status_code, other.get("/door/").status_code) == (
        200,
        410,
        410,
    )


def test_of_two_who_take_up_one_link_at_once_one_gets_it(registration, office):
    device = opened(office)
    link = link_of(office, device)
    secret = link.split("/")[3]
    found = device_of_link(secret)
    use_device_link(secret, by=found)
    with pytest.raises(Refused, match="This link is not valid:"):
        use_device_link(secret, by=found)


def test_neither_secret_is_kept(registration, office):
    device = opened(office)
    link = link_of(office, device)
    phone = Client()
    phone.post(link)
    secrets = {link.split("/")[3], phone.cookies["palermo_door"].value}
    row = DoorDevice.objects.values().get()
    entries = " ".join(map(str, [*row.values(), *AuditEvent.objects.values_list("details", "actor_name", "target_id")]))
    assert [secret for secret in secrets if secret in entries] == []


def test_a_new_link_ends_the_one_before_and_its_use_ends_the_session_before(registration, office, door):
    device = DoorDevice.objects.get()
    first = link_of(office, device)
    second = link_of(office, device)
    assert Client().post(first).status_code == 410
    assert door.get("/door/").status_code == 200
    Client().post(second)
    assert door.get("/door/").status_code == 410


def test_a_revoked_device_is_told_so_at_once_and_checks_nobody_in(door, office):
    office.post(f"/en/acts/revoke-device/{DoorDevice.objects.get().pk}/")
    page = door.get("/door/")
    assert (page.status_code, "This device was revoked by the secretariat." in page.text) == (410, True)
    assert "Silva" not in page.text
    assert (door.get("/door/list.json").status_code, send(door, 1).status_code) == (410, 410)
    assert door.post("/door/", {"who": "1"}).status_code == 410
    refusal = json.loads(door.get("/door/list.json", headers={"Accept": "application/json"}).content)
    assert list(refusal) == ["refusal"]
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(("day", "status"), [(12, 403), (13, 200), (15, 200), (16, 410)])
def test_it_holds_on_its_days_only(door, settings, day, status):
    settings.PALERMO_TODAY = datetime(2008, 2, day, 12, tzinfo=UTC)
    assert (door.get("/door/").status_code, door.get("/door/list.json").status_code) == (status, status)


def test_it_ends_when_names_are_deleted(door, registration):
    registration.purged_on = date(2008, 2, 13)
    registration.save(update_fields=["purged_on"])
    assert door.get("/door/list.json").status_code == 410


def test_it_cannot_be_opened_for_longer_than_the_names_are_there(registration, office):
    given = {"name": "Late", "opens_on": "2008-02-13", "closes_on": "2008-06-01"}
    page = office.post("/en/acts/open-device/forum/", given)
    assert "Names are deleted on" in page.text
    assert not DoorDevice.objects.exists()


def test_it_reaches_no_other_event_and_nothing_that_needs_an_account(door, registration):
    other = make_registration(make_event("Other", slug="other", starts_on=FIRST, ends_on=LAST))
    make_participant(other, "undisclosed elsewhere")
    assert "undisclosed" not in door.get("/door/list.json").text
    for address in (
        DEVICES,
        "/en/events/forum/registration/check-in/",
        "/en/events/forum/registration/check-in/list.json",
        "/en/secretariat/",
        "/en/events/other/registration/check-in/list.json",
        "/en/acts/open-device/forum/",
    ):
        assert door.get(address).status_code in {302, 403, 404}, address
        assert door.get(address).content == Client().get(address).content or door.get(address).status_code == 302


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_devices_are_the_secretariat_s(registration, office, role):
    device, client = opened(office), Client()
    if role:
        client.force_login(make_user(role))
    answers = [client.get(DEVICES), client.post(DEVICES, {"device": device.pk})]
    answers += [client.post(f"/en/acts/revoke-device/{device.pk}/")]
    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert DoorDevice.objects.values_list("link_digest", "revoked_at").get() == ("", None)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_devices_asks_as_often_for_many_as_for_one(
    registration, office, count, django_assert_max_num_queries
):
    for number in range(count):
        opened(office, name=f"Door {number}")
    with django_assert_max_num_queries(12):
        assert office.get(DEVICES).status_code == 200
