"""UNODC's published table: what can be computed from it, and the same table protected by this package.

    python benchmarks/glotip.py TABLE.xlsx [SEED]

The table is read from the file given, or from the one that GLOTIP_TABLE names. In place of masked figures stand whole
numbers from 1 to 4, at random among those that agree with all that is published and adds up (`fill_signs`).
"""

import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from disclosure.audit.audit import audit
from disclosure.rules.rules import Rules
from disclosure.suppression.protect import protect
from disclosure.suppression.stand_ins import fill_signs
from disclosure.tables.read_specification import read_specification
from disclosure.tables.read_table import read_tables
from disclosure.tables.write_table import write_specification, write_table

SPECIFICATION = Path(__file__).with_name("specification_glotip.toml")


def clock(work):
    before = time.process_time()
    result = work()
    return result, time.process_time() - before


def without(table, *names):
    """The table with the partitions of some dimensions left out of its specification."""
    dimensions = tuple(
        replace(d, partitions=() if d.name in names else d.partitions) for d in table.specification.dimensions
    )
    return replace(table, specification=replace(table.specification, dimensions=dimensions))


def report_published(table):
    for label, some in (("sex and age", without(table, "breakdown")), ("sex, age, form and citizenship", table)):
        found, spent = clock(lambda some=some: audit(some))
        single = int(found.single_subtractions(["sex", "age"]).sum())
        print(
            f"as published, along {label}: {single:,} of {int(found.cells.sensitive.sum()):,} by one subtraction along"
        )
        print(f"  sex or age; {int(found.exposed.sum()):,} exactly by all relations together, "
              f"{int(found.failing.sum()):,} bounded inside 1 to 4 ({spent:.1f} CPU s)")  # fmt: skip


def loss(safe, flags):
    """Cells and share of the sum hidden to protect others, among some cells."""
    flags = flags & safe.cells.listed
    figures = np.abs(safe.cells.low[flags])
    others = safe.for_others[flags]
    cells, total = int(flags.sum()), figures.sum()
    share = figures[others].sum() / total
    return f"{int(others.sum()):,} of {cells:,} cells ({others.mean():.1%}), {share:.2%} of the sum"


def main(path, seed):
    (table,) = read_tables(read_specification(SPECIFICATION), {"glotip": path})
    report_published(table)
    full = fill_signs(table, seed)
    safe, spent = clock(lambda: protect(full, Rules(), how="fast"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"ours: {safe}")
    print(f"  {spent:.1f} CPU s, at most {peak:,.0f} MB; {safe.summary.softened:,} sensitive cells under *")
    indicator = np.array(safe.cells.categories[1], object)[safe.cells.codes[:, 1]]
    print(f"  hidden to protect others: {loss(safe, np.ones(len(safe.cells), bool))}")
    for name in safe.cells.categories[1]:
        print(f"    {name}: {loss(safe, indicator == name)}")
    with tempfile.TemporaryDirectory() as folder:
        write_table(Path(folder) / "glotip.csv", safe.tables[0])
        text = write_specification(safe.tables[0].specification, {"glotip": "glotip.csv"})
        (Path(folder) / "specification.toml").write_text(text, encoding="utf-8")
        back = read_tables(read_specification(Path(folder) / "specification.toml"), folder=folder)
        print(f"  read back and audited by a stranger: {audit(back)}")


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("GLOTIP_TABLE")
    if not given:
        sys.exit("Name the workbook, or set GLOTIP_TABLE.")
    main(given, int(sys.argv[2]) if len(sys.argv) > 2 else 2025)
