"""Large tables: CPU seconds, memory and what was hidden, beside limits.

    python benchmarks/scale.py [TABLE ...]

Each table has a process of its own. Tables are invented: Poisson counts around gamma means, with all margins; figures
from 1 to 4 are hidden, and zeros may be. A stranger's audit knows nothing but what is published. So that a slow or busy
machine does not decide, limits are in units of a fixed piece of work done in the same process.
"""

import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from disclosure.audit.audit import audit
from disclosure.rules.rules import Rules
from disclosure.suppression.protect import protect
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.table import Table
from disclosure.values import Values

# CPU seconds that the fixed piece of work takes on the machine for which the limits are stated.
YARDSTICK = 1.35


@dataclass(frozen=True)
class Case:
    """A table, how it is protected, and how many CPU seconds and megabytes that may take."""

    shape: tuple
    spread: tuple[float, float]
    signs: tuple
    how: str
    seconds: float
    megabytes: float


CASES = {
    "exact, 630 cells": Case((20, 29), (0.5, 24.0), ("*", None), "exact", 60, 1500),
    "sparse, 10,416 cells": Case(([4] * 6, 20, 15), (0.15, 20.0), ("*", None), "fast", 30, 1500),
    "five dimensions, 4,032 cells": Case((2, 3, 5, 6, 7), (1.0, 12.0), ("*", None), "fast", 60, 1500),
    "dense, 1,010,000 cells": Case(([9] * 10, 99, 99), (1.0, 30.0), ("*",), "fast", 300, 1500),
    "sparse, 1,010,000 cells": Case(([9] * 10, 99, 99), (0.08, 30.0), ("*", None), "fast", 300, 1500),
}


def specification(shape):
    lines = ['title = "scale"', 'zeros = "may be hidden"']
    for name, size in zip("abcde", shape, strict=False):
        lines += ["[[dimension]]", f'name = "{name}"', 'total = "T"']
        for parent, parts in partitions(name, size):
            listed = ", ".join(f'"{part}"' for part in parts)
            lines += ["[[dimension.partition]]", f'parent = "{parent}"', f"parts = [{listed}]"]
    columns = ", ".join(f'{name} = "{name}"' for name, _ in zip("abcde", shape, strict=False))
    return parse_specification("\n".join([*lines, "[[table]]", 'name = "t"', f"columns = {{ {columns} }}"]))


def partitions(name, size):
    if isinstance(size, int):
        return [("T", [f"{name}{i}" for i in range(size)])]
    groups = [(f"{name}g{g}", [f"{name}{g}.{i}" for i in range(n)]) for g, n in enumerate(size)]
    return [("T", [group for group, _ in groups]), *groups]


def make_table(case, seed=1):
    """The table with its margins, without text in between."""
    rng = np.random.default_rng(seed)
    figures = rng.poisson(rng.gamma(*case.spread, [n if isinstance(n, int) else sum(n) for n in case.shape]))
    names = []
    for axis, (name, size) in enumerate(zip("abcde", case.shape, strict=False)):
        blocks = [figures.sum(axis=axis, keepdims=True)]
        if not isinstance(size, int):
            edges = np.cumsum([0, *size])
            blocks += [figures.take(range(a, b), axis=axis).sum(axis=axis, keepdims=True) for a, b in pairwise(edges)]
        figures = np.concatenate([*blocks, figures], axis=axis)
        names.append(("T", *dict.fromkeys(part for _, parts in partitions(name, size) for part in parts)))
    size, read = figures.size, specification(case.shape)
    codes = np.stack(np.unravel_index(np.arange(size), figures.shape), axis=1).astype(np.int64)
    nothing, everything = np.zeros(size, bool), np.ones(size, bool)
    values = Values.counts(figures.ravel())
    return Table(
        read, read.layouts[0], tuple(names), codes, values, nothing, np.arange(size) + 2, np.ones(size),
        np.zeros((size, 0)), everything,
    )  # fmt: skip


def clock(work):
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


def yardstick():
    """CPU seconds of a fixed piece of work, the least of three."""
    numbers = np.random.default_rng(0).random(3_000_000)
    return min(clock(lambda: [np.argsort(numbers) for _ in range(4)])[1] for _ in range(3)) / YARDSTICK


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name, sign):
    case = CASES[name]
    before = yardstick()
    table = make_table(case)
    safe, spent = clock(lambda: protect(table, Rules(other_sign=sign), how=case.how))
    print(f"{name}, {'two signs' if sign else 'one sign'}: {safe.summary}; {safe.summary.softened:,} under *")
    report("protected and audited", spent, case, before)
    print(f"  {safe.audit}. {safe.audit.guarantee}")
    found, spent = clock(lambda: audit(list(safe.tables)))
    report("audited by a stranger", spent, case, before)
    print(f"  {found}. {found.guarantee}", flush=True)


def report(what, spent, case, before):
    unit = (before + yardstick()) / 2
    within = "within" if spent / unit <= case.seconds and peak() <= case.megabytes else "BEYOND"
    print(
        f"  {what}: {spent:.1f} CPU s ({spent / unit / case.seconds:.2f} of the limit), {peak():,.0f} MB "
        f"({peak() / case.megabytes:.2f} of the limit): {within}"
    )


def main(names):
    for name in names or CASES:
        for sign in CASES[name].signs:
            subprocess.run([sys.executable, __file__, "--one", name, sign or ""], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2], sys.argv[3] or None)
    else:
        main(sys.argv[1:])
