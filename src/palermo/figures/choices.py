"""What a reader chose among published figures, as an address has it: the same on pages, in files and for programs."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from django.http import QueryDict
from django.utils.text import slugify

from palermo.figures.cubes import Selection
from palermo.figures.dimensions import KEYS, TOTAL
from palermo.figures.labels import codes_in_order

FIRST_YEAR, LAST_YEAR = 1900, 2200
# The parameters of an address that choose figures, in the order in which they are written. `form` is the form of
# exploitation: how figures are shown, as a line or a map, is another parameter, `view`.
PARAMETERS = ("release", "indicator", "by", "state", "from", "until", *KEYS)


class Fault(NamedTuple):
    """A value that an address has and that is in no list: nothing is chosen then, never everything."""

    name: str
    value: str


@dataclass(frozen=True)
class Choice:
    """The figures that an address names.

    Attributes
    ----------
    release : str
        Slug of a release; empty for the current ones.
    indicator : str
        Slug of an indicator; empty for all.
    by : str or None
        A breakdown as `breakdown_of` gives it, "" for figures that are not broken down; None for all.
    states : tuple of str
        Slugs, in alphabetical order; none for all.
    year_from, year_until : int or None
    codes : mapping of str to tuple of str
        The wanted categories of dimensions, in the order of their lists; a dimension that is left out has all.
    faults : tuple of Fault
        What the address has for these parameters that is no value of theirs.
    """

    release: str = ""
    indicator: str = ""
    by: str | None = None
    states: tuple[str, ...] = ()
    year_from: int | None = None
    year_until: int | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @classmethod
    def from_query(cls, query: QueryDict, areas: Container[str], indicators: Container[str] | None = None) -> Self:
        """The choice in an address.

        Parameters
        ----------
        query : QueryDict
            Parameters that are not in PARAMETERS belong to others.
        areas : container of str
            What may stand for a State, in small letters, as `labels.area_codes` gives it.
        indicators : container of str, optional
            Slugs; any other indicator is a fault.
        """
        faults: list[Fault] = []
        release = _one(query, "release", faults)
        indicator = _one(query, "indicator", faults)
        if indicator and indicators is not None and indicator not in indicators:
            faults.append(Fault("indicator", indicator))
            indicator = ""
        return cls(
            release,
            indicator,
            _breakdown(query, faults),
            tuple(sorted(set(_known(query, "state", areas, faults)))),
            *_years(query, faults),
            {key: codes for key in KEYS if (codes := _codes(query, key, faults))},
            tuple(faults),
        )

    def to_query(self) -> list[tuple[str, str]]:
        """Names and values for an address, in one order for the same choice; empty for everything."""
        pairs = [("release", self.release), ("indicator", self.indicator)]
        if self.by is not None:
            pairs += [("by", key) for key in self.by.split("+")] if self.by else [("by", TOTAL)]
        pairs += [("state", each) for each in self.states]
        pairs += [("from", str(self.year_from or "")), ("until", str(self.year_until or ""))]
        pairs += [(key, code) for key in KEYS for code in self.codes.get(key, ())]
        return [(name, value) for name, value in pairs if value]

    def selection(self) -> Selection:
        """What is chosen, as the cube of a release is asked for it."""
        indicators = (self.indicator,) if self.indicator else ()
        return Selection(indicators, self.by, self.states, self.year_from, self.year_until, self.codes)


def _one(query: QueryDict, name: str, faults: list[Fault]) -> str:
    """The last value of a parameter where it can be a slug."""
    value = query.get(name, "")
    if value == slugify(value):
        return value
    faults.append(Fault(name, value))
    return ""


def _values(query: QueryDict, name: str) -> Iterator[str]:
    """Every value of a parameter, repeated or with commas, in small letters."""
    for value in query.getlist(name):
        yield from filter(None, (part.strip().lower() for part in value.split(",")))


def _known(query: QueryDict, name: str, known: Container[str], faults: list[Fault]) -> list[str]:
    values = list(_values(query, name))
    faults += [Fault(name, value) for value in values if value not in known]
    return [value for value in values if value in known]


def _breakdown(query: QueryDict, faults: list[Fault]) -> str | None:
    """By which dimensions: each a value of its own, or all in one with a plus sign, which addresses read as a space."""
    if "by" not in query:
        return None
    keys = {key for value in _values(query, "by") for key in value.replace("+", " ").split()}
    wrong = sorted(keys - {TOTAL, *KEYS})
    faults += [Fault("by", value) for value in wrong]
    known = [key for key in KEYS if key in keys]
    return "+".join(known) if known or not wrong else None


def _years(query: QueryDict, faults: list[Fault]) -> tuple[int | None, int | None]:
    """The first and the last year; neither where the last is before the first."""
    first, last = _year(query, "from", faults), _year(query, "until", faults)
    if first and last and last < first:
        faults += [Fault("from", str(first)), Fault("until", str(last))]
        return None, None
    return first, last


def _year(query: QueryDict, name: str, faults: list[Fault]) -> int | None:
    value = query.get(name, "").strip()
    if not value:
        return None
    if value.isascii() and value.isdecimal() and len(value) == 4 and FIRST_YEAR <= int(value) <= LAST_YEAR:
        return int(value)
    faults.append(Fault(name, value))
    return None


def _codes(query: QueryDict, key: str, faults: list[Fault]) -> tuple[str, ...]:
    if key not in query:
        return ()
    order = codes_in_order(key)
    wanted = set(_known(query, key, order, faults))
    return tuple(code for code in order if code in wanted)
