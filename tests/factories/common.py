"""What every factory needs: texts in six languages and ids that do not repeat."""

import itertools

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText

# Up to what the smallest column of numbers holds on PostgreSQL: a run of the tests asks for more than that.
_numbers = itertools.cycle(range(1, 32_768))


def number() -> int:
    """The next number; no test asks for so many that one comes again."""
    return next(_numbers)


def text(words: str, *languages: str) -> MultilingualText:
    """The same words in the languages named, or in all six."""
    return MultilingualText({code: f"{words} [{code}]" for code in languages or CODES})
