"""A walk over every page in one language, as an officer, with the requirements on each."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from palermo.core.languages import BY_DJANGO_CODE
from tests.journeys import places
from tests.journeys.browsing import SCREEN, Reader, Watch
from tests.journeys.furnishing import furnish, write_report
from tests.journeys.looking import sticking_out, violations

# What is not there, or not for this reader.
REFUSED = {
    ("secretariat", "nowhere/"): 404,
    ("", "documents/no-such-document/"): 404,
    ("", "invitations/of-nobody/"): 404,
    ("", "speaking/of-nobody/"): 404,
    ("", "registration/link/of-nobody/"): 404,
    ("", "feedback/of-nobody/"): 404,
    ("", "trainers/link/of-nobody/"): 404,
    ("", "commenting/of-nobody/"): 404,
    ("", "tool-feedback/of-nobody/"): 404,
    ("", "partnership/application/of-nobody/"): 404,
    ("delegate", "secretariat/"): 403,
}


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


Look = Callable[[Page, str, Found], None]


def glance(page: Page, where: str, found: Found, **only: list[str]) -> None:
    """Is the page accessible, by all rules, some `rules` or none, and as wide as its window?"""
    found.looked_at += 1
    found.directions.add((page.locator("html").get_attribute("dir"), page.locator("html").get_attribute("lang")))
    if only.get("rules") != []:
        found.violations += [f"{where} {each}" for each in violations(page, **only)]
    if pixels := sticking_out(page):
        found.sticking_out.append(f"{where} at {page.viewport_size}: {pixels}")


def walk(
    chromium: Browser,
    site: str,
    language: str,
    look: Look,
    window: dict[str, int] = SCREEN,
    *,
    is_sample: bool = False,
) -> Found:
    """Each page is opened once and everything asked of it at once, since opening it is what takes time.

    Of the pages of acts, which are alike but for their fields, a sample holds every eighth.
    """
    furnish()
    write_report()
    found = Found()
    for who, paths in places.by_reader(language, every_nth_act=8 if is_sample else 1).items():
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


class EveryPage:
    """The tests of such a walk; a class that takes them up is parametrized by `language` and has `found`."""

    def test_no_page_keeps_anyone_out(self, found: Found) -> None:
        assert found.violations == [], "\n".join(found.violations)

    def test_no_page_is_wider_than_its_window(self, found: Found) -> None:
        assert found.sticking_out == [], "\n".join(found.sticking_out)

    def test_no_page_complains(self, found: Found) -> None:
        assert found.watch.complaints == [], "\n".join(found.watch.complaints)

    def test_no_page_asks_anyone_else(self, found: Found) -> None:
        assert found.watch.elsewhere == []

    def test_every_page_runs_in_its_direction(self, found: Found, language: str) -> None:
        assert found.directions == {("rtl" if language == "ar" else "ltr", BY_DJANGO_CODE[language].tag)}

    def test_every_page_was_looked_at(self, found: Found) -> None:
        assert found.looked_at == found.asked_for
        assert set(places.RECORDS) | places.WITHOUT_A_PAGE == places.names()


def in_languages(*codes: str, in_part: tuple[str, ...] = (), and_in_full: tuple[str, ...] = ()) -> pytest.MarkDecorator:
    """The languages of a class of these tests, each walked once: of those `in_part` a sample of the pages of acts.

    Those of `and_in_full` are walked by .ci/slow alone.
    """
    here = [*((code, False) for code in codes), *((code, True) for code in in_part)]
    full = [pytest.param(code, False, marks=pytest.mark.full) for code in and_in_full]
    return pytest.mark.parametrize(("language", "is_sample"), [*here, *full], scope="class")
