"""Every page from the left and from the right, as an officer sees it: accessible, as wide as its window, well-behaved;
at all widths, and in both themes. In full, in all six languages."""

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browsing import SCREEN
from tests.journeys.looking import SIDES, sticking_out, violations
from tests.journeys.walking import EveryPage, Found, glance, in_languages, walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# 640 pixels are what a window of 1280 has at a zoom of 200 %.
WIDTHS = (640, 320)
# The colours of the dark are the same in every language.
IN_THE_DARK = "en"
OTHERS = ("fr", "ru", "es", "zh-hans")
# What a narrow window may bring: text that can be moved by a mouse only, links too close for a finger.
OF_NARROW_WINDOWS = ["scrollable-region-focusable", "target-size"]
SIDE_OF_THE_MARGIN = {"ar": "left"}


def look(page: Page, where: str, found: Found) -> None:
    page.set_viewport_size(SCREEN)
    found.sides.add(page.evaluate(SIDES))
    glance(page, where, found)
    if f"/{IN_THE_DARK}/" in page.url:
        page.emulate_media(color_scheme="dark")
        found.violations += [f"{where} in the dark {each}" for each in violations(page, rules=["color-contrast"])]
        page.emulate_media(color_scheme="light")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if pixels := sticking_out(page):
            found.sticking_out.append(f"{where} at {width}: {pixels}")
    found.violations += [f"{where} at {width} {each}" for each in violations(page, rules=OF_NARROW_WINDOWS)]


@pytest.fixture(scope="class")
def found(chromium: Browser, site: str, language: str, is_sample: bool) -> Found:
    return walk(chromium, site, language, look, is_sample=is_sample)


@in_languages("en", in_part=("ar",), and_in_full=("ar", *OTHERS))
class TestInBothDirections(EveryPage):
    def test_the_margin_is_at_the_end_of_the_lines(self, found: Found, language: str) -> None:
        assert found.sides == {"", SIDE_OF_THE_MARGIN.get(language, "right")}
