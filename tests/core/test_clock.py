"""One clock: the day of a story, the day where an event is, and what the machine noted of itself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from palermo.core import clock

EVENING = datetime(2008, 1, 31, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("", date(2008, 1, 31)), ("America/Sao_Paulo", date(2008, 1, 31)), ("Asia/Bangkok", date(2008, 2, 1))],
)
def test_today_is_the_day_where_it_is_asked_for(settings, zone, day):
    settings.PALERMO_TODAY = EVENING
    assert clock.today(zone) == day


def test_the_storys_day_is_that_of_the_installation(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)
    assert (clock.today(), clock.today(settings.TIME_ZONE)) == (date(2008, 1, 31), date(2008, 1, 31))


def test_what_the_machine_noted_is_told_by_the_storys_clock(settings):
    settings.PALERMO_TODAY = EVENING
    noted = clock.machine_now() - timedelta(hours=3)
    assert abs(clock.to_story_time(noted) - (EVENING - timedelta(hours=3))) < timedelta(seconds=5)


def test_without_a_story_what_the_machine_noted_is_told_as_it_is(settings):
    settings.PALERMO_TODAY = None
    noted = datetime(2026, 11, 27, 12, tzinfo=UTC)
    assert clock.to_story_time(noted) == noted
