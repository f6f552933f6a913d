"""Names in the order in which readers of each language look for them; expected orders are those of ICU 78."""

import random

import pytest
from django.utils import translation

from palermo.core.languages import LANGUAGES
from palermo.core.speech.collation import fold_words, letter_of, sort_for_reader, sort_key
from palermo.core.text import MultilingualText

IN_ORDER = {
    "en": "Afghanistan|Åland|Côte d'Ivoire|Cuba|São Tomé|Zambia",
    "fr": "Canada|Côte d’Ivoire|Croatie|Égypte|El Salvador|Émirats arabes unis|Équateur|Espagne|Estonie|États-Unis|"
    "Éthiopie|Guinée|Guinée équatoriale|Guinée-Bissau|Îles Marshall|Inde",
    "es": "Níger|Nigeria|Noruega|ñandú|Omán|Perú|Polonia",
    "ru": "еж|ёж|ель|Израиль|Индия|ион|Йемен|йод",
    "zh": "阿富汗|北马其顿|朝鲜|大韩民国|多民族玻利维亚国|刚果（布）|刚果民主共和国|中国|UNODC",
    # As lists of the United Nations have it: the article does not count, nor what stands on an alif.
    "ar": "الاتحاد الروسي|إثيوبيا|أذربيجان|الأرجنتين|ألمانيا|الإمارات|أيرلندا|بابوا|البحرين|اليونان",
}


@pytest.mark.parametrize("lang", IN_ORDER)
def test_names_stand_in_the_order_of_the_language(lang):
    names = IN_ORDER[lang].split("|")
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=lambda name: sort_key(name, lang)) == names


def test_austria_stands_where_each_language_has_it():
    """Among the same four States."""
    names = {
        "aut": {"ar": "النمسا", "zh": "奥地利", "en": "Austria", "fr": "Autriche", "ru": "Австрия", "es": "Austria"},
        "jpn": {"ar": "اليابان", "zh": "日本", "en": "Japan", "fr": "Japon", "ru": "Япония", "es": "Japón"},
        "egy": {"ar": "مصر", "zh": "埃及", "en": "Egypt", "fr": "Égypte", "ru": "Египет", "es": "Egipto"},
        "zmb": {"ar": "زامبيا", "zh": "赞比亚", "en": "Zambia", "fr": "Zambie", "ru": "Замбия", "es": "Zambia"},
    }
    orders = {}
    for language in LANGUAGES:
        with translation.override(language.django_code):
            orders[language.code] = " ".join(sort_for_reader(names, lambda slug: MultilingualText(names[slug])))
    assert orders == {
        "ar": "zmb egy aut jpn",
        "zh": "egy aut jpn zmb",
        "en": "aut egy jpn zmb",
        "fr": "aut egy jpn zmb",
        "ru": "aut egy zmb jpn",
        "es": "aut egy jpn zmb",
    }


@pytest.mark.parametrize(
    ("lang", "name", "letter"),
    [
        ("fr", "États-Unis", "E"),
        ("es", "ñandú", "Ñ"),
        ("ru", "ёлка", "Е"),
        ("ru", "Йемен", "Й"),
        ("ar", "الأردن", "ا"),
        ("ar", "البحرين", "ب"),
        ("zh", "阿富汗", "A"),
        ("zh", "中国", "Z"),
        ("zh", "UNODC", "U"),
        ("en", "“Quoted”", "Q"),
        ("en", "", ""),
    ],
)
def test_the_letter_under_which_an_index_has_a_name(lang, name, letter):
    assert letter_of(name, lang) == letter


def test_a_missing_name_comes_first_and_another_language_stands_by_its_own_words():
    texts = [MultilingualText({"en": "Beta"}), MultilingualText({"fr": "Alpha"}), MultilingualText()]
    with translation.override("fr"):
        assert sort_for_reader(texts, lambda text: text) == [texts[2], texts[1], texts[0]]


def test_what_is_looked_for_is_found_without_accents_case_and_kinds_of_alif():
    assert fold_words("Côte d’Ivoire") == "cote d'ivoire"
    assert fold_words("إيران") == fold_words("ايران")
    assert fold_words("刚果（布）") == "刚果(布)"
