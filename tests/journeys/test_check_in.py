"""Check-in on a phone: loaded with a network, used without one, reopened without one, and sent when it is back."""

import re

import pytest
from playwright.sync_api import Page, expect

from palermo.events.models import Event
from palermo.registration.models import Badge, CheckIn
from tests.factories.accounts import make_state
from tests.factories.registrations import make_badges, make_participant, make_registration
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "events/vienna-forum/registration/check-in/"
PHONE = {"width": 360, "height": 740}


def prepared() -> None:
    """Three who may come in; the badge of the third is revoked in between."""
    registration = make_registration(Event.objects.get(activity__slug="vienna-forum"))
    state = make_state("Exampleland")
    for name in ("First", "Second", "Third"):
        make_participant(registration, name, given_name="Ana", state_for=state)
    make_badges(registration)


def opened(make, name: str) -> Page:
    """A phone with the page, its list and all it needs without a network."""
    officer = make(viewport=PHONE)
    officer.sign_in("secretariat")
    page = officer.open(DESK)
    expect(page.locator("#desk[data-ready]")).to_have_count(1)
    expect(page.locator("#desk[data-kept=yes]")).to_have_count(1)
    page.locator("#desk-name").fill(name)
    page.locator("#desk-name").blur()
    return page


def say(page: Page, who: str) -> None:
    page.locator("#who").fill(who)
    page.get_by_role("button", name="Check in", exact=True).click()


def expect_result(page: Page, words: str) -> None:
    expect(page.locator("#desk-result")).to_contain_text(words)


def counted() -> list[int]:
    return sorted(CheckIn.objects.filter(result="counted").values_list("participant__number", flat=True))


def test_two_phones_go_offline_and_come_back_and_everybody_is_counted_once(reader):
    prepared()
    one, two = opened(reader, "Gate 1"), opened(reader, "Gate 2")
    assert violations(one) == []
    for phone in (one, two):
        phone.context.set_offline(True)
    # Reopened without a network, it is still there.
    one.reload()
    expect(one.locator("#desk[data-ready]")).to_have_count(1)
    expect(one.locator("#desk-state")).to_contain_text("Offline")
    say(one, "1")
    expect_result(one, "Checked in")
    expect_result(one, "Ana First")
    # Counted here and not sent yet: in the list all the same.
    expect(one.locator("#desk-last li")).to_have_text(["1 · Ana First"])
    say(one, "1-1")
    expect_result(one, "Already checked in")
    # By name, of which there are three.
    say(one, "ana")
    expect(one.locator("#desk-offered button")).to_have_count(3)
    one.locator("#desk-offered button", has_text="Ana Second").click()
    expect_result(one, "Ana Second")
    expect(one.locator("#desk-state")).to_have_attribute("data-waiting", "2")
    # The other phone, which knows nothing of it, takes the first person, and the third by the code of the badge.
    say(two, "1")
    expect_result(two, "Checked in")
    say(two, Badge.objects.get(participant__number=3).token)
    expect_result(two, "Ana Third")
    expect(two.locator("#desk-result")).not_to_contain_text("cannot verify signatures")
    forged = "B" + Badge.objects.get(participant__number=3).token[1:]
    say(two, forged)
    expect_result(two, "Not a badge of this event")
    assert CheckIn.objects.count() == 0
    one.context.set_offline(False)
    expect(one.locator("#desk-state")).to_have_attribute("data-waiting", "0")
    assert counted() == [1, 2]
    expect(one.locator("#desk-last li")).to_have_count(2)
    expect(one.locator("#desk-last a").first).to_have_attribute("href", re.compile("/en/acts/undo-check-in/"))
    two.context.set_offline(False)
    expect(two.locator("#desk-state")).to_have_attribute("data-waiting", "0")
    expect(two.locator("#desk-notes")).to_contain_text(re.compile("Ana First: already checked in, .*Gate 1"))
    assert counted() == [1, 2, 3]
    assert CheckIn.objects.filter(result="repeated").count() == 1
    # Asked to forget, the phone keeps nothing.
    two.get_by_role("button", name="Delete local data").click()
    expect_result(two, "Local data deleted.")
    assert two.evaluate("caches.keys()") == []


@pytest.mark.parametrize("script", [False])
def test_without_script_the_form_does_it(reader, script):
    prepared()
    officer = reader(java_script_enabled=script)
    officer.sign_in("secretariat")
    page = officer.open(DESK)
    say(page, "second")
    page.locator("#desk-offered button").click()
    expect_result(page, "Checked in")
    assert counted() == [2]
