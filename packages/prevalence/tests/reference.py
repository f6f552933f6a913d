"""Access to tables that are not part of the package: replicates drawn and estimated by R.

Set PREVALENCE_REFERENCE to the folder that holds them to run the tests that need them.
"""

import csv
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

FOLDER = os.environ.get("PREVALENCE_REFERENCE", "")
needs_reference = pytest.mark.skipif(
    not FOLDER, reason="PREVALENCE_REFERENCE does not name a folder of reference tables"
)


@dataclass
class Replicates:
    counts: np.ndarray
    estimates: np.ndarray
    models: list[str]


def replicates(name: str) -> Replicates:
    with (Path(FOLDER) / f"stepwise_p0.02_bootstrap_{name}.csv").open() as handle:
        header, *rows = csv.reader(handle)
    places = [sum(1 << i for i, digit in enumerate(column[2:]) if digit == "1") for column in header[1:-2]]
    counts = np.zeros((len(rows), 1 << len(header[1]) - 2))
    for row, line in enumerate(rows):
        counts[row, places] = [float(cell) for cell in line[1:-2]]
    return Replicates(counts, np.array([float(r[-2]) for r in rows]), [r[-1].replace(";", ",") for r in rows])


def rows_of(name: str) -> list[dict[str, str]]:
    with (Path(FOLDER) / name).open() as handle:
        return list(csv.DictReader(handle))
