"""The page of a programme of eighty items beside pretalx's and Indico's, in the same run. Linux only.

    uv run python -m benchmarks.programme_peers --pretalx FOLDER --indico FOLDER

Each folder is an installation with its programme in it, made as `tests/record/schedules/README.md` says: `venv` with
granian beside the system, and `pretalx.cfg`, or `indico.conf` with its database and redis running. All are served by
granian with two processes and asked by a visitor over four connections, in turn, three times; the median is reported.
What the systems keep by themselves stays kept; the processor time of their databases' and caches' own servers is not
counted. Ours runs on SQLite with four threads in each process, as it comes, the others with one.

Exits with 1 where our page takes more than 20 ms of processor time, the calendar of all items more than 50 ms, or
where our p95 is not a tenth of that of Indico's full agenda.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.processes import end_on_request, load_average, page, processor_time, started, wait_for

ROOT = Path(__file__).resolve().parent.parent
WORKERS, CONNECTIONS, ROUNDS, WARM, SECONDS = 2, 4, 3, 3, 6
# Indico answers at the address that its own settings name.
OUR_PORT, PRETALX_PORT, INDICO_PORT = 8441, 8442, 8432
MOST_PAGE, MOST_CALENDAR, BETTER = 20, 50, 10
FULL_AGENDA = "Indico: full agenda"
PERCENTILE = 'done = function(s, l, r) io.write("P95 " .. l:percentile(95) / 1000 .. "\\n") end\n'
WSGI = "from indico.web.flask.app import make_app\n\napplication = make_app()\n"


class Asked(NamedTuple):
    """A page of one of the systems."""

    title: str
    port: int
    path: str


class Measured(NamedTuple):
    """Milliseconds of processor time a request, 95th percentile in ms, bytes of the page."""

    cpu: float
    p95: float
    size: int


OURS = [
    Asked("ours: programme, list", OUR_PORT, "/en/events/full-forum/programme/"),
    Asked("ours: programme, by rooms", OUR_PORT, "/en/events/full-forum/programme/?as=rooms"),
    Asked("ours: iCal of all items", OUR_PORT, "/en/events/full-forum/programme.ics"),
    Asked("ours: schedule JSON", OUR_PORT, "/en/events/full-forum/schedule.json"),
]
PRETALX = [
    Asked("pretalx: schedule", PRETALX_PORT, "/eighty-items/schedule/nojs"),
    Asked("pretalx: iCal", PRETALX_PORT, "/eighty-items/schedule/export/schedule.ics"),
    Asked("pretalx: schedule JSON", PRETALX_PORT, "/eighty-items/schedule/export/schedule.json"),
]
INDICO = [
    Asked(FULL_AGENDA, INDICO_PORT, "/event/1/timetable/?view=standard"),
    Asked("Indico: JSON of the event", INDICO_PORT, "/export/event/1.json?detail=contributions"),
]


def main() -> int:
    """Measure every page, print the table; 1 where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pretalx", type=Path)
    parser.add_argument("--indico", type=Path)
    options = parser.parse_args()
    end_on_request()
    with ExitStack() as stack:
        pids = {OUR_PORT: stack.enter_context(_palermo())}
        asked = list(OURS)
        if options.pretalx:
            pids[PRETALX_PORT] = stack.enter_context(_pretalx(options.pretalx.resolve()))
            asked += PRETALX
        if options.indico:
            pids[INDICO_PORT] = stack.enter_context(_indico(options.indico.resolve()))
            asked += INDICO
        found = _in_turn(asked, pids)
    return _print(found)


def _print(found: dict[Asked, Measured]) -> int:
    print(f"{WORKERS} processes, {CONNECTIONS} connections; {load_average()}")
    print("| page | ms CPU | p95 ms | kB |\n|---|---|---|---|")
    for asked, each in found.items():
        print(f"| {asked.title} | {each.cpu:.1f} | {each.p95:.0f} | {each.size // 1000} |")
    by_title = {asked.title: each for asked, each in found.items()}
    wrong = any(by_title[asked.title].cpu > MOST_PAGE for asked in OURS[:2])
    wrong |= by_title[OURS[2].title].cpu > MOST_CALENDAR
    if FULL_AGENDA in by_title:
        ratio = by_title[FULL_AGENDA].p95 / by_title[OURS[0].title].p95
        print(f"p95 of Indico's full agenda is {ratio:.1f} times ours; at least {BETTER} wanted")
        wrong |= ratio < BETTER
    return int(wrong)


# The three systems


@contextmanager
def _palermo() -> Iterator[int]:
    palermo = str(Path(sys.executable).with_name("palermo"))
    with tempfile.TemporaryDirectory(prefix="palermo-programme-") as data:
        environment = {"PALERMO_DATA": data, "PALERMO_BENCHMARK_DATA": data, "PALERMO_TODAY": "2008-01-31"}
        environment["PALERMO_DATABASE"] = ""
        made = [sys.executable, "-m", "benchmarks.programme_record"]
        subprocess.run(made, cwd=ROOT, env=os.environ | environment, check=True, timeout=600, stdout=subprocess.DEVNULL)
        command = [palermo, "serve", "--no-work", "--workers", str(WORKERS), "--port", str(OUR_PORT)]
        with started(command, environment, ROOT) as pid:
            wait_for(OUR_PORT, "/en/")
            yield pid


@contextmanager
def _pretalx(folder: Path) -> Iterator[int]:
    environment = {"PRETALX_CONFIG_FILE": str(folder / "pretalx.cfg"), "DJANGO_SETTINGS_MODULE": "pretalx.settings"}
    with started(_granian(folder, PRETALX_PORT, "pretalx.wsgi:application"), environment, folder) as pid:
        wait_for(PRETALX_PORT, PRETALX[0].path)
        yield pid


@contextmanager
def _indico(folder: Path) -> Iterator[int]:
    (folder / "wsgi_peer.py").write_text(WSGI)
    environment = {"INDICO_CONFIG": str(folder / "indico.conf")}
    with started(_granian(folder, INDICO_PORT, "wsgi_peer:application"), environment, folder) as pid:
        wait_for(INDICO_PORT, INDICO[0].path)
        yield pid


def _granian(folder: Path, port: int, application: str) -> list[str]:
    granian = [str(folder / "venv" / "bin" / "granian"), "--interface", "wsgi", "--port", str(port)]
    return [*granian, "--workers", str(WORKERS), "--blocking-threads", "1", application]


# Measuring


def _in_turn(asked: list[Asked], pids: dict[int, int]) -> dict[Asked, Measured]:
    """Every page in several short rounds, so that what else the machine does is beside all of them; the medians."""
    for each in asked:
        _wrk(each, WARM)
    rounds = [{each: _measure(each, pids[each.port]) for each in asked} for _round in range(ROUNDS)]
    return {each: Measured(*map(median, zip(*(measured[each] for measured in rounds), strict=True))) for each in asked}


def _measure(asked: Asked, pid: int) -> Measured:
    before = processor_time(pid)
    output = _wrk(asked, SECONDS)
    spent = processor_time(pid) - before
    requests, p95 = re.search(r"(\d+) requests in", output), re.search(r"P95 ([\d.]+)", output)
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", output):
        raise SystemExit(f"{asked.path}: requests failed ({failed[0]}).")
    assert requests
    assert p95
    return Measured(spent / int(requests[1]) * 1000, float(p95[1]), len(page(asked.port, asked.path)))


def _wrk(asked: Asked, seconds: int) -> str:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(PERCENTILE)
        script.flush()
        options = [f"-d{seconds}s", "-t1", f"-c{CONNECTIONS}", "--timeout", "30s", "-s", script.name]
        command = ["wrk", *options, "-H", "Accept: text/html", f"http://127.0.0.1:{asked.port}{asked.path}"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
