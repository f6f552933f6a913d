"""The menu: one line on a wide window, one button on a narrow one, with scripts or without, in every language."""

import pytest

from palermo.core.languages import LANGUAGES
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SMALLEST = {"width": 320, "height": 700}
PHONE = {"width": 390, "height": 844}
# On how many lines the links of a menu stand.
LINES = "links => new Set(links.map((link) => Math.round(link.getBoundingClientRect().top))).size"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_menu_opens_leads_on_and_closes(reader, scripts):
    officer = reader(viewport=PHONE, java_script_enabled=scripts)
    officer.sign_in("secretariat")
    page = officer.page
    menu = page.locator(".ways")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    assert menu.is_visible()
    page.get_by_role("button", name="Close menu").click()
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    officer.follow("Decisions & mandates", within=".ways")
    assert (officer.path, menu.is_visible()) == ("/en/decisions/", False)
    page.locator(".section-button").click()
    officer.follow("Mandates", within=".section-pages")
    assert (officer.path, page.locator(".section-pages").is_visible()) == ("/en/mandates/", False)


def test_a_phone_shows_the_header_on_one_line(reader):
    officer = reader(viewport=PHONE)
    officer.sign_in("secretariat")
    heights = {}
    for language in LANGUAGES:
        page = officer.open_address(f"/{language.django_code}/mandates/")
        heights[language.code] = page.locator(".masthead").bounding_box()["height"]
    assert {code: height for code, height in heights.items() if height > 64} == {}


def test_nothing_wraps_on_a_wide_window(reader):
    officer = reader()
    officer.sign_in("secretariat")
    found = {}
    for language in LANGUAGES:
        page = officer.open_address(f"/{language.django_code}/guidance/")
        lines = [page.locator(f"{each} a").evaluate_all(LINES) for each in (".ways", ".section-pages", ".switch")]
        found[language.code] = (*lines, page.locator(".to-menu").is_visible(), sticking_out(page))
    assert found == {language.code: (1, 1, 1, False, 0) for language in LANGUAGES}


def test_it_has_room_in_every_language(reader):
    officer = reader(viewport=SMALLEST)
    officer.sign_in("secretariat")
    found = {}
    for language in LANGUAGES:
        page = officer.open_address(f"/{language.django_code}/mandates/")
        page.locator(".to-menu").click()
        assert page.locator(".ways").is_visible()
        found[language.code] = (sticking_out(page), violations(page))
    assert found == {language.code: (0, []) for language in LANGUAGES}
