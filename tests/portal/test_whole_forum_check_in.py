"""A Forum of 1,500 people, checked in by six devices with lost connections: every person counted once."""

import random
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from benchmarks.devices import Device, send_all, shared_out
from palermo.accounts.states import Role
from palermo.audit.chain import find_faults
from palermo.config.example.forum import Forum
from palermo.config.example.people import PARTICIPANTS, STATES, Participants
from palermo.registration.actions.registrations import purge_registration
from palermo.registration.counting import heads_of
from palermo.registration.models import CheckIn, HeadCount
from tests.factories.accounts import make_user
from tests.factories.governance import make_mandate
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/en/events/full-forum/registration"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 2, 13, 9, tzinfo=UTC)


@pytest.fixture
def registration():
    return Participants().make(Forum().make(make_mandate()).event)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def sender(officer):
    client = Client()
    client.force_login(officer)

    def send(sent):
        answer = client.post(f"{ADDRESS}/check-in/arrivals/", sent, content_type="application/json")
        assert answer.status_code == 200
        return answer.json()

    return send


@pytest.mark.slow
def test_six_devices_with_lost_connections_count_every_person_once(registration, officer, settings):
    chance = random.Random(6)
    devices = [Device(f"Desk {place}", sender(officer), place) for place in range(1, 7)]
    numbers = list(range(1, PARTICIPANTS + 1))
    doubled = shared_out(numbers, devices, chance)
    send_all(devices, chance)
    counted = CheckIn.objects.filter(result="counted").values_list("participant__number", flat=True)
    assert sorted(counted) == numbers
    repeated = CheckIn.objects.filter(result="repeated").values_list("participant__number", flat=True)
    assert sorted(repeated) == sorted(doubled)
    # Each duplicate was reported to exactly one of its two devices, with the desk that counted.
    shown = [
        (each["number"], each["counted_by"])
        for d in devices
        for each in d.results.values()
        if each["result"] != "counted"
    ]
    assert sorted(number for number, _desk in shown) == sorted(doubled)
    assert {desk for _number, desk in shown} <= {device.name for device in devices}
    assert sum(device.lost_before for device in devices) > 5
    assert sum(device.lost_after for device in devices) > 5
    assert find_faults() == []
    # What stays when the names are deleted is what was counted here.
    heads = heads_of(registration)
    assert sum(each.came for each in heads.values()) == PARTICIPANTS
    settings.PALERMO_TODAY = datetime(2008, 5, 15, 9, tzinfo=UTC)
    purge_registration(registration, by="the test")
    assert sum(HeadCount.objects.values_list("came", flat=True)) == PARTICIPANTS
    assert HeadCount.objects.filter(category="delegation").count() == STATES


@pytest.mark.slow
def test_the_people_the_list_and_the_badges_are_whole(registration, officer):
    office = Client()
    office.force_login(officer)
    page = Page(office.get("/en/events/full-forum/participants/?find=1500"))
    assert len(page.all("li[id^=participant]")) == 1
    listed = registration.participants.filter(is_listed=True, category__in=["delegation", "organisation", "speaker"])
    pages, address = [], "?as=published&page=1"
    while address:
        pages.append(Page(office.get(f"/en/events/full-forum/participants/{address}")))
        onward = pages[-1].soup.select_one("a[rel=next]")
        address = onward["href"] if onward else ""
    people = [person for each in pages for person in each.all(".listed li")]
    assert (len(people), len(pages) > 5) == (listed.count(), True)
    badges = PdfReader(BytesIO(office.get(f"{ADDRESS}/badges.pdf?category=media").content))
    assert len(badges.pages) == 75
    assert len(office.get(f"{ADDRESS}/check-in/list.json").json()["people"]) == PARTICIPANTS
