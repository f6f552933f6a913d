"""A campaign: an officer writes material, another clears it, a partner uses and reports, a visitor finds it."""

import io

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import expect

from palermo.accounts.models import User
from palermo.accounts.states import Role
from tests.factories.accounts import make_organisation, make_user
from tests.factories.outreach import make_campaign, make_partner
from tests.journeys.browsing import Reader, visit
from tests.journeys.looking import sticking_out, violations
from tests.portal.filling import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(reader: Reader, user: User) -> None:
    """Sign in somebody who is not of the demonstration."""
    session = client_of(user).cookies[settings.SESSION_COOKIE_NAME].value
    reader.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": reader.address}])


def poster(name: str) -> dict[str, object]:
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "navy").save(made, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": made.getvalue()}


def test_material_goes_from_a_draft_to_a_visitor_and_comes_back_as_an_adaptation(reader):
    make_campaign("Not for sale", slug="not-for-sale", audience="public")
    cinema = make_organisation("Cinema")
    make_partner("Cinema", organisation=cinema)
    reviewing, acting = make_user(Role.SECRETARIAT), make_user(Role.PARTNER)
    acting.postings.update(organisation=cinema)
    author, reviewer, partner = reader(), reader(), reader(viewport={"width": 390, "height": 844})
    visitor = reader()

    author.sign_in("secretariat")
    page = author.open("campaigns/not-for-sale/")
    author.follow("Add material")
    assert violations(page) == []
    page.locator("[name=kind]").select_option("poster")
    page.locator("[name=title_en]").fill("Look twice")
    page.locator("[name=text_en]").fill("Look twice. Then call.")
    page.locator("[name=depicts]").select_option("drawn")
    page.locator("[name=licence]").select_option("cc_by")
    page.locator("[name=is_for_partners]").check()
    visit(page.get_by_role("button", name="Add material"))
    for language, name, alt in (("en", "poster.png", "Words on blue"), ("fr", "affiche.png", "Des mots sur fond bleu")):
        author.follow("Add file")
        page.locator("[name=language]").select_option(language)
        page.locator("[name=upload]").set_input_files(poster(name))
        page.locator("[name=alt]").fill(alt)
        visit(page.get_by_role("button", name="Add file"))
    address = page.url.split("/en/")[1].split("#")[0]
    author.follow("Submit for review")
    visit(page.get_by_role("button", name="Submit for review"))
    expect(page.get_by_role("link", name="Clear for publication")).to_have_count(0)

    sign_in(reviewer, reviewing)
    page = reviewer.open(address)
    reviewer.follow("Clear for publication")
    page.locator("[name=shows_no_victim]").check()
    visit(page.get_by_role("button", name="Clear for publication"))
    visitor.open(address, status=404)
    reviewer.follow("Publish")
    visit(page.get_by_role("button", name="Publish"))

    sign_in(partner, acting)
    page = partner.open(address)
    assert sticking_out(page) == 0
    with page.expect_download() as download:
        page.get_by_role("link", name="affiche.png", exact=True).click()
    assert download.value.suggested_filename == "affiche.png"
    partner.follow("Report an adaptation")
    page.locator("[name=text_en]").fill("A larger poster for foyers.")
    visit(page.get_by_role("button", name="Report an adaptation"))
    page = partner.open("campaigns/not-for-sale/")
    partner.follow("Report an activity")
    page.locator("[name=kind]").select_option("screening")
    page.locator("[name=title_en]").fill("Film and discussion")
    page.locator("[name=starts]").fill("2008-01-20")
    page.locator("[name=unit]").select_option("visitors")
    page.locator("[name=count]").fill("120")
    page.locator("[name=is_minimum]").check()
    page.locator("[name=source_en]").fill("Tickets sold")
    visit(page.get_by_role("button", name="Report an activity"))

    page = reviewer.open("campaigns/not-for-sale/")
    entry = page.locator("li", has_text="Film and discussion")
    visit(entry.get_by_role("link", name="Confirm"))
    visit(page.get_by_role("button", name="Confirm"))

    page = visitor.open("material/?find=twice")
    visit(page.get_by_role("link", name="Look twice"))
    assert violations(page) == []
    expect(page.locator("main")).to_contain_text("Look twice. Then call.")
    expect(page.locator("main")).not_to_contain_text("A larger poster for foyers.")
    page = visitor.open("campaigns/not-for-sale/")
    expect(page.locator("#actions ~ ul").first).to_contain_text("at least 120")
    assert violations(page) == []
