"""Hours as documents print them, with their time zone."""

from datetime import UTC, datetime, time

import pytest

from palermo.core.languages import CODES
from palermo.core.speech.hours import (
    clock_hours,
    format_hour,
    format_hours,
    format_instant,
    is_zone,
    zone_city,
    zone_continent,
)

VIENNA = "Europe/Vienna"


def test_an_hour_in_each_language():
    assert {lang: format_hour(time(15), lang) for lang in CODES} == {
        "ar": "15/00",
        "zh": "下午3时",
        "en": "3 p.m.",
        "fr": "15 heures",
        "ru": "15 ч 00 мин",
        "es": "15.00",
    }


@pytest.mark.parametrize(
    ("hour", "lang", "words"),
    [
        (time(12), "en", "noon"),
        (time(0), "en", "12 a.m."),
        (time(9, 30), "en", "9.30 a.m."),
        (time(1), "fr", "1 heure"),
        (time(13, 30), "fr", "13 h 30"),
        (time(12), "zh", "中午12时"),
        (time(9, 5), "zh", "上午9时5分"),
    ],
)
def test_hours_that_are_said_in_their_own_way(hour, lang, words):
    assert format_hour(hour, lang) == words


def test_from_an_hour_to_another_with_the_zone():
    assert {lang: format_hours(time(10), time(13), VIENNA, lang) for lang in CODES} == {
        "ar": "من الساعة 10/00 إلى الساعة 13/00 (بتوقيت فيينا)",
        "zh": "上午10时至下午1时（维也纳时间）",
        "en": "10 a.m. to 1 p.m. (Vienna time)",
        "fr": "de 10 heures à 13 heures (heure de Vienne)",
        "ru": "с 10 ч 00 мин до 13 ч 00 мин (местное время: Вена)",
        "es": "de las 10.00 a las 13.00 horas (hora de Viena)",
    }


def test_pages_have_the_24_hour_clock_in_every_language():
    assert {lang: clock_hours(time(9, 30), time(13), VIENNA, lang) for lang in CODES} == {
        "ar": "09:30–13:00 (بتوقيت فيينا)",
        "zh": "09:30–13:00（维也纳时间）",
        "en": "09:30–13:00 (Vienna time)",
        "fr": "09:30–13:00 (heure de Vienne)",
        "ru": "09:30–13:00 (местное время: Вена)",
        "es": "09:30–13:00 (hora de Viena)",
    }


def test_an_end_that_is_not_known_is_not_said():
    assert format_hours(time(0), None, "", "en") == "from 12 a.m."
    assert clock_hours(time(0), None, "", "en") == "from 00:00"


def test_midnight_is_an_hour_like_another():
    assert format_hours(time(22), time(0), "UTC", "en") == "10 p.m. to 12 a.m. (UTC)"


def test_french_elides_before_a_vowel():
    assert format_hours(time(9), None, "Africa/Addis_Ababa", "fr") == "à partir de 9 heures (heure d’Addis-Abeba)"


def test_an_instant_is_told_in_the_zone_it_was_set_in():
    instant = datetime(2007, 9, 28, 22, 30, tzinfo=UTC)
    assert format_instant(instant, VIENNA, "en") == "29 September 2007, 12.30 a.m. (Vienna time)"
    assert format_instant(instant, "America/New_York", "zh") == "2007年9月28日下午6时30分（纽约时间）"


def test_a_zone_has_a_name_of_the_list():
    assert (is_zone(VIENNA), is_zone("Vienna")) == (True, False)


@pytest.mark.parametrize(
    ("zone", "city", "continent"),
    [
        ("Europe/Vienna", "Viena", "Europa"),
        ("America/New_York", "Nueva York", "América"),
        ("Pacific/Auckland", "Auckland", "Oceanía"),
        ("Atlantic/Azores", "Azores", ""),
        ("UTC", "UTC", ""),
    ],
)
def test_a_zone_has_a_city_and_a_continent(zone, city, continent):
    assert (zone_city(zone, "es"), zone_continent(zone, "es")) == (city, continent)
