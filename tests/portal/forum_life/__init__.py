"""The life of a whole Forum, made with a seed, step by step through pages and acts: one record, read at its end.

Three days, four rooms, sixty sessions, two hundred speakers of 240 persons proposed, 1,500 participants, beside the
demonstration's record. A sample of each step is done by the forms of the pages; the rest by the same acts. No name is
anybody's: syllables, put together.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.conf import settings
from django.test import override_settings

from palermo.reporting.building import build
from tests.portal.forum_life.days import hold, produce
from tests.portal.forum_life.life import JANUARY, Life
from tests.portal.forum_life.participants import badge_and_list, check_in_everybody, register
from tests.portal.forum_life.programmes import change_later, lay_out, publish_programme, submit_to_member_states
from tests.portal.forum_life.proposing import advise_and_list, propose_everybody, share
from tests.portal.forum_life.speaking import confirm_and_tie, invite_and_answer, publish_speakers, substitute


@contextmanager
def lived() -> Iterator[Life]:
    """The whole life; the clock is given back afterwards."""
    with override_settings():
        yield _live()


def _live() -> Life:
    on(2008, 2, 4)
    life = Life.begin()
    life.seen["report before"] = build("progress", JANUARY, "en")
    life.propose_event()
    on(2008, 3, 3)
    lay_out(life)
    propose_everybody(life)
    on(2008, 4, 7)
    share(life)
    advise_and_list(life)
    on(2008, 5, 5)
    invite_and_answer(life)
    confirm_and_tie(life)
    substitute(life)
    publish_speakers(life)
    on(2008, 6, 2)
    submit_to_member_states(life)
    on(2008, 9, 1)
    change_later(life)
    publish_programme(life)
    register(life)
    badge_and_list(life)
    on(2008, 10, 7, 8)
    check_in_everybody(life)
    hold(life)
    on(2008, 10, 20)
    produce(life)
    life.seen["report after"] = build("progress", JANUARY, "en")
    return life


def on(year: int, month: int, day: int, hour: int = 12) -> None:
    """Set the clock of the record."""
    settings.PALERMO_TODAY = datetime(year, month, day, hour, tzinfo=UTC)
