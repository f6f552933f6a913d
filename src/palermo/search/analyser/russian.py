"""Russian: ё as е, stress marks away, then the stem."""

import re
import unicodedata

from palermo.search.analyser.latin import stemmer

CYRILLIC = re.compile(r"[\u0400-\u052f]")


def stem(word: str) -> str:
    """The stem of a word in small letters; the breve of й is part of the letter."""
    letters = "".join(c for c in unicodedata.normalize("NFC", word) if not unicodedata.combining(c))
    return stemmer("ru").stemWord(letters.replace("ё", "е"))
