"""A phone at a door, with no one signed in: opened by its link, used without a network, closed by the server."""

import re

import pytest
from playwright.sync_api import expect

from palermo.core import clock
from palermo.events.models import Event
from palermo.registration.models import CheckIn, DoorDevice
from tests.factories.accounts import make_state
from tests.factories.registrations import make_badges, make_participant, make_registration
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICES = "events/vienna-forum/registration/devices/"
# What the phone still has of the list of people.
LIST_KEPT = """() => new Promise((resolve) => {
  const request = indexedDB.open("check-in-vienna-forum");
  request.onsuccess = () => {
    const asked = request.result.transaction("facts").objectStore("facts").get("list");
    asked.onsuccess = () => resolve(asked.result ?? null);
  };
})"""
PHONE = {"width": 360, "height": 740}


def test_a_device_is_opened_checks_in_without_network_and_is_closed(reader, chromium):
    registration = make_registration(Event.objects.get(activity__slug="vienna-forum"))
    state, today = make_state("Exampleland"), clock.today()
    for name in ("First", "Second"):
        make_participant(registration, name, given_name="Ana", state_for=state)
    make_badges(registration)
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.open(DEVICES)
    visit(page.get_by_role("link", name="Authorize a device"))
    page.get_by_label("Name of the device").fill("Main entrance")
    page.get_by_role("textbox", name="Valid from").fill(today.isoformat())
    page.get_by_role("textbox", name="Valid until").fill(today.isoformat())
    visit(page.locator("main form button:not([type='button'])").first)
    visit(page.get_by_role("button", name="Create link"))
    assert violations(page) == []
    address = re.search(r"/door/open/[^/]+/", page.locator("main code").inner_text())[0]
    # Not a reader's: the answer 410 is what is tested.
    context = chromium.new_context(viewport=PHONE)
    phone = context.new_page()
    phone.goto(officer.address + address)
    assert (violations(phone), sticking_out(phone)) == ([], 0)
    phone.get_by_role("button", name="Use this device for check-in").click()
    expect(phone.locator("#desk[data-ready]")).to_have_count(1)
    expect(phone.locator("#desk[data-kept=yes]")).to_have_count(1)
    assert (violations(phone), sticking_out(phone)) == ([], 0)
    phone.context.set_offline(True)
    phone.reload()
    phone.locator("#who").fill("1")
    phone.get_by_role("button", name="Check in", exact=True).click()
    expect(phone.locator("#desk-result")).to_contain_text("Ana First")
    expect(phone.locator("#desk-state")).to_have_attribute("data-waiting", "1")
    phone.context.set_offline(False)
    expect(phone.locator("#desk-state")).to_have_attribute("data-waiting", "0")
    assert list(CheckIn.objects.values_list("participant__number", "device")) == [(1, "Main entrance")]
    visit(page.get_by_role("link", name="Revoke device"))
    visit(page.locator("main form button:not([type='button'])").first)
    assert DoorDevice.objects.get().revoked_at
    phone.locator("#who").fill("2")
    phone.get_by_role("button", name="Check in", exact=True).click()
    expect(phone.locator("#desk-state")).to_contain_text("This device was revoked")
    expect(phone.locator("#desk-form")).to_be_hidden()
    phone.reload()
    expect(phone.locator("main")).to_contain_text("This device was revoked by the secretariat.")
    assert "Ana" not in phone.locator("main").inner_text()
    assert phone.evaluate(LIST_KEPT) is None
    assert CheckIn.objects.count() == 1
    context.close()
