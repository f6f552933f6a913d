"""The pictures of docs/explanation/programme.md, taken of a whole Forum in Debian's Chromium.

    uv run python -m benchmarks.forum_pictures

Makes the demonstration and the Forum in a folder of its own, serves it, and writes docs/images/programme/.
"""

import os
import shutil
import sys
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Page, sync_playwright

from benchmarks.measuring import make_demonstration
from palermo.config.demonstration import SIGN_INS
from palermo.config.example.forum import Forum
from palermo.governance.models import Mandate

PORT = 8767
ADDRESS = f"http://127.0.0.1:{PORT}"
IMAGES = Path(__file__).parents[1] / "docs/images/programme"
PAGE = "events/full-forum/programme/?as=rooms&day=2008-02-13"
# Each picture's page; the last is the secretariat's.
PICTURES = {f"rooms-{name}.png": f"{code}/{PAGE}" for name, code in (("en", "en"), ("zh", "zh-hans"), ("ar", "ar"))}
EDITOR = {"editor-en.png": "en/programmes/full-forum/#day-2008-02-13"}
SIZE = {"width": 1280, "height": 900}
MOST_BYTES = 200 * 1024


class Quiet(WSGIRequestHandler):
    """Says nothing of the requests."""

    def log_message(self, format: str, *args: object) -> None:
        return


def main() -> int:
    """Take every picture; 1 when one is larger than a reader of the page should have to fetch."""
    # The browser's loop runs in this thread; nothing but the pictures waits for it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    IMAGES.mkdir(parents=True, exist_ok=True)
    make_demonstration()
    Forum().make(Mandate.objects.filter(state="in_force").first())
    server = make_server("127.0.0.1", PORT, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _take()
    server.shutdown()
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    print(*(f"{name}: {size:,} bytes" for name, size in sizes.items()), sep="\n")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


def _take() -> None:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        for name, path in PICTURES.items():
            page.goto(f"{ADDRESS}/{path}")
            page.screenshot(path=IMAGES / name)
        _sign_in(page)
        for name, path in EDITOR.items():
            page.goto(f"{ADDRESS}/{path}")
            page.locator(".board").first.evaluate("board => board.scrollIntoView()")
            page.mouse.wheel(0, -120)
            page.wait_for_timeout(500)
            page.screenshot(path=IMAGES / name, clip={"x": 0, "y": 0, "width": SIZE["width"], "height": 620})
        browser.close()


def _sign_in(page: Page) -> None:
    officer = next(each for each in SIGN_INS if each.email.startswith("secretariat"))
    page.goto(f"{ADDRESS}/en/accounts/login/")
    page.locator("[name=login]").fill(officer.email)
    page.locator("[name=password]").fill(officer.password)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
