"""Debian's Chromium, the demonstration served to it, and readers who are watched over."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browsing import SCREEN, Reader, Watch

# Failed assertions of a walk over all pages are reported as if they were in the test.
pytest.register_assert_rewrite("tests.journeys.walking")
PATIENCE = 30_000  # milliseconds
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


# A package's, so that other tests with a browser can start playwright's loop again.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    assert program, "No chromium on the path, which these tests drive: apt-get install chromium fonts-noto-cjk."
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's loop runs in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(demonstration, django_db_blocker) -> Iterator[str]:
    """The demonstration's address, for a whole file of tests. What a test changes is undone at its end, as long as

    the file says pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)].
    """
    with django_db_blocker.unblock():
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture
def reader(chromium: Browser, site: str) -> Iterator[Callable[..., Reader]]:
    """Make a reader with a browser of their own; at the end of the test none of their pages may have complained."""
    with readers(chromium, site) as make:
        yield make


@contextmanager
def readers(chromium: Browser, address: str) -> Iterator[Callable[..., Reader]]:
    """The same for any address."""
    watches: list[tuple[Watch, bool]] = []
    contexts = []

    def make(language: str = "en", *, in_the_administration: bool = False, **options) -> Reader:
        context = chromium.new_context(viewport=options.pop("viewport", SCREEN), **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch = Watch()
        watch.over(context)
        watches.append((watch, in_the_administration))
        return Reader(context.new_page(), address, language)

    yield make
    for context in contexts:
        context.close()
    assert [place for watch, _ in watches for place in watch.elsewhere] == []
    # Of Wagtail's own pages no more is asked than that they ask nobody else.
    assert [shown for watch, is_wagtails in watches if not is_wagtails for shown in watch.complaints] == []
