"""A reader who has nothing but published bundles and the code lists: own files, own integer programmes.

Nothing of the package is used here: figures are read as a person reads them, signs by what they say, and what adds up
by the office's code lists, whatever the specification beside the figures claims.
"""

import csv
import io
import re
import tomllib
import unicodedata
import zipfile
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

LARGE = 1e6


class Reader:
    """What can be worked out about cells of populations; a cell is the set of its categories, totals left out."""

    def __init__(self, lists, aliases=None, links=()):
        self.lists = lists
        self.aliases = aliases or {}
        self.links = links
        self.low, self.high = {}, {}
        self.used = set()

    def read_bundle(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        tables = {name: text for name, text in files.items() if name.startswith("data/") and name.endswith(".csv")}
        self.read_tables(tables, files.get("data/specification.toml", b"").decode())

    def read_tables(self, tables, specification):
        read = tomllib.loads(specification)
        population = read.get("population", {})
        name = f"{population.get('id')}@{population.get('edition')}"
        name = self.aliases.get(name, name)
        for text in tables.values():
            for row in csv.DictReader(io.StringIO(text.decode("utf-8-sig", "replace"))):
                self._read_row(row, name, read)

    def _read_row(self, row, population, read):
        fixed = [c for table in read["table"] for c in table.get("fixed", {}).values()]
        words = [clean(text) for text in [*row.values(), *fixed] if isinstance(text, str)]
        spots = [(self._place_of(word), word) for word in words]
        cell = frozenset(word for place, word in spots if place is not None and word != self.lists[place].get("total"))
        self.used |= {place for place, _ in spots if place is not None}
        if row.get("kind") == "estimated":
            self.learn(population, cell, float(row["low"]), float(row["high"]))
            return
        for place, word in spots:
            if place is None and (limits := limits_of(word, read.get("markers", {}))) is not None:
                self.learn(population, cell, *limits)

    def _place_of(self, word):
        for place, one in self.lists.items():
            if word in one["categories"] or re.fullmatch(one.get("separate", "(?!)"), word):
                return place
        return None

    def learn(self, population, cell, low, high):
        key = (population, cell)
        self.low[key] = max(low, self.low.get(key, 0))
        self.high[key] = min(high, self.high.get(key, LARGE))

    def bounds(self, secret):
        """How low and how high a sum of cells can be; without limits where the figures contradict each other."""
        cells, rows = self._relations(secret)
        place = {cell: n for n, cell in enumerate(cells)}
        entries = [(n, place[cell], value) for n, row in enumerate(rows) for cell, value in row.items()]
        columns = np.array(entries).T if entries else np.empty((3, 0))
        shape = (len(rows), len(cells))
        matrix = csr_array((columns[2], (columns[0].astype(int), columns[1].astype(int))), shape=shape)
        aim = np.zeros(len(cells))
        for cell, value in secret.items():
            aim[place[cell]] = value
        limits = Bounds([self.low.get(c, 0) for c in cells], [self.high.get(c, LARGE) for c in cells])
        sums = [LinearConstraint(matrix, 0, 0)] if rows else []
        found = [milp(sign * aim, integrality=np.ones(len(cells)), bounds=limits, constraints=sums) for sign in (1, -1)]
        if any(one.x is None for one in found):
            return -np.inf, np.inf
        return round(found[0].fun), round(-found[1].fun)

    def _relations(self, secret):
        populations = sorted(
            {p for p, _ in self.low} | {p for link in self.links for p in link} | {p for p, _ in secret}
        )
        choices = [[None, *self.lists[place]["categories"]] for place in self.lists if self._counts(place, secret)]
        years = [
            {w for _, cell in [*self.low, *secret] for w in cell if self._place_of(w) == p} for p in self._separate()
        ]
        combos = product(*choices, *[sorted(y) or [None] for y in years])
        inner = sorted({frozenset(w for w in c if w and not self._is_total(w)) for c in combos}, key=sorted)
        cells = [(p, c) for p in populations for c in inner]
        cells += [key for key in [*self.low, *secret] if key not in set(cells)]
        known, rows = set(cells), []
        for population, cell in cells:
            for row in self._sums_of(cell):
                row = {(population, c): v for c, v in row.items()}
                rows += [row] if set(row) <= known else []
        for whole, *parts in self.links:
            rows += [{(whole, c): 1} | {(part, c): -1 for part in parts} for c in inner]
        return cells, rows

    def _counts(self, place, secret):
        return "separate" not in self.lists[place] and (
            place in self.used or any(w in self.lists[place]["categories"] for _, c in secret for w in c)
        )

    def _separate(self):
        return [place for place, one in self.lists.items() if "separate" in one]

    def _is_total(self, word):
        return any(word == one.get("total") for one in self.lists.values())

    def _sums_of(self, cell):
        for one in self.lists.values():
            for parent, parts in one.get("sums", []):
                mine = [w for w in cell if w in one["categories"]]
                if (mine[0] if mine else one.get("total")) == parent:
                    rest = cell - set(mine)
                    yield {cell: 1} | {rest | {part}: -1 for part in parts}


def clean(text):
    """A label as a person sees it."""
    return unicodedata.normalize("NFKC", text).strip().strip("'\"=")


def limits_of(word, markers):
    """What a figure or a sign says to a person; None where it is neither."""
    if re.fullmatch(r"[0-9][0-9,]*(\.0+)?", word):
        value = float(word.replace(",", ""))
        return value, value
    if found := re.fullmatch(r"<\s*([0-9]+)", word):
        return 1, int(found[1]) - 1
    if found := re.fullmatch(r"([0-9]+)\s*(?:-|–|to)\s*([0-9]+)", word):
        return int(found[1]), int(found[2])
    sign = markers.get(word)
    if isinstance(sign, dict) and sign.get("kind") == "suppressed":
        return sign.get("low", 0), min(sign.get("high", LARGE), LARGE)
    return None


def is_narrow(limits):
    """Whether limits are certain to lie within 1 to 4 and say more than 1 to 4."""
    low, high = limits
    return low >= 1 and high <= 4 and (low, high) != (1, 4)
