"""What protection and audit cost as tables grow, and what they lose.

    python benchmarks/scale.py NAME [SECONDS]

Names: exact630, sparse10000, dense5, million. SECONDS is a time limit for protection.
"""

import resource
import sys
import time

import numpy as np

from disclosure.audit.audit import audit
from disclosure.rules.rules import Rules
from disclosure.suppression.protect import protect
from disclosure.tables.read_specification import parse_specification
from disclosure.tables.table import Table
from disclosure.values import Values

# The sizes of dimensions, the share of empty inner cells, and the mean of the others.
CASES = {
    "exact630": ((20, 29), 0.2, 20.0),
    "sparse10000": ((30, 24, 12), 0.9, 12.0),
    "dense5": ((7, 6, 5, 3, 2), 0.0, 11.0),
    "million": ((199, 99, 49), 0.95, 40.0),
}


def specification(shape, zeros="published if possible"):
    lines = ['title = "scale"', f'zeros = "{zeros}"']
    for place, size in enumerate(shape):
        parts = ", ".join(f'"{place}.{i}"' for i in range(size))
        lines += ["[[dimension]]", f'name = "d{place}"', 'total = "T"']
        lines += [f'partition = [{{ parent = "T", parts = [{parts}] }}]']
    columns = ", ".join(f'd{place} = "d{place}"' for place in range(len(shape)))
    return parse_specification("\n".join([*lines, "[[table]]", 'name = "t"', f"columns = {{ {columns} }}"]))


def random_table(shape, empty, mean, seed=1, zeros="published if possible"):
    """Every cell with its margins; totals come first in each dimension."""
    rng = np.random.default_rng(seed)
    figures = rng.poisson(mean * rng.gamma(0.7, 1 / 0.7, size=shape)) * (rng.random(shape) >= empty)
    for axis in range(len(shape)):
        figures = np.concatenate([figures.sum(axis=axis, keepdims=True), figures], axis=axis)
    codes = np.stack(np.unravel_index(np.arange(figures.size), figures.shape), axis=1).astype(np.int64)
    read = specification(shape, zeros)
    categories = tuple(("T", *(f"{place}.{i}" for i in range(size))) for place, size in enumerate(shape))
    size, nobody = figures.size, np.zeros(figures.size, bool)
    values = Values.counts(figures.ravel())
    return Table(
        read, read.layouts[0], categories, codes, values, nobody, np.arange(size), np.ones(size), np.zeros((size, 0)),
        np.ones(size, bool),
    )  # fmt: skip


def main(name, seconds):
    table = random_table(*CASES[name])
    figures = table.values.low
    print(f"{name}: {len(table):,} cells, {int(((figures >= 1) & (figures < 5)).sum()):,} sensitive")
    options = {} if seconds is None else {"seconds": seconds}
    start = time.process_time()
    safe = protect(
        table, Rules(other_sign=None, sign="c"), how="exact" if name.startswith("exact") else "auto", **options
    )
    print(f"protect: {time.process_time() - start:.1f} CPU s; {safe}")
    for note in safe.notes:
        print(f"  note: {note}")
    start = time.process_time()
    found = audit(list(safe.tables), private=[safe.private])
    print(f"audit: {time.process_time() - start:.1f} CPU s; {found}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else None)
