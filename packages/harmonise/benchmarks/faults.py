"""Faults put into files without any: how many of each kind are reported at their row.

python benchmarks/faults.py [NUMBER]
"""

import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent.parent
sys.path[:0] = [str(FOLDER / "src"), str(FOLDER.parent / "disclosure" / "src"), str(FOLDER / "tests")]

from mutations import cases, mutate  # noqa: E402

from harmonise import check_file, read_layout  # noqa: E402


def main() -> None:
    """Print a line for each kind."""
    put, found, missed = Counter(), Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        for kind, layout, seed in cases(int(sys.argv[1]) if sys.argv[1:] else 1_000):
            file, row = mutate(Path(folder) / "file", layout, kind, seed)
            report = check_file(file, read_layout(layout), today=date(2026, 1, 1))
            rows = {each for finding in report.findings for each in finding.all_rows}
            put[kind] += 1
            found[kind] += row in rows
            missed += [] if row in rows else [f"{kind}, {layout}, seed {seed}"]
    print("| fault | put in | reported at its row |\n|---|---|---|")
    for kind, number in put.items():
        print(f"| {kind} | {number} | {found[kind]} |")
    print(f"| all | {put.total():,} | {found.total():,} |")
    print("\n".join(missed))


if __name__ == "__main__":
    main()
