"""Two thousand readers and twenty writers at once, on two processes: nothing may fail. Says p95. Linux only.

    uv run python -m benchmarks.load                       on SQLite
    uv run python -m benchmarks.load --postgresql          on a PostgreSQL server that this starts and ends

Takes less than eight minutes: one to make the record, eighty seconds in which the readers come, then three minutes with
all of them, of which the figures are. Between two pages a reader takes half a minute, as people do: 67 pages a second,
for which the two processes need most of one core. Where other work leaves less, `--pause 120` asks for 17 a second.

Every fifth reader is a delegate who is signed in: their desk and restricted papers, each of which writes (the day of
the visit, the use of the session, the log of reads). The writers do an act every twenty seconds each, through its page:
officers of the secretariat record guidance and points and upload files, delegates approve, comment and follow. The
background work runs beside it. Readers and writers are played by locust, from the package index, set up once under
.tools/load. Exits with 1 when anything failed, also while the readers were coming.
"""

import argparse
import csv
import math
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.postgresql import postgresql
from benchmarks.processes import end_on_request, load_average, processor_time, started, wait_for

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools" / "load"
RUN = TOOLS / "run"
LOCUST = "locust==2.47.0"
READERS, WRITERS, PAUSE, COMING, SECONDS, PATIENCE = 2000, 20, 30, 80, 180, 60
PORT, WORKERS = 8414, 2
PALERMO = Path(sys.executable).with_name("palermo")


def main() -> int:
    """One run; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server, not on SQLite")
    parser.add_argument("--pause", type=int, default=PAUSE, help="seconds between two pages of a reader (%(default)s)")
    options = parser.parse_args()
    end_on_request()
    _set_up()
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="palermo-load-")))
        environment = {"PALERMO_DATA": str(data), "PALERMO_BENCHMARK_DATA": str(data), "PALERMO_TODAY": "2008-01-31"}
        environment["PALERMO_DATABASE"] = stack.enter_context(postgresql()) if options.postgresql else ""
        _make_record(environment)
        command = [str(PALERMO), "serve", "--workers", str(WORKERS), "--port", str(PORT)]
        pid = stack.enter_context(started(command, environment, log=RUN / "server.log"))
        wait_for(PORT, "/en/")
        before = processor_time(pid)
        _play(options.pause)
        spent = processor_time(pid) - before
    print(f"a page of each reader every {options.pause} s, on {'PostgreSQL' if options.postgresql else 'SQLite'}")
    return _tell(spent)


def _set_up() -> None:
    RUN.mkdir(parents=True, exist_ok=True)
    for left in RUN.iterdir():
        left.unlink()
    locust = TOOLS / "venv" / "bin" / "locust"
    if not locust.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(TOOLS / "venv")], check=True)
        subprocess.run([str(locust.with_name("pip")), "install", "--quiet", LOCUST], check=True)


def _make_record(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "benchmarks.load_record", str(RUN / "record.json")]
    quiet = {"stdout": subprocess.DEVNULL, "timeout": 240}
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, **quiet)


def _play(pause: int) -> None:
    files = ",".join(str(ROOT / "benchmarks" / name) for name in ("load_readers.py", "load_writers.py"))
    command = [str(TOOLS / "venv" / "bin" / "locust"), "-f", files, "--headless", "--only-summary", "--reset-stats"]
    coming = max(COMING, pause)
    each_second = str(math.ceil((READERS + WRITERS) / coming))
    command += ["-u", str(READERS + WRITERS), "-r", each_second, "-t", f"{coming + SECONDS}s"]
    command += ["--csv", str(RUN / "load"), "-H", f"http://127.0.0.1:{PORT}"]
    environment = {
        "PALERMO_LOAD_PAUSE": str(pause),
        "PALERMO_LOAD_RECORD": str(RUN / "record.json"),
        "PALERMO_LOAD_FAILED": str(RUN / "failed.txt"),
    }
    with (RUN / "locust.log").open("wb") as log:
        bounded = {"stdout": log, "stderr": log, "timeout": coming + SECONDS + PATIENCE}
        subprocess.run(command, env=os.environ | environment, check=False, **bounded)


def _tell(spent: float) -> int:
    with (RUN / "load_stats.csv").open() as file:
        rows = list(csv.DictReader(file))
    print(f"{READERS} readers, {WRITERS} writers; {load_average()}")
    print(f"{'':32}{'requests':>9}{'p50 ms':>8}{'p95 ms':>8}{'most ms':>9}")
    for row in rows:
        asked, most = int(row["Request Count"]), float(row["Max Response Time"])
        print(f"{row['Name']:32}{asked:9}{row['50%']:>8}{row['95%']:>8}{most:9.0f}")
    failed = RUN / "failed.txt"
    lines = failed.read_text().splitlines() if failed.exists() else []
    print(f"failed, the coming of the readers included: {len(lines)}", *lines[:10], sep="\n  ")
    print(f"the server used {spent:.0f} s of processor time, its background work included")
    return 1 if lines or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
