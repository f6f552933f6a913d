"""Figures of invented States, counted from invented persons, so that every table of a return agrees with the others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from random import Random

from palermo.returns.entries import Entry
from palermo.returns.states.returns import ValueKind
from palermo.returns.structure import Side, Structure, Table

# What a person, or an offence, is like: a code for each dimension.
type Case = Mapping[str, str]
# Of every hundred. What is not named here is equally frequent.
SHARES: Mapping[str, Mapping[str, float]] = {
    "sex": {"female": 61, "male": 37, "other": 1, "unknown": 1},
    "age": {"0-17": 24, "18+": 73, "unknown": 3},
    "form": {
        "sexual": 46,
        "forced_labour": 27,
        "servitude": 9,
        "forced_criminality": 6,
        "forced_begging": 5,
        "forced_marriage": 3,
        "slavery": 1,
        "other": 2,
        "unknown": 1,
    },
    "place": {"domestic": 44, "cross_border": 53, "unknown": 3},
    "citizenship-group": {"national": 47, "foreign": 49, "stateless": 1, "unknown": 3},
    "outcome": {"convicted": 70, "other_offence": 12, "acquitted": 18},
    "identified-by": {"police": 47, "border": 11, "labour": 9, "services": 8, "ngo": 17, "self": 5, "unknown": 3},
}
GROUPS = {("female", "18+"): "women", ("female", "0-17"): "girls", ("male", "18+"): "men", ("male", "0-17"): "boys"}
# Of which population each indicator counts which share: those convicted are among those prosecuted, and so on.
CHAIN = ("persons-suspected", "persons-prosecuted", "persons-tried", "persons-convicted")
SHARE_KEPT = {
    "persons-prosecuted": 0.72,
    "persons-tried": 0.75,
    "persons-convicted": 0.7,
    "victims-by-means": 0.9,
    "victims-assisted": 0.66,
    "victims-staying": 0.31,
    "victims-returned": 0.22,
    "victims-returned-to": 0.18,
}
SMALL = 5


@dataclass(frozen=True)
class Profile:
    """What is particular to a State.

    `size` is the number of victims detected; `lacking` are codes of which the law knows nothing; `unrecorded` tables of
    which only the totals are recorded. With `withholds`, numbers from one to four are not given.
    """

    size: int
    lacking: tuple[str, ...] = ()
    unrecorded: tuple[str, ...] = ()
    withholds: bool = False
    growth: float = 1.15


def make_figures(
    structure: Structure, profile: Profile, random: Random, *, scale: float = 1.0
) -> dict[tuple[str, str], Entry]:
    """Every figure of a return, with all kinds of value; `scale` is the size of the year against the profile's."""
    populations = _populations(structure, profile, random, round(profile.size * scale))
    figures = {}
    for key, table in structure.tables.items():
        counted = _count(table, populations.get(table.indicator, []))
        for codes, cell in _cells(table):
            figures[key, cell] = _entry(table, codes, counted[cell], profile)
    return figures


def _populations(structure: Structure, profile: Profile, random: Random, size: int) -> dict[str, list[Case]]:
    """By indicator, the cases that its tables count."""
    found = {"offences-recorded": _cases(structure, profile, random, round(size * 0.8))}
    found["victims-detected"] = _cases(structure, profile, random, size)
    found[CHAIN[0]] = _cases(structure, profile, random, round(size * 0.7))
    for earlier, later in pairwise(CHAIN):
        found[later] = _some(found[earlier], SHARE_KEPT[later], random)
    for indicator in sorted(SHARE_KEPT.keys() - found.keys()):
        found[indicator] = _some(found["victims-detected"], SHARE_KEPT[indicator], random)
    return found


def _some(cases: list[Case], share: float, random: Random) -> list[Case]:
    return [case for case in cases if random.random() < share]


def _cases(structure: Structure, profile: Profile, random: Random, size: int) -> list[Case]:
    drawn: dict[str, list[str]] = {}
    for key, dimension in structure.dimensions.items():
        # Of no foreigner it is known from which country: invented figures say nothing of one that exists.
        shares = {} if dimension.is_open else SHARES.get(key) or dict.fromkeys(dimension.codes, 1)
        codes = [code for code in shares if code != "total" and code not in profile.lacking]
        drawn[key] = random.choices(codes, [shares[code] for code in codes], k=size) if codes else [""] * size
    cases: list[dict[str, str]] = [
        dict(zip(drawn, values, strict=True)) for values in zip(*drawn.values(), strict=True)
    ]
    for case in cases:
        known = "other" if case["sex"] == "other" else "unknown"
        case["group"] = GROUPS.get((case["sex"], case["age"]), known)
    return [*cases]


def _cells(table: Table) -> Iterator[tuple[tuple[str, ...], str]]:
    """The cells of a table by their codes; open rows have none."""
    rows = [[] if side.dimension.is_open else [*side.dimension.codes] for side in table.rows]
    columns = [[*side.dimension.codes] for side in table.columns]
    for above, beside in product(product(*rows), product(*columns)):
        yield (*above, *beside), f"{'-'.join(above)}.{'-'.join(beside)}"


def _count(table: Table, cases: Iterable[Case]) -> Counter[str]:
    """How many cases belong into each cell: one in that of their codes, and in every total."""
    counted: Counter[str] = Counter()
    for case in cases:
        rows, columns = _keys(table.rows, case), _keys(table.columns, case)
        counted.update(f"{row}.{column}" for row, column in product(rows, columns))
    return counted


def _keys(sides: tuple[Side, ...], case: Case) -> list[str]:
    codes = []
    for side in sides:
        own = next(iter(side.dimension.codes)) if len(side.dimension.codes) == 1 else case[side.dimension.key]
        codes.append([own, side.total] if side.total else [own])
    return ["-".join(chosen) for chosen in product(*codes)]


def _entry(table: Table, codes: tuple[str, ...], number: int, profile: Profile) -> Entry:
    if set(codes) & set(profile.lacking):
        return Entry(ValueKind.NOT_APPLICABLE)
    sides = (*table.rows, *table.columns)
    is_total = all(not side.total or side.total == code for side, code in zip(sides, codes, strict=True))
    if table.key in profile.unrecorded and not is_total:
        return Entry(ValueKind.NOT_RECORDED)
    if profile.withholds and 0 < number < SMALL:
        # Where there is nobody, zero is given.
        return Entry(ValueKind.SUPPRESSED, low=1, high=SMALL - 1)
    return Entry(ValueKind.COUNT if number else ValueKind.ZERO, number)
