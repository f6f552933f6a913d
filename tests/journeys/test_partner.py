"""A business applies to become a partner, the secretariat checks and admits it, its representative sees the desk."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from palermo.outreach.models import PartnerRule, Partnership
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations
from tests.portal.filling import link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME, PASSWORD = "Lotus Hotels", "violet canal under nine bridges"
ADDRESS = "ana@lotus.example.org"
PHONE = {"width": 390, "height": 844}


def _press(page, words):
    visit(page.get_by_role("main").get_by_role("button", name=words, exact=True))


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_business_applies_is_checked_and_admitted_and_its_representative_sees_the_desk(reader, has_scripts):
    PartnerRule.objects.update_or_create(kind="business", defaults={"checks": ["identity"], "needs_guidance": False})
    applicant = reader(java_script_enabled=has_scripts, viewport=PHONE)
    page = applicant.open("partners/")
    applicant.follow("Become a partner")
    if has_scripts:
        assert violations(page) == []
    assert sticking_out(page) == 0
    for name, words in {
        "name": NAME,
        "field": "Hotels",
        "summary": "We train our staff.",
        "contact_name": "Ana Example",
        "email": ADDRESS,
    }.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=kind]").select_option("business")
    page.locator("[name=countries]").select_option(label="Thailand")
    page.locator("[name=is_listed]").check()
    page.locator("[name=is_informed]").check()
    _press(page, "Send application")
    expect(page.locator("h1")).to_have_text("Application received")
    assert NAME not in applicant.open("partners/").locator("main").inner_text()

    officer = reader()
    officer.sign_in("secretariat")
    officer.open("partnership/applications/")
    officer.follow(NAME)
    assert violations(officer.page) == []
    assert sticking_out(officer.page) == 0
    officer.follow("Record result")
    officer.page.locator("[name=result]").select_option("passed")
    officer.page.locator("[name=checked_by]").fill("A. Officer")
    officer.page.locator("[name=source]").fill("Company register of 31 January 2008")
    _press(officer.page, "Record result")
    officer.follow("Admit")
    assert violations(officer.page) == []
    officer.page.locator("[name=role_en]").fill("Trains hotel staff.")
    officer.page.locator("[name=mandate]").select_option("regional-events")
    _press(officer.page, "Admit")
    expect(officer.page.get_by_role("status")).to_contain_text("Admitted.")
    assert Partnership.objects.filter(status="admitted").latest("pk").organisation is not None

    letter = next(each for each in mail.outbox if each.to == [ADDRESS] and each.subject == "Invitation to Palermo")
    representative = reader(java_script_enabled=has_scripts, viewport=PHONE)
    page = representative.open_address(link_in(letter))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)
    _press(page, "Accept invitation")
    page = representative.open("desk/")
    expect(page.get_by_role("main")).to_contain_text("Representative of a partner")
    assert page.get_by_role("main").get_by_role("link", name=NAME, exact=True).count() == 2
    if has_scripts:
        assert violations(page) == []
    assert sticking_out(page) == 0
    visitor = reader("ar")
    page = visitor.open("partners/")
    # In Arabic the name is followed by a mark of the language in which it is written.
    visit(page.get_by_role("main").get_by_role("link", name=NAME).first)
    assert violations(page) == []
    assert sticking_out(page) == 0
