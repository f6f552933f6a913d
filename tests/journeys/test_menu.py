"""On a narrow window the ways of the site open by a link, with scripts or without, and have room in every language."""

import pytest

from palermo.core.languages import LANGUAGES
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 320, "height": 700}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_menu_opens_leads_on_and_closes(reader, scripts):
    officer = reader(viewport=NARROW, java_script_enabled=scripts)
    officer.sign_in("secretariat")
    ways, menu = officer.page.locator(".ways").first, officer.page.locator(".to-menu")
    assert (ways.is_visible(), menu.is_visible()) == (False, True)
    officer.follow("Menu", within=".masthead")
    assert (ways.is_visible(), menu.is_visible()) == (True, False)
    officer.follow("Close the menu", within=".masthead")
    assert (ways.is_visible(), menu.is_visible()) == (False, True)
    officer.follow("Menu", within=".masthead")
    officer.follow("Events", within=".ways")
    assert (officer.path, ways.is_visible()) == ("/en/events/", False)


def test_a_wide_window_needs_no_menu(reader):
    visitor = reader()
    visitor.open("")
    page = visitor.page
    assert page.locator(".ways").first.is_visible()
    assert [page.locator(each).is_visible() for each in (".to-menu", ".from-menu")] == [False, False]


def test_it_has_room_in_every_language(reader):
    officer = reader(viewport=NARROW)
    officer.sign_in("secretariat")
    found = {}
    for language in LANGUAGES:
        page = officer.open_address(f"/{language.django_code}/#menu")
        assert page.locator(".ways").first.is_visible()
        found[language.code] = (sticking_out(page), violations(page))
    assert found == {language.code: (0, []) for language in LANGUAGES}
