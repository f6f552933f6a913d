"""Tables of six other shapes are protected, and a reader with programmes of his own narrows no sensitive figure."""

import os
import resource
import subprocess
import sys

import numpy as np
import pytest
from outside_tables import Published, Shape, bounds, possible, propagate

# The library is not installed where its tests run.
SOURCE = os.pathsep.join(part for part in sys.path if part)
SMALL = (
    Shape("three dimensions, one a hierarchy", (4, 3, [2, 3])),
    Shape("four dimensions", (3, 3, 2, 2)),
    Shape("linked tables", (4, 3, 3, 2), shown=("ab", "bcd", "acd")),
)
LARGER = (
    Shape("three dimensions, one a hierarchy", (8, 6, [3, 4, 3])),
    Shape("four dimensions, two of them hierarchies", ([2, 3], [3, 2], 4, 3)),
    Shape("five dimensions", (4, 3, 3, 3, 2), mean=30),
    Shape("six dimensions", (3, 2, 2, 2, 2, 2), mean=40),
    Shape("four linked tables of five dimensions", (3, 3, [2, 2], 2, 2), shown=("abc", "abd", "cde", "ace"), mean=5),
)
MILLION = Shape("a million cells", ([12] * 84, 29, 29), mean=25, empty=0.1)


def protected(shape, folder, seed=37):
    """True figures of all cells, what a stranger reads, and what it cost, by the command that an office uses."""
    truth = shape.draw(seed)
    shape.write(folder, truth)
    files = [f"{table}={folder}/{table}.csv" for table in shape.tables]
    command = [
        sys.executable,
        "-m",
        "disclosure",
        "protect",
        folder / "specification.toml",
        *files,
        "--quiet",
        "--method",
        "fast",
    ]
    start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    out = folder / "safe"
    command += ["--thresholds", folder / "thresholds.toml", "--output", out]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": SOURCE})
    assert done.returncode == 0, done.stderr
    return truth.ravel(), Published(out), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start


def narrowed(truth, published):
    """Sensitive cells of the tables that a reader bounds within 1 to 4 more closely, by programmes in whole numbers."""
    free, matrix, right = published.unknown()
    low, high = published.low[free], published.high[free]
    sensitive = np.flatnonzero((truth[free] > 0) & (truth[free] < 5) & published.listed[free])
    found = {int(cell): bounds(matrix, right, low, high, cell) for cell in sensitive}
    return [(int(free[c]), limits) for c, limits in found.items() if limits[0] > 1.5 or limits[1] < 3.5], sensitive.size


def narrowed_figures(shape, folder):
    """The sensitive cells of a protected table that a reader narrows; it has some, and what is published holds."""
    truth, published, seconds = protected(shape, folder)
    known = published.low == published.high
    assert not ((truth > 0) & (truth < 5) & known).any()
    assert (published.low <= truth).all()
    assert (truth <= published.high).all()
    found, sensitive = narrowed(truth, published)
    print(f"{shape.name}: {truth.size:,} cells, {sensitive} sensitive, {(~known).sum()} hidden, {len(found)} narrowed, "
          f"{seconds:.1f} CPU s to protect")  # fmt: skip
    assert sensitive > 0
    return found


@pytest.mark.parametrize("shape", SMALL, ids=lambda shape: shape.name)
def test_no_figure_of_a_small_table_is_narrowed(shape, tmp_path):
    assert narrowed_figures(shape, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("shape", LARGER, ids=lambda shape: shape.name)
def test_no_figure_of_a_larger_table_is_narrowed(shape, tmp_path):
    assert narrowed_figures(shape, tmp_path) == []


@pytest.mark.slow
def test_of_a_million_cells_none_is_narrowed(tmp_path):
    truth, published, seconds = protected(MILLION, tmp_path)
    free, matrix, right = published.unknown()
    true, given = truth[free], (published.low[free], published.high[free])
    sensitive = np.flatnonzero((true > 0) & (true < 5))
    low, high = propagate(matrix, right, *given)
    narrow = (low[sensitive] > 1.5) | (high[sensitive] < 3.5)
    sample, columns = np.random.default_rng(1).choice(sensitive, 600, replace=False), matrix.tocsc()
    aims = [(cell, aim) for cell in sample for aim in (1, 4) if aim != true[cell]]
    proved = [possible(matrix, true, *given, cell, aim, columns=columns) for cell, aim in aims]
    print(f"{truth.size:,} cells, {sensitive.size} sensitive, {free.size} hidden, {narrow.sum()} narrowed, "
          f"{sum(proved)} of {len(aims)} figures of {sample.size} proved, {seconds:.0f} CPU s to protect")  # fmt: skip
    assert narrow.sum() == 0
    assert all(proved)
