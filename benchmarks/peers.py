"""Our pages beside a peer's in the same run: processor time for each request, and p95, as ratios. Linux only.

    uv run python -m benchmarks.peers

The peer is pretalx, the conference system, from the package index, with its own test event. Both have as many rows on
the pages that are compared (50 in a list, 20 found), both are asked by a visitor over four connections, on SQLite, from
the same server with two processes, with the settings of an installation; ours with four threads in each, as it comes,
the peer with one, since its pages are not made by two at once. Each keeps what it keeps by itself: the peer in redis,
whose processor time is not counted. Needs wrk and redis-server from Debian:

    apt-get install --no-install-recommends wrk redis-server

Takes less than six minutes; the first time, when the peer is set up under .tools/peer, two more. Each pair is measured
three times, ours and the peer's in turn, and the median is reported. Exits with 1 where one of our pages takes more
processor time than the peer's page of the same kind.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.processes import end_on_request, load_average, page, processor_time, started, wait_for

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".tools" / "peer"
# The same server as ours.
PACKAGES = ("pretalx==2026.2.1", f"granian=={version('granian')}", "faker==40.63.0", "freezegun==1.5.5")
PEER_PORT, REDIS_PORT, OUR_PORT = 8412, 6499, 8413
WORKERS, CONNECTIONS, ROUNDS, WARM, SECONDS = 2, 4, 3, 2, 5
ROWS, FOUND = 50, 20
TODAY = "2008-01-31"
CONFIG = """[filesystem]
data = {peer}/data
media = {peer}/data/media
logs = {peer}/data/logs
static = {peer}/data/static
[database]
backend = sqlite3
name = {peer}/data/db.sqlite3
[site]
url = http://127.0.0.1:{port}
debug = False
secret = for-measuring-only
[redis]
location = redis://127.0.0.1:{redis}/0
sessions = False
"""
PERCENTILE = 'done = function(s, l, r) io.write("P95 " .. l:percentile(95) / 1000 .. "\\n") end\n'


class Pair(NamedTuple):
    """A page of ours and the peer's of the same kind, which its server renders too."""

    title: str
    ours: str
    theirs: str


class Measured(NamedTuple):
    """Milliseconds of processor time a request, 95th percentile in ms, bytes of the page."""

    cpu: float
    p95: float
    size: int


def pairs(talk: str) -> list[Pair]:
    """What is compared; `talk` is the code of one of the peer's talks."""
    return [
        Pair("documents / speakers", "/en/documents/", "/democon/speaker/"),
        Pair("a document / a talk", "/en/documents/new-delhi-declaration/", f"/democon/talk/{talk}/"),
        Pair("events / schedule", "/en/events/", "/democon/schedule/nojs"),
        Pair("search / speakers by name", "/en/search/?q=trafficking", "/democon/speaker/?q=trafficking"),
    ]


def main() -> int:
    """Every pair; 1 when one of ours takes more processor time."""
    for program in ("wrk", "redis-server"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is missing: apt-get install --no-install-recommends wrk redis-server")
    end_on_request()
    with ExitStack() as stack:
        stack.enter_context(_redis())
        talk = _prepare_peer()
        theirs = stack.enter_context(_peer())
        ours = stack.enter_context(_palermo())
        rows = [(pair, *_in_turn(pair, ours, theirs)) for pair in pairs(talk)]
    _print(rows)
    return 1 if any(our.cpu > their.cpu for _pair, our, their in rows) else 0


def _print(rows: list[tuple[Pair, Measured, Measured]]) -> None:
    print(f"ours / pretalx's; {load_average()}")
    print("| pages | ms CPU | ratio | p95 ms | ratio | kB |\n|---|---|---|---|---|---|")
    for pair, our, their in rows:
        cpu = f"{our.cpu:.1f} / {their.cpu:.1f} | {our.cpu / their.cpu:.2f}"
        p95 = f"{our.p95:.0f} / {their.p95:.0f} | {our.p95 / their.p95:.2f}"
        print(f"| {pair.title} | {cpu} | {p95} | {our.size // 1000} / {their.size // 1000} |")


# The peer


def _run(*command: str, **environment: str) -> str:
    found = subprocess.run(command, cwd=PEER, env=os.environ | environment, check=True, capture_output=True, text=True)
    return found.stdout


def _peer_environment() -> dict[str, str]:
    return {
        "PRETALX_CONFIG_FILE": str(PEER / "pretalx.cfg"),
        "PATH": f"{PEER}/venv/bin:{os.environ['PATH']}",
        # Not ours, where the one who measures has set it.
        "DJANGO_SETTINGS_MODULE": "pretalx.settings",
    }


def _prepare_peer() -> str:
    """Install and fill the peer where that was not done yet; the code of one of its talks."""
    wanted = " ".join([*PACKAGES, str(ROWS), str(FOUND)])
    ready = PEER / "ready"
    if not ready.exists() or ready.read_text() != wanted:
        ready.unlink(missing_ok=True)
        _fill_peer(str(PEER / "venv" / "bin" / "python"))
        ready.write_text(wanted)
    with sqlite3.connect(PEER / "data" / "db.sqlite3") as database:
        row = database.execute("SELECT code FROM submission_submission WHERE state = 'confirmed' ORDER BY id")
        return str(row.fetchone()[0])


def _fill_peer(python: str) -> None:
    shutil.rmtree(PEER / "data", ignore_errors=True)
    (PEER / "data").mkdir(parents=True)
    (PEER / "pretalx.cfg").write_text(CONFIG.format(peer=PEER, port=PEER_PORT, redis=REDIS_PORT))
    _run(sys.executable, "-m", "venv", "--clear", str(PEER / "venv"))
    _run(python, "-m", "pip", "install", "--quiet", *PACKAGES)
    environment = _peer_environment() | {
        "DJANGO_SUPERUSER_EMAIL": "peer@example.org",
        "DJANGO_SUPERUSER_PASSWORD": "for-measuring-only",
        "PRETALX_INIT_ORGANISER_NAME": "Peer",
        "PRETALX_INIT_ORGANISER_SLUG": "peer",
    }
    for arguments in (["migrate"], ["rebuild"], ["init", "--noinput"]):
        _run(python, "-m", "pretalx", *arguments, **environment)
    _run(python, str(ROOT / "benchmarks" / "peer_event.py"), str(ROWS), str(FOUND), **environment)


@contextmanager
def _redis() -> Iterator[None]:
    PEER.mkdir(parents=True, exist_ok=True)
    command = ["redis-server", "--port", str(REDIS_PORT), "--bind", "127.0.0.1", "--save", "", "--dir", str(PEER)]
    with started(command, {}, PEER, log=PEER / "redis.log"):
        yield


@contextmanager
def _peer() -> Iterator[int]:
    command = [str(PEER / "venv" / "bin" / "granian"), "--interface", "wsgi", "--port", str(PEER_PORT)]
    command += ["--workers", str(WORKERS), "--blocking-threads", "1", "pretalx.wsgi:application"]
    with started(command, _peer_environment(), PEER, log=PEER / "peer.log") as pid:
        wait_for(PEER_PORT, "/democon/")
        yield pid


# Ours


@contextmanager
def _palermo() -> Iterator[int]:
    """A record made for this run, served without its background work, as the peer is without its own."""
    palermo = str(Path(sys.executable).with_name("palermo"))
    with tempfile.TemporaryDirectory(prefix="palermo-peers-") as data:
        environment = {
            "PALERMO_DATA": data,
            "PALERMO_BENCHMARK_DATA": data,
            "PALERMO_TODAY": TODAY,
            "PALERMO_DATABASE": "",
        }
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 300}
        made = [sys.executable, "-m", "benchmarks.peer_record"]
        subprocess.run(made, cwd=ROOT, env=os.environ | environment, check=True, **quiet)
        command = [palermo, "serve", "--no-work", "--workers", str(WORKERS), "--port", str(OUR_PORT)]
        with started(command, environment, PEER, log=PEER / "ours.log") as pid:
            wait_for(OUR_PORT, "/en/")
            yield pid


# Measuring


def _in_turn(pair: Pair, ours: int, theirs: int) -> tuple[Measured, Measured]:
    """Both pages in several short rounds, so that what else the machine does is beside both; the medians."""
    sides = ((OUR_PORT, pair.ours, ours), (PEER_PORT, pair.theirs, theirs))
    for port, path, _pid in sides:
        _wrk(port, path, WARM)
    rounds = [[_measure(*side) for side in sides] for _ in range(ROUNDS)]
    our, their = (
        Measured(*(median(values) for values in zip(*side, strict=True))) for side in zip(*rounds, strict=True)
    )
    return our, their


def _measure(port: int, path: str, pid: int) -> Measured:
    before = processor_time(pid)
    output = _wrk(port, path, SECONDS)
    spent = processor_time(pid) - before
    requests = int(re.search(r"(\d+) requests in", output)[1])
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", output):
        raise SystemExit(f"{path}: requests failed ({failed[0]}).")
    p95 = float(re.search(r"P95 ([\d.]+)", output)[1])
    return Measured(spent / requests * 1000, p95, len(page(port, path)))


def _wrk(port: int, path: str, seconds: int) -> str:
    script = PEER / "p95.lua"
    script.write_text(PERCENTILE)
    options = [f"-d{seconds}s", "-t1", f"-c{CONNECTIONS}", "--timeout", "30s", "-s", str(script)]
    return _run("wrk", *options, "-H", "Accept: text/html", f"http://127.0.0.1:{port}{path}")


if __name__ == "__main__":
    sys.exit(main())
