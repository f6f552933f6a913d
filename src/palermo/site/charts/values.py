"""What a chart shows: values that keep their kind, and the table that says the same as the picture."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _

from palermo.core.languages import active_language
from palermo.core.speech.numbers import format_figure, format_per_cent

Number = int | float | Decimal


class ValueKind(StrEnum):
    """What is known of a value. Zero is counted; what is not recorded is no zero."""

    COUNT = "count"
    ZERO = "zero"
    NOT_RECORDED = "not recorded"
    NOT_APPLICABLE = "not applicable"
    SUPPRESSED = "suppressed"
    ESTIMATED = "estimated"
    NOISY = "noisy"


@dataclass(frozen=True)
class Value:
    """One value: `number` of a count, a noisy count or an estimate; `low` and `high` of what has an interval.

    `address` is the page that says where it comes from. Of a sum of several values, `words` are shown instead of its
    own, and `hint` says more of it where there is room.
    """

    kind: ValueKind
    number: Number | None = None
    low: Number | None = None
    high: Number | None = None
    address: str = ""
    words: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """In words or figures of the reader's language."""
        if self.words:
            return self.words
        if self.number is not None:
            words = format_number(self.number)
        else:
            words = {
                ValueKind.NOT_RECORDED: _("Not recorded"),
                ValueKind.NOT_APPLICABLE: _("Not applicable"),
                ValueKind.SUPPRESSED: _("Suppressed"),
            }[self.kind]
        return _("%(number)s (%(interval)s)") % {"number": words, "interval": self.limits} if self.limits else words

    @property
    def in_full(self) -> str:
        """All that is said of it."""
        return self.hint or str(self)

    @property
    def limits(self) -> str:
        """The limits of the value: "1–4", "≥ 12"; empty where nothing is known of it."""
        if self.high is not None:
            return f"{format_number(self.low or 0)}–{format_number(self.high)}"
        return f"≥ {format_number(self.low)}" if self.low else ""

    @property
    def top(self) -> float:
        """The length of a mark of this value."""
        return float(max(each or 0 for each in (self.number, self.low, self.high)))


def format_number(number: Number) -> str:
    """A number with its digits grouped as the reader's language does."""
    return format_number_in(number, active_language().code)


def format_percent(share: float) -> str:
    """A share as a number of per cent in the reader's language, without a sign."""
    return format_per_cent(share, active_language().code)


def format_number_in(number: Number, language: str) -> str:
    """A number in a language, for callers that write hundreds at once and know which."""
    return _format_number(str(number), language)


@lru_cache(maxsize=4096)
def _format_number(number: str, language: str) -> str:
    """Kept, since the same numbers stand in drawing, table and description."""
    return format_figure(Decimal(number), language)


def count(number: Number) -> Value:
    """A number that was counted; nothing counted is zero."""
    return Value(ValueKind.COUNT if number else ValueKind.ZERO, number)


def estimate(number: Number, low: Number, high: Number) -> Value:
    """An estimate with its interval."""
    return Value(ValueKind.ESTIMATED, number, low, high)


def noisy(number: Number, low: Number, high: Number) -> Value:
    """A count that was changed at random, with the interval that is meant to hold the truth; never added to others."""
    return Value(ValueKind.NOISY, number, low, high)


NOT_RECORDED = Value(ValueKind.NOT_RECORDED)
NOT_APPLICABLE = Value(ValueKind.NOT_APPLICABLE)


def suppressed_value(low: Number | None = None, high: Number | None = None) -> Value:
    """A suppressed figure, with its interval where that may be published."""
    return Value(ValueKind.SUPPRESSED, None, low, high)


@dataclass(frozen=True)
class Label:
    """The name of a row, and the page that it leads to, where there is one."""

    words: str
    address: str = ""

    def __str__(self) -> str:
        return self.words


Cell = str | Label | Value


@dataclass(frozen=True)
class Table:
    """What a picture shows, as a table: the heads of its columns, and its rows, each with its name first."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
