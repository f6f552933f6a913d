"""Differences between two wordings, word by word."""

import pytest
from django.template import Context, Template

from palermo.core.differences import ADDED, REMOVED, SAME, Part, by_language, differences, mark_parts
from palermo.core.languages import BY_CODE

CASES = [
    ("the same words", "the same words", "the same words"),
    ("Calls upon States", "Urges States", "<del>Calls upon</del> <ins>Urges</ins> States"),
    ("a text that ends", "a text that stops", "a text that <del>ends</del> <ins>stops</ins>"),
    ("one two", "one two three", "one two <ins>three</ins>"),
    ("one two three", "one three", "one <del>two</del> three"),
    ("", "all of it", "<ins>all of it</ins>"),
    ("all of it", "", "<del>all of it</del>"),
    ("请各国提供资料", "请各国及时提供资料", "请各国<ins>及时</ins>提供资料"),
    ("يطلب إلى الأمانة", "يطلب إلى اللجنة", "يطلب إلى <del>الأمانة</del> <ins>اللجنة</ins>"),
    ("Décide à l’unanimité", "Décide d’emblée", "Décide <del>à l’unanimité</del> <ins>d’emblée</ins>"),
    ("see A/RES/61/180.", "see A/RES/61/181.", "see A/RES/61/<del>180</del> <ins>181</ins>."),
    ("<b>bold</b>", "<b>plain</b>", "&lt;b&gt;<del>bold</del> <ins>plain</ins>&lt;/b&gt;"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_difference_is_marked_by_the_word(old: str, new: str, expected: str) -> None:
    assert mark_parts(differences(old, new)) == expected


@pytest.mark.parametrize(("old", "new", "_marked"), CASES)
def test_either_wording_can_be_put_together_again(old: str, new: str, _marked: str) -> None:
    parts = differences(old, new)
    assert "".join(words for kind, words in parts if kind != REMOVED) == new
    assert "".join("".join(words for kind, words in parts if kind != ADDED).split()) == "".join(old.split())


def test_languages_without_a_difference_are_left_out() -> None:
    found = by_language({"en": "one", "fr": "un"}, {"en": "two", "fr": "un", "zh": "二"})
    assert [(each.language, each.parts) for each in found] == [
        (BY_CODE["zh"], [Part(ADDED, "二")]),
        (BY_CODE["en"], [Part(REMOVED, "one "), Part(ADDED, "two")]),
    ]


def test_lines_are_compared_where_a_text_is_very_long() -> None:
    old = "".join(f"line {n} of a text\n" for n in range(6000))
    parts = differences(old, old.replace("line 3000 ", "paragraph 3000 "))
    assert [part for part in parts if part.kind != SAME] == [
        Part(REMOVED, "line 3000 of a text\n"),
        Part(ADDED, "paragraph 3000 of a text\n"),
    ]


def test_page_shows_each_language_that_changed_in_its_own_direction() -> None:
    page = Template("{% difference old new %}").render(Context({"old": {"en": "one", "ar": "سنة"}, "new": {"en": "1"}}))
    assert page == (
        '<p lang="ar" dir="rtl" class="difference"><del>سنة</del></p>'
        '<p lang="en" dir="ltr" class="difference"><del>one</del> <ins>1</ins></p>'
    )
