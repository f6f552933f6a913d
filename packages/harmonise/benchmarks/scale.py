"""Checking case files of many rows: processor seconds, memory and disk.

    python benchmarks/scale.py [ctdc-synthetic | htcds] [MILLIONS …]

Rows are invented, with the 27 columns of the global synthetic data of CTDC, or 13 of HTCDS with names and texts, and
faults at known rows; each check runs in a process of its own, whose memory is measured by the operating system.
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
COUNTRIES = ["CIV", "PER", "NPL", "ITA", "FJI", "UKR", "MDA", "PHL", "KHM", "NGA", "HTI", ""]
AGES = ["0--8", "9--17", "18--20", "21--23", "24--26", "27--29", "30--38", "39--47", "48+", ""]
MONTHS = ["0--12 (0-1 yr)", "13--24 (1-2 yrs)", "25+ (2+ yrs)", ""]
# Every so many rows a flag is 2.
FAULT_EVERY = 1_000_003


def pick(words: list[str], seed: str) -> str:
    """One of several words, by the number of the row, in SQL."""
    return f"{words}[1 + (hash(i, '{seed}') % {len(words)})::INT]"


def synthetic_columns() -> dict[str, str]:
    """Columns of CTDC's synthetic data, in SQL."""
    columns = {
        "yearOfRegistration": "2002 + (hash(i, 'y') % 22)::INT",
        "gender": pick(["Woman", "Man", ""], "g"),
        "ageBroad": pick(AGES, "a"),
        "citizenship": pick(COUNTRIES, "c"),
        "CountryOfExploitation": pick(COUNTRIES, "e"),
        "traffickMonths": pick(MONTHS, "m"),
    }
    wrong = f"i % {FAULT_EVERY} = 7"
    for place, name in enumerate(FLAGS):
        fault = f"WHEN {wrong} THEN '2' " if place == 3 else ""
        columns[name] = f"CASE {fault}WHEN hash(i, {place}) % 3 = 0 THEN '1' ELSE '' END"
    return columns


def person_columns() -> dict[str, str]:
    """Columns of HTCDS, in SQL."""
    forms = ["ForcedLabour;ForcedBegging", "SexualExploitation", "ForcedMarriage"]
    texts = ["Needs a safe place", "Se déplace avec deux enfants", "Requires an interpreter for Tigrinya", ""]
    return {
        "prs_FirstName": pick(["Amal", "Inés", "Olga", "José", "Wei", "Fatou", "Chloé", "Pavel"], "f"),
        "prs_SecondName": f"{pick(['Haddad', 'Núñez', 'Ivanova', 'Traoré', 'Zhang'], 'l')} || '-' || (i % 99991)",
        "prs_Birthdate": "DATE '1975-01-01' + (hash(i, 'b') % 12000)::INT",
        "prs_Gender": pick(["Feminine", "Masculine", "NonConforming"], "g"),
        "prs_Citizenship": pick(["CI", "PE", "NP", "PE;IT"], "c"),
        "prs_MobilePhone": "'+3906' || (10000000 + hash(i, 'p') % 89999999)",
        "vic_TraffickingStatus": pick(["PossibleVictimOfTrafficking", "ActualVictimOfTrafficking"], "t"),
        "vic_AgeWhenTrafficked": f"CASE WHEN i % {FAULT_EVERY} = 7 THEN 340 ELSE 8 + (hash(i, 'a') % 36)::INT END",
        "vic_TypeOfExploitation": pick(forms, "e"),
        "cas_Status": pick(["Active", "FollowUp", "Closed"], "s"),
        "cas_IncomingReferralDate": "DATE '2019-01-01' + (hash(i, 'r') % 1000)::INT",
        "cas_IncomingReferralDetails": f"{pick(texts, 'd')} || ' room ' || (i % 500)",
        "con_Consent": "'true'",
    }


COLUMNS = {"ctdc-synthetic": synthetic_columns, "htcds": person_columns}


def write_cases(layout: str, path: Path, rows: int) -> None:
    """Write a CSV file of so many rows, the same each time."""
    import duckdb

    draws = ", ".join(f'{sql} AS "{name}"' for name, sql in COLUMNS[layout]().items())
    duckdb.execute("SET threads = 2")
    duckdb.execute(f"COPY (SELECT {draws} FROM range({rows}) t(i)) TO '{path}' (FORMAT csv, HEADER)")


def measure(layout: str, path: Path, folder: Path) -> dict[str, float]:
    """Check a file in a process of its own."""
    command = [sys.executable, "-m", "harmonise", "check", str(path), "--layout", layout, "--format", "json"]
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
    layout = sys.argv[1] if sys.argv[1:2] and sys.argv[1] in COLUMNS else "ctdc-synthetic"
    sizes = sorted(float(each) for each in sys.argv[1:] if each not in COLUMNS) or [0.1, 1.0, 10.0]
    print("| rows | file, MB | CPU s | wall s | memory, MB | faults, all at their row |\n|---|---|---|---|---|---|")
    for millions in sizes:
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "cases.csv"
            # A process of its own here, too: what it takes would count as memory of the children it starts.
            writer = [sys.executable, __file__, "--write", layout, str(path), str(round(millions * 1e6))]
            subprocess.run(writer, check=True)
            got = measure(layout, path, Path(name))
        print(
            f"| {got['rows']:,} | {got['file']:,.0f} | {got['cpu']:.1f} | {got['seconds']:.1f} | {got['memory']:.0f} | "
            f"{got['faults']} |",
            flush=True,
        )
        if got["memory"] > LIMIT_MB:
            sys.exit(f"expected at most {LIMIT_MB} MB, found {got['memory']:.0f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_cases(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
