"""Dates as people type them in six languages; digits alone only in the order of files."""

from datetime import date, time

import pytest
from django import forms
from django.utils import translation

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import DayFormField, PartialDateFormField
from palermo.core.languages import CODES, LANGUAGES
from palermo.core.speech.dates import format_day
from palermo.core.written_dates import read_date, read_hour


class DayForm(forms.Form):
    on = DayFormField()


class PartialDateForm(forms.Form):
    on = PartialDateFormField()


MONTHS = [f"2007-{month:02}" for month in range(1, 13)]
PARTS = ("early", "mid", "late")
# Every precision, in every month.
WRITTEN = [
    *(f"{month}-{day:02}" for month in MONTHS for day in (1, 18)),
    *MONTHS,
    *(f"{part} {month}" for part in PARTS for month in MONTHS),
    *(f"{part} 2007" for part in PARTS),
    "2007",
]


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_whatever_date_the_site_shows_can_be_typed_in_every_language(language):
    dates = [PartialDate.parse(written) for written in WRITTEN]
    assert {each.precision for each in dates} == set(DatePrecision)
    shown = [format_day(each, language.code) for each in dates]
    assert [read_date(each) for each in shown] == dates
    # Copied from a page, a date may bring marks of direction and unbreakable spaces.
    assert [read_date(f"\u2068{each}\u2069".replace(" ", "\xa0")) for each in shown] == dates
    with translation.override(language.tag):
        fields = [PartialDateForm(initial={"on": each})["on"].value() for each in dates]
        assert [PartialDateForm({"on": each}).fields["on"].clean(each) for each in fields] == dates


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_the_examples_beside_a_field_can_be_typed_in_every_language(language):
    examples = ["2007-06-18", "2007-06", "late 2007-09", "mid 2008"]
    with translation.override(language.tag):
        help_text = str(PartialDateForm()["on"].help_text)
    words = [format_day(PartialDate.parse(each), language.code) for each in examples]
    assert [each for each in words if each not in help_text] == []
    assert "2007-06-18" in help_text


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("18 june 2007", "2007-06-18"),
        ("18 Jun 2007", "2007-06-18"),
        ("June 2007", "2007-06"),
        ("1er juillet 2007", "2007-07-01"),
        ("18 de junio de 2007", "2007-06-18"),
        ("junio de 2007", "2007-06"),
        ("18 июня 2007 г.", "2007-06-18"),
        ("июнь 2007", "2007-06"),
        ("18 يونيه 2007", "2007-06-18"),
        ("18 حزيران 2007", "2007-06-18"),
        ("2007年6月", "2007-06"),
        ("2007年", "2007"),
        ("2007-06-18", "2007-06-18"),
        ("2007年9月底", "late 2007-09"),
        ("2007年初", "early 2007"),
        ("end of September 2007", "late 2007-09"),
        ("finales de septiembre de 2007", "late 2007-09"),
        ("mi 2008", "mid 2008"),
        ("2007 г.", "2007"),
        ("late 2007-09", "late 2007-09"),
        ("mid 2008", "mid 2008"),
    ],
)
def test_a_date_in_words_is_read_as_exactly_as_it_is_given(typed, read):
    assert str(read_date(typed)) == read


@pytest.mark.parametrize(
    "typed",
    [
        "18/6/2007",
        "6.7.2007",
        "31 June 2007",
        "18 Brumaire 2007",
        "June",
        "late 18 June 2007",
        "1 May 0000",
        "0000年5月",
        "0000",
        "",
    ],
)
def test_what_is_no_date_or_could_be_two_is_refused(typed):
    with pytest.raises(ValueError, match="expected a date such as"):
        read_date(typed)


def test_a_day_is_asked_for_exactly():
    assert DayForm({"on": "18 June 2007"}).is_valid()
    assert DayForm({"on": "June 2007"}).errors == {
        "on": ["Enter a date such as 18 June 2007 or 2007-06-18; found “June 2007”."]
    }
    assert read_date("June 2007").precision == DatePrecision.MONTH


def test_a_field_says_how_a_date_is_typed_and_offers_the_calendar():
    html = str(DayForm(initial={"on": date(2007, 6, 18)})["on"])
    assert 'value="2007-06-18"' in html
    assert 'data-calendar="Calendar"' in html
    assert DayForm()["on"].help_text == "For example, 18 June 2007 or 2007-06-18."


@pytest.mark.parametrize(
    ("typed", "read"), [("9:30", time(9, 30)), ("09:30", time(9, 30)), (" 18.05 ", time(18, 5)), ("0:00", time())]
)
def test_an_hour_is_read_by_the_24_hour_clock(typed, read):
    assert read_hour(typed) == read


@pytest.mark.parametrize("typed", ["", "9", "930", "24:00", "12:60", "9:5", "6 p.m.", "09:30:00", "-1:30"])
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(ValueError, match="expected a time such as 9:30 or 18:00, found"):
        read_hour(typed)
