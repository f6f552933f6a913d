"""Numbers before what they count."""

import pytest

from palermo.core.languages import CODES
from palermo.core.speech.numbers import format_file_size, format_integer, spell_count


def test_small_numbers_are_words_in_the_gender_of_what_they_count():
    shown = {lang: [spell_count(n, lang, gender) for n in (1, 2, 8) for gender in "mfn"] for lang in CODES}
    assert shown == {
        "ar": ["واحد", "واحدة", "واحد", "اثنان", "اثنتان", "اثنان", "ثمانية", "ثماني", "ثمانية"],
        "zh": ["一", "一", "一", "两", "两", "两", "八", "八", "八"],
        "en": ["one", "one", "one", "two", "two", "two", "eight", "eight", "eight"],
        "fr": ["un", "une", "un", "deux", "deux", "deux", "huit", "huit", "huit"],
        "ru": ["один", "одна", "одно", "два", "две", "два", "восемь", "восемь", "восемь"],
        "es": ["un", "una", "un", "dos", "dos", "dos", "ocho", "ocho", "ocho"],
    }


@pytest.mark.parametrize("lang", CODES)
def test_other_numbers_are_figures(lang):
    assert [spell_count(number, lang) for number in (0, 10, 700)] == ["0", "10", "700"]


def test_sizes_of_files_are_said_in_the_units_of_each_language():
    shown = {
        lang: [format_file_size(size, lang).replace("\u202f", " ") for size in (1, 1_240_000, 12_400_000)]
        for lang in CODES
    }
    assert shown == {
        "ar": ["1 كيلوبايت", "1.2 م.ب", "12 م.ب"],
        "zh": ["1 kB", "1.2 MB", "12 MB"],
        "en": ["1 kB", "1.2 MB", "12 MB"],
        "fr": ["1 ko", "1,2 Mo", "12 Mo"],
        "ru": ["1 кБ", "1,2 МБ", "12 МБ"],
        "es": ["1 kB", "1,2 MB", "12 MB"],
    }


def test_large_numbers_are_grouped_and_keep_western_digits():
    shown = {lang: format_integer(1_234_567, lang).replace("\u202f", " ").replace("\xa0", " ") for lang in CODES}
    assert shown == {
        "ar": "1,234,567",
        "zh": "1,234,567",
        "en": "1,234,567",
        "fr": "1 234 567",
        "ru": "1 234 567",
        "es": "1.234.567",
    }
