"""The data explorer on more than six million figures, beside Datasette on the same table in the same run. Linux only.

    uv run python -m benchmarks.figures

The peer is Datasette, from the package index, set up under .tools/peer-datasette, with one index for each column by
which both narrow. Each side is asked for the same selections, one after the other, in turn, by one reader: the explorer
gives a page with table, warning and chart, Datasette its page of a table. Prints processor time for each request and
p95 of each side with their ratio, and by how much the memory of our worker grows (proportional set size). Ends with 1
where a limit is passed. The record takes five minutes; it is kept in the folder that PALERMO_BENCHMARK_DATA names, if
any.
"""

import csv
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from benchmarks.figures_record import SEED, slugs
from benchmarks.processes import end_on_request, family, load_average, page, processor_time, started, wait_for

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".tools" / "peer-datasette"
PACKAGES = ("datasette==0.65.5",)
OUR_PORT, PEER_PORT = 8414, 8415
# Milliseconds of p95 and of processor time for each page, and megabytes more for each worker.
P95, CPU, MEMORY = 100, 40, 100
REQUESTS, TODAY = 40, "2008-01-31"
INDEXED = ("indicator", "by", "state", "year")
PLACES = ("fra", "tha", "aut", "bra", "nga", "ind", "mex", "rou", "zaf", "vnm")


class Asked(NamedTuple):
    """A selection: what it is called, the query of the explorer, the query of Datasette's page."""

    title: str
    ours: str
    theirs: str


def selections(chance: random.Random) -> Iterator[Asked]:
    """What readers ask for, each with an indicator drawn anew so that nothing is kept from the last time."""
    while True:
        indicator, state = chance.choice(slugs()), chance.choice(PLACES)
        several = sorted(chance.sample(PLACES, 5))
        year = chance.randrange(2000, 2025)
        yield _make_question("one State by sex", indicator, "sex", [state])
        yield _make_question("one State by form, sex and age", indicator, "sex+age+form", [state])
        yield _make_question("five States, totals", indicator, "", several)
        yield _make_question("all States in a year, totals", indicator, "", [], year)
        yield _make_question("all States, totals", indicator, "", [])


def _make_question(title: str, indicator: str, by: str, states: list[str], year: int | None = None) -> Asked:
    ours = [("indicator", indicator), ("by", by.replace("+", ",") or "total"), *(("state", each) for each in states)]
    theirs = [("indicator__exact", indicator), ("by__exact", by), ("_size", "200")]
    if states:
        theirs.append(("state__in", ",".join(states)))
    if year:
        ours += [("from", str(year)), ("until", str(year))]
        theirs.append(("year__exact", str(year)))
    return Asked(title, urlencode(ours), urlencode(theirs))


class Measured(NamedTuple):
    """Milliseconds of each request on the clock, of the processor for each, and the size of a page."""

    times: list[float]
    cpu: float
    size: int

    @property
    def p95(self) -> float:
        """The 95th percentile of the milliseconds on the clock."""
        return sorted(self.times)[int(len(self.times) * 0.95) - 1]


def main() -> int:
    """Both sides, selection by selection; 1 where a limit is passed."""
    end_on_request()
    with ExitStack() as stack:
        kept = os.environ.get("PALERMO_BENCHMARK_DATA")
        data = Path(kept or stack.enter_context(tempfile.TemporaryDirectory(prefix="palermo-figures-")))
        if not (data / "figures.csv").exists() and not (data / "figures.db").exists():
            print(_make_record(data))
        theirs, ours = stack.enter_context(_peer(data)), stack.enter_context(_palermo(data))
        worker = max(family(ours), key=_memory)
        page(OUR_PORT, "/en/")
        before = _memory(worker)
        rows = _measure_all(ours, theirs)
        grown = _memory(worker) - before
    failed = _print(rows)
    print(f"memory of the worker: {before:.0f} MB, {grown:.0f} more (limit {MEMORY})")
    return 1 if failed or grown > MEMORY else 0


def _print(rows: dict[str, tuple[Measured, Measured]]) -> bool:
    print(f"ours / Datasette's; {load_average()}")
    print("| selection | p95 ms | ratio | ms CPU | ratio | kB |\n|---|---|---|---|---|---|")
    failed = False
    for title, (our, their) in rows.items():
        p95 = f"{our.p95:.0f} / {their.p95:.0f} | {our.p95 / their.p95:.2f}"
        cpu = f"{our.cpu:.0f} / {their.cpu:.0f} | {our.cpu / max(their.cpu, 0.1):.2f}"
        wrong = our.p95 > P95 or our.cpu > CPU
        failed |= wrong
        name = f"{title} (limit passed)" if wrong else title
        print(f"| {name} | {p95} | {cpu} | {our.size // 1000} / {their.size // 1000} |")
    return failed


def _measure_all(ours: int, theirs: int) -> dict[str, tuple[Measured, Measured]]:
    chance = random.Random(SEED)
    asked = selections(chance)
    found: dict[str, tuple[list[tuple[float, float, int]], list[tuple[float, float, int]]]] = {}
    for number in range((REQUESTS + 2) * 5):
        each = next(asked)
        pair = (
            _ask(OUR_PORT, f"/en/data/explorer/?{each.ours}", ours),
            _ask(PEER_PORT, f"/figures/figures?{each.theirs}", theirs),
        )
        # The first two of each kind warm both up.
        if number >= 10:
            sides = found.setdefault(each.title, ([], []))
            for side, one in zip(sides, pair, strict=True):
                side.append(one)
    return {title: (_summary(our), _summary(their)) for title, (our, their) in found.items()}


def _summary(rows: list[tuple[float, float, int]]) -> Measured:
    times, spent, sizes = zip(*rows, strict=True)
    return Measured(list(times), sum(spent) / len(rows), int(median(sizes)))


def _ask(port: int, path: str, pid: int) -> tuple[float, float, int]:
    cpu, start = processor_time(pid), time.perf_counter()
    size = len(page(port, path))
    return (time.perf_counter() - start) * 1000, (processor_time(pid) - cpu) * 1000, size


def _memory(pid: int) -> float:
    """Megabytes that a process has for itself and its share of what it has with others."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _make_record(data: Path) -> str:
    environment = _environment(data) | {"PALERMO_BENCHMARK_DATA": str(data)}
    made = [sys.executable, "-m", "benchmarks.figures_record", str(data / "figures.csv")]
    done = subprocess.run(made, cwd=ROOT, env=_all(environment), check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().splitlines()[-1]


def _environment(data: Path) -> dict[str, str]:
    return {"PALERMO_DATA": str(data), "PALERMO_TODAY": TODAY, "PALERMO_DATABASE": ""}


def _all(environment: dict[str, str]) -> dict[str, str]:
    return os.environ | environment


@contextmanager
def _palermo(data: Path) -> Iterator[int]:
    command = [str(Path(sys.executable).with_name("palermo")), "serve", "--no-work", "--workers", "1"]
    with started([*command, "--port", str(OUR_PORT)], _environment(data), ROOT, log=data / "ours.log") as pid:
        wait_for(OUR_PORT, "/en/")
        yield pid


@contextmanager
def _peer(data: Path) -> Iterator[int]:
    _install_peer()
    _fill_peer(data)
    command = [str(PEER / "bin" / "datasette"), "serve", "-i", str(data / "figures.db"), "--port", str(PEER_PORT)]
    with started([*command, "--setting", "facet_time_limit_ms", "5"], {}, ROOT, log=data / "peer.log") as pid:
        wait_for(PEER_PORT, "/")
        yield pid


def _install_peer() -> None:
    ready = PEER / "ready"
    if ready.exists() and ready.read_text() == " ".join(PACKAGES):
        return
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEER)], check=True)
    subprocess.run([str(PEER / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    ready.write_text(" ".join(PACKAGES))


def _fill_peer(data: Path) -> None:
    """The same table in SQLite, with the index that both sides' questions need."""
    if (data / "figures.db").exists():
        return
    with sqlite3.connect(data / "figures.db") as database, (data / "figures.csv").open(newline="") as file:
        rows = csv.reader(file)
        heads = next(rows)
        database.execute(f"CREATE TABLE figures ({', '.join(f'"{head}"' for head in heads)})")
        database.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * len(heads))})", rows)
        database.execute("UPDATE figures SET year = CAST(year AS INTEGER)")
        columns = ", ".join(f'"{name}"' for name in INDEXED)
        database.execute(f"CREATE INDEX narrowed ON figures ({columns})")
        database.execute("ANALYZE")
    (data / "figures.csv").unlink()


if __name__ == "__main__":
    sys.exit(main())
