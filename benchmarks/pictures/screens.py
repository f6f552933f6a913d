"""The pictures of docs/explanation/screens.md, floor.md and logistics.md: a morning of a whole Forum.

    uv run python -m benchmarks.pictures screens

Makes the demonstration and the Forum in a folder of its own, serves it on a morning of the Forum, and writes
docs/images/screens/.
"""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from playwright.sync_api import Browser

from benchmarks.measuring import make_demonstration
from benchmarks.pictures.taking import ADDRESS, open_browser, open_page, save, serve
from palermo.accounts.models import RegionalGroup, State, User
from palermo.config.example.forum import Forum, numbered_text
from palermo.core.text import MultilingualText
from palermo.floor import actions as floor
from palermo.floor.models import SpeakersList
from palermo.governance.models import Mandate
from palermo.logistics.actions import tasks as logistics
from palermo.programme.actions import screens
from palermo.programme.models import Programme, Screen, ScreenNotice

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


def main() -> None:
    """Take every picture."""
    make_demonstration()
    Forum().make(Mandate.objects.filter(state="in_force").first())
    settings.PALERMO_TODAY = NOW
    furnish(Programme.objects.get(slug="full-forum"), User.objects.get(email="secretariat@example.org"))
    with serve(), open_browser() as browser:
        take(browser)


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


def take(browser: Browser) -> None:
    """Screens as whoever passes sees them; the rest as an officer."""
    for kind, language in (("door", "en"), ("door", "ar"), ("door", "zh"), ("foyer", "en"), ("wall", "en")):
        _take_screen(browser, kind, language)
    page = open_page(browser, "secretariat")
    slug = SpeakersList.objects.get().slug
    for name, path in {
        "list-en": "en/programmes/full-forum/screens/",
        "floor-en": f"en/floor/{slug}/",
        "chair-en": f"en/floor/{slug}/chair/",
        "speaker-en": f"en/floor/{slug}/speaker/",
        "logistics-en": "en/events/full-forum/logistics/",
    }.items():
        page.goto(f"{ADDRESS}/{path}")
        page.wait_for_timeout(700)
        save(page, f"screens/{name}")


def _take_screen(browser: Browser, kind: str, language: str) -> None:
    """In one language, by letting the screen speak that one alone."""
    screen = Screen.objects.get(slug=kind)
    Screen.objects.filter(pk=screen.pk).update(languages=language)
    page = open_page(browser, viewport={"width": 1280, "height": 720})
    page.goto(f"{ADDRESS}/screens/{screen.key}/")
    page.wait_for_timeout(700)
    save(page, f"screens/{kind}-{language}")
    page.context.close()


if __name__ == "__main__":
    main()
