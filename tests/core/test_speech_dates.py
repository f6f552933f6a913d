"""Dates as the United Nations writes them, letter by letter, in six languages."""

from datetime import date

import pytest

from palermo.core.dates import PartialDate
from palermo.core.languages import CODES
from palermo.core.speech.dates import format_day, format_day_list, format_period

FORMS = ("plain", "when", "by", "since", "until", "of")
WRITTEN = ("2007-08-01", "2007-03", "2008", "late 2007-09", "mid 2007-10", "early 2007-04", "early 2008", "mid 2008")
JUNE = (date(2007, 6, 19), date(2007, 6, 22))
SUMMER = (date(2007, 7, 30), date(2007, 8, 2))
WINTER = (date(2007, 12, 28), date(2008, 1, 3))
TWO_DAYS = (date(2007, 10, 25), date(2007, 10, 26))
JULY = [date(2007, 7, day) for day in (16, 20, 23, 25, 26, 30)]
ALL = [date(2007, 6, 18), *JULY, date(2007, 8, 1), date(2007, 12, 14), date(2008, 1, 11), date(2008, 1, 13)]

DAYS = {
    "en": {
        "plain": (
            "1 August 2007 | March 2007 | 2008 | late September 2007 | mid-October 2007 | early April 2007"
            " | early 2008 | mid-2008"
        ),
        "when": (
            "on 1 August 2007 | in March 2007 | in 2008 | in late September 2007 | in mid-October 2007"
            " | in early April 2007 | in early 2008 | in mid-2008"
        ),
        "by": (
            "by 1 August 2007 | by March 2007 | by 2008 | by late September 2007 | by mid-October 2007"
            " | by early April 2007 | by early 2008 | by mid-2008"
        ),
        "since": (
            "since 1 August 2007 | since March 2007 | since 2008 | since late September 2007 | since mid-October 2007"
            " | since early April 2007 | since early 2008 | since mid-2008"
        ),
        "until": (
            "until 1 August 2007 | until March 2007 | until 2008"
            " | until late September 2007 | until mid-October 2007 | until early April 2007"
            " | until early 2008 | until mid-2008"
        ),
        "of": (
            "of 1 August 2007 | of March 2007 | of 2008"
            " | of late September 2007 | of mid-October 2007 | of early April 2007"
            " | of early 2008 | of mid-2008"
        ),
    },
    "fr": {
        "plain": (
            "1er août 2007 | mars 2007 | 2008 | fin septembre 2007 | mi-octobre 2007 | début avril 2007"
            " | début 2008 | mi-2008"
        ),
        "when": (
            "le 1er août 2007 | en mars 2007 | en 2008 | à la fin de septembre 2007 | à la mi-octobre 2007"
            " | au début d’avril 2007 | au début de 2008 | au milieu de 2008"
        ),
        "by": (
            "d’ici au 1er août 2007 | d’ici à mars 2007 | d’ici à 2008 | d’ici à la fin de septembre 2007"
            " | d’ici à la mi-octobre 2007 | d’ici au début d’avril 2007 | d’ici au début de 2008"
            " | d’ici au milieu de 2008"
        ),
        "since": (
            "depuis le 1er août 2007 | depuis mars 2007 | depuis 2008 | depuis la fin de septembre 2007"
            " | depuis la mi-octobre 2007 | depuis le début d’avril 2007 | depuis le début de 2008"
            " | depuis le milieu de 2008"
        ),
        "until": (
            "jusqu’au 1er août 2007 | jusqu’en mars 2007 | jusqu’en 2008"
            " | jusqu’à la fin de septembre 2007 | jusqu’à la mi-octobre 2007 | jusqu’au début d’avril 2007"
            " | jusqu’au début de 2008 | jusqu’au milieu de 2008"
        ),
        "of": (
            "du 1er août 2007 | de mars 2007 | de 2008"
            " | de la fin de septembre 2007 | de la mi-octobre 2007 | du début d’avril 2007"
            " | du début de 2008 | du milieu de 2008"
        ),
    },
    "es": {
        "plain": (
            "1 de agosto de 2007 | marzo de 2007 | 2008 | fines de septiembre de 2007 | mediados de octubre de 2007"
            " | principios de abril de 2007 | principios de 2008 | mediados de 2008"
        ),
        "when": (
            "el 1 de agosto de 2007 | en marzo de 2007 | en 2008 | a fines de septiembre de 2007"
            " | a mediados de octubre de 2007 | a principios de abril de 2007 | a principios de 2008"
            " | a mediados de 2008"
        ),
        "by": (
            "a más tardar el 1 de agosto de 2007 | para marzo de 2007 | para 2008 | para fines de septiembre de 2007"
            " | para mediados de octubre de 2007 | para principios de abril de 2007 | para principios de 2008"
            " | para mediados de 2008"
        ),
        "since": (
            "desde el 1 de agosto de 2007 | desde marzo de 2007 | desde 2008 | desde fines de septiembre de 2007"
            " | desde mediados de octubre de 2007 | desde principios de abril de 2007 | desde principios de 2008"
            " | desde mediados de 2008"
        ),
        "until": (
            "hasta el 1 de agosto de 2007 | hasta marzo de 2007 | hasta 2008"
            " | hasta fines de septiembre de 2007 | hasta mediados de octubre de 2007"
            " | hasta principios de abril de 2007 | hasta principios de 2008 | hasta mediados de 2008"
        ),
        "of": (
            "del 1 de agosto de 2007 | de marzo de 2007 | de 2008"
            " | de fines de septiembre de 2007 | de mediados de octubre de 2007 | de principios de abril de 2007"
            " | de principios de 2008 | de mediados de 2008"
        ),
    },
    "ru": {
        "plain": (
            "1 августа 2007 года | март 2007 года | 2008 год | конец сентября 2007 года | середина октября 2007 года"
            " | начало апреля 2007 года | начало 2008 года | середина 2008 года"
        ),
        "when": (
            "1 августа 2007 года | в марте 2007 года | в 2008 году | в конце сентября 2007 года"
            " | в середине октября 2007 года | в начале апреля 2007 года | в начале 2008 года | в середине 2008 года"
        ),
        "by": (
            "к 1 августа 2007 года | к марту 2007 года | к 2008 году | к концу сентября 2007 года"
            " | к середине октября 2007 года | к началу апреля 2007 года | к началу 2008 года | к середине 2008 года"
        ),
        "since": (
            "с 1 августа 2007 года | с марта 2007 года | с 2008 года | с конца сентября 2007 года"
            " | с середины октября 2007 года | с начала апреля 2007 года | с начала 2008 года | с середины 2008 года"
        ),
        "until": (
            "до 1 августа 2007 года | до марта 2007 года | до 2008 года"
            " | до конца сентября 2007 года | до середины октября 2007 года | до начала апреля 2007 года"
            " | до начала 2008 года | до середины 2008 года"
        ),
        "of": (
            "от 1 августа 2007 года | за март 2007 года | за 2008 год"
            " | конца сентября 2007 года | середины октября 2007 года | начала апреля 2007 года"
            " | начала 2008 года | середины 2008 года"
        ),
    },
    "ar": {
        "plain": (
            "1 آب/أغسطس 2007 | آذار/مارس 2007 | عام 2008 | أواخر أيلول/سبتمبر 2007 | منتصف تشرين الأول/أكتوبر 2007"
            " | أوائل نيسان/أبريل 2007 | أوائل عام 2008 | منتصف عام 2008"
        ),
        "when": (
            "في 1 آب/أغسطس 2007 | في آذار/مارس 2007 | في عام 2008 | في أواخر أيلول/سبتمبر 2007"
            " | في منتصف تشرين الأول/أكتوبر 2007 | في أوائل نيسان/أبريل 2007 | في أوائل عام 2008 | في منتصف عام 2008"
        ),
        "by": (
            "بحلول 1 آب/أغسطس 2007 | بحلول آذار/مارس 2007 | بحلول عام 2008 | بحلول أواخر أيلول/سبتمبر 2007"
            " | بحلول منتصف تشرين الأول/أكتوبر 2007 | بحلول أوائل نيسان/أبريل 2007 | بحلول أوائل عام 2008"
            " | بحلول منتصف عام 2008"
        ),
        "since": (
            "منذ 1 آب/أغسطس 2007 | منذ آذار/مارس 2007 | منذ عام 2008 | منذ أواخر أيلول/سبتمبر 2007"
            " | منذ منتصف تشرين الأول/أكتوبر 2007 | منذ أوائل نيسان/أبريل 2007 | منذ أوائل عام 2008"
            " | منذ منتصف عام 2008"
        ),
        "until": (
            "حتى 1 آب/أغسطس 2007 | حتى آذار/مارس 2007 | حتى عام 2008"
            " | حتى أواخر أيلول/سبتمبر 2007 | حتى منتصف تشرين الأول/أكتوبر 2007 | حتى أوائل نيسان/أبريل 2007"
            " | حتى أوائل عام 2008 | حتى منتصف عام 2008"
        ),
        "of": (
            "1 آب/أغسطس 2007 | آذار/مارس 2007 | عام 2008"
            " | أواخر أيلول/سبتمبر 2007 | منتصف تشرين الأول/أكتوبر 2007 | أوائل نيسان/أبريل 2007"
            " | أوائل عام 2008 | منتصف عام 2008"
        ),
    },
    "zh": {
        "plain": (
            "2007年8月1日 | 2007年3月 | 2008年 | 2007年9月下旬 | 2007年10月中旬 | 2007年4月上旬 | 2008年年初"
            " | 2008年年中"
        ),
        "when": (
            "2007年8月1日 | 2007年3月 | 2008年 | 2007年9月下旬 | 2007年10月中旬 | 2007年4月上旬 | 2008年年初"
            " | 2008年年中"
        ),
        "by": (
            "2007年8月1日之前 | 2007年3月之前 | 2008年之前 | 2007年9月下旬之前 | 2007年10月中旬之前 | 2007年4月上旬之前"
            " | 2008年年初之前 | 2008年年中之前"
        ),
        "since": (
            "自2007年8月1日以来 | 自2007年3月以来 | 自2008年以来 | 自2007年9月下旬以来 | 自2007年10月中旬以来"
            " | 自2007年4月上旬以来 | 自2008年年初以来 | 自2008年年中以来"
        ),
        "until": (
            "至2007年8月1日 | 至2007年3月 | 至2008年"
            " | 至2007年9月下旬 | 至2007年10月中旬 | 至2007年4月上旬"
            " | 至2008年年初 | 至2008年年中"
        ),
        "of": (
            "2007年8月1日 | 2007年3月 | 2008年"
            " | 2007年9月下旬 | 2007年10月中旬 | 2007年4月上旬"
            " | 2008年年初 | 2008年年中"
        ),
    },
}

PERIODS = {
    "en": (
        "19–22 June 2007 | 30 July–2 August 2007 | 28 December 2007–3 January 2008 | 25 and 26 October 2007",
        "from 19 to 22 June 2007 | from 30 July to 2 August 2007 | from 28 December 2007 to 3 January 2008"
        " | on 25 and 26 October 2007",
    ),
    "fr": (
        "19-22 juin 2007 | 30 juillet-2 août 2007 | 28 décembre 2007-3 janvier 2008 | 25 et 26 octobre 2007",
        "du 19 au 22 juin 2007 | du 30 juillet au 2 août 2007 | du 28 décembre 2007 au 3 janvier 2008"
        " | les 25 et 26 octobre 2007",
    ),
    "es": (
        "19 a 22 de junio de 2007 | 30 de julio a 2 de agosto de 2007 | 28 de diciembre de 2007 a 3 de enero de 2008"
        " | 25 y 26 de octubre de 2007",
        "del 19 al 22 de junio de 2007 | del 30 de julio al 2 de agosto de 2007"
        " | del 28 de diciembre de 2007 al 3 de enero de 2008 | los días 25 y 26 de octubre de 2007",
    ),
    "ru": (
        "19–22 июня 2007 года | 30 июля – 2 августа 2007 года | 28 декабря 2007 года – 3 января 2008 года"
        " | 25 и 26 октября 2007 года",
        "с 19 по 22 июня 2007 года | с 30 июля по 2 августа 2007 года"
        " | с 28 декабря 2007 года по 3 января 2008 года | 25 и 26 октября 2007 года",
    ),
    "ar": (
        "من 19 إلى 22 حزيران/يونيه 2007 | من 30 تموز/يوليه إلى 2 آب/أغسطس 2007"
        " | من 28 كانون الأول/ديسمبر 2007 إلى 3 كانون الثاني/يناير 2008 | 25 و26 تشرين الأول/أكتوبر 2007",
        "في الفترة من 19 إلى 22 حزيران/يونيه 2007 | في الفترة من 30 تموز/يوليه إلى 2 آب/أغسطس 2007"
        " | في الفترة من 28 كانون الأول/ديسمبر 2007 إلى 3 كانون الثاني/يناير 2008"
        " | في 25 و26 تشرين الأول/أكتوبر 2007",
    ),
    "zh": (
        "2007年6月19日至22日 | 2007年7月30日至8月2日 | 2007年12月28日至2008年1月3日 | 2007年10月25日和26日",
        "2007年6月19日至22日 | 2007年7月30日至8月2日 | 2007年12月28日至2008年1月3日 | 2007年10月25日和26日",
    ),
}

LISTS = {
    "en": "on 18 June, 16, 20, 23, 25, 26 and 30 July, 1 August and 14 December 2007, and 11 and 13 January 2008",
    "fr": "les 18 juin, 16, 20, 23, 25, 26 et 30 juillet, 1er août et 14 décembre 2007, et 11 et 13 janvier 2008",
    "es": "los días 18 de junio, 16, 20, 23, 25, 26 y 30 de julio, 1 de agosto y 14 de diciembre de 2007, "
    "y 11 y 13 de enero de 2008",
    "ru": "18 июня, 16, 20, 23, 25, 26 и 30 июля, 1 августа и 14 декабря 2007 года, а также 11 и 13 января 2008 года",
    "ar": "في 18 حزيران/يونيه و16 و20 و23 و25 و26 و30 تموز/يوليه و1 آب/أغسطس و14 كانون الأول/ديسمبر 2007، "
    "و11 و13 كانون الثاني/يناير 2008",
    "zh": "2007年6月18日、7月16日、20日、23日、25日、26日、30日、8月1日和12月14日以及2008年1月11日和13日",
}

# Russian months in every case that a pattern needs: in March, by March, since March.
RUSSIAN_MONTHS = {
    1: ("январь", "в январе", "к январю", "с января"),
    3: ("март", "в марте", "к марту", "с марта"),
    5: ("май", "в мае", "к маю", "с мая"),
    8: ("август", "в августе", "к августу", "с августа"),
    11: ("ноябрь", "в ноябре", "к ноябрю", "с ноября"),
}


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("form", FORMS)
def test_date_is_said_as_exactly_as_it_is_known(lang, form):
    shown = [format_day(PartialDate.parse(written), lang, form) for written in WRITTEN]
    assert shown == DAYS[lang][form].split(" | ")


@pytest.mark.parametrize("lang", CODES)
def test_period_names_month_and_year_once(lang):
    periods = (JUNE, SUMMER, WINTER, TWO_DAYS)
    assert [format_period(*period, lang) for period in periods] == PERIODS[lang][0].split(" | ")
    assert [format_period(*period, lang, "when") for period in periods] == PERIODS[lang][1].split(" | ")


@pytest.mark.parametrize("lang", CODES)
def test_period_of_one_day_is_that_day(lang):
    assert format_period(JUNE[0], JUNE[0], lang, "when") == format_day(PartialDate(JUNE[0]), lang, "when")


@pytest.mark.parametrize("lang", CODES)
def test_list_of_days_is_grouped_by_month_and_year(lang):
    assert format_day_list(ALL, lang, "when") == LISTS[lang]


@pytest.mark.parametrize("lang", CODES)
def test_list_of_days_is_the_same_in_any_order_and_with_repetitions(lang):
    assert format_day_list([*reversed(ALL), *ALL], lang) == format_day_list(ALL, lang)


def test_single_days_of_two_years_need_no_comma():
    days = [date(2007, 9, 4), date(2008, 1, 17)]
    assert {lang: format_day_list(days, lang) for lang in CODES} == {
        "ar": "4 أيلول/سبتمبر 2007 و17 كانون الثاني/يناير 2008",
        "zh": "2007年9月4日和2008年1月17日",
        "en": "4 September 2007 and 17 January 2008",
        "fr": "4 septembre 2007 et 17 janvier 2008",
        "ru": "4 сентября 2007 года и 17 января 2008 года",
        "es": "4 de septiembre de 2007 y 17 de enero de 2008",
    }


def test_list_of_one_day_is_singular():
    day = [date(2007, 8, 1)]
    assert format_day_list(day, "fr", "when") == "le 1er août 2007"
    assert format_day_list(day, "es", "when") == "el 1 de agosto de 2007"


def test_list_of_one_month_joins_only_days():
    assert format_day_list(JULY[:3], "en") == "16, 20 and 23 July 2007"
    assert format_day_list(JULY[:3], "ru") == "16, 20 и 23 июля 2007 года"
    assert format_day_list(JULY[:3], "zh") == "2007年7月16日、20日和23日"


@pytest.mark.parametrize(("month", "cases"), RUSSIAN_MONTHS.items())
def test_russian_month_takes_the_case_of_its_sentence(month, cases):
    on = PartialDate.parse(f"2007-{month:02}")
    assert [format_day(on, "ru", form) for form in ("plain", "when", "by", "since")] == [
        f"{case} 2007 года" for case in cases
    ]


@pytest.mark.parametrize("lang", CODES)
def test_digits_are_western(lang):
    shown = format_day_list(ALL, lang) + format_period(*WINTER, lang)
    assert [sign for sign in shown if sign.isdigit() and not sign.isascii()] == []
