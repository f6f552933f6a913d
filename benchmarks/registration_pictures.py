"""The pictures of docs/explanation/registration.md: the 1,500 invented people of a Forum, in Debian's Chromium.

    uv run python -m benchmarks.registration_pictures [FOLDER]

Makes the demonstration and the Forum in a folder of its own, serves it, and writes docs/images/registration/; with a
folder named, every page in more languages, sizes and themes goes there too, for whoever looks them over.
"""

import os
import shutil
import sys
import threading
from pathlib import Path
from wsgiref.simple_server import make_server

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.forum_pictures import Quiet, _sign_in
from benchmarks.measuring import make_demonstration
from palermo.accounts.models import Posting
from palermo.config.example.forum import Forum
from palermo.config.example.people import Participants
from palermo.governance.models import Mandate
from palermo.registration.models import Registration

PORT = 8767
ADDRESS = f"http://127.0.0.1:{PORT}"
IMAGES = Path(__file__).parents[1] / "docs/images/registration"
EVENT = "events/full-forum"
PEOPLE, DESK = f"{EVENT}/participants/", f"{EVENT}/registration/check-in/"
PAGES = {
    "registration": f"{EVENT}/registration/",
    "people": PEOPLE,
    "participants": f"{EVENT}/participants/?as=published",
    "desk": DESK,
    "apply": f"{EVENT}/registration/apply/",
    "form": "acts/register-participant/full-forum/",
    "category": "acts/set-registration-category/full-forum/",
}
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
MOST_BYTES = 200 * 1024


def main() -> int:
    """Take every picture; 1 when one is larger than a reader of the page should have to fetch."""
    # The browser's loop runs in this thread; nothing but the pictures waits for it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    IMAGES.mkdir(parents=True, exist_ok=True)
    make_demonstration()
    programme = Forum().make(Mandate.objects.filter(state="in_force").first())
    registration = Participants().make(programme.event)
    Registration.objects.update(list_audience="public", list_released_on="2008-01-30")
    registration.participants.filter(number__lte=3).update(state_for=Posting.objects.filter(role="delegate")[0].state)
    server = make_server("127.0.0.1", PORT, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        _take(browser)
        for folder in sys.argv[1:]:
            _look_over(browser, Path(folder))
        browser.close()
    server.shutdown()
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    print(*(f"{name}: {size:,} bytes" for name, size in sizes.items()), sep="\n")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


def _take(browser: Browser) -> None:
    page = _officer(browser, viewport=WIDE)
    for name, path in {"people-en": f"en/{PEOPLE}", "participants-ar": f"ar/{PAGES['participants']}"}.items():
        page.goto(f"{ADDRESS}/{path}")
        page.screenshot(path=IMAGES / f"{name}.png")
    page.context.close()
    phone = _officer(browser, viewport=PHONE)
    phone.goto(f"{ADDRESS}/en/{DESK}")
    phone.locator("#desk[data-kept=yes]").wait_for()
    phone.context.set_offline(True)
    phone.locator("#who").fill("7")
    phone.locator("#desk-form button").first.click()
    phone.locator("#desk-result strong").wait_for()
    phone.locator("#desk").evaluate("desk => desk.scrollIntoView()")
    phone.screenshot(path=IMAGES / "desk-en.png")
    phone.context.close()


def _officer(browser: Browser, **options) -> Page:
    page = browser.new_context(color_scheme=options.pop("scheme", "light"), **options).new_page()
    _sign_in(page)
    return page


def _look_over(browser: Browser, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for scheme, size in (("light", WIDE), ("dark", PHONE)):
        page = _officer(browser, viewport=size, scheme=scheme)
        for language in ("en", "ar", "zh-hans"):
            for name, path in PAGES.items():
                page.goto(f"{ADDRESS}/{language}/{path}")
                page.wait_for_timeout(400)
                page.screenshot(path=folder / f"{name}-{language}-{size['width']}.png")
        page.context.close()


if __name__ == "__main__":
    sys.exit(main())
