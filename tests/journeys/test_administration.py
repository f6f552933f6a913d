"""The administration in a browser: accessible, within its window, one language of a text at a time; a page without
scripts, too."""

import pytest

from palermo.accounts.models import User
from palermo.governance.models import Decision, Meeting
from palermo.portal.models import HomePage
from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


def pages() -> list[str]:
    """The first page, a list and a form."""
    decision = Decision.objects.get(number="16/1")
    return ["/admin/", "/admin/record/decision/", f"/admin/record/decision/edit/{decision.pk}/"]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("viewport", [None, PHONE], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_a_list_and_a_form_are_accessible(reader, language, viewport, scheme):
    User.objects.filter(email="secretariat@example.org").update(language=language)
    options = {"viewport": viewport} if viewport else {}
    officer = reader(language, in_the_administration=True, color_scheme=scheme, **options)
    officer.sign_in("secretariat")
    for address in pages():
        page = officer.open_address(address)
        page.wait_for_load_state("networkidle")
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        assert (violations(page), sticking_out(page)) == ([], 0), address


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_text_is_corrected_in_the_language_that_is_chosen(reader, scripts):
    meeting = Meeting.objects.filter(kind="intersessional").get()
    officer = reader(in_the_administration=True, java_script_enabled=scripts)
    officer.sign_in("secretariat")
    page = officer.open_address(f"/admin/record/meeting/edit/{meeting.pk}/")
    english, french = page.locator("[name=title_en]"), page.locator("[name=title_fr]")
    assert (english.is_visible(), french.is_visible()) == (True, False)
    page.locator(".text-languages-tab", has_text="Français").locator("input").check()
    assert (english.is_visible(), french.is_visible()) == (False, True)
    french.fill("Réunion intersessions")
    visit(page.get_by_role("button", name="Save", exact=True))
    meeting.refresh_from_db()
    assert meeting.title["fr"] == "Réunion intersessions"


def test_the_header_leads_back_to_the_site(reader):
    officer = reader(in_the_administration=True)
    officer.sign_in("secretariat")
    officer.open_address("/admin/")
    assert officer.page.locator(".site-header [aria-current]").inner_text() == "Manage"
    officer.follow("Events", within=".site-header")
    assert officer.path == "/en/events/"


# Beside pages with a form of each kind: a publication date, a filter by date, a list of rows.
WITH_FORMS = [f"/admin/{each}" for each in ("", "pages/", "images/", "images/add/", "account/")]


def test_no_page_of_the_administration_needs_a_script_that_its_policy_forbids(reader):
    officer = reader(in_the_administration=True)
    officer.sign_in("secretariat")
    page, forbidden = officer.page, list[str]()
    page.on("console", lambda message: "Content Security Policy" in message.text and forbidden.append(message.text))
    page.on("pageerror", lambda error: forbidden.append(str(error)))
    # The page of the first language has a form; the others have the editor of translations.
    homes = [f"/admin/pages/{home.pk}/edit/" for home in HomePage.objects.order_by("pk")]
    for address in [*WITH_FORMS, *homes]:
        officer.open_address(address)
        page.wait_for_load_state("networkidle")
        assert (address, page.locator("template[data-start]").count(), forbidden) == (address, 0, [])
