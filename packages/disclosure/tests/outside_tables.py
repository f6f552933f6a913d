"""Tables in other shapes than those of the package's own tests, and a reader who bounds what is hidden in them.

The reader takes the published files and the specification, and nothing of the package. The true figures serve to say
which cells are sensitive and, in tables too large for programmes over all cells, to find other possible tables.
"""

import csv
import tomllib
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

THRESHOLDS = 'title = "Thresholds"\n[frequency]\nbelow = 5\n[signs]\nhidden = "<5"\nhidden_for_others = "*"\n'
ENDLESS = 1e9


def partitions(name, size):
    """Parents and parts; a list of sizes makes a hierarchy of two levels."""
    if isinstance(size, int):
        return [("T", [f"{name}{n}" for n in range(size)])]
    groups = [(f"{name}g{g}", [f"{name}{g}.{n}" for n in range(count)]) for g, count in enumerate(size)]
    return [("T", [parent for parent, _ in groups]), *groups]


def with_margins(inner, shape):
    """All margins and groups of a table, in the order of `categories`."""
    for axis, size in enumerate(shape):
        edges = np.cumsum([0, *([] if isinstance(size, int) else size)])
        blocks = [inner.sum(axis=axis, keepdims=True)]
        blocks += [inner.take(range(a, b), axis=axis).sum(axis=axis, keepdims=True) for a, b in pairwise(edges)]
        inner = np.concatenate([*blocks, inner], axis=axis)
    return inner


def categories(name, size):
    sums = partitions(name, size)
    return list(dict.fromkeys([sums[0][0], *sums[0][1], *(part for _, parts in sums[1:] for part in parts)]))


@dataclass(frozen=True)
class Shape:
    """Sizes of the dimensions, which of them each table shows, and how large the figures are."""

    name: str
    sizes: tuple
    shown: tuple = ()
    mean: float = 20.0
    empty: float = 0.2

    @property
    def names(self):
        return "abcdef"[: len(self.sizes)]

    @property
    def tables(self):
        return self.shown or (self.names,)

    def draw(self, seed):
        random = np.random.default_rng(seed)
        size = tuple(s if isinstance(s, int) else sum(s) for s in self.sizes)
        inner = random.poisson(self.mean * random.random(size) ** 3 * 2) * (random.random(size) > self.empty)
        return with_margins(inner.astype(np.int64), self.sizes)

    def specification(self):
        lines = ['title = "Test"']
        for name, size in zip(self.names, self.sizes, strict=True):
            lines += ["[[dimension]]", f'name = "{name}"', 'total = "T"']
            for parent, parts in partitions(name, size):
                quoted = ", ".join(f'"{part}"' for part in parts)
                lines += ["[[dimension.partition]]", f'parent = "{parent}"', f"parts = [{quoted}]"]
        for table in self.tables:
            pairs = ", ".join(f'{name} = "{name}"' for name in table)
            lines += ["[[table]]", f'name = "{table}"', f'file = "{table}.csv"', f"columns = {{ {pairs} }}"]
        return "\n".join(lines) + "\n"

    def write(self, folder, truth):
        """The true tables and their specification, as an office would have them."""
        for table in self.tables:
            part = truth[tuple(slice(None) if name in table else 0 for name in self.names)]
            labels = [categories(n, s) for n, s in zip(self.names, self.sizes, strict=True) if n in table]
            with (folder / f"{table}.csv").open("w", newline="") as file:
                rows = ((*where, value) for where, value in zip(product(*labels), part.ravel().tolist(), strict=True))
                csv.writer(file).writerows([(*table, "value"), *rows])
        (folder / "specification.toml").write_text(self.specification())
        (folder / "thresholds.toml").write_text(THRESHOLDS)


class Published:
    """Limits of all cells, listed or not, and everything that adds up."""

    def __init__(self, folder):
        read = tomllib.loads((folder / "specification.toml").read_text())
        self.sums = {d["name"]: [(p["parent"], p["parts"]) for p in d["partition"]] for d in read["dimension"]}
        self.names = list(self.sums)
        words = {n: [ps[0][0], *ps[0][1], *(w for _, part in ps[1:] for w in part)] for n, ps in self.sums.items()}
        self.place = {name: {word: n for n, word in enumerate(dict.fromkeys(w))} for name, w in words.items()}
        self.shape = tuple(len(self.place[name]) for name in self.names)
        self.low, self.high = np.zeros(np.prod(self.shape)), np.full(np.prod(self.shape), ENDLESS)
        self.listed = np.zeros(self.low.size, dtype=bool)
        signs = {s: (m.get("low", 0), min(m.get("high", ENDLESS), ENDLESS)) for s, m in read["markers"].items()}
        for table in read["table"]:
            self._read(folder / table["file"], table["columns"], signs)

    def _read(self, path, columns, signs):
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        index = np.zeros(len(rows), dtype=np.int64)
        for name, size in zip(self.names, self.shape, strict=True):
            index *= size
            if name in columns:
                index += [self.place[name][row[columns[name]]] for row in rows]
        limits = np.array([signs.get(row["value"]) or (float(row["value"]),) * 2 for row in rows])
        self.low[index], self.high[index] = limits.T
        self.listed[index] = True

    def relations(self):
        """One row for each parent and its parts, as a sparse matrix over all cells."""
        cells = np.arange(self.low.size).reshape(self.shape)
        entries, count = [], 0
        for axis, name in enumerate(self.names):
            for parent, parts in self.sums[name]:
                whole = cells.take(self.place[name][parent], axis=axis).ravel()
                rows = count + np.arange(whole.size)
                entries.append((rows, whole, np.ones(whole.size)))
                for part in parts:
                    one = cells.take(self.place[name][part], axis=axis).ravel()
                    entries.append((rows, one, -np.ones(one.size)))
                count += whole.size
        row, column, value = (np.concatenate(each) for each in zip(*entries, strict=True))
        return csr_array((value, (row, column)), shape=(count, self.low.size))

    def unknown(self):
        """Cells without a figure, and what is left of the relations: matrix and right side."""
        matrix, known = self.relations(), self.low == self.high
        free = np.flatnonzero(~known)
        right = -(matrix @ np.where(known, self.low, 0))
        left = matrix[:, free]
        rows = np.flatnonzero(np.diff(left.tocsr().indptr))
        return free, left.tocsr()[rows], right[rows]


def bounds(matrix, right, low, high, cell, *, whole=True):
    """The least and the greatest figure of one cell."""
    aim = np.zeros(matrix.shape[1])
    aim[cell] = 1
    found = []
    for sign in (1, -1):
        sums = LinearConstraint(matrix, right, right)
        answer = milp(
            sign * aim,
            integrality=np.full(aim.size, int(whole)),
            bounds=Bounds(low, high),
            constraints=sums,
            options={"time_limit": 20, "mip_rel_gap": 0.0},
        )
        limit = answer.fun if answer.success else getattr(answer, "mip_dual_bound", None)
        found.append(sign * (limit if limit is not None else -ENDLESS))
    return tuple(found)


def propagate(matrix, right, low, high, rounds=10):
    """Limits that follow from relation to relation; a stranger's cheapest attack, over all cells at once."""
    low, high = low.copy(), high.copy()
    plus, minus = matrix.maximum(0), (-matrix).maximum(0)
    coo = matrix.tocoo()
    for _ in range(rounds):
        least = plus @ low - minus @ high
        most = plus @ high - minus @ low
        up = np.where(coo.data > 0, high[coo.col], -low[coo.col])
        down = np.where(coo.data > 0, low[coo.col], -high[coo.col])
        top = right[coo.row] - (least[coo.row] - down)
        bottom = right[coo.row] - (most[coo.row] - up)
        new_high = np.where(coo.data > 0, top, -bottom)
        new_low = np.where(coo.data > 0, bottom, -top)
        before = low.sum() - high.sum()
        np.maximum.at(low, coo.col, new_low)
        np.minimum.at(high, coo.col, new_high)
        if low.sum() - high.sum() == before:
            break
    return low, high


def neighbourhood(matrix, columns, cell, steps):
    """Cells that share relations with a cell, and with those."""
    found = np.array([cell])
    for _ in range(steps):
        found = np.unique(matrix[np.unique(columns[:, found].indices)].indices)
    return found


def possible(matrix, truth, low, high, cell, aim, *, columns=None):
    """Whether a possible table is found, near the true one, in which the cell reaches what is aimed at.

    By the least moves from the true table: most often a programme without whole numbers gives whole ones.
    """
    columns = matrix.tocsc() if columns is None else columns
    for steps in (1, 2, 3):
        near = neighbourhood(matrix, columns, cell, steps)
        part = matrix[np.unique(columns[:, near].indices)][:, near]
        spot, move = np.searchsorted(near, cell), aim - truth[cell]
        up, down = np.minimum(high[near] - truth[near], 1000), np.minimum(truth[near] - low[near], 1000)
        least, most = np.zeros(2 * near.size), np.concatenate([up, down])
        this, other = (spot, near.size + spot) if move > 0 else (near.size + spot, spot)
        least[this], most[other] = abs(move), 0
        if least[this] > most[this]:
            return False
        sums = LinearConstraint(hstack([part, -part]), 0, 0)
        for whole in (0, 1):
            answer = milp(
                np.ones(2 * near.size),
                integrality=np.full(2 * near.size, whole),
                bounds=Bounds(least, most),
                constraints=sums,
                options={"time_limit": 20},
            )
            if answer.x is None:
                break
            if np.abs(answer.x - np.round(answer.x)).max() < 1e-6:
                return True
    return False
