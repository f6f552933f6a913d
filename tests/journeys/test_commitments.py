"""Commitments: made at an event by phone without an account, shown on its screen, and reported on until it is done."""

from datetime import date

import pytest
from playwright.sync_api import expect

from palermo.accounts.models import Posting, User
from palermo.accounts.states import Role
from palermo.governance.states.follow_ups import FollowUpState
from palermo.outreach.actions.commitments import record_commitment
from palermo.outreach.models import Commitment, PartnerContact, Pledging
from tests.factories.common import text
from tests.factories.outreach import make_partner
from tests.journeys.browsing import PASSWORDS, visit
from tests.journeys.doing import do, send
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}}
PROMISE = "Speak about trafficking in every parish"


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_faith_leader_pledges_at_an_event_by_phone_and_the_screen_shows_it_once_confirmed(reader, has_scripts):
    officer, screen = reader(), reader()
    officer.sign_in("secretariat")
    Pledging.objects.all().delete()
    officer.open("acts/open-pledging/vienna-forum/")
    send(officer.page, opens_on="1 February 2008", closes_on="15 February 2008", on_screens="yes")
    speaker = reader(java_script_enabled=has_scripts, **PHONE)
    speaker.open("events/vienna-forum/")
    speaker.follow("Make a commitment")
    page = speaker.page
    if has_scripts:
        assert violations(page) == []
    assert sticking_out(page) == 0
    written = {"title": PROMISE, "due": "December 2008", "group": "Parishes of the coast", "name": "A speaker"}
    send(page, **written, is_shown_on_screens="yes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    if has_scripts:
        assert violations(page) == []
    assert sticking_out(page) == 0
    link = page.locator("a.digest").get_attribute("href")
    assert PROMISE not in screen.open("events/vienna-forum/commitments/screen/").locator("main").inner_text()
    officer.open("desk/")
    visit(officer.page.get_by_role("link", name=f"Confirm: {PROMISE}"))
    send(officer.page)
    shown = screen.open("events/vienna-forum/commitments/screen/").locator("li")
    expect(shown).to_contain_text("Parishes of the coast · A speaker")
    assert link
    own = reader(**PHONE).open(link.partition("/en/")[2])
    expect(own.get_by_role("heading", level=1)).to_contain_text(PROMISE)
    assert violations(own) == []
    assert sticking_out(own) == 0


def test_a_business_reports_on_its_commitment_is_queried_and_replies(reader, monkeypatch):
    monkeypatch.setitem(PASSWORDS, "partner", ("business@example.org", "palermo-partner"))
    partner = make_partner("Ferry lines", kind="business")
    person = User.objects.create_user("business@example.org", "palermo-partner", name="Representative")
    Posting.objects.create(user=person, role=Role.PARTNER, since_on=date(2007, 1, 1))
    PartnerContact.objects.create(partnership=partner, number=1, name="Representative", user=person)
    promise = Commitment(
        title=text("Train crews"), text=text("Train all crews"), partnership=partner, made_on=date(2007, 10, 5)
    )
    address = record_commitment(promise, by="test").get_absolute_url().removeprefix("/en/")
    business, officer = reader(**PHONE), reader()
    business.sign_in("partner")
    business.open(address)
    do(business, "Report progress", claims=FollowUpState.IN_PROGRESS, text_en="Two crews are trained.")
    officer.sign_in("secretariat")
    officer.open(address)
    do(officer, "Query report", review_en="Which crews?")
    page = business.open(address)
    assert violations(page) == []
    assert sticking_out(page) == 0
    expect(page.locator("#progress-1")).to_contain_text("Question from the secretariat: Which crews?")
    do(business, "Report progress", claims=FollowUpState.DONE, text_en="The crews of all lines.")
    officer.open(address)
    do(officer, "Accept report")
    expect(reader().open(address).get_by_role("main")).to_contain_text("Done")
