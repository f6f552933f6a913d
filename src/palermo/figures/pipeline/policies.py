"""What the gate holds every release to, and how a release describes its table: written from code lists.

The policy of a register names every dimension with its categories, so that figures of different releases are set
against each other whatever their tables were called.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import harmonise.lists as lists

from palermo.figures.dimensions import ABROAD, DIMENSIONS, OTHER, OWN, STATELESS, TOTAL, UNKNOWN, Dimension

BELOW = 5
# What a reader is shown in place of a figure: fewer than BELOW, and hidden so that those stay unknown.
SMALL, HIDDEN, NOT_RECORDED, NOT_APPLICABLE = "<5", "*", "..", ":"
MARKERS = f"""[markers]
"{SMALL}" = {{ kind = "suppressed", low = 1, high = {BELOW - 1} }}
"{HIDDEN}" = {{ kind = "suppressed", sensitive = false }}
"{NOT_RECORDED}" = "not recorded"
"{NOT_APPLICABLE}" = "not applicable"
"""
# What each sign means: kind and limits.
MARKERS_BY_SIGN: dict[str, tuple[str, int | None, int | None]] = {
    SMALL: ("suppressed", 1, BELOW - 1),
    HIDDEN: ("suppressed", None, None),
    NOT_RECORDED: ("not recorded", None, None),
    NOT_APPLICABLE: ("not applicable", None, None),
}
# How many times as much it costs to hide a figure that is to be hidden last.
LAST_COSTS = 10
# A part of the total by sex that no code names: persons whose sex or age is not known, where a return counts these two
# together. It is never published; the gate must know of it, since it could be computed from the other parts.
NOT_STATED = "not-stated"
# All forms but sexual exploitation and forced labour, in tables that tell no more than these two apart. Beside one of
# the others nobody knows whether it is their sum.
OTHER_FORMS = "other_unspecified"
# State, indicator and year: figures of two of them are never added up.
SEPARATE = (("state", "[a-z]*"), ("indicator", "[a-z]*"), ("year", "[12][0-9][0-9][0-9]"))
FILE = "figures.csv"


def policy_text(title: str, reason: str, units: Iterable[str]) -> str:
    """The policy of a register as `disclosure.release.policy.parse_policy` reads it.

    Parameters
    ----------
    title, reason : str
        For the method sheet.
    units : iterable of str
        What may be counted, such as persons.
    """
    lines = [
        f"title = {quote(title)}",
        f"reason = {quote(reason)}",
        f"below = {BELOW}",
        f"protect = [1, {BELOW - 1}]",
        f"units = [{', '.join(map(quote, units))}]",
        'kinds = ["not recorded", "not applicable"]',
    ]
    for name, pattern in SEPARATE:
        lines += ["", "[[dimension]]", f"name = {quote(name)}", f"codes = {quote(name)}"]
        lines += [f"separate = {quote(pattern)}"]
    for dimension in DIMENSIONS:
        lines += [*_heading(dimension), f"codes = {quote(dimension.code_list)}", *_partitions(dimension)]
    return "\n".join(lines) + "\n"


def thresholds_text(title: str, hidden_last: Iterable[str] = ()) -> str:
    """The thresholds of a release as `disclosure.rules.read_rules.parse_rules` reads them.

    Parameters
    ----------
    title : str
    hidden_last : iterable of str
        Dimensions; to hide a figure that is broken down by one of them costs more.
    """
    factors = ", ".join(f"{quote(each)} = {LAST_COSTS}" for each in hidden_last)
    return (
        f"title = {quote(title)}\n[frequency]\nbelow = {BELOW}\nprotect = [1, {BELOW - 1}]\n"
        f"[signs]\nhidden = {quote(SMALL)}\nhidden_for_others = {quote(HIDDEN)}\n"
        + (f"[loss]\nfactors = {{ {factors} }}\n" if factors else "")
    )


def specification_text(
    title: str, population: tuple[str, str], unit: str, *, zeros: str = "may be hidden", markers: str = MARKERS
) -> str:
    """The specification of the table of a release.

    Parameters
    ----------
    title : str
    population : tuple of str
        Whom it counts, and in which edition.
    unit : str
    zeros : str
        As in a specification: whether a zero may be hidden to protect others.
    markers : str
        What stands in place of figures, as a part of the specification.
    """
    identity = f"{{ id = {quote(population[0])}, edition = {quote(population[1])} }}"
    lines = [f"title = {quote(title)}", f"unit = {quote(unit)}", f"zeros = {quote(zeros)}"]
    lines += [f"population = {identity}", "", markers]
    for name, _pattern in SEPARATE:
        lines += ["[[dimension]]", f"name = {quote(name)}", ""]
    for dimension in DIMENSIONS:
        lines += [*_heading(dimension), *_partitions(dimension), ""]
    names = [*(name for name, _pattern in SEPARATE), *(each.key for each in DIMENSIONS)]
    columns = ", ".join(f"{name} = {quote(name)}" for name in names)
    lines += ["[[table]]", 'name = "figures"', f"file = {quote(FILE)}", f"columns = {{ {columns} }}"]
    return "\n".join(lines) + "\n"


def _heading(dimension: Dimension) -> list[str]:
    return ["", "[[dimension]]", f"name = {quote(dimension.key)}", f"total = {quote(TOTAL)}"]


def _partitions(dimension: Dimension) -> list[str]:
    """What adds up: an attacker takes it for granted wherever the figures themselves do not contradict it.

    What a margin that nobody publishes is made of is its first division: all from abroad cannot be own nationals only
    because no other citizenship is listed.
    """
    lines, divided = [], set[str]()
    for parent, parts in families_of(dimension.key):
        listed = ", ".join(map(quote, parts))
        lines += ["", "[[dimension.partition]]", f"parent = {quote(parent)}", "parts = []"]
        lines += [f"optional = [{listed}]", 'adds_up = "unless contradicted"']
        lines += ["listed_parent = true"] if parent != TOTAL and parent in divided else []
        divided.add(parent)
    return lines


@lru_cache
def families_of(key: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each category of a dimension that has parts, with its parts; the total first, once for each way to divide it."""
    return tuple(_families(next(each for each in DIMENSIONS if each.key == key)))


def _families(dimension: Dimension) -> Iterator[tuple[str, tuple[str, ...]]]:
    name, _slash, number = dimension.code_list.partition("/")
    codes = lists.code_list(name, number).codes
    if dimension.key in ("citizenship", "repatriation"):
        # Countries stand beside the groups or under one of them, as the source has it, and nobody says whether own
        # nationals or other groups are among those from abroad: what is likeliest comes first.
        areas = tuple(each.code.lower() for each in codes)
        yield TOTAL, (OWN, ABROAD, STATELESS, OTHER, UNKNOWN)
        yield ABROAD, areas
        yield TOTAL, (*areas, OWN, STATELESS, OTHER, UNKNOWN)
        yield TOTAL, (OWN, ABROAD, UNKNOWN)
        yield ABROAD, (*areas, OWN)
        yield ABROAD, (*areas, STATELESS, OTHER)
        return
    parents: dict[str, list[str]] = {TOTAL: [NOT_STATED] if dimension.key == "sex" else []}
    for each in codes:
        if each.code != TOTAL:
            parents.setdefault(each.parent or TOTAL, []).append(each.code)
    for parent, parts in parents.items():
        yield parent, tuple(parts)


@lru_cache
def forms_together() -> frozenset[str]:
    """The forms of exploitation that the code OTHER_FORMS may stand for together."""
    apart, found = {"sexual", "forced_labour", "unknown", OTHER_FORMS}, set[str]()
    for parent, parts in families_of("form"):
        if parent not in apart:
            found.update(code for code in parts if code not in apart)
    return frozenset(found)


def quote(text: str) -> str:
    """A text as TOML writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
