"""What every factory needs: texts in six languages and ids that do not repeat."""

from palermo.core.languages import CODES
from palermo.core.text import MultilingualText

# What the smallest column of numbers holds on PostgreSQL: a run of the tests asks for more than that.
LARGEST = 32_767
_last = 0


def number() -> int:
    """The next number; no test asks for so many that one comes again."""
    global _last
    _last = _last % LARGEST + 1
    return _last


def last_number() -> int:
    """The number that was given last."""
    return _last


def restart_numbers() -> None:
    """Begin with 1 again: for a database of its own."""
    global _last
    _last = 0


def skip_numbers(until: int) -> None:
    """Let the next number be greater than `until`, unless it is already."""
    global _last
    _last = max(_last, until)


def text(words: str, *languages: str) -> MultilingualText:
    """The same words in the languages named, or in all six."""
    return MultilingualText({code: f"{words} [{code}]" for code in languages or CODES})
