"""Letters that French papers raise."""

import pytest

from palermo.reporting.realization.raised import raise_letters
from palermo.reporting.spoken import NoteCall, Run
from palermo.site.docx.text import Style


def raised(words: str, lang: str = "fr") -> str:
    """The words with what is raised in brackets."""
    parts = raise_letters((Run(words),), lang)
    return "".join(f"[{part.text}]" if part.style is Style.RAISED else part.text for part in parts)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("le 1er août", "le 1[er] août"),
        ("vol. 2237, no 39574", "vol. 2237, n[o] 39574"),
        ("nos\u00a01 et 2, la 17e session", "n[os]\u00a01 et 2, la 17[e] session"),
        ("Le 2 est la fin de no et de nos 12", "Le 2 est la fin de no et de n[os] 12"),
        ("1re", "1[re]"),
    ],
)
def test_french_raises_letters_of_ordinals_and_of_the_word_number(words, expected):
    assert raised(words) == expected


@pytest.mark.parametrize("lang", ["ar", "zh", "en", "ru", "es"])
def test_other_languages_raise_none(lang):
    assert raised("le 1er no 2", lang) == "le 1er no 2"


def test_symbols_gaps_and_notes_are_left_alone():
    parts = (Run("1er", Style.SYMBOL), NoteCall(1), Run("no 2", Style.GAP))

    assert raise_letters(parts, "fr") == parts
