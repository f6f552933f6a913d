"""Sums in the data explorer: as values with their limits, and whether they can be compared over time."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from palermo.core.languages import active_language
from palermo.figures.exploring import StateSum
from palermo.figures.labels import join_words
from palermo.site.charts.values import NOT_RECORDED, Value, ValueKind, count, format_number

# So many States make a trend worth offering.
FEWEST = 3


def sum_value(summed: StateSum | None, address: str = "", *, in_full: bool = True) -> Value:
    """A sum as charts and tables show it: one number, or the limits between which it lies.

    `in_full` adds the sentence on it, which a table of hundreds of sums has no room for.
    """
    if summed is None or not (summed.states or summed.estimated):
        return NOT_RECORDED
    if summed.estimated:
        return Value(ValueKind.NOT_APPLICABLE, words=_("Not added up"), hint=_("Estimates are not added up."))
    hint = sum_sentence(summed) if in_full else ""
    words = _sum_words(summed.low, summed.high, active_language().code)
    if summed.low == summed.high:
        return Value(count(summed.low).kind, summed.low, address=address, words=words, hint=hint)
    return Value(ValueKind.SUPPRESSED, None, summed.low, summed.high, address, words, hint)


@lru_cache(maxsize=4096)
def _sum_words(low: int, high: int | None, _language: str) -> str:
    """A sum, or its limits, as briefly as a table has them."""
    if low == high:
        return format_number(low)
    return Value(ValueKind.SUPPRESSED, None, low, high).limits or _("Not known")


def sum_sentence(summed: StateSum) -> str:
    """A sum in words: what is known of it, what is withheld, and how many States it is of."""
    known = format_number(summed.low) if summed.low == summed.high else limits_words(summed)
    return "; ".join((known, *counts_words(summed)))


def counts_words(summed: StateSum) -> list[str]:
    """How many figures of a sum are withheld, if any are, and of how many States it is."""
    suppressed = [suppressed_words(summed.suppressed)] if summed.suppressed else []
    return [*suppressed, states_words(summed.states)]


def counts_note(summed: StateSum) -> str:
    """How many figures of a sum are withheld, and of how many States it is, as a line below the sum."""
    return _counts_note(summed.suppressed, summed.states, active_language().code)


@lru_cache(maxsize=4096)
def _counts_note(suppressed: int, states: int, _language: str) -> str:
    return join_words(counts_words(StateSum(0, None, suppressed, 0, states)))


def limits_words(summed: StateSum) -> str:
    """Between which numbers a sum lies; that it is not known where it may be any number."""
    low = format_number(summed.low)
    if summed.high is None:
        return _("at least %(low)s") % {"low": low} if summed.low else pgettext("number", "not known")
    return _("between %(low)s and %(high)s") % {"low": low, "high": format_number(summed.high)}


def suppressed_words(number: int) -> str:
    """How many figures are withheld."""
    return _suppressed_words(number, active_language().code)


def states_words(number: int) -> str:
    """Of how many States a sum is."""
    return _states_words(number, active_language().code)


@lru_cache(maxsize=1024)
def _suppressed_words(number: int, _language: str) -> str:
    return ngettext("%(number)s figure suppressed", "%(number)s figures suppressed", number) % {
        "number": format_number(number)
    }


@lru_cache(maxsize=1024)
def _states_words(number: int, _language: str) -> str:
    return ngettext("%(number)s State", "%(number)s States", number) % {"number": format_number(number)}


class Offer(NamedTuple):
    """States that reported in each of some years: their sums can be compared."""

    years: tuple[int, ...]
    states: frozenset[str]


def is_constant(reporting: Iterable[Mapping[int, frozenset[str]]], years: Sequence[int]) -> bool:
    """Whether in each series the same States reported in each of the years."""
    return all(len({each.get(year, frozenset[str]()) for year in years}) == 1 for each in reporting)


def offer_of(reporting: Sequence[Mapping[int, frozenset[str]]], years: Sequence[int]) -> list[Offer]:
    """The longest spans up to the last year with States that reported in each year of them, in every series."""
    offers: list[Offer] = []
    wanted = FEWEST
    for first in range(len(years) - 1):
        span = tuple(years[first:])
        states = frozenset.intersection(*(each.get(year, frozenset[str]()) for each in reporting for year in span))
        if len(states) >= wanted:
            offers.append(Offer(span, states))
            # A shorter span is worth offering where it has many more States.
            wanted = 3 * len(states)
    return offers[:2]


def offer_words(offer: Offer) -> str:
    """What is offered, in words."""
    return ngettext(
        "%(first)d–%(last)d: the sum of the State that reported in all years",
        "%(first)d–%(last)d: the sum of the %(number)s States that reported in all years",
        len(offer.states),
    ) % {"first": offer.years[0], "last": offer.years[-1], "number": format_number(len(offer.states))}
