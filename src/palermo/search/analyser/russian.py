"""Russian: ё as е, stress marks away, then the stem; людьми and детьми with the other cases of their words."""

import re
import unicodedata

from palermo.search.analyser.latin import stemmer

CYRILLIC = re.compile(r"[\u0400-\u052f]")
_WITHOUT_VOWEL = {
    "ребенок": "ребенк",
    "подросток": "подростк",
    "список": "списк",
    "рынок": "рынк",
    "участок": "участк",
}
_AS_A_PARTICIPLE = frozenset({"н", "на", "но", "ны"})


def stem(word: str) -> str:
    """The stem of a word in small letters; the breve of й is part of the letter."""
    letters = "".join(c for c in unicodedata.normalize("NFC", word) if not unicodedata.combining(c))
    word = letters.replace("ё", "е")
    return _correct_stem(word, stemmer("ru").stemWord(word))


def _correct_stem(word: str, stemmed: str) -> str:
    """The stem of a noun that the stemmer takes for a verb, or whose last vowel comes and goes.

    An орган or Казахстан is not a participle, and защите is not an imperative: papers have few of either.
    """
    if stemmed in _WITHOUT_VOWEL:
        return _WITHOUT_VOWEL[stemmed]
    if word.endswith("ьми"):
        return stemmed.removesuffix("ьм")
    if word.endswith("ец") and len(word) > 4:
        return f"{word[:-2]}{'ь' if word[-3] == 'л' else ''}ц"
    if stemmed.endswith(("а", "я")) and word.removeprefix(stemmed) in _AS_A_PARTICIPLE:
        return f"{stemmed}н"
    return word[:-1] if word == f"{stemmed}ите" else stemmed
