"""The pictures of docs/how-to/run-a-forum.md: a Forum that was lived through its forms.

    uv run python -m benchmarks.pictures guide

Makes the demonstration in a folder of its own, lets the Forum of the tests live in it (`tests/portal/forum_life`: the
same seed, so the same names, which are nobody's), serves it at the day of each picture, and writes docs/images/guide/.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from playwright.sync_api import Browser

from benchmarks.measuring import make_demonstration
from benchmarks.pictures.taking import ADDRESS, open_browser, save, serve
from palermo.floor.models import SpeakersList
from palermo.governance.models import Activity, Endorsement, FollowUp
from palermo.programme.models import Screen
from palermo.speakers.actions.speaking import send_speaker_link
from tests.portal.filling import link_in
from tests.portal.forum_life import lived
from tests.portal.forum_life.life import SILENT, SLUG, Life

# As in the tests: mail is written at once, and to nobody.
AT_ONCE = {name: {"BACKEND": "tests.background.AtOnce"} for name in ("default", "background")}
SPRING, MAY = datetime(2008, 4, 8, 12, tzinfo=UTC), datetime(2008, 5, 6, 12, tzinfo=UTC)
AUTUMN, MORNING = datetime(2008, 9, 2, 12, tzinfo=UTC), datetime(2008, 10, 7, 8, 20, tzinfo=UTC)
AFTER = datetime(2008, 10, 21, 12, tzinfo=UTC)
EVENT = f"events/{SLUG}"


class DatedPicture(NamedTuple):
    """One picture: the page, who reads it, on which day, from which part of the page on, how high."""

    name: str
    path: str
    reader: str = "office"
    day: datetime = AFTER
    part: str = "main"
    height: int = 600
    width: int = 1180


def pictures(life: Life) -> Iterator[DatedPicture]:
    """In the order of the guide."""
    speaker, floor = life.speakers[40].slug, SpeakersList.objects.get(item__programme__slug=SLUG).slug
    put = Endorsement.objects.get(slug=f"{SLUG}-programme-1").slug
    entry = FollowUp.objects.filter(recommendation__outcome__event=life.event).order_by("recommendation__number")[0]
    screen = Screen.objects.get(programme__slug=SLUG)
    yield DatedPicture("event", f"en/{EVENT}/", height=520)
    yield DatedPicture("propose", f"en/acts/propose-speaker/{SLUG}/", "delegate", SPRING, height=760)
    yield DatedPicture("speakers", f"en/{EVENT}/speakers/", "delegate", MAY, "#balance", 760)
    yield DatedPicture("speaker", f"en/speakers/{speaker}/", "office", MAY)
    yield DatedPicture("answer", "en/speaking/", "invited", MAY, height=900)
    yield DatedPicture("endorsement", f"en/endorsements/{put}/", "delegate", AUTUMN, height=600)
    yield DatedPicture("changes", f"en/{EVENT}/programme/changes/?from=1&to=2", "delegate", AUTUMN, height=420)
    yield DatedPicture("mission", f"en/{EVENT}/participants/", "delegate", AUTUMN, height=620)
    yield DatedPicture("people", f"en/{EVENT}/participants/", "office", MORNING)
    yield DatedPicture("check-in", f"en/{EVENT}/registration/check-in/", "office", MORNING, "#desk", 640, 380)
    yield DatedPicture("participants", f"en/{EVENT}/participants/", "visitor", MORNING, height=560)
    yield DatedPicture("door", f"screens/{screen.key}/", "visitor", MORNING, "body")
    yield DatedPicture("floor", f"en/floor/{floor}/", "office", MORNING, height=620)
    yield DatedPicture("outcome", f"en/{EVENT}/", "visitor", part="main h2", height=560)
    yield DatedPicture("follow-up", f"en/follow-up/{entry.slug}/", "delegate")


def main() -> None:
    """Take every picture."""
    setup_test_environment()
    make_demonstration()
    with override_settings(TASKS=AT_ONCE, ALLOWED_HOSTS=["*"], PALERMO_SECOND_FACTOR="offered"), lived() as life:
        clients = {**life.readers(), "invited": _invited(life)}
        with serve(), open_browser() as browser:
            for picture in pictures(life):
                _take(browser, picture, clients[picture.reader])


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


def _take(browser: Browser, picture: DatedPicture, client: Client) -> None:
    """With the session that the reader has, on the day of the picture."""
    _go_back_to(picture.day)
    context = browser.new_context(viewport={"width": picture.width, "height": picture.height}, color_scheme="light")
    context.add_cookies([{"name": name, "value": each.value, "url": ADDRESS} for name, each in client.cookies.items()])
    page = context.new_page()
    page.goto(f"{ADDRESS}/{picture.path}")
    page.wait_for_timeout(600)
    save(page, f"guide/{picture.name}", part=picture.part, height=picture.height)
    context.close()


if __name__ == "__main__":
    main()
