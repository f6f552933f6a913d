"""The order in which a reader of each language looks for a name, and the letter under which.

It is that of CLDR (Chinese by reading), with what papers of the United Nations do in Arabic lists: the article does not
count, and alif is one letter whatever stands on it.
"""

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path

from palermo.core.languages import active_language
from palermo.core.text import MultilingualText

Key = tuple[bytes, bytes, str]

_PINYIN = Path(__file__).with_name("pinyin.txt")
# Before digits, which come before letters; in CLDR's order, dashes being one sign.
_SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_SAME_SIGN = str.maketrans("’‘‛ʼ“”«»–—‑\u00a0\u202f", "''''\"\"\"\"---  ")
_ARABIC_ARTICLE = "ال"
# Letters that are taken for another one, and letters of their own that Unicode would take apart.
_ARABIC_AS = str.maketrans("ىةٱ", "يتا")
_OWN_LETTERS = {"ru": "йЙ", "es": "ñÑ"}
_SIGN, _DIGIT, _HAN, _LETTER, _OTHER_HAN = range(5)
# Room for a letter of its own behind the letter it was made from.
_WIDTH = 4
# A weight, and an accent, as so many bytes.
_WEIGHT, _ACCENT = 5, 3
_HAN_FROM, _HAN_TO = "\u3400", "\u9fff"


def sort_key(words: str, lang: str) -> Key:
    """What sorts `words` as a reader of a language expects: letters first, then accents, then how it is written."""
    return _key(words, lang)


def sort_for_reader[Item](items: Iterable[Item], words: Callable[[Item], object]) -> list[Item]:
    """Items in the order of the reader's language; `words` gives the words, or the multilingual text, of one."""
    lang = active_language().code
    return sorted(items, key=lambda item: _key(_display_words(words(item), lang), lang))


def letter_of(words: str, lang: str) -> str:
    """The letter under which an index has the words: É under E, Ñ by itself, the article left out, 中 under Z."""
    for character in _bare(unicodedata.normalize("NFKC", words), lang):
        if lang == "zh" and (letter := _letters().get(character)):
            return letter
        if character.isalnum():
            return _base(character, lang).upper()
    return ""


def _display_words(words: object, lang: str) -> str:
    if not isinstance(words, MultilingualText):
        return str(words)
    shown = words.shown_in(lang)
    return shown.words if shown else ""


@lru_cache(maxsize=4096)
def _key(words: str, lang: str) -> Key:
    written = unicodedata.normalize("NFKC", words.translate(_SAME_SIGN)).translate(_SAME_SIGN).casefold()
    letters: list[int] = []
    accents: list[int] = []
    for character in _bare(written, lang):
        base = _base(character, lang)
        letters.append(_weight(character, base, lang))
        accents.append(0 if base == character else ord(unicodedata.normalize("NFD", character)[-1]))
    # As bytes, which compare as the numbers do and take a fifth of their room.
    weights = b"".join(weight.to_bytes(_WEIGHT, "big") for weight in letters)
    return weights, b"".join(accent.to_bytes(_ACCENT, "big") for accent in accents).rstrip(b"\0"), words


def _bare(words: str, lang: str) -> str:
    """Arabic words without the article, each."""
    if lang != "ar":
        return words
    return " ".join(
        word.removeprefix(_ARABIC_ARTICLE) if len(word) > len(_ARABIC_ARTICLE) + 1 else word
        for word in words.split(" ")
    )


def _base(character: str, lang: str) -> str:
    if character in _OWN_LETTERS.get(lang, ""):
        return character
    base = unicodedata.normalize("NFD", character)[0]
    return base.translate(_ARABIC_AS) if lang == "ar" else base


def _weight(character: str, base: str, lang: str) -> int:
    """One number for a letter: signs, digits, Han in Chinese, letters, then what is not known."""
    place = _SIGNS.find(character)
    if place >= 0:
        return _at(_SIGN, place)
    if base.isdigit():
        return _at(_DIGIT, ord(base))
    if _HAN_FROM <= character <= _HAN_TO:
        known = _places().get(character) if lang == "zh" else None
        return _at(_HAN, known) if known is not None else _at(_OTHER_HAN, ord(character))
    if character == base and character in _OWN_LETTERS.get(lang, ""):
        return _at(_LETTER, ord(unicodedata.normalize("NFD", character)[0])) + 1
    return _at(_LETTER, ord(base))


def _at(rank: int, place: int) -> int:
    return ((rank << 24) + place) * _WIDTH


@cache
def _lines() -> tuple[tuple[str, str], ...]:
    lines = _PINYIN.read_text(encoding="utf-8").splitlines()
    return tuple((line[0], line[2:]) for line in lines if not line.startswith("#"))


@cache
def _places() -> dict[str, int]:
    return {character: place for place, character in enumerate("".join(row for _letter, row in _lines()))}


@cache
def _letters() -> dict[str, str]:
    return {character: letter for letter, row in _lines() for character in row}


def fold_words(words: str) -> str:
    """Words without case, accents and signs on letters, to compare what is searched for with what is there."""
    plain = unicodedata.normalize("NFKD", words.translate(_SAME_SIGN)).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))
