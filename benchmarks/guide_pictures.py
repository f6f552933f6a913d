"""The pictures of docs/how-to/run-a-forum.md, taken in Debian's Chromium of a Forum that was lived through its forms.

    uv run python -m benchmarks.guide_pictures

Makes the demonstration in a folder of its own, lets the Forum of the tests live in it (`tests/portal/forum_life`: the
same seed, so the same names, which are nobody's), serves it at the day of each picture, and writes docs/images/guide/.
"""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from wsgiref.simple_server import make_server

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core import mail
from django.core.wsgi import get_wsgi_application
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from benchmarks.forum_pictures import Quiet
from benchmarks.measuring import make_demonstration
from palermo.floor.models import SpeakersList
from palermo.governance.models import Activity, Endorsement, FollowUp
from palermo.programme.models import Screen
from palermo.speakers.actions.speaking import send_speaker_link
from tests.portal.filling import link_in
from tests.portal.forum_life import lived
from tests.portal.forum_life.life import SILENT, SLUG, Life

PORT = 8770
ADDRESS = f"http://127.0.0.1:{PORT}"
IMAGES = Path(__file__).parents[1] / "docs/images/guide"
# As in the tests: mail is written at once, and to nobody.
AT_ONCE = {name: {"BACKEND": "tests.background.AtOnce"} for name in ("default", "background")}
COLOURS, MOST_BYTES = 64, 120 * 1024
SPRING, MAY = datetime(2008, 4, 8, 12, tzinfo=UTC), datetime(2008, 5, 6, 12, tzinfo=UTC)
AUTUMN, MORNING = datetime(2008, 9, 2, 12, tzinfo=UTC), datetime(2008, 10, 7, 8, 20, tzinfo=UTC)
AFTER = datetime(2008, 10, 21, 12, tzinfo=UTC)
EVENT = f"events/{SLUG}"


class Picture(NamedTuple):
    """One picture: the page, who reads it, on which day, from which part of the page on, how high."""

    name: str
    path: str
    reader: str = "office"
    day: datetime = AFTER
    part: str = "main"
    height: int = 600
    width: int = 1180


def pictures(life: Life) -> Iterator[Picture]:
    """In the order of the guide."""
    speaker, floor = life.speakers[40].slug, SpeakersList.objects.get(item__programme__slug=SLUG).slug
    put = Endorsement.objects.get(slug=f"{SLUG}-programme-1").slug
    entry = FollowUp.objects.filter(recommendation__outcome__event=life.event).order_by("recommendation__number")[0]
    screen = Screen.objects.get(programme__slug=SLUG)
    yield Picture("event", f"en/{EVENT}/", height=520)
    yield Picture("propose", f"en/acts/propose-speaker/{SLUG}/", "delegate", SPRING, height=760)
    yield Picture("speakers", f"en/{EVENT}/speakers/", "delegate", MAY, "#balance", 760)
    yield Picture("speaker", f"en/speakers/{speaker}/", "office", MAY)
    yield Picture("answer", "en/speaking/", "invited", MAY, height=900)
    yield Picture("endorsement", f"en/endorsements/{put}/", "delegate", AUTUMN, height=600)
    yield Picture("changes", f"en/{EVENT}/programme/changes/?from=1&to=2", "delegate", AUTUMN, height=420)
    yield Picture("mission", f"en/{EVENT}/participants/", "delegate", AUTUMN, height=620)
    yield Picture("people", f"en/{EVENT}/participants/", "office", MORNING)
    yield Picture("check-in", f"en/{EVENT}/registration/check-in/", "office", MORNING, "#desk", 640, 380)
    yield Picture("participants", f"en/{EVENT}/participants/", "visitor", MORNING, height=560)
    yield Picture("door", f"screens/{screen.key}/", "visitor", MORNING, "body")
    yield Picture("floor", f"en/floor/{floor}/", "office", MORNING, height=620)
    yield Picture("outcome", f"en/{EVENT}/", "visitor", part="main h2", height=560)
    yield Picture("follow-up", f"en/follow-up/{entry.slug}/", "delegate")


def main() -> int:
    """Take every picture; 1 when one is larger than a reader of the page should have to fetch."""
    # The browser's loop runs in this thread; nothing but the pictures waits for it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    IMAGES.mkdir(parents=True, exist_ok=True)
    setup_test_environment()
    make_demonstration()
    with override_settings(TASKS=AT_ONCE, ALLOWED_HOSTS=["*"], PALERMO_SECOND_FACTOR="offered"), lived() as life:
        _serve_and_take(life)
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    print(*(f"{name}: {size:,} bytes" for name, size in sizes.items()), sep="\n")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


def _serve_and_take(life: Life) -> None:
    server = make_server("127.0.0.1", PORT, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    clients = {**life.readers(), "invited": _invited(life)}
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for picture in pictures(life):
            _take(browser, picture, clients[picture.reader])
        browser.close()
    server.shutdown()


def _invited(life: Life) -> Client:
    """Somebody who has not answered yet, at their link."""
    _go_back_to(MAY)
    send_speaker_link(life.speaker(SILENT[0]), by=life.officer)
    own = Client()
    own.get(link_in(mail.outbox[-1]))
    return own


def _go_back_to(day: datetime) -> None:
    """Set the clock, and the Forum's state as it was then: what is over is not changed, and its pages offer less."""
    settings.PALERMO_TODAY = day
    state = "authorised" if day < MORNING else "under_way" if day < AFTER else "completed"
    Activity.objects.filter(slug=SLUG).update(state=state)


def _take(browser: Browser, picture: Picture, client: Client) -> None:
    """With the session that the reader has, in as few colours as a page of text needs."""
    _go_back_to(picture.day)
    context = browser.new_context(viewport={"width": picture.width, "height": picture.height}, color_scheme="light")
    context.add_cookies([{"name": name, "value": each.value, "url": ADDRESS} for name, each in client.cookies.items()])
    page = context.new_page()
    page.goto(f"{ADDRESS}/{picture.path}")
    page.wait_for_timeout(600)
    path, box = IMAGES / f"{picture.name}.png", page.locator(picture.part).first.bounding_box()
    assert box
    shown = {"x": 0, "y": max(0, box["y"] - 20), "width": picture.width, "height": picture.height}
    page.screenshot(path=path, full_page=True, clip=shown)
    context.close()
    with Image.open(path) as taken:
        few = taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
