"""The secret of a device at a door opens nothing but check-in: everywhere else its bearer is a visitor."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from palermo.registration.actions.devices import give_device_link, open_device
from palermo.registration.models import DoorDevice, Registration
from tests.portal import test_walk as walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cage")]


@pytest.fixture
def door(settings) -> Client:
    """A device for the first event whose people are on record."""
    registration = Registration.objects.filter(purged_on=None, participants__isnull=False).order_by("pk").first()
    day = registration.event.activity.starts_on or registration.opens_on
    settings.PALERMO_TODAY = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    made = DoorDevice(registration=registration, name="Main entrance", opens_on=day, closes_on=day)
    _device, secret = give_device_link(open_device(made, by="a system command"), by="a system command")
    client = Client()
    assert client.post(reverse("door_link", args=[secret])).status_code == 302
    assert client.get("/door/").status_code == 200
    return client


@pytest.mark.slow
def test_it_reads_nothing_that_a_visitor_does_not(cage, door):
    """A browser sends the secret to its own folder only; here it is sent everywhere."""
    with translation.override("en"):
        addresses = walk._addresses(cage, with_pasts=False)
        addresses = [address for address in addresses if not address.startswith("/door/")]
    seen = walk._pages(door, ["/en/", *addresses, "/admin/"])
    assert [canary.word for canary in cage.canaries if canary.word in seen and not walk.may_read(None, canary)] == []


def test_its_own_pages_name_those_accredited_and_hold_nothing_else(cage, door):
    own = walk._pages(door, ["/door/", "/door/list.json"])
    found = {canary.kind for canary in cage.canaries if canary.word in own and not walk.may_read(None, canary)}
    assert found <= {"participant", "listed"}
    for method in ("put", "delete", "patch"):
        assert getattr(door, method)("/door/").status_code == 405
