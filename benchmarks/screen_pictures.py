"""The pictures of docs/explanation/screens.md, floor.md and logistics.md, taken of a whole Forum in Debian's Chromium.

    uv run python -m benchmarks.screen_pictures

Makes the demonstration and the Forum in a folder of its own, serves it on a morning of the Forum, and writes
docs/images/screens/.
"""

import os
import shutil
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from wsgiref.simple_server import make_server

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.forum_pictures import MOST_BYTES, SIZE, Quiet
from benchmarks.measuring import make_demonstration
from palermo.accounts.models import RegionalGroup, State, User
from palermo.config.demonstration import SIGN_INS
from palermo.config.example.forum import Forum, numbered_text
from palermo.core.text import MultilingualText
from palermo.floor import actions as floor
from palermo.floor.models import SpeakersList
from palermo.governance.models import Mandate
from palermo.logistics.actions import tasks as logistics
from palermo.programme.actions import screens
from palermo.programme.models import Programme, Screen, ScreenNotice

PORT = 8769
ADDRESS = f"http://127.0.0.1:{PORT}"
IMAGES = Path(__file__).parents[1] / "docs/images/screens"
# Nine minutes before ten, in Vienna, on the first day.
NOW = datetime(2008, 2, 13, 8, 51, tzinfo=UTC)
LUNCH = {
    "ar": "يقدم الغداء في الردهة.",
    "zh": "午餐在大厅供应。",
    "en": "Lunch is served in the foyer.",
    "fr": "Le déjeuner est servi dans le foyer.",
    "ru": "Обед подается в фойе.",
    "es": "El almuerzo se sirve en el vestíbulo.",
}


def main() -> int:
    """Take every picture; 1 when one is larger than a reader of the page should have to fetch."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    IMAGES.mkdir(parents=True, exist_ok=True)
    make_demonstration()
    Forum().make(Mandate.objects.filter(state="in_force").first())
    settings.PALERMO_TODAY = NOW
    furnish(Programme.objects.get(slug="full-forum"), User.objects.get(email="secretariat@example.org"))
    server = make_server("127.0.0.1", PORT, StaticFilesHandler(get_wsgi_application()), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    take()
    server.shutdown()
    sizes = {path.name: path.stat().st_size for path in sorted(IMAGES.glob("*.png"))}
    print(*(f"{name}: {size:,} bytes" for name, size in sizes.items()), sep="\n")
    return 1 if max(sizes.values()) > MOST_BYTES else 0


def furnish(programme: Programme, officer: User) -> None:
    """Screens, two notices, a speakers' list in which somebody speaks, and preparations some of which are late."""
    _screens(programme, officer)
    _floor(programme, officer)
    event = programme.event
    keys = ["host-agreement", "rooms", "interpretation", "invitations", "visa-letters", "badges", "screens"]
    logistics.take_first_tasks(event, keys=keys, by=officer)
    tasks = {task.slug: task for task in event.tasks.all()}
    for key in ("host-agreement", "rooms", "invitations"):
        logistics.do_task(tasks[key], on=date(2007, 12, 1), by=officer)


def _screens(programme: Programme, officer: User) -> None:
    hall = programme.rooms.get(slug="hall-1")
    for kind, room in (
        ("door", hall),
        ("plenary", programme.rooms.get(slug="hall-2")),
        ("foyer", None),
        ("wall", None),
    ):
        screen = Screen(programme=programme, slug=kind, name=kind.capitalize(), kind=kind, room=room)
        screens.save_screen(screen, by=officer)
    important = MultilingualText({"en": "The side event on data begins at 1.15 p.m."})
    for text, priority in ((MultilingualText(LUNCH), "information"), (important, "important")):
        notice = ScreenNotice(programme=programme, text=text, priority=priority)
        screens.publish_notice(screens.write_notice(notice, by=officer), by=officer)


def _floor(programme: Programme, officer: User) -> None:
    item = programme.items.filter(kind="plenary").order_by("day", "starts_at")[0]
    group = RegionalGroup.objects.get(slug="african")
    opened = floor.open_speakers_list(item, kind="statements", seconds_each=300, limits={group: 1800}, by=officer)
    states = State.objects.filter(slug__in=["aut", "ken", "tha", "bra", "fra", "nga"]).order_by("slug")
    asked = [floor.ask_for_floor(opened, delegation=state, by=officer) for state in states]
    settings.PALERMO_TODAY = NOW - timedelta(seconds=500)
    spoke = floor.give_floor(asked[3], by=officer)
    settings.PALERMO_TODAY = NOW - timedelta(seconds=214)
    floor.end_statement(spoke, by=officer)
    settings.PALERMO_TODAY = NOW - timedelta(seconds=72)
    floor.give_floor(asked[0], by=officer)
    settings.PALERMO_TODAY = NOW
    reason = numbered_text({code: LUNCH[code] for code in LUNCH}, 1)
    reason = MultilingualText({**reason, "en": "The minister has to leave at eleven."})
    floor.move_request(asked[5], to=1, reason=reason, by=officer)


def take() -> None:
    """Screens as visitors see them; the rest as an officer."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for kind, language in (("door", "en"), ("door", "ar"), ("door", "zh"), ("foyer", "en"), ("wall", "en")):
            _screen(browser, kind, language)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        _sign_in(page)
        slug = SpeakersList.objects.get().slug
        for name, path in {
            "list-en.png": "en/programmes/full-forum/screens/",
            "floor-en.png": f"en/floor/{slug}/",
            "chair-en.png": f"en/floor/{slug}/chair/",
            "speaker-en.png": f"en/floor/{slug}/speaker/",
            "logistics-en.png": "en/events/full-forum/logistics/",
        }.items():
            page.goto(f"{ADDRESS}/{path}")
            page.wait_for_timeout(700)
            page.screenshot(path=IMAGES / name)
        browser.close()


def _screen(browser: Browser, kind: str, language: str) -> None:
    """In one language, by letting the screen speak that one alone."""
    screen = Screen.objects.get(slug=kind)
    Screen.objects.filter(pk=screen.pk).update(languages=language)
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(f"{ADDRESS}/screens/{screen.key}/")
    page.wait_for_timeout(700)
    page.screenshot(path=IMAGES / f"{kind}-{language}.png")
    page.close()


def _sign_in(page: Page) -> None:
    officer = next(each for each in SIGN_INS if each.email.startswith("secretariat"))
    page.goto(f"{ADDRESS}/en/accounts/login/")
    page.locator("[name=login]").fill(officer.email)
    page.locator("[name=password]").fill(officer.password)
    page.get_by_role("main").get_by_role("button").click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
