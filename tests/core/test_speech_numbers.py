"""Numbers before what they count."""

import pytest

from palermo.core.languages import CODES
from palermo.core.speech.numbers import say_count


def test_small_numbers_are_words_in_the_gender_of_what_they_count():
    said = {lang: [say_count(n, lang, gender) for n in (1, 2, 8) for gender in "mfn"] for lang in CODES}
    assert said == {
        "ar": ["واحد", "واحدة", "واحد", "اثنان", "اثنتان", "اثنان", "ثمانية", "ثماني", "ثمانية"],
        "zh": ["一", "一", "一", "两", "两", "两", "八", "八", "八"],
        "en": ["one", "one", "one", "two", "two", "two", "eight", "eight", "eight"],
        "fr": ["un", "une", "un", "deux", "deux", "deux", "huit", "huit", "huit"],
        "ru": ["один", "одна", "одно", "два", "две", "два", "восемь", "восемь", "восемь"],
        "es": ["un", "una", "un", "dos", "dos", "dos", "ocho", "ocho", "ocho"],
    }


@pytest.mark.parametrize("lang", CODES)
def test_other_numbers_are_figures(lang):
    assert [say_count(number, lang) for number in (0, 10, 700)] == ["0", "10", "700"]
