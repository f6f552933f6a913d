"""Pages in a real browser: nothing sticks out at any width, in any script or theme, and the policy blocks nothing."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from palermo.portal.editorial import ensure_site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.portal.preview_urls"),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PATHS = ["preview/", "", "news/", "accounts/login/", "nowhere/"]
STICKING_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in this thread
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield chromium
        chromium.close()


# 640 pixels are what a window of 1280 has at a zoom of 200 %.
@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_sticks_out_and_nothing_is_blocked(live_server, browser, width, scheme):
    ensure_site()
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    shown: list[str] = []
    page.on("console", lambda message: shown.append(message.text))
    sticking_out = {}
    for language in ("en", "ar", "zh-hans"):
        for path in PATHS:
            page.goto(f"{live_server.url}/{language}/{path}")
            sticking_out[f"{language}/{path}"] = page.evaluate(STICKING_OUT)
    page.close()
    assert {where: pixels for where, pixels in sticking_out.items() if pixels > 0} == {}
    assert [text for text in shown if "Content Security Policy" in text] == []
    assert len(sticking_out) == 3 * len(PATHS)


def test_the_theme_follows_the_readers_system(live_server, browser):
    ensure_site()
    grounds = {}
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(f"{live_server.url}/en/")
        grounds[scheme] = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.close()
    assert grounds == {"light": "rgb(252, 251, 248)", "dark": "rgb(20, 23, 28)"}


def test_one_click_copies_a_symbol(live_server, browser):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{live_server.url}/en/preview/")
    page.get_by_role("button", name="Copy E/CN.15/2008/CRP.2").click()
    assert page.evaluate("navigator.clipboard.readText()") == "E/CN.15/2008/CRP.2"
    context.close()


def test_on_paper_only_the_text_and_its_foot_remain(live_server, browser):
    page = browser.new_page()
    page.emulate_media(media="print")
    page.goto(f"{live_server.url}/en/preview/")
    shown = {name: page.locator(name).first.is_visible() for name in (".ways", ".switch", ".who", "h1", ".colophon")}
    page.close()
    assert shown == {".ways": False, ".switch": False, ".who": False, "h1": True, ".colophon": True}
