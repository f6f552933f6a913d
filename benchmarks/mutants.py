"""How many small faults, put into a library at random, its tests find.

    uv pip install cosmic-ray pytest-cov        (into the environment of the library, beside its test dependencies)
    python benchmarks/mutants.py disclosure --only audit release --mutants 400 --results mutants.csv

A fault is one change that cosmic-ray's operators make at one place: another comparison, another number, a loop that
does not run. Places are drawn at random, then an operator for each. Only the tests that run the changed line are run,
the quickest first, until one fails; of a line that runs as the module is imported, those that run anything in the
module. What no test runs counts as a survivor, as does what changes nothing: survivors are read one by one. The results
are written as they come, so that a run can be stopped and taken up again by the same command.
"""

import argparse
import csv
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

PACKAGES = Path(__file__).parents[1] / "packages"
# Equal or meaningless more often than not.
LEFT_OUT = {"core/RemoveDecorator", "core/VariableInserter", "core/VariableReplacer"}
MOST_TESTS = 80
LIMIT = 0.85
FIELDS = ("file", "line", "operator", "occurrence", "outcome", "seconds", "change")
OPTIONS = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-m", "not slow")


class Mutant(NamedTuple):
    """One change at one place."""

    file: str
    line: int
    operator: str
    occurrence: int


class Lines(NamedTuple):
    """The tests that run each line of each file, and the seconds that each takes."""

    tests: dict[str, dict[int, set[str]]]
    seconds: dict[str, float]

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those to run for a mutant, the quickest first."""
        of_file = self.tests.get(mutant.file, {})
        found = of_file.get(mutant.line, set())
        if found == {""}:
            found = set().union(*of_file.values())
        return sorted(found - {""}, key=lambda test: (self.seconds.get(test, 0), test))[:MOST_TESTS]


def main() -> None:
    """Draw mutants, run their tests, and say how many were found."""
    options = _read_options()
    package = PACKAGES / options.package
    mutants = draw(package, options.only, options.mutants, options.seed)
    known = _read_results(options.results)
    left = [mutant for mutant in mutants if mutant not in known]
    print(f"{len(mutants)} mutants, {len(left)} to run")
    if left:
        lines = trace(package, options.tests)
        with options.results.open("a", newline="") as opened:
            writer = csv.writer(opened)
            if not known:
                writer.writerow(FIELDS)
            run_all(package, left, lines, options, writer, opened)
    known = _read_results(options.results)
    survivors = [mutant for mutant in mutants if known.get(mutant) == "survived"]
    for mutant in survivors:
        print(f"survived: {mutant.file}:{mutant.line} {mutant.operator} {mutant.occurrence}")
    share = 1 - len(survivors) / len(mutants)
    print(f"{len(mutants) - len(survivors)} of {len(mutants)} found: {share:.1%}")
    raise SystemExit(share < LIMIT)


def draw(package: Path, only: list[str], number: int, seed: int) -> list[Mutant]:
    """Mutants at places drawn at random, each place once.

    Parameters
    ----------
    package
        The folder of the library.
    only
        Folders or files below the library's source that are changed; all of it where there are none.
    number, seed
    """
    source = package / "src" / package.name
    places: dict[tuple[str, tuple[int, int]], list[Mutant]] = defaultdict(list)
    for path in sorted(each for name in only or [""] for each in _files(source / name)):
        file = str(path.relative_to(package))
        tree = get_ast_from_path(path)
        for name in sorted(set(operator_names()) - LEFT_OUT):
            operator = get_operator(name)()
            occurrence = 0
            for node in ast_nodes(tree):
                for start, _end in operator.mutation_positions(node):
                    places[file, start].append(Mutant(file, start[0], name, occurrence))
                    occurrence += 1
    chance = random.Random(seed)
    chosen = chance.sample(sorted(places), min(number, len(places)))
    return [chance.choice(places[place]) for place in chosen]


def trace(package: Path, tests: list[str]) -> Lines:
    """Run the tests once, noting which lines each runs and how long it takes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = _copy(package, Path(folder))
        command = [sys.executable, "-m", "pytest", *OPTIONS, "--durations=0", "-vv", f"--cov=src/{package.name}"]
        command += ["--cov-context=test", "--cov-report=", *tests]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"expected tests that pass without any fault, found:\n{done.stdout[-3000:]}")
        found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        with sqlite3.connect(copy / ".coverage") as connection:
            query = (
                "select path, context, numbits from line_bits "
                "join file on file.id = file_id join context on context.id = context_id"
            )
            for path, context, numbits in connection.execute(query):
                file = str(Path(path).relative_to(copy.resolve()))
                for line in _numbers(numbits):
                    found[file][line].add(context.partition("|")[0])
    seconds: dict[str, float] = defaultdict(float)
    for line in done.stdout.splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[0].endswith("s") and parts[1] in {"call", "setup", "teardown"}:
            seconds[parts[2]] += float(parts[0][:-1])
    return Lines(found, seconds)


def run_all(package: Path, mutants: list[Mutant], lines: Lines, options: argparse.Namespace, writer, opened) -> None:
    """Run the tests of each mutant, in as many copies of the library as there are jobs."""
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for job in range(options.jobs):
            copies.put(_copy(package, Path(folder) / str(job)))

        def run_one(mutant: Mutant) -> tuple[Mutant, str, float, str]:
            copy = copies.get()
            try:
                return (mutant, *run(copy, mutant, lines.tests_of(mutant), options.seconds))
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(options.jobs) as pool:
            for mutant, outcome, seconds, change in pool.map(run_one, mutants):
                writer.writerow([*mutant, outcome, f"{seconds:.1f}", change])
                opened.flush()


def run(copy: Path, mutant: Mutant, tests: list[str], most_seconds: float) -> tuple[str, float, str]:
    """What became of a mutant, how long it took, and its line."""
    path = copy / mutant.file
    before = path.read_text(encoding="utf-8")
    after = mutate_code(before, get_operator(mutant.operator)(), mutant.occurrence)
    line = (after or before).splitlines()[mutant.line - 1].strip()
    if not tests:
        return "survived", 0, line
    started = time.monotonic()
    path.write_text(after, encoding="utf-8")
    try:
        command = [sys.executable, "-m", "pytest", *OPTIONS, *tests]
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=most_seconds, check=False)
        outcome = "found" if done.returncode else "survived"
    except subprocess.TimeoutExpired:
        outcome = "too slow"
    finally:
        path.write_text(before, encoding="utf-8")
    return outcome, time.monotonic() - started, line


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=sorted(path.name for path in PACKAGES.iterdir()))
    parser.add_argument("--only", nargs="*", default=[], help="folders or files of the source to change")
    parser.add_argument("--tests", nargs="*", default=[], help="files of tests, where not all are asked")
    parser.add_argument("--mutants", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=300, help="after which a mutant counts as found")
    parser.add_argument("--results", type=Path, required=True, help="the CSV file that a later run takes up again")
    return parser.parse_args()


def _read_results(path: Path) -> dict[Mutant, str]:
    if not path.exists():
        return {}
    with path.open(newline="") as opened:
        return {
            Mutant(row["file"], int(row["line"]), row["operator"], int(row["occurrence"])): row["outcome"]
            for row in csv.DictReader(opened)
        }


def _files(place: Path) -> list[Path]:
    return [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))


def _copy(package: Path, folder: Path) -> Path:
    """A copy of the library at its place in the repository, of which some tests read the documents."""
    target = folder / PACKAGES.name / package.name
    shutil.copytree(package, target, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis", "*.egg-info"))
    for entry in PACKAGES.parent.iterdir():
        if entry != PACKAGES:
            (folder / entry.name).symlink_to(entry)
    return target


def _numbers(numbits: bytes) -> list[int]:
    """The numbers of the bits that are set: how coverage keeps lines."""
    return [at * 8 + bit for at, byte in enumerate(numbits) for bit in range(8) if byte & (1 << bit)]


if __name__ == "__main__":
    main()
