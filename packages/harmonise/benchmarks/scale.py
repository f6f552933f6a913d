"""Checking case files of many rows: processor seconds, memory and disk.

    python benchmarks/scale.py [MILLIONS …]

Rows are invented, with the columns of the global synthetic data of CTDC and some faults at known rows; each check runs
in a process of its own, whose memory is measured by the operating system.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FOLDER = Path(__file__).parent.parent
LIMIT_MB = 500
FLAGS = [
    *(f"means{each}" for each in ("DebtBondageEarnings", "Threats", "AbusePsyPhySex", "FalsePromises")),
    *(f"means{each}" for each in ("DrugsAlcohol", "DenyBasicNeeds", "ExcessiveWorkHours", "WithholdDocs")),
    *(f"is{each}" for each in ("ForcedLabour", "SexualExploit", "OtherExploit")),
    *(f"typeOfLabour{each}" for each in ("Agriculture", "Construction", "DomesticWork", "Hospitality")),
    *(f"typeOfSex{each}" for each in ("Prostitution", "Pornography")),
    *(f"recruiterRelation{each}" for each in ("IntimatePartner", "Friend", "Family", "Other")),
]
COUNTRIES = "['CIV', 'PER', 'NPL', 'ITA', 'FJI', 'UKR', 'MDA', 'PHL', 'KHM', 'NGA', 'HTI', '']"
AGES = "['0--8', '9--17', '18--20', '21--23', '24--26', '27--29', '30--38', '39--47', '48+', '']"
MONTHS = "['0--12 (0-1 yr)', '13--24 (1-2 yrs)', '25+ (2+ yrs)', '']"
# Every so many rows a flag is 2.
FAULT_EVERY = 1_000_003


def write_cases(path: Path, rows: int) -> None:
    """Write a CSV file of so many rows, the same each time."""
    flags = ", ".join(
        f"CASE WHEN i % {FAULT_EVERY} = 7 AND {place} = 3 THEN '2' WHEN hash(i, {place}) % 3 = 0 THEN '1' ELSE '' END "
        f'AS "{name}"'
        for place, name in enumerate(FLAGS)
    )
    columns = {
        "yearOfRegistration": "2002 + (hash(i, 'y') % 22)::INT",
        "gender": "['Woman', 'Man', ''][1 + (hash(i, 'g') % 3)::INT]",
        "ageBroad": f"{AGES}[1 + (hash(i, 'a') % 10)::INT]",
        "citizenship": f"{COUNTRIES}[1 + (hash(i, 'c') % 12)::INT]",
        "CountryOfExploitation": f"{COUNTRIES}[1 + (hash(i, 'e') % 12)::INT]",
        "traffickMonths": f"{MONTHS}[1 + (hash(i, 'm') % 4)::INT]",
    }
    draws = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    import duckdb

    duckdb.execute("SET threads = 2")
    duckdb.execute(f"COPY (SELECT {draws}, {flags} FROM range({rows}) t(i)) TO '{path}' (FORMAT csv, HEADER)")


def measure(path: Path, folder: Path) -> dict[str, float]:
    """Check a file in a process of its own."""
    command = [sys.executable, "-m", "harmonise", "check", str(path), "--layout", "ctdc-synthetic", "--format", "json"]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    output = folder / "report.json"
    paths = f"{FOLDER / 'src'}:{FOLDER.parent / 'disclosure' / 'src'}"
    done = subprocess.run(
        [*command, "--output", str(output), "--quiet"],
        env={"PYTHONPATH": paths},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 1
    report = json.loads(output.read_text())
    rows = report["rows"]
    expected = [i + 2 for i in range(rows) if i % FAULT_EVERY == 7] if rows > 7 else []
    assert [finding["row"] for finding in report["findings"]] == expected
    return {
        "rows": rows,
        "file": path.stat().st_size / 1e6,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "seconds": time.monotonic() - started,
        "memory": after.ru_maxrss * 1024 / 1e6,
        "faults": len(expected),
    }


def main() -> None:
    """Measure each size, the smallest first, since memory of children is a maximum."""
    print("| rows | file, MB | CPU s | wall s | memory, MB | faults, all at their row |\n|---|---|---|---|---|---|")
    for millions in sorted(float(each) for each in sys.argv[1:] or ["0.1", "1", "10"]):
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "cases.csv"
            # A process of its own here, too: what it takes would count as memory of the children it starts.
            subprocess.run([sys.executable, __file__, "--write", str(path), str(round(millions * 1e6))], check=True)
            got = measure(path, Path(name))
        print(
            f"| {got['rows']:,} | {got['file']:,.0f} | {got['cpu']:.1f} | {got['seconds']:.1f} | {got['memory']:.0f} | "
            f"{got['faults']} |",
            flush=True,
        )
        if got["memory"] > LIMIT_MB:
            sys.exit(f"expected at most {LIMIT_MB} MB, found {got['memory']:.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_cases(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
