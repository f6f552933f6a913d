"""What the programs that take pictures share: a server in this process, a browser and its readers."""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.pictures.keeping import keep
from palermo.config.demonstration import SIGN_INS

# One after the other: they share the port.
PORT = 8767
ADDRESS = f"http://127.0.0.1:{PORT}"
SIZE = {"width": 1280, "height": 900}
SETTLED = """() => Promise.allSettled([document.fonts.ready, ...[...document.images].map((image) => image.decode())])"""


class Picture(NamedTuple):
    """One picture: its name below docs/images, the page and its reader, from which part of the page on, how high."""

    name: str
    path: str
    reader: str = ""
    part: str = ""
    height: int = SIZE["height"]


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests."""

    def log_message(self, format: str, *args: object) -> None:
        return


@contextmanager
def serve() -> Iterator[None]:
    """Serve the site of this process at `ADDRESS`."""
    # The browser's loop runs in this thread; nothing but the pictures waits for it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    server = make_server("127.0.0.1", PORT, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = shutil.which("chromium")
    if not program:
        raise SystemExit("No chromium on the path: apt-get install chromium fonts-noto-core fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def open_page(browser: Browser, reader: str = "", **options) -> Page:
    """A window of its own, of a reader signed in by the form, or of a visitor."""
    options = {"viewport": SIZE, "color_scheme": "light", "reduced_motion": "reduce", **options}
    page = browser.new_context(**options).new_page()
    if reader:
        account = next(each for each in SIGN_INS if each.email.startswith(reader))
        page.goto(f"{ADDRESS}/en/accounts/login/")
        page.locator("[name=login]").fill(account.email)
        page.locator("[name=password]").fill(account.password)
        page.get_by_role("main").locator("button:not([type='button'])").click()
        page.wait_for_load_state()
    return page


def take_all(browser: Browser, pictures: list[Picture]) -> None:
    """Take pictures of pages of the site, each reader in one window."""
    windows: dict[str, Page] = {}
    for picture in pictures:
        if picture.reader not in windows:
            windows[picture.reader] = open_page(browser, picture.reader)
        page = windows[picture.reader]
        response = page.goto(f"{ADDRESS}/{picture.path}")
        if not response or response.status != 200:
            raise SystemExit(f"No picture {picture.name}: expected a page at {picture.path}, found {response}.")
        save(page, picture.name, part=picture.part, height=picture.height)


def save(page: Page, name: str, *, part: str = "", height: int = 0) -> None:
    """Keep what the window shows; or of the whole page a stripe of this height, from above a part of it on."""
    page.evaluate(SETTLED)
    if not height:
        keep(page.screenshot(), name)
        return
    box = page.locator(part).first.bounding_box() if part else None
    top, width = max(0, box["y"] - 20) if box else 0, page.viewport_size["width"]
    keep(page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": width, "height": height}), name)
