"""What a person writes into a cell of a return: a number, a kind of value, or the limits of a withheld figure.

    12   1,200   1 200      a count
    0                       zero
    n                       not recorded
    x                       not applicable
    w                       withheld
    <5   ≤4   >10   1-4     withheld, with limits

The name of a kind in any language of the site is read as well, and so are digits of Arabic and full-width digits. An
empty cell is none of these.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from palermo.core.refusals import Refused
from palermo.returns.states.returns import ValueKind

LARGEST = 9_999_999_999
# Digits that are read at all, zeros before the number included.
LONGEST = 60
# What is typed for a kind; the second is the key where a Russian keyboard has the first.
KEYS: dict[str, ValueKind] = {
    "n": ValueKind.NOT_RECORDED,
    "н": ValueKind.NOT_RECORDED,
    "x": ValueKind.NOT_APPLICABLE,
    "х": ValueKind.NOT_APPLICABLE,  # Cyrillic, as typed
    "w": ValueKind.SUPPRESSED,
}
# Characters that may stand between groups of three digits: comma, spaces, apostrophes, the Arabic separator.
_SEPARATORS = ",'’٬\u00a0\u2009\u202f "
_NUMBER = rf"\d{{1,3}}(?:[{_SEPARATORS}]\d{{3}})+|\d+"
_WHOLE = re.compile(_NUMBER)
_BELOW = re.compile(rf"(<=|<|≤)\s*({_NUMBER})")
_ABOVE = re.compile(rf"(>=|>|≥)\s*({_NUMBER})")
_BETWEEN = re.compile(rf"({_NUMBER})\s*[-–—]\s*({_NUMBER})")
_TWO_MEANINGS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DASHES = frozenset("-–—")
# Full-width signs, as Chinese keyboards have them. A superscript digit, which marks a footnote, stays what it is.
_FULL_WIDTH = str.maketrans("＜＞－，．　ｎｘｗＮＸＷ", "<>-,. nxwNXW")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a cell holds: its kind always, its value where it is a count or zero, limits where it is withheld.

    `kind` is a value of `ValueKind`. `note` is what the State says about the figure.
    """

    kind: str
    value: int | None = None
    low: int | None = None
    high: int | None = None
    note: str = ""


def read_entry(text: str, note: str = "") -> Entry | None:
    """What somebody wrote into a cell; nothing for an empty one.

    Refused, saying what was expected and what was found.
    """
    typed = text.translate(_FULL_WIDTH).strip()
    if not typed:
        return None
    if kind := KEYS.get(typed.casefold()) or _kinds_by_name().get(typed.casefold()):
        return Entry(kind, 0 if kind == ValueKind.ZERO else None, note=note)
    if _WHOLE.fullmatch(typed):
        value = _number(typed)
        return Entry(ValueKind.COUNT if value else ValueKind.ZERO, value, note=note)
    if limits := _limits(typed):
        return _withheld(*limits, text.strip(), note)
    raise Refused(_fault(typed, text.strip()))


def entry_text(entry: Entry | None) -> str:
    """What is typed for an entry: `read_entry` reads the same entry from it, without its note.

    For a count whose number is missing, as an earlier version could keep one, there is nothing to type.
    """
    if entry is None:
        return ""
    if entry.value is not None:
        return str(entry.value)
    low, high = entry.low, entry.high
    if low is None and high is None:
        return next((key for key, kind in KEYS.items() if kind == entry.kind), "")
    if low is None:
        assert high is not None
        return f"<{high + 1}" if high < LARGEST else f"≤{high}"
    return f">{low - 1}" if high is None else f"{low}-{high}"


def _limits(typed: str) -> tuple[int | None, int | None] | None:
    """The least and the greatest that a withheld figure can be."""
    if found := _BELOW.fullmatch(typed):
        return None, _number(found[2]) - (found[1] == "<")
    if found := _ABOVE.fullmatch(typed):
        return _number(found[2]) + (found[1] == ">"), None
    if found := _BETWEEN.fullmatch(typed):
        return _number(found[1]), _number(found[2])
    return None


def _withheld(low: int | None, high: int | None, found: str, note: str) -> Entry:
    if high is not None and high <= (low or 0):
        raise Refused(
            _("“%(found)s” leaves no room between its limits. Enter the number, or limits such as <5 or 1-4.")
            % {"found": found}
        )
    # That a figure is at least zero is no limit.
    return Entry(ValueKind.SUPPRESSED, low=low if high is not None else low or None, high=high, note=note)


def _number(digits: str) -> int:
    """The value of digits with or without separators."""
    plain = re.sub(rf"[{_SEPARATORS}]", "", digits)
    # Python reads no number of some thousand digits.
    value = int(plain) if len(plain) <= LONGEST else LARGEST + 1
    if value > LARGEST:
        raise Refused(
            _("Enter a number of at most %(most)d digits; found “%(found)s”.")
            % {"most": len(str(LARGEST)), "found": shorten(digits)}
        )
    return value


def _fault(typed: str, found: str) -> str:
    """Why something cannot be read, and what to type instead."""
    if typed in _DASHES:
        return _("A dash can mean zero or that nothing is recorded. Enter 0, n (not recorded) or x (not applicable).")
    if _TWO_MEANINGS.fullmatch(typed):
        plain = typed.replace(".", "")
        return _("“%(found)s” can be read in two ways. Enter the number without a point: %(plain)s.") % {
            "found": shorten(found),
            "plain": plain,
        }
    if re.fullmatch(r"[-−–]\s*[\d.,]+", typed):
        return _("A figure cannot be below zero; found “%(found)s”.") % {"found": shorten(found)}
    if re.fullmatch(r"\d+[.,]\d*", typed):
        return _("Enter a whole number; found “%(found)s”.") % {"found": shorten(found)}
    return _(
        "Enter a whole number, n (not recorded), x (not applicable), w (withheld) or limits such as <5; "
        "found “%(found)s”."
    ) % {"found": shorten(found)}


def shorten(text: str) -> str:
    """Enough of what was typed to find it again."""
    return text if len(text) <= 40 else f"{text[:39]}…"


@cache
def _kinds_by_name() -> dict[str, ValueKind]:
    """Kinds by their names in every language; “Count” says no number and is none."""
    kinds = [kind for kind in ValueKind if kind != ValueKind.COUNT]
    names: dict[str, ValueKind] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            names |= {str(kind.label).casefold(): kind for kind in kinds}
    return names
