"""What forms show above and at their fields: one language at a time, what is wrong and where, what was typed."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.http import QueryDict
from django.template import engines
from django.utils import translation

from palermo.core.forms import MultilingualFormField
from palermo.core.text import MultilingualText
from tests.slices import ACTIONS

PAGE = (
    "{% load forms %}{% form_head form %}{% for field in form.visible_fields %}{{ field.as_field_group }}{% endfor %}"
)


class TextForm(forms.Form):
    kind = forms.ChoiceField(label="Kind", choices=[("event", "Event")], widget=forms.RadioSelect)
    title = MultilingualFormField(label="Title")
    text = MultilingualFormField(label="Text", long=True, required=False)


def shown(form, language="en"):
    with translation.override(language):
        return BeautifulSoup(engines["django"].from_string(PAGE).render({"form": form}), "lxml")


def sent(**values):
    data = QueryDict(mutable=True)
    data.update(values)
    return TextForm(data)


def opened(page):
    return [choice["value"] for choice in page.select(".text-languages [checked]")]


@pytest.mark.parametrize(("language", "code"), [("en", "en"), ("zh-hans", "zh"), ("ar", "ar")])
def test_the_readers_language_is_open(language, code):
    assert opened(shown(TextForm(), language)) == [code]


def test_one_choice_of_a_language_stands_before_the_first_text_of_a_form():
    page = shown(TextForm())
    assert len(page.select(".text-languages")) == 1
    assert page.select_one(".text-languages").find_next("fieldset").legend.text == "Title"
    assert [choice["value"] for choice in page.select(".text-languages input")] == [
        *("ar", "zh", "en", "fr", "ru", "es", "all")
    ]


def test_a_form_without_texts_offers_no_language():
    class DayForm(forms.Form):
        on = forms.DateField(label="Date")

    assert shown(DayForm()).select(".text-languages") == []


def test_each_language_says_how_many_texts_are_written_in_it():
    texts = {"title": MultilingualText({"en": "Title", "fr": "Titre"}), "text": MultilingualText({"en": "Text"})}
    page = shown(TextForm(initial=texts))
    assert [count.text.strip() for count in page.select(".text-languages small")] == [
        *("0 of 2", "0 of 2", "2 of 2", "1 of 2", "0 of 2", "0 of 2")
    ]
    assert [" ".join(line.text.split()) for line in page.select(".multilingual-written:not([hidden])")] == [
        *("Languages: 2 of 6 English Français", "Languages: 1 of 6 English")
    ]


def test_the_language_chosen_stays_open_when_the_form_comes_back():
    assert opened(shown(sent(text_language="fr"))) == ["fr"]
    assert opened(shown(sent(text_language="all"))) == ["all"]
    assert opened(shown(sent(text_language="tlh"))) == ["en"]


def test_a_language_with_an_error_is_opened():
    page = shown(sent(kind="event", title_en="Title", title_ru="Ошибка\x00"))
    assert opened(page) == ["ru"]
    link = page.select_one(".error-summary a")
    assert (link.text.strip(), link["href"]) == (
        "Title: Русский: Null characters are not allowed.",
        "#" + page.select_one("[name=title_ru]")["id"],
    )


def test_every_error_is_listed_above_the_form_and_leads_to_its_field():
    page = shown(sent(text_en="Kept"))
    summary = page.select_one(".error-summary")
    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    assert summary.h2.text == "There is a problem"
    assert {link["href"]: link.text.strip() for link in summary.select("a")} == {
        "#id_kind_0": "Kind: Choose one.",
        "#" + page.select_one("[name=title_en]")["id"]: "Title: Enter the text in at least one language.",
    }
    assert page.select_one("#id_kind_0")["name"] == "kind"
    assert [each.text for each in page.select(".field.wrong .errorlist li")] == [
        *("Choose one.", "Enter the text in at least one language.")
    ]
    assert page.select_one("[name=text_en]").text.strip() == "Kept"


def test_a_form_without_errors_has_no_summary():
    assert shown(TextForm()).select(".error-summary") == []


def test_a_form_of_more_than_a_dozen_fields_is_shown_in_parts_which_have_all_of_its_fields():
    lengths, wrong = {}, []
    for act in ACTIONS.values():
        names = {name for name, field in act.form.base_fields.items() if not field.widget.is_hidden}
        in_parts = [name for _heading, fields in act.form.sections for name in fields]
        lengths[act.name] = len(names) if not in_parts else 0
        # A form may leave out a field of the one that it extends.
        if in_parts and (len(set(in_parts)) != len(in_parts) or names - set(in_parts) - {"temporary_number"}):
            wrong.append(act.name)
    assert ({name for name, length in lengths.items() if length > 12}, wrong) == (set(), [])
