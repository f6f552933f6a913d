"""What is said of a value in an address that chooses nothing: where it stands, what was expected, what was found."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from palermo.figures.choices import FIRST_YEAR, LAST_YEAR, Choice, Fault
from palermo.figures.dimensions import KEYS, TOTAL

# Of a value that is not understood, as much as helps to find it.
MOST = 60


def sentences_of(choice: Choice) -> list[str]:
    """A sentence for each value that was not understood."""
    return [refusal_of(each) for each in choice.faults]


def refusal_of(fault: Fault) -> str:
    """What was expected of a parameter, and what was found."""
    return fault_at(fault.name, _expected(fault.name), fault.value)


def fault_at(place: str, expected: str, found: str) -> str:
    """The sentence for a parameter."""
    values = {"place": place, "expected": expected, "found": found[:MOST]}
    return _("%(place)s: expected %(expected)s, found “%(found)s”.") % values


def unknown_names(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """A sentence for each parameter that there is none of."""
    wanted = ", ".join(known)
    sentence = _("Expected only the parameters %(known)s, found “%(found)s”.")
    return [sentence % {"known": wanted, "found": name[:MOST]} for name in names]


def _expected(name: str) -> str:
    if name in ("from", "until"):
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        return _("a year from %(first)d to %(last)d, the first year not after the last") % years
    if name == "by":
        return _("one or more of %(names)s") % {"names": ", ".join((TOTAL, *KEYS))}
    if name == "state":
        return _("a code listed under /dimensions/state, such as fra")
    if name in KEYS:
        return _("a code of the list “%(name)s”") % {"name": name}
    return _("an identifier that is in use")
