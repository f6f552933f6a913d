"""What every factory needs: texts in six languages and ids that do not repeat."""

import itertools

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText

_numbers = itertools.count(1)


def number() -> int:
    """The next number; never the same twice."""
    return next(_numbers)


def text(words: str, *languages: str) -> MultilingualText:
    """The same words in the languages named, or in all six."""
    return MultilingualText({code: f"{words} [{code}]" for code in languages or CODES})
