"""Forty pages in three languages, on a desktop and on a telephone, look as they did when their pictures were accepted.

Whoever changes a page on purpose looks at what is new in `.tools/pictures/` and accepts it:
`python -m tests.journeys.pictures NAME`. Outside .ci/slow, a sample of twelve pictures.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import override_settings
from playwright.sync_api import Browser

from palermo.config.example.papers.setting import set_papers
from tests.databases import DEMONSTRATION, Databases
from tests.journeys.furnishing import furnish
from tests.journeys.pictures.album import Album, take_picture
from tests.journeys.pictures.comparing import compare, store
from tests.journeys.pictures.faces import find_missing_faces
from tests.journeys.pictures.kept import SEEN, find_difference, path_of
from tests.journeys.pictures.pages import LANGUAGES, PAGES, WIDTHS, PicturedPage

pytestmark = pytest.mark.browser
# The demonstration stands still at a day; of its pictures not even the hour may change.
NOON = datetime(2008, 2, 1, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def album(chromium: Browser, site: str, django_db_setup: Databases) -> Iterator[Album]:
    """What is added to the demonstration for all pictures is there once, and gone before the next file of tests."""
    missing = find_missing_faces(chromium)
    assert missing == [], " ".join(missing)
    with override_settings(PALERMO_TODAY=NOON):
        furnish()
        set_papers.call("new-delhi-declaration")
        made = Album(chromium, site)
        yield made
        made.close()
    django_db_setup.copy(DEMONSTRATION)


def _in_languages() -> list:
    return [
        pytest.param(page, code, id=f"{page.name}-{code}", marks=[] if page.sample == code else [pytest.mark.full])
        for page in PAGES
        for code in LANGUAGES
    ]


@pytest.mark.parametrize(("pictured", "language"), _in_languages())
def test_a_page_looks_as_accepted(album: Album, pictured: PicturedPage, language: str):
    page = album.open(pictured, language)
    found = [
        find_difference(take_picture(page, width), path_of(pictured.name, language, width), width) for width in WIDTHS
    ]
    assert [each for each in found if each] == [], (
        f"Pictures are in {SEEN}. If this is as it should be: python -m tests.journeys.pictures {pictured.name}"
    )


# What must not pass for the same: the page, what is changed on it, and how.
SPOILT = {
    "a field is missing": ("adoption", "form.act .field", "remove()"),
    "a button has another colour": ("adoption", ".actions button", "style.background = '#2f6b2a'"),
    "a button is missing": ("adoption", ".actions button", "style.visibility = 'hidden'"),
    "the margin lies further in": ("mandate", ".margin", "style.transform = 'translateX(-12px)'"),
    "a pale ground is missing": ("home", ".banner", "style.background = 'none'"),
    "the menu runs over two lines": ("event", ".ways", "style.letterSpacing = '0.4em'"),
    "a word of the menu is missing": ("event", ".ways li", "style.visibility = 'hidden'"),
    "a line is missing": ("event", "main dl > div", "remove()"),
}
# What may be otherwise in another version of the browser.
HARMLESS = {
    "letters lie half a pixel further": ("mandate", "body", "style.transform = 'translateX(0.5px)'"),
    "letters lie half a pixel lower": ("event", "body", "style.transform = 'translateY(0.5px)'"),
    "nothing": ("home", "body", "title"),
}
PAGE = {page.name: page for page in PAGES}


def _is_seen(album: Album, width: int, name: str, part: str, change: str) -> bool:
    """Whether a page differs from itself after a change."""
    page = album.open(PAGE[name], "en")
    before = store(take_picture(page, width), width)
    page.locator(part).first.evaluate(f"each => each.{change}")
    return compare(store(take_picture(page, width), width), before, width) is not None


@pytest.mark.parametrize("change", SPOILT.values(), ids=SPOILT)
def test_what_is_missing_or_moved_is_seen(album: Album, change: tuple[str, str, str]):
    assert _is_seen(album, WIDTHS[0], *change)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_the_edges_of_letters_are_not(album: Album, change: tuple[str, str, str], width: int):
    assert not _is_seen(album, width, *change)
