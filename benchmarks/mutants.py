"""How many small faults, put into a library at random, its tests find.

    uv pip install cosmic-ray pytest-cov        (into the environment of the library, beside its test dependencies)
    python benchmarks/mutants.py disclosure --only audit release --mutants 400 --results mutants.csv

A fault is one change that cosmic-ray's operators make at one place: another comparison, another number, a loop that
does not run. Places are drawn at random, then an operator for each. Only the tests that run the changed line are run,
the quickest first, until one fails; of a line that runs as the module is imported, those that run anything in the
module, and those that run nothing that is changed, since they may look at its definitions. What no test runs counts as
a survivor, as does what changes nothing: survivors are read one by one, and those that change nothing anybody could
notice are listed with a reason in `benchmarks/equivalent_mutants.csv` of the library. They stay survivors; beside the
share of all, that of the others is given. The results are written as they come, so that a run can be stopped and taken
up again by the same command.

Each mutant is run in a process split off from this one, in which what tests need but do not change is loaded already.
"""

import argparse
import ast
import contextlib
import csv
import importlib
import json
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from multiprocessing import connection
from pathlib import Path
from typing import NamedTuple

import pytest
from cosmic_ray.ast import ast_nodes, get_ast_from_path
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

PACKAGES = Path(__file__).parents[1] / "packages"
# Equal or meaningless more often than not.
LEFT_OUT = {"core/RemoveDecorator", "core/VariableInserter", "core/VariableReplacer"}
LIMIT = 0.85
# What takes long to load, and is no part of the libraries.
LOADED = ("hypothesis", "numpy", "scipy.optimize", "scipy.sparse.csgraph", "scipy.sparse.linalg", "scipy.stats")
FIELDS = ("file", "line", "operator", "occurrence", "outcome", "seconds", "change")
OPTIONS = ("-x", "-q", "--no-header", "-p", "no:cacheprovider", "-m", "not slow")
# Said of modules loaded before the tests begin.
OPTIONS += ("-W", "ignore::pytest.PytestAssertRewriteWarning")


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
    # How many seconds of tests are run for a mutant, the quickest of them first.
    most: float = 20.0

    def tests_of(self, mutant: Mutant) -> list[str]:
        """Those to run for a mutant, the quickest first."""
        of_file = self.tests.get(mutant.file, {})
        found = of_file.get(mutant.line, set())
        if found == {""}:
            return self._quickest(set().union(*of_file.values())) + self._quickest(self.idle)
        return self._quickest(found)

    @property
    def idle(self) -> set[str]:
        """The tests that run none of these lines."""
        busy = {test for of_file in self.tests.values() for some in of_file.values() for test in some}
        return set(self.seconds) - busy

    def _quickest(self, tests: set[str]) -> list[str]:
        ordered = sorted(tests - {""}, key=lambda test: (self.seconds.get(test, 0), test))
        until = accumulate(self.seconds.get(test, 0) for test in ordered)
        return [test for test, seconds in zip(ordered, until, strict=True) if seconds <= self.most]


def main() -> None:
    """Draw mutants, run their tests, and say how many were found."""
    options = _read_options()
    package = PACKAGES / options.package
    mutants = draw(package, options.only, options.mutants, options.seed)
    known = _read_results(options.results)
    left = [mutant for mutant in mutants if mutant not in known]
    if options.again:
        left += [mutant for mutant in mutants if mutant in known and known[mutant][0] == "survived"]
    print(f"{len(mutants)} mutants, {len(left)} to run", flush=True)
    if left:
        lines = _lines(package, options)
        with options.results.open("a", newline="") as opened:
            writer = csv.writer(opened)
            if not known:
                writer.writerow(FIELDS)
            for result in run_all(package, left, lines._replace(most=options.most), options.jobs, options.seconds):
                writer.writerow(result)
                opened.flush()
    known = _read_results(options.results)
    equivalent = _read_equivalent(package)
    survivors = [mutant for mutant in mutants if known[mutant][0] == "survived"]
    same = [mutant for mutant in survivors if (mutant.file, known[mutant][1]) in equivalent]
    for mutant in survivors:
        what = "equivalent" if mutant in same else "survived"
        print(f"{what}: {mutant.file}:{mutant.line} {mutant.operator} {mutant.occurrence}: {known[mutant][1]}")
    number, found = len(mutants), len(mutants) - len(survivors)
    share = found / number
    print(f"{found} of {number} found: {share:.1%}")
    print(
        f"without {len(same)} that change nothing, {found} of {number - len(same)}: {found / (number - len(same)):.1%}"
    )
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


def trace(package: Path, only: list[str], tests: list[str]) -> Lines:
    """Run the tests once, noting which lines each runs and how long it takes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = _copy(package, Path(folder))
        command = [sys.executable, "-m", "pytest", *OPTIONS, "--durations=0", "-vvv"]
        folders = [""] if any(name.endswith(".py") for name in only) else only or [""]
        command += [f"--cov=src/{package.name}/{name}" for name in folders]
        command += ["--cov-context=test", "--cov-report=", *tests]
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        done = subprocess.run(command, cwd=copy, env=kept, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"expected tests that pass without any fault, found:\n{done.stdout[-3000:]}")
        found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        with contextlib.closing(sqlite3.connect(copy / ".coverage")) as opened:
            query = (
                "select path, context, numbits from line_bits "
                "join file on file.id = file_id join context on context.id = context_id"
            )
            for path, context, numbits in opened.execute(query):
                file = str(Path(path).relative_to(copy.resolve()))
                for line in _numbers(numbits):
                    found[file][line].add(context.partition("|")[0])
        for file, of_file in found.items():
            _fill_statements(copy / file, of_file)
    seconds: dict[str, float] = defaultdict(float)
    for line in done.stdout.splitlines():
        parts = line.split()
        if len(parts) == 3 and parts[0].endswith("s") and parts[1] in {"call", "setup", "teardown"}:
            seconds[parts[2]] += float(parts[0][:-1])
    return Lines(found, seconds)


def _fill_statements(path: Path, of_file: dict[int, set[str]]) -> None:
    """Give the lines of a long statement that are not counted as run the tests of those that are."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            lines = range(node.lineno, body[0].lineno if body else (node.end_lineno or node.lineno) + 1)
            tests = set().union(*(of_file.get(line, set()) for line in lines))
            for line in lines:
                if tests and not of_file.get(line):
                    of_file[line] = tests


def run_all(package: Path, mutants: list[Mutant], lines: Lines, jobs: int, most_seconds: float) -> Iterator[tuple]:
    """Run the tests of each mutant, in as many copies of the library as there are jobs; the rows of the results."""
    for module in LOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    with tempfile.TemporaryDirectory() as folder:
        copies = [_copy(package, Path(folder) / str(job)) for job in range(jobs)]
        for copy in copies:
            # So that each run finds the tests compiled; and a failure here is no mutant's.
            _check_copy(copy, lines)
        waiting, running = list(reversed(mutants)), {}
        while waiting or running:
            while waiting and copies:
                copy, mutant = copies.pop(), waiting.pop()
                one = _Run(copy, mutant, lines.tests_of(mutant), most_seconds)
                running[one.process.sentinel] = one
            soonest = min(one.until for one in running.values())
            ended = connection.wait(list(running), max(0.0, soonest - time.monotonic()))
            late = [sentinel for sentinel, one in running.items() if one.until < time.monotonic()]
            for sentinel in {*ended, *late}:
                one = running.pop(sentinel)
                yield one.end(late=sentinel not in ended)
                copies.append(one.copy)


class _Run:
    """A mutant whose tests are being run in a copy of the library."""

    def __init__(self, copy: Path, mutant: Mutant, tests: list[str], most_seconds: float) -> None:
        self.copy, self.mutant, self.tests = copy, mutant, tests
        self.path = copy / mutant.file
        self.before, self.times = self.path.read_text(encoding="utf-8"), self.path.stat()
        after = mutate_code(self.before, get_operator(mutant.operator)(), mutant.occurrence)
        self.change = after.splitlines()[mutant.line - 1].strip()
        self.path.write_text(after, encoding="utf-8")
        self.started = time.monotonic()
        # A busy machine gives a run a part of its time only.
        self.until = self.started + 30 * most_seconds
        self.process = _start(copy, tests, most_seconds=most_seconds)

    def end(self, *, late: bool) -> tuple:
        """Undo the change; the row of the results."""
        if late:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()
        self.path.write_text(self.before, encoding="utf-8")
        # What was compiled before the change is up to date again.
        os.utime(self.path, ns=(self.times.st_atime_ns, self.times.st_mtime_ns))
        code = self.process.exitcode if self.tests else 0
        slow = late or code == -signal.SIGXCPU
        outcome = "too slow" if slow else "found" if code else "survived"
        return (*self.mutant, outcome, f"{time.monotonic() - self.started:.1f}", self.change)


def _check_copy(copy: Path, lines: Lines) -> None:
    process = _start(copy, sorted({test.partition("::")[0] for test in lines.seconds}), "--collect-only", keep=True)
    process.join()
    if process.exitcode:
        raise SystemExit(f"expected tests that can be collected without any fault, found exit code {process.exitcode}")


def _start(
    copy: Path, tests: list[str], *options: str, most_seconds: float = 0, keep: bool = False
) -> multiprocessing.Process:
    """Tests in a process of its own, that ends with their exit code."""
    process = multiprocessing.get_context("fork").Process(target=_test, args=(copy, tests, options, most_seconds, keep))
    process.start()
    return process


def _test(copy: Path, tests: list[str], options: tuple[str, ...], most_seconds: float, keep: bool) -> None:
    os.setpgrp()
    if most_seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (int(most_seconds), int(most_seconds)))
    os.chdir(copy)
    # A mutant that is compiled and kept would be taken for the next one, if that is as long and of the same second.
    sys.dont_write_bytecode = not keep
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.path[0] = str(copy)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os._exit(int(pytest.main([*OPTIONS, *options, *tests])) if tests else 0)


def _lines(package: Path, options: argparse.Namespace) -> Lines:
    """Which tests run which lines: as kept in a file, if one is named and there; else found by running them."""
    kept = options.lines
    if kept is None or not kept.exists():
        found = trace(package, options.only, options.tests)
        if kept is None:
            return found
        tests = {
            file: {line: sorted(names) for line, names in of_file.items()} for file, of_file in found.tests.items()
        }
        kept.write_text(json.dumps([tests, found.seconds]), encoding="utf-8")
    tests, seconds = json.loads(kept.read_text(encoding="utf-8"))
    return Lines(
        {file: {int(line): set(names) for line, names in of_file.items()} for file, of_file in tests.items()}, seconds
    )


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", choices=sorted(path.name for path in PACKAGES.iterdir()))
    parser.add_argument("--only", nargs="*", default=[], help="folders or files of the source to change")
    parser.add_argument("--tests", nargs="*", default=[], help="files of tests, where not all are asked")
    parser.add_argument("--mutants", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=300, help="of the processor, after which a mutant counts as found"
    )
    parser.add_argument(
        "--most", type=float, default=20.0, help="seconds of tests that are run for a mutant, the quickest first"
    )
    parser.add_argument("--again", action="store_true", help="run those that survived once more, and what is left")
    parser.add_argument("--lines", type=Path, help="a file that keeps which tests run which lines; made if not there")
    parser.add_argument("--results", type=Path, required=True, help="the CSV file that a later run takes up again")
    return parser.parse_args()


def _read_results(path: Path) -> dict[Mutant, tuple[str, str]]:
    """What became of each mutant at last, and its line."""
    if not path.exists():
        return {}
    with path.open(newline="") as opened:
        return {
            Mutant(row["file"], int(row["line"]), row["operator"], int(row["occurrence"])): (
                row["outcome"],
                row["change"],
            )
            for row in csv.DictReader(opened)
        }


def _read_equivalent(package: Path) -> set[tuple[str, str]]:
    """File and changed line of the mutants that change nothing."""
    path = package / "benchmarks" / "equivalent_mutants.csv"
    if not path.exists():
        return set()
    with path.open(newline="") as opened:
        return {(row["file"], row["change"]) for row in csv.DictReader(opened)}


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
