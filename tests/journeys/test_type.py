"""The type of pages in a browser: how much of it a visitor loads, how long its lines are, and that nothing jumps."""

import re

import pytest
from playwright.sync_api import Page, Response, Route

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LANGUAGES = pytest.mark.parametrize("language", ["ar", "zh-hans", "en", "fr", "ru", "es"])
REPORT = "reports/progress-2008/"
FILES = {
    "ar": {"serif-arabic", "sans-arabic", "serif-latin", "sans-latin"},
    "zh-hans": {"serif-latin", "sans-latin"},
    "en": {"serif-latin", "serif-italic-latin", "sans-latin"},
    "fr": {"serif-latin", "serif-italic-latin", "sans-latin"},
    "ru": {"serif-cyrillic", "serif-italic-cyrillic", "sans-cyrillic", "serif-latin", "sans-latin"},
    "es": {"serif-latin", "serif-italic-latin", "sans-latin"},
}
# How many characters each whole line of a page's running text has.
LINES = """() => [...document.querySelectorAll("main .paragraph p")].flatMap((paragraph) => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), lines = new Map();
  for (let text = walker.nextNode(); text; text = walker.nextNode())
    for (let at = 0; at < text.length; at++) {
      const range = document.createRange();
      range.setStart(text, at);
      range.setEnd(text, at + 1);
      const { bottom, height } = range.getBoundingClientRect();
      if (height) lines.set(Math.round(bottom / 12), (lines.get(Math.round(bottom / 12)) ?? 0) + 1);
    }
  return [...lines.values()].slice(0, -1);
})"""
SHIFT = """() => new Promise((done) => new PerformanceObserver((list) =>
  done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0)))
  .observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => done(0), 500))"""


def fonts_of(page: Page) -> list[Response]:
    found: list[Response] = []
    page.on("response", lambda response: found.append(response) if ".woff2" in response.url else None)
    return found


@LANGUAGES
def test_a_first_visit_gets_the_files_of_its_scripts(reader, language):
    visitor = reader(language)
    fonts = fonts_of(visitor.page)
    for path in ("", "decisions/ccpcj-16-1/", REPORT):
        visitor.open(path).wait_for_load_state("networkidle")
    assert {font.headers["content-type"] for font in fonts} == {"font/woff2"}
    sizes = {font.url.rpartition("/")[2].partition(".")[0]: font.request.sizes()["responseBodySize"] for font in fonts}
    assert sizes.keys() == FILES[language]
    assert sum(sizes.values()) <= 150_000


@LANGUAGES
def test_a_line_of_running_text_has_a_length_that_is_read_with_ease(reader, language):
    page = reader(language).open(REPORT)
    page.evaluate("document.fonts.ready")
    lines = page.evaluate(LINES)
    assert len(lines) >= 30
    least, most = (32, 40) if language == "zh-hans" else (60, 72)
    assert least <= sum(lines) / len(lines) <= most


@LANGUAGES
def test_nothing_jumps_when_the_fonts_arrive(reader, language):
    visitor = reader(language)
    held: list[Route] = []
    visitor.page.route(re.compile(r"\.woff2$"), lambda route: held.append(route))
    page = visitor.page
    page.goto(f"{visitor.address}/{language}/decisions/ccpcj-16-1/", wait_until="commit")
    page.wait_for_load_state("domcontentloaded")
    page.wait_for_timeout(500)
    assert page.evaluate("document.fonts.status") == "loading"
    before = page.evaluate("document.documentElement.scrollHeight")
    for route in held:
        route.continue_()
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollHeight") == pytest.approx(before, rel=0.03)
    assert page.evaluate(SHIFT) <= 0.1
