"""The signs between words and the names of languages in a sentence, letter by letter, in six languages."""

import pytest
from django.utils import translation

from palermo.core.languages import CODES, language_in_sentence
from palermo.core.speech.signs import comma, in_brackets, label_value

SIGNS = {
    "en": "Mandate: Adopted, Open (12)",
    "fr": "Mandate\u00a0: Adopted, Open (12)",
    "es": "Mandate: Adopted, Open (12)",
    "ru": "Mandate: Adopted, Open (12)",
    "ar": "Mandate: Adopted، Open (12)",
    "zh": "Mandate：Adopted，Open（12）",
}
LANGUAGES = {
    "en": "Arabic, Chinese, English, French, Russian, Spanish",
    "fr": "arabe, chinois, anglais, français, russe, espagnol",
    "es": "árabe, chino, inglés, francés, ruso, español",
    "ru": "арабском, китайском, английском, французском, русском, испанском",
    "ar": "العربية, الصينية, الإنكليزية, الفرنسية, الروسية, الإسبانية",
    "zh": "阿拉伯文, 中文, 英文, 法文, 俄文, 西班牙文",
}
DJANGO = {"zh": "zh-hans"}


@pytest.mark.parametrize("lang", CODES)
def test_signs_between_words_are_those_of_the_language(lang):
    with translation.override(DJANGO.get(lang, lang)):
        assert (
            label_value("Mandate", "Adopted") + comma() + f"Open {in_brackets(12)}".replace(" （", "（") == SIGNS[lang]
        )


@pytest.mark.parametrize("lang", CODES)
def test_a_language_in_a_sentence_has_its_name_in_the_language_of_the_sentence(lang):
    with translation.override(DJANGO.get(lang, lang)):
        named = [str(language_in_sentence(code)) for code in ("ar", "zh", "en", "fr", "ru", "es")]
    assert ", ".join(named) == LANGUAGES[lang]
