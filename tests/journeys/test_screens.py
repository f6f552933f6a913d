"""A screen at a door: changes by time and language, goes on without network and says since when, and comes back."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from palermo.programme.models import Programme
from palermo.programme.models.screens import Screen
from tests.factories.accounts import make_state
from tests.factories.common import text
from tests.factories.programmes import make_item, make_part, make_programme_person, make_release, make_room
from tests.factories.screens import make_notice, make_screen
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Half past ten in Vienna, on the first day of the Forum.
NOW = datetime(2008, 2, 13, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(settings, site):
    settings.PALERMO_TODAY = NOW


def make_forum() -> Programme:
    programme = Programme.objects.get(slug="vienna-forum")
    hall, small = (make_room(programme, name, slug=name.lower()) for name in ("Hall", "Small"))
    first = make_item(programme, "First", slug="first", room=hall)
    chair = make_programme_person(programme, "Ms. Chair", function=text("Minister"), state=make_state())
    make_part(first, chair, "chair")
    make_item(programme, "Beside it", room=small)
    make_item(programme, "Coffee", kind="break", hours="11.30-12")
    make_release(programme)
    return programme


def at_door(programme: Programme, **fields) -> Screen:
    return make_screen(programme, "door", room=programme.rooms.get(slug="hall"), **fields)


def look(reader, screen: Screen) -> Page:
    """With a clock that the test moves."""
    visitor = reader()
    visitor.page.clock.install(time=NOW)
    return visitor.open_address(f"/screens/{screen.key}/")


def test_it_goes_on_without_network_says_since_when_and_comes_back(reader):
    programme = make_forum()
    page = look(reader, at_door(programme, languages="en"))
    now, following, shown = (page.locator(f".screen-{name}") for name in ("now", "next", "status"))
    expect(now).to_contain_text("First [en]")
    expect(now).to_contain_text("10:00–11:00")
    expect(following).to_contain_text("Coffee [en]")
    expect(page.locator(".screen-countdown")).to_have_text("1:00:00")
    expect(page.locator("#screen-clock")).to_have_text("10:30")
    expect(page.locator("html")).to_have_attribute("data-kept", "true")
    assert violations(page) == []
    # The network goes: after half an hour the screen shows what is on by then.
    page.context.set_offline(True)
    page.clock.run_for(35 * 60_000)
    expect(shown).to_contain_text("No connection since 13 Feb 2008, 10:30")
    expect(now).to_contain_text("Nothing scheduled")
    expect(page.locator("#screen-clock")).to_have_text("11:05")
    expect(page.locator(".screen-countdown")).to_have_text("25:00")
    # Switched off and on again, still without network.
    page.reload()
    expect(following).to_contain_text("Coffee [en]")
    expect(shown).to_contain_text("No connection since 13 Feb 2008, 10:30")
    # With the network, what was published meanwhile is there, and the warning is gone.
    make_notice(programme, "Lunch is late", priority="important")
    page.context.set_offline(False)
    page.clock.run_for(31_000)
    expect(page.locator(".screen-notices")).to_contain_text("Important Lunch is late [en]")
    expect(shown).to_have_text("")


def test_its_languages_come_one_after_the_other_arabic_from_the_right_until_somebody_stops_them(reader, settings):
    programme = make_forum()
    page = look(reader, at_door(programme, period_seconds=20))
    html, seen = page.locator("html"), set()
    for step in range(1, 31):
        spoken = html.get_attribute("lang"), html.get_attribute("dir")
        if spoken not in seen:
            assert violations(page) == []
            assert sticking_out(page) == 0
        seen.add(spoken)
        settings.PALERMO_TODAY = NOW + timedelta(seconds=5 * step)
        page.clock.run_for(5_000)
    assert seen == {("ar", "rtl"), *((tag, "ltr") for tag in ("zh-Hans", "en", "fr", "ru", "es"))}
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    before = html.get_attribute("lang")
    page.clock.run_for(60_000)
    assert html.get_attribute("lang") == before


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (360, 740)])
def test_a_wall_shows_several_screens_at_once_in_any_size(reader, size):
    programme = make_forum()
    at_door(programme)
    make_screen(programme, "door", room=programme.rooms.get(slug="small"), order=1)
    make_screen(programme, "foyer")
    make_notice(programme, "Leave the hall", priority="urgent")
    visitor = reader(viewport={"width": size[0], "height": size[1]})
    visitor.page.clock.install(time=NOW)
    page = visitor.open_address(f"/screens/{make_screen(programme, 'wall', languages='en').key}/")
    expect(page.locator(".screen-tile")).to_have_count(3)
    expect(page.locator(".screen-tile h2.screen-room")).to_have_text(["Hall [en]", "Small [en]"])
    # Stated once, above them all.
    expect(page.get_by_text("Leave the hall")).to_have_count(1)
    assert violations(page) == []
    assert sticking_out(page) == 0


def test_a_screen_that_is_taken_down_shows_nothing_any_more(chromium, site):
    screen = at_door(make_forum(), languages="en")
    # Not watched over: that it is gone is an answer which a browser calls a failure.
    page = chromium.new_context().new_page()
    page.clock.install(time=NOW)
    page.goto(f"{site}/screens/{screen.key}/")
    expect(page.locator(".screen-now")).to_contain_text("First [en]")
    expect(page.locator("html")).to_have_attribute("data-kept", "true")
    screen.delete()
    with page.expect_response(lambda response: response.status == 410):
        page.clock.run_for(31_000)
    expect(page.locator("#screen")).to_have_text(
        "This screen was removed or its address changed. Contact the secretariat."
    )
    page.reload()
    expect(page.locator("h1")).to_have_text("Screen not found")
    page.context.close()


def test_without_script_it_shows_what_is_on_in_one_language(reader):
    programme = make_forum()
    visitor = reader(java_script_enabled=False)
    page = visitor.open_address(f"/screens/{at_door(programme, languages='fr en').key}/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(".screen-now")).to_contain_text("First [fr]")
    expect(page.locator(".screen-next")).to_contain_text("Coffee [fr]")
