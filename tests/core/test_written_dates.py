"""Dates as people type them in six languages; digits alone only in the order of files."""

from datetime import date, time

import pytest
from django import forms

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.forms import DayFormField
from palermo.core.languages import CODES
from palermo.core.speech.dates import format_day
from palermo.core.written_dates import read_date, read_hour


class DayForm(forms.Form):
    on = DayFormField()


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_that_the_site_writes_is_read_in_every_language(lang, month):
    day = PartialDate(date(2007, month, 18))
    assert read_date(format_day(day, lang)) == day


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
        ("late 2007-09", "late 2007-09"),
        ("mid 2008", "mid 2008"),
    ],
)
def test_a_date_in_words_is_read_as_exactly_as_it_is_given(typed, read):
    assert str(read_date(typed)) == read


@pytest.mark.parametrize(
    "typed", ["18/6/2007", "6.7.2007", "31 June 2007", "18 Brumaire 2007", "June", "1 May 0000", "0000年5月", ""]
)
def test_what_is_no_date_or_could_be_two_is_refused(typed):
    with pytest.raises(ValueError, match="expected a date such as"):
        read_date(typed)


def test_a_day_is_asked_for_exactly():
    assert DayForm({"on": "18 June 2007"}).is_valid()
    assert DayForm({"on": "June 2007"}).errors == {
        "on": ["Enter a date such as 2007-06-18 or 18 June 2007; found “June 2007”."]
    }
    assert read_date("June 2007").precision == DatePrecision.MONTH


def test_a_field_says_how_a_date_is_typed_and_offers_the_calendar():
    html = str(DayForm(initial={"on": date(2007, 6, 18)})["on"])
    assert 'value="2007-06-18"' in html
    assert 'data-calendar="Calendar"' in html
    assert DayForm()["on"].help_text == "For example, 2007-06-18 or 18 June 2007."


@pytest.mark.parametrize(
    ("typed", "read"), [("9:30", time(9, 30)), ("09:30", time(9, 30)), (" 18.05 ", time(18, 5)), ("0:00", time())]
)
def test_an_hour_is_read_by_the_24_hour_clock(typed, read):
    assert read_hour(typed) == read


@pytest.mark.parametrize("typed", ["", "9", "930", "24:00", "12:60", "9:5", "6 p.m.", "09:30:00", "-1:30"])
def test_what_is_no_hour_is_refused(typed):
    with pytest.raises(ValueError, match="expected a time such as 9:30 or 18:00, found"):
        read_hour(typed)
