"""Clocks that are changed show some times not at all and some twice; 72 hours are 72 hours all the same."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from palermo.core.instants import instants_shown_as
from palermo.core.speech.instants import localize_instant

VIENNA = "Europe/Vienna"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (datetime(2008, 2, 10, 18, 0), [utc(2008, 2, 10, 17)]),
        (datetime(2008, 3, 30, 1, 59, 59), [utc(2008, 3, 30, 0, 59, 59)]),
        (datetime(2008, 3, 30, 2, 0), []),
        (datetime(2008, 3, 30, 2, 30), []),
        (datetime(2008, 3, 30, 3, 0), [utc(2008, 3, 30, 1)]),
        (datetime(2007, 10, 28, 1, 59), [utc(2007, 10, 27, 23, 59)]),
        (datetime(2007, 10, 28, 2, 30), [utc(2007, 10, 28, 0, 30), utc(2007, 10, 28, 1, 30)]),
        (datetime(2007, 10, 28, 3, 0), [utc(2007, 10, 28, 2)]),
    ],
)
def test_a_time_on_a_clock_is_one_instant_or_none_or_two(shown, found):
    assert instants_shown_as(shown, VIENNA) == found


@given(st.datetimes(datetime(2007, 1, 1), datetime(2009, 1, 1)))
def test_every_instant_is_found_from_what_its_clock_shows(moment):
    moment = moment.replace(tzinfo=UTC)
    assert moment in instants_shown_as(moment.astimezone(ZoneInfo(VIENNA)).replace(tzinfo=None), VIENNA)


def test_an_instant_is_told_with_the_place_of_its_clock():
    shown = {
        (moment, zone): localize_instant(moment, zone)
        for moment, zone in [
            (utc(2008, 2, 10, 17), VIENNA),
            (utc(2007, 9, 28, 16, 0, 1), VIENNA),
            (utc(2008, 2, 10, 17), "America/New_York"),
            (utc(2008, 2, 10, 17), "Asia/Kathmandu"),
            (utc(2008, 2, 10, 17), "UTC"),
        ]
    }
    assert list(shown.values()) == [
        "10 February 2008, 18:00 (Vienna time, UTC+1)",
        "28 September 2007, 18:00 (Vienna time, UTC+2)",
        "10 February 2008, 12:00 (New York time, UTC-5)",
        "10 February 2008, 22:45 (Kathmandu time, UTC+5:45)",
        "10 February 2008, 17:00 (UTC)",
    ]


def test_both_of_two_equal_times_are_told_apart():
    first, second = instants_shown_as(datetime(2007, 10, 28, 2, 30), VIENNA)
    assert second - first == timedelta(hours=1)
    assert [localize_instant(each, VIENNA) for each in (first, second)] == [
        "28 October 2007, 02:30 (Vienna time, UTC+2)",
        "28 October 2007, 02:30 (Vienna time, UTC+1)",
    ]


def test_in_arabic_the_offset_stays_in_one_piece():
    with translation.override("ar"):
        assert "\u2066UTC+1\u2069" in localize_instant(utc(2008, 2, 10, 17), VIENNA)
