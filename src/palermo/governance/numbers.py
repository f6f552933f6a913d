"""Numbers of decisions and resolutions: taken apart, checked, put in order; never invented."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

EXPECTED = "a number such as 16/1, 31/16 A, 2006/27, 3363 (XXX) or 1325 (2000)"
# Regular, special and emergency special sessions, in the order in which a list has them.
SERIES = ("", "S", "ES")
YEARS = range(1945, 2200)
DIGITS = 6
# Sorts after every digit.
UNREADABLE = "~"

_WHOLE = r"([1-9][0-9]{0,5})"
_PART = r"(?: ([A-Z]))?"
_BY_SLASH = re.compile(rf"(?:(S|ES)-)?{_WHOLE}/{_WHOLE}{_PART}")
_BY_BRACKETS = re.compile(rf"{_WHOLE}{_PART} \((?:(S|ES)-)?([IVXLCDM]+|[1-9][0-9]{{3}})\)")
_ROMAN = {
    **{1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL"},
    **{10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"},
}
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Number(NamedTuple):
    """What a number says, whichever body gave it: the session or the year, the number, the letter of a part.

    `series` is "S" or "ES" for a special or an emergency special session.
    """

    session: int | None
    year: int | None
    number: int
    part: str = ""
    series: str = ""

    @property
    def order_key(self) -> str:
        """A text that sorts as the parts do, numbers as numbers: 16/2 before 16/10, 31/16 A before 31/16 B."""
        sitting = self.session or self.year or 0
        return f"{SERIES.index(self.series)}-{sitting:0{DIGITS}}-{self.number:0{DIGITS}}-{self.part}"


def parse_number(written: str) -> Number:
    """Take the number of a decision apart.

    Raises
    ------
    ValidationError
        Saying what was found and how a number is written.
    """
    if match := _BY_SLASH.fullmatch(written):
        series, sitting, number, part = match.groups()
        return _of(int(sitting), int(number), part, series)
    if match := _BY_BRACKETS.fullmatch(written):
        number, part, series, sitting = match.groups()
        return _of(_parse_sitting(sitting, written), int(number), part, series)
    raise ValidationError(
        _(
            "“%(found)s” is not the number of a decision. Use one of the forms of the body: session and "
            "number (16/1), with a part (31/16 A), year and number (2006/27), number and session (3363 "
            "(XXX)), or number and year (1325 (2000))."
        )
        % {"found": written},
        code="invalid",
    )


def order_key_of(written: str) -> str:
    """The text by which a number sorts; what is no number comes last, in the order of its letters."""
    if not written:
        return ""
    try:
        return parse_number(written).order_key
    except ValidationError:
        return f"{UNREADABLE}{written}"


def _of(sitting: int, number: int, part: str | None, series: str | None) -> Number:
    session, year = (None, sitting) if sitting in YEARS and not series else (sitting, None)
    return Number(session, year, number, part or "", series or "")


def _parse_sitting(written: str, whole: str) -> int:
    """The number of a year in digits or of a session in Roman numerals."""
    if written.isdecimal():
        return int(written)
    value = sum(
        -_VALUES[letter] if _VALUES[letter] < _VALUES.get(following, 0) else _VALUES[letter]
        for letter, following in zip(written, f"{written[1:]} ", strict=True)
    )
    if _roman(value) != written:
        raise ValidationError(
            _("“%(found)s” in the number “%(number)s” is not a session in Roman numerals. Use the form 3363 (XXX).")
            % {"found": written, "number": whole},
            code="invalid",
        )
    return value


def _roman(value: int) -> str:
    letters = ""
    for size, sign in _ROMAN.items():
        letters, value = letters + sign * (value // size), value % size
    return letters
