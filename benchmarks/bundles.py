"""Memory and time of building and verifying a bundle of 250, 500 and 1,000 documents, each in six languages.

    uv run python -m benchmarks.bundles [COUNT …]

Each document has, in each language, a text of some hundred words and a file of 100 KB; beside them lies the
demonstration's record. The record is made by one process, the bundle built and verified by two others
(`benchmarks.bundle_steps`). The peak of memory is that of the process's own pages (`RssAnon`, looked at ten times a
second); the system's peak (`ru_maxrss`) besides has the pages of files, of which SQLite maps up to 128 MB of its own.

It ends with 1 if building the largest takes more than `LIMIT` MB more than building the second smallest: with so many
documents caches are full, and what grows then is held for each of them.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

COUNTS = (250, 500, 1000)
LIMIT = 8


class Taken(NamedTuple):
    """What a step took: seconds of CPU, the peak of its own memory and the system's, in MB."""

    spent: float
    own: float
    peak: float


def main(counts: list[int]) -> int:
    """Print a row for each count; gives 1 if memory grew beyond the limit."""
    head = f"{'CPU s':>10}{'own MB':>9}{'with files':>12}"
    print(f"{'':10}{'build':>19}{'':12}{'verify':>19}")
    print(f"{'documents':>10}{head}{head}{'ZIP MB':>9}", flush=True)
    built = [_measured(count) for count in counts or COUNTS]
    grown = max(built[1:], default=built[0]) - built[min(1, len(built) - 1)]
    print(f"Grown by {grown:.1f} MB; the limit is {LIMIT}.")
    return int(grown > LIMIT)


def _measured(count: int) -> float:
    """Print the row of a count; gives the peak of own memory while building."""
    folder = tempfile.mkdtemp(prefix="palermo-bundles-")
    try:
        _run("make", count, folder)
        building, verifying = (_run(step, count, folder) for step in ("build", "verify"))
        size = (Path(folder) / "out" / "bundle.zip").stat().st_size / 1e6
    finally:
        shutil.rmtree(folder)
    cells = [f"{took.spent:10.1f}{took.own:9.0f}{took.peak:12.0f}" for took in (building, verifying)]
    print(f"{count:10,}{''.join(cells)}{size:9.0f}", flush=True)
    return building.own


def _run(what: str, count: int, folder: str) -> Taken:
    environment = os.environ | {"PALERMO_BENCHMARK_DATA": folder}
    command = [sys.executable, "-m", "benchmarks.bundle_steps", what, str(count), folder]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return Taken(*map(float, done.stdout.split()[-3:]))


if __name__ == "__main__":
    sys.exit(main([int(each) for each in sys.argv[1:]]))
