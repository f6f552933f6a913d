"""UNODC's published table: what can be computed from it, and the same table protected by this package.

    python benchmarks/glotip.py TABLE.xlsx [SEED]

The table is read from the file given, or from the one that GLOTIP_TABLE names. Masked figures are simulated: whole
numbers from 1 to 4, at random among those that agree with all that is published and adds up.
"""

import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from disclosure.audit.audit import audit
from disclosure.audit.bounds import reconcile
from disclosure.audit.propagation import propagate
from disclosure.audit.system import components, system_of
from disclosure.rules.rules import Rules
from disclosure.solver import Programme, solve_linear, solve_mixed
from disclosure.suppression.protect import protect
from disclosure.tables.cells import gather
from disclosure.tables.read_specification import read_specification
from disclosure.tables.read_table import read_tables
from disclosure.tables.relations import relate
from disclosure.tables.write_table import write_specification, write_table
from disclosure.values import Values

SPECIFICATION = Path(__file__).with_name("specification_glotip.toml")


def simulate_figures(table, seed):
    """The table with every masked figure replaced by one that agrees with what is published."""
    rng = np.random.default_rng(seed)
    cells = gather([table])
    relations, _ = reconcile(cells.low, cells.high, relate(cells), integer=True)
    system = system_of(cells.low, cells.high, relations, integer=True)
    box = propagate(system)
    cost = rng.standard_normal(len(system.cells))
    sides = (system.row_low, system.row_high)
    found = solve_linear(Programme(cost, system.matrix, *sides, box.low, box.high)).x
    of_rows, of_columns = components(system.matrix)
    for piece in np.unique(of_columns[np.abs(found - np.round(found)) > 1e-6]):
        columns, rows = np.flatnonzero(of_columns == piece), np.flatnonzero(of_rows == piece)
        part = sp.csr_array(system.matrix[rows][:, columns])
        bounds = (sides[0][rows], sides[1][rows], box.low[columns], box.high[columns])
        whole = solve_mixed(Programme(cost[columns], part, *bounds), np.ones(len(columns), bool))
        found[columns] = whole.x
    truth = cells.low.copy()
    truth[system.cells] = np.round(found)
    figures = np.zeros(len(table))
    figures[cells.figure_row] = truth[cells.figure_cell]
    return replace(table, values=Values.counts(figures), sensitive=np.zeros(len(table), bool))


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
    figures = np.abs(safe.cells.low[flags])
    others = safe.for_others[flags]
    cells, total = int(flags.sum()), figures.sum()
    share = figures[others].sum() / total
    return f"{int(others.sum()):,} of {cells:,} cells ({others.mean():.1%}), {share:.2%} of the sum"


def main(path, seed):
    (table,) = read_tables(read_specification(SPECIFICATION), {"glotip": path})
    report_published(table)
    full = simulate_figures(table, seed)
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
