"""Dates behind their words, as each of the six languages joins them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from palermo.site.templatetags.times import when

DATED = {
    "en": "due 14 April 2008",
    "fr": "échéance\u00a0: 14 avril 2008",
    "es": "plazo: 14 de abril de 2008",
    "ru": "срок: 14 апреля 2008 года",
    "ar": "الموعد: 14 نيسان/أبريل 2008",
    "zh-hans": "期限：2008年4月14日",
}


@pytest.mark.parametrize("language", DATED)
def test_a_date_stands_behind_its_words_as_the_language_joins_them(language):
    with translation.override(language):
        shown = Template('{% date_after _("due") day %}').render(Context({"day": date(2008, 4, 14)}))
    assert shown.replace('<time datetime="2008-04-14">', "").replace("</time>", "") == DATED[language]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2008, 1, 31, 23, 30, tzinfo=UTC), "1 February 2008"),
        (datetime(2008, 1, 31, 23, 30, tzinfo=ZoneInfo("Asia/Bangkok")), "31 January 2008"),
        (date(2008, 1, 31), "31 January 2008"),
    ],
    ids=["an instant of the record", "an instant with its own zone", "a day"],
)
def test_the_day_of_an_instant_is_that_here_or_where_it_is(instant, day):
    assert day in when(instant)
