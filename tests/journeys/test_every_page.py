"""Every page in six languages, as whoever sees most: accessible, as wide as its window, well-behaved.

In the three scripts in both themes and at all widths; in the other languages, whose pages differ from the English ones
by their words alone, in the light theme in the narrow window of a telephone, where words that are too long show.
"""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from palermo.core.languages import BY_DJANGO_CODE
from tests.journeys import places
from tests.journeys.browsing import SCREEN, Reader, Watch
from tests.journeys.furnishing import furnish
from tests.journeys.looking import SIDES, sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What is not there, or not for this reader.
REFUSED = {
    ("secretariat", "nowhere/"): 404,
    ("", "documents/no-such-document/"): 404,
    ("", "invitations/of-nobody/"): 404,
    ("delegate", "secretariat/"): 403,
}
TELEPHONE = {"width": 360, "height": 900}
# 640 pixels are what a window of 1280 has at a zoom of 200 %.
WIDTHS = (640, 320)
# What a narrow window may bring: text that can be moved by a mouse only, links too close for a finger.
OF_NARROW_WINDOWS = ["scrollable-region-focusable", "target-size"]
# Of the languages that are looked at in a wide window too.
SIDE_OF_THE_MARGIN = {"en": "right", "ar": "left", "zh-hans": "right"}


@dataclass
class Found:
    """What was found on all pages in one language."""

    violations: list[str] = field(default_factory=list)
    sticking_out: list[str] = field(default_factory=list)
    directions: set[tuple[str, str]] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    watch: Watch = field(default_factory=Watch)
    looked_at: int = 0
    asked_for: int = 0


@pytest.fixture(scope="module", params=BY_DJANGO_CODE)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def found(chromium: Browser, site: str, language: str) -> Found:
    """Each page is opened once and everything asked of it at once, since opening it is what takes time."""
    furnish()
    found = Found()
    look, window = (_look, SCREEN) if language in SIDE_OF_THE_MARGIN else (_glance, TELEPHONE)
    for who, paths in places.by_reader(language).items():
        found.asked_for += len(paths)
        context = chromium.new_context(viewport=window, reduced_motion="reduce")
        found.watch.over(context)
        reader = Reader(context.new_page(), site, language)
        if who:
            reader.sign_in(who)
        for path in paths:
            look(reader.open(path, status=REFUSED.get((who, path), 200)), f"{who} {reader.path}", found)
        context.close()
    return found


def _glance(page: Page, where: str, found: Found) -> None:
    found.looked_at += 1
    found.directions.add((page.locator("html").get_attribute("dir"), page.locator("html").get_attribute("lang")))
    found.violations += [f"{where} {each}" for each in violations(page)]
    if pixels := sticking_out(page):
        found.sticking_out.append(f"{where} at {page.viewport_size}: {pixels}")


def _look(page: Page, where: str, found: Found) -> None:
    page.set_viewport_size(SCREEN)
    found.sides.add(page.evaluate(SIDES))
    _glance(page, where, found)
    page.emulate_media(color_scheme="dark")
    found.violations += [f"{where} in the dark {each}" for each in violations(page, rules=["color-contrast"])]
    page.emulate_media(color_scheme="light")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if pixels := sticking_out(page):
            found.sticking_out.append(f"{where} at {width}: {pixels}")
    found.violations += [f"{where} at {width} {each}" for each in violations(page, rules=OF_NARROW_WINDOWS)]


def test_no_page_keeps_anyone_out(found):
    assert found.violations == [], "\n".join(found.violations)


def test_no_page_is_wider_than_its_window(found):
    assert found.sticking_out == [], "\n".join(found.sticking_out)


def test_no_page_complains(found):
    assert found.watch.complaints == [], "\n".join(found.watch.complaints)


def test_no_page_asks_anyone_else(found):
    assert found.watch.elsewhere == []


def test_every_page_runs_in_its_direction_with_the_margin_at_its_end(found, language):
    assert found.directions == {("rtl" if language == "ar" else "ltr", BY_DJANGO_CODE[language].tag)}
    assert found.sides == ({"", SIDE_OF_THE_MARGIN[language]} if language in SIDE_OF_THE_MARGIN else set())


def test_every_page_was_looked_at(found):
    assert found.looked_at == found.asked_for
    assert set(places.RECORDS) | places.WITHOUT_A_PAGE == places.names()
