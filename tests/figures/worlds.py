"""Invented persons, and the tables of them that an office might want to publish: of many shapes, from a seed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from palermo.figures.bundles import Key
from palermo.figures.dimensions import KEYS, TOTAL

# For each dimension some ways to divide it; of each the code of a person, with all that it is a part of.
_PATHS: dict[str, list[dict[str, tuple[str, ...]]]] = {
    "sex": [
        dict.fromkeys(("female", "male"), ()),
        dict.fromkeys(("female", "male", "other"), ()),
        dict.fromkeys(("female", "male", "other", "unknown"), ()),
    ],
    "age": [
        dict.fromkeys(("0-17", "18+"), ()),
        {"0-8": ("0-17",), "9-17": ("0-17",), "18+": (), "unknown": ()},
        {
            **dict.fromkeys(("9-11", "12-14", "15-17"), ("9-17", "0-17")),
            "0-8": ("0-17",),
            **dict.fromkeys(("18-20", "21-23", "24-26"), ("18+",)),
            **dict.fromkeys(("30-32", "33-35"), ("30-38", "18+")),
        },
    ],
    "form": [
        dict.fromkeys(("sexual", "forced_labour"), ()),
        dict.fromkeys(("sexual", "forced_labour", "other_unspecified"), ()),
        {
            **dict.fromkeys(("prostitution", "pornography"), ("sexual",)),
            **dict.fromkeys(("forced_labour", "forced_begging", "unknown"), ()),
            "domestic_servitude": ("servitude",),
        },
        # Persons of whom the form is known only as sexual: the parts of it do not add up.
        {**dict.fromkeys(("prostitution", "pornography"), ("sexual",)), "sexual": (), "slavery": ()},
        # The sum of the others beside them.
        {
            **dict.fromkeys(("sexual", "forced_labour"), ()),
            **dict.fromkeys(("forced_begging", "forced_marriage", "organ_removal"), ("other_unspecified",)),
        },
    ],
    "citizenship": [
        {"own": (), **dict.fromkeys(("tha", "nga", "ukr", "mmr", "vnm", "col"), ("abroad",))},
        dict.fromkeys(("own", "abroad", "stateless", "unknown"), ()),
        {**dict.fromkeys(("tha", "nga", "lao", "khm", "phl", "idn", "npl", "bgd"), ("abroad",)), "unknown": ()},
    ],
    "repatriation": [
        dict.fromkeys(("tha", "nga", "ukr"), ("abroad",)),
        {"own": (), **dict.fromkeys(("mda", "rou", "lao"), ("abroad",))},
    ],
}
_STATES = ("fra", "deu", "jpn")
INDICATORS = ("victims-detected", "persons-convicted")


@dataclass(frozen=True)
class Shape:
    """What a table shows: breakdowns, codes of each dimension, and what becomes of figures."""

    breakdowns: tuple[tuple[str, ...], ...]
    codes: dict[str, frozenset[str]]
    has_zeros: bool
    silent: float
    masked: bool


@dataclass
class World:
    """Persons of some States, years and indicators."""

    random: np.random.Generator
    dimensions: tuple[str, ...]
    paths: dict[str, dict[str, tuple[str, ...]]]
    groups: dict[Key, list[tuple[str, ...]]] = field(default_factory=dict)
    _counted: dict[Key, Counter[tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, seed: int, *, most: int = 5) -> "World":
        """The world of a seed, with at most so many dimensions."""
        random = np.random.default_rng(seed)
        number = 1 + int(random.integers(min(most, len(KEYS))))
        chosen = sorted(random.choice(len(KEYS), number, replace=False).tolist())
        dimensions = tuple(KEYS[place] for place in chosen)
        paths = {name: _PATHS[name][int(random.integers(len(_PATHS[name])))] for name in dimensions}
        made = cls(random, dimensions, paths)
        states = _STATES[: 1 + int(random.integers(3))]
        years = ("2007", "2008")[: 1 + int(random.integers(2))]
        for state in states:
            for year in years:
                for indicator in INDICATORS[: 1 + int(random.integers(2))]:
                    made.groups[state, indicator, year] = made._persons(int(random.choice([6, 20, 60, 200, 600])))
        return made

    def _persons(self, number: int) -> list[tuple[str, ...]]:
        columns = []
        for name in self.dimensions:
            codes = list(self.paths[name])
            shares = self.random.dirichlet(np.full(len(codes), 0.6))
            columns.append(self.random.choice(codes, number, p=shares).tolist())
        return list(zip(*columns, strict=True))

    def revise(self, number: int) -> None:
        """Take some persons out of every group, and add others."""
        self._counted = {}
        for key, persons in self.groups.items():
            kept = persons[: max(0, len(persons) - int(self.random.integers(number + 1)))]
            self.groups[key] = kept + self._persons(int(self.random.integers(number + 1)))

    def shape(self) -> Shape:
        """A table that somebody may want."""
        random, found = self.random, {()} if self.random.random() < 0.8 else set()
        for _ in range(1 + int(random.integers(4))):
            size = 1 + int(random.integers(min(3, len(self.dimensions))))
            found.add(tuple(sorted(random.choice(self.dimensions, size, replace=False).tolist(), key=KEYS.index)))
        if random.random() < 0.5:
            # With all margins.
            found |= {part for each in list(found) for part in _subsets(each)}
        codes = {}
        for name in self.dimensions:
            leaves = set(self.paths[name])
            above = {code for path in self.paths[name].values() for code in path}
            codes[name] = frozenset(leaves | {code for code in sorted(above) if random.random() < 0.6})
        return Shape(
            tuple(sorted(found)),
            codes,
            has_zeros=bool(random.random() < 0.5),
            silent=float(random.choice([0.0, 0.0, 0.1])),
            masked=bool(random.random() < 0.3),
        )

    def true_of(self, key: Key) -> int:
        """How many persons a cell counts, published or not."""
        group = key[:3]
        if group not in self._counted:
            counts: Counter[tuple[str, ...]] = Counter()
            for person in self.groups.get(group, []):
                options = [[TOTAL]] * len(KEYS)
                for name, code in zip(self.dimensions, person, strict=True):
                    options[KEYS.index(name)] = [TOTAL, code, *self.paths[name][code]]
                counts.update(_products(options))
            self._counted[group] = counts
        return self._counted[group][key[3:]]

    def true_figures(self, shape: Shape) -> dict[Key, int]:
        """Every figure of a table, as it is."""
        figures: dict[Key, int] = {}
        for (state, indicator, year), persons in self.groups.items():
            for breakdown in shape.breakdowns:
                counts: Counter[tuple[str, ...]] = Counter()
                for person in persons:
                    counts.update(self._codes_of(person, breakdown, shape))
                if shape.has_zeros or not breakdown:
                    counts.update(dict.fromkeys(_products([sorted(shape.codes[name]) for name in breakdown]), 0))
                for combined, number in sorted(counts.items()):
                    codes = dict(zip(breakdown, combined, strict=True))
                    figures[state, indicator, year, *(codes.get(name, TOTAL) for name in KEYS)] = number
        return figures

    def figures(self, shape: Shape) -> dict[Key, str]:
        """The same as sources have them: some not recorded, small ones masked where the source masks them."""
        written = {}
        for key, number in self.true_figures(shape).items():
            is_silent = self.random.random() < shape.silent and key[3:] != (TOTAL,) * len(KEYS)
            small = "<5" if shape.masked and 1 <= number <= 4 else str(number)
            written[key] = ".." if is_silent else small
        return written

    def _codes_of(self, person: tuple[str, ...], breakdown: tuple[str, ...], shape: Shape) -> Iterator[tuple[str, ...]]:
        """The cells of a breakdown in which a person is counted."""
        options = []
        for name in breakdown:
            code = person[self.dimensions.index(name)]
            options.append([one for one in (code, *self.paths[name][code]) if one in shape.codes[name]])
        return _products(options)


def _subsets(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for number in range(2 ** len(names)):
        yield tuple(name for place, name in enumerate(names) if number >> place & 1)


def _products(options: list[list[str]]) -> Iterator[tuple[str, ...]]:
    if not options:
        yield ()
        return
    for rest in _products(options[1:]):
        for one in options[0]:
            yield (one, *rest)
