"""Lists in six languages."""

import pytest

from palermo.core.languages import CODES
from palermo.core.speech.lists import format_list

THREE = {"ar": "A وB وC", "zh": "A、B和C", "en": "A, B and C", "fr": "A, B et C", "ru": "A, B и C", "es": "A, B y C"}
TWO = {"ar": "A وB", "zh": "A和B", "en": "A and B", "fr": "A et B", "ru": "A и B", "es": "A y B"}
APART = {
    "ar": "A، a؛ وB؛ وC",
    "zh": "A，a；B；C",
    "en": "A, a; B; and C",
    "fr": "A, a ; B ; et C",
    "ru": "A, a; B; C",
    "es": "A, a; B; y C",
}
COMMAS = {"ar": "A، a", "zh": "A，a", "en": "A, a", "fr": "A, a", "ru": "A, a", "es": "A, a"}


@pytest.mark.parametrize("lang", CODES)
def test_items_are_joined_as_the_language_does(lang):
    shown = [format_list(items, lang) for items in ([], ["A"], ["A", "B"], ["A", "B", "C"])]
    assert shown == ["", "A", TWO[lang], THREE[lang]]


@pytest.mark.parametrize("lang", CODES)
def test_items_with_commas_are_parted_by_semicolons(lang):
    assert format_list([COMMAS[lang], "B", "C"], lang) == APART[lang]


@pytest.mark.parametrize(
    ("last", "joined"),
    [
        ("Italia", "Perú e Italia"),
        ("hijos", "Perú e hijos"),
        ("hielo", "Perú y hielo"),
        ("Íñigo", "Perú e Íñigo"),
        ("Viena", "Perú y Viena"),
    ],
)
def test_spanish_and_changes_before_the_sound_of_i(last, joined):
    assert format_list(["Perú", last], "es") == joined
