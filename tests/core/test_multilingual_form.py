"""The six inputs of a text: what is written comes back, and what is wrong says in which language."""

import re
from datetime import date

import pytest
from django import forms
from django.utils import translation

from palermo.core.dates import DatePrecision, PartialDate
from palermo.core.fields import MultilingualField
from palermo.core.forms import MultilingualFormField, PartialDateFormField
from palermo.core.text import MultilingualText

SIX = {
    "ar": "حدث إقليمي",
    "zh": "区域活动",
    "en": "Regional event",
    "fr": "Manifestation régionale",
    "ru": "Региональное мероприятие",
    "es": "Acto regional",
}


class TitleForm(forms.Form):
    title = MultilingualFormField()
    text = MultilingualFormField(long=True, required=False)
    begun = PartialDateFormField(required=False)


def posted(name, texts):
    return {f"{name}_{code}": words for code, words in texts.items()}


def test_what_is_written_in_six_languages_comes_back_in_the_official_order():
    form = TitleForm(posted("title", SIX))
    assert form.is_valid(), form.errors
    assert list(form.cleaned_data["title"].items()) == list(SIX.items())
    assert form.cleaned_data["text"] == MultilingualText()


def test_the_inputs_stand_in_the_official_order_with_label_language_and_direction():
    html = str(TitleForm(initial={"title": MultilingualText(SIX)})["title"])
    assert re.findall(r'<label [^>]*for="id_title_(\d)"\s+lang="([\w-]+)"\s+dir="(\w+)">(.+?)</label>', html) == [
        ("0", "ar", "rtl", "العربية"),
        ("1", "zh-Hans", "ltr", "中文"),
        ("2", "en", "ltr", "English"),
        ("3", "fr", "ltr", "Français"),
        ("4", "ru", "ltr", "Русский"),
        ("5", "es", "ltr", "Español"),
    ]
    assert re.findall(r'<input [^>]*name="title_(\w+)"\s+value="([^"]+)"', html) == list(SIX.items())
    assert re.findall(r'<input [^>]*dir="rtl"', html) == re.findall(r'<input [^>]*lang="ar"\s+dir="rtl"', html)


def test_a_long_text_is_written_in_six_areas():
    html = str(TitleForm()["text"])
    assert re.findall(r'<textarea name="text_(\w+)"', html) == list(SIX)


def test_a_text_shown_and_sent_back_by_a_browser_has_not_changed():
    text = MultilingualText({"en": "First line.\nSecond line."})
    sent = posted("text", {code: text.get(code, "").replace("\n", "\r\n") for code in SIX}) | posted("title", SIX)
    form = TitleForm(sent, initial={"title": MultilingualText(SIX), "text": text})
    assert form.is_valid()
    assert form.cleaned_data["text"] == text


def test_a_required_text_in_no_language_is_refused_with_a_sentence():
    form = TitleForm(posted("title", dict.fromkeys(SIX, "  ")))
    assert form.errors == {"title": ["Enter the text in at least one language."]}


def test_an_error_names_its_language():
    form = TitleForm(posted("title", {**SIX, "ru": "Ошибка\x00", "zh": "错\x00误"}))
    assert form.errors == {
        "title": ["中文: Null characters are not allowed.", "Русский: Null characters are not allowed."]
    }


def test_one_language_is_enough_and_the_rest_is_said_to_be_missing():
    form = TitleForm(posted("title", {"fr": " Manuel "}))
    assert form.is_valid()
    assert dict(form.cleaned_data["title"]) == {"fr": "Manuel"}
    assert form.cleaned_data["title"].missing == ("ar", "zh", "en", "ru", "es")


def test_the_model_field_brings_the_widget_of_its_length():
    assert MultilingualField(long=True).formfield().widget.long is True
    assert MultilingualField().formfield().widget.long is False
    assert MultilingualField(blank=True).formfield().required is False


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2007-06-18", PartialDate(date(2007, 6, 18))),
        ("late September 2007", PartialDate(date(2007, 9, 30), DatePrecision.LATE_MONTH)),
        ("mid-2008", PartialDate(date(2008, 8, 31), DatePrecision.MID_YEAR)),
        ("", None),
    ],
)
def test_a_partial_date_is_read_and_written_back_alike(written, meant):
    form = TitleForm(posted("title", SIX) | {"begun": written})
    assert form.is_valid()
    assert form.cleaned_data["begun"] == meant
    assert f'value="{written}"' in str(TitleForm(initial={"begun": meant})["begun"]) or not written


def test_a_date_that_cannot_be_read_says_what_was_expected_and_found():
    form = TitleForm(posted("title", SIX) | {"begun": "18/6/2007"})
    with translation.override("en"):
        assert form.errors == {
            "begun": [
                "Enter a date such as 18 June 2007, June 2007, late September 2007, mid-2008 or 2007-06-18; "
                "found “18/6/2007”."
            ]
        }
