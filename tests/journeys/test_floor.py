"""A debate in the room: a delegate asks, an officer gives the floor, the time runs before the chair and the speaker."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from palermo.core.languages import LANGUAGES
from palermo.floor.models import FloorRequest, SpeakersList
from palermo.floor.states import FloorState
from palermo.programme.models import Programme
from tests.factories.programmes import make_item, make_release
from tests.factories.screens import make_list
from tests.journeys.browsing import visit
from tests.journeys.furnishing import LIST, furnish
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2008, 2, 13, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(settings, site):
    settings.PALERMO_TODAY = NOW


def opened() -> SpeakersList:
    item = make_item(Programme.objects.get(slug="vienna-forum"), "General debate", kind="plenary")
    make_release(item.programme, "member_states")
    return make_list(item, slug="debate", seconds_each=180)


def press(page: Page, words: str) -> None:
    visit(page.get_by_role("main").get_by_role("button", name=words).first)


def test_from_the_seat_to_the_end_of_the_statement(reader, settings):
    opened()
    delegate, officer, speaker = reader(), reader(), reader()
    delegate.sign_in("delegate")
    delegate.open("events/vienna-forum/")
    delegate.follow("On site")
    delegate.follow("General debate [en]")
    delegate.follow("Request the floor")
    press(delegate.page, "Request the floor")
    expect(delegate.page.locator(".floor-waiting h3")).to_have_text(["Austria"])
    officer.sign_in("secretariat")
    page = officer.open("floor/debate/chair/")
    assert violations(page) == []
    speaker.sign_in("secretariat")
    shown = speaker.open("floor/debate/speaker/")
    expect(shown.locator(".floor-name")).to_have_text("None")
    press(page, "Give the floor to Austria")
    # The speaker's screen follows by itself, and the time runs.
    expect(shown.locator(".floor-name")).to_have_text("Austria", timeout=10_000)
    settings.PALERMO_TODAY = NOW + timedelta(seconds=155)
    expect(shown.locator(".floor-now")).to_have_attribute("data-time", "short", timeout=10_000)
    settings.PALERMO_TODAY = NOW + timedelta(seconds=190)
    expect(shown.locator("#floor-left")).to_contain_text("over", timeout=10_000)
    assert violations(shown) == []
    # The seat learns that the list has changed, and keeps what is being typed there.
    expect(delegate.page.locator("#floor-said")).to_be_visible(timeout=10_000)
    officer.open("floor/debate/")
    press(officer.page, "End statement")
    spoken = FloorRequest.objects.get()
    assert (spoken.state, spoken.seconds_used(NOW)) == (FloorState.SPOKEN, 190)


def test_it_is_kept_without_script(reader):
    opened()
    officer = reader(java_script_enabled=False)
    officer.sign_in("secretariat")
    page = officer.open("acts/ask-for-floor/debate/")
    page.locator("[name=delegation]").select_option(label="Thailand")
    press(page, "Request the floor")
    press(page, "Give the floor")
    expect(page.locator(".floor-name")).to_have_text("Thailand")
    expect(page.locator("#floor-left")).to_have_text("3:00")
    press(page, "End statement")
    expect(page.locator(".floor-name")).to_have_text("None")


PAGES = (
    f"floor/{LIST}/",
    f"floor/{LIST}/chair/",
    f"floor/{LIST}/speaker/",
    "events/vienna-forum/floor/",
    "events/vienna-forum/logistics/",
    "programmes/vienna-forum/screens/",
    "acts/add-screen/vienna-forum/",
    "acts/write-notice/vienna-forum/",
    f"acts/ask-for-floor/{LIST}/",
    f"acts/limit-speakers/{LIST}/",
    "acts/take-first-tasks/vienna-forum/",
    "acts/add-task/vienna-forum/",
    "acts/record-need/vienna-forum/",
    "acts/follow-opening/vienna-forum/",
)


@pytest.mark.parametrize("language", [language.django_code for language in LANGUAGES])
def test_every_page_of_these_days_is_accessible_and_as_wide_as_its_window(reader, language, settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 31, 12, tzinfo=UTC)
    furnish()
    officer = reader(language)
    officer.sign_in("secretariat")
    found = []
    for path in PAGES:
        page = officer.open(path)
        page.set_viewport_size({"width": 1280, "height": 900})
        found += [(path, each) for each in violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [(path, "dark", each) for each in violations(page, rules=["color-contrast"])]
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 900})
        found += [(path, "target", each) for each in violations(page, rules=["target-size"])]
        if sticking_out(page):
            found.append((path, sticking_out(page)))
    assert found == []
