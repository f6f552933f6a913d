"""Our pages beside a peer's in the same run: processor time for each request, and p95, as ratios. Linux only.

    uv run python -m benchmarks.peers

The peer is pretalx, the conference system, from the package index, with the event it makes for tests (36 talks); both
with two processes on this machine, SQLite, a visitor, four connections. Needs wrk and redis-server from Debian:

    apt-get install --no-install-recommends wrk redis-server

Set up once under .tools/peer, which takes some minutes. Exits with 1 where one of our pages takes more processor time
than the peer's page of the same kind.
"""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks.processes import page, processor_time, started, wait_for

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".tools" / "peer"
PACKAGES = ("pretalx==2026.2.1", "gunicorn==27.0.1", "faker", "freezegun")
PEER_PORT, REDIS_PORT, OUR_PORT = 8412, 6499, 8413
WORKERS, CONNECTIONS, WARM, SECONDS = 2, 4, 3, 8
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
    """Milliseconds of processor time a request, requests a second, 95th percentile in ms, bytes of the page."""

    cpu: float
    rate: float
    p95: float
    size: int


def pairs(talk: str) -> list[Pair]:
    """What is compared; `talk` is the code of one of the peer's talks."""
    return [
        Pair("list of documents / list of speakers", "/en/documents/", "/democon/speaker/"),
        Pair("a document / a talk", "/en/documents/new-delhi-declaration/", f"/democon/talk/{talk}/"),
        Pair("list of events / list of speakers", "/en/events/", "/democon/speaker/"),
        Pair("search / speakers by a word", "/en/search/?q=trafficking", "/democon/speaker/?q=the"),
    ]


def main() -> int:
    """Every pair; 1 when one of ours takes more processor time."""
    for program in ("wrk", "redis-server"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is missing: apt-get install --no-install-recommends wrk redis-server")
    with ExitStack() as stack:
        stack.enter_context(_redis())
        talk = _prepare_peer()
        theirs = stack.enter_context(_peer())
        ours = stack.enter_context(_palermo())
        rows = [
            (pair, _measure(OUR_PORT, pair.ours, ours), _measure(PEER_PORT, pair.theirs, theirs))
            for pair in pairs(talk)
        ]
    _print(rows)
    return 1 if any(our.cpu > their.cpu for _pair, our, their in rows) else 0


def _print(rows: list[tuple[Pair, Measured, Measured]]) -> None:
    print(f"{'ours / theirs':42} {'ms CPU':>15} {'ratio':>6} {'p95 ms':>17} {'ratio':>6} {'kB':>9}")
    for pair, our, their in rows:
        cpu = f"{our.cpu:6.1f} / {their.cpu:6.1f} {our.cpu / their.cpu:6.2f}"
        p95 = f"{our.p95:7.1f} / {their.p95:7.1f} {our.p95 / their.p95:6.2f}"
        print(f"{pair.title:42} {cpu} {p95} {our.size // 1000:3} / {their.size // 1000:3}")


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
    if not (PEER / "ready").exists():
        (PEER / "data").mkdir(parents=True, exist_ok=True)
        (PEER / "pretalx.cfg").write_text(CONFIG.format(peer=PEER, port=PEER_PORT, redis=REDIS_PORT))
        python = PEER / "venv" / "bin" / "python"
        _run(sys.executable, "-m", "venv", str(PEER / "venv"))
        _run(str(python), "-m", "pip", "install", "--quiet", *PACKAGES)
        told = _peer_environment() | {
            "DJANGO_SUPERUSER_EMAIL": "peer@example.org",
            "DJANGO_SUPERUSER_PASSWORD": "for-measuring-only",
            "PRETALX_INIT_ORGANISER_NAME": "Peer",
            "PRETALX_INIT_ORGANISER_SLUG": "peer",
        }
        for arguments in (["migrate"], ["rebuild"], ["init", "--noinput"]):
            _run(str(python), "-m", "pretalx", *arguments, **told)
        _run(str(python), "-m", "pretalx", "create_test_event", "--stage", "schedule", "--seed", "2", **told)
        (PEER / "ready").touch()
    with sqlite3.connect(PEER / "data" / "db.sqlite3") as database:
        row = database.execute(
            "SELECT code FROM submission_submission WHERE state = 'confirmed' ORDER BY code"
        ).fetchone()
    return str(row[0])


@contextmanager
def _redis() -> Iterator[None]:
    PEER.mkdir(parents=True, exist_ok=True)
    command = ["redis-server", "--port", str(REDIS_PORT), "--bind", "127.0.0.1", "--save", "", "--dir", str(PEER)]
    with started(command, {}, PEER):
        yield


@contextmanager
def _peer() -> Iterator[int]:
    command = ["gunicorn", "-w", str(WORKERS), "-b", f"127.0.0.1:{PEER_PORT}", "pretalx.wsgi"]
    with started([str(PEER / "venv" / "bin" / command[0]), *command[1:]], _peer_environment(), PEER) as pid:
        wait_for(PEER_PORT, "/democon/")
        yield pid


# Ours


@contextmanager
def _palermo() -> Iterator[int]:
    """A demonstration, served without its background work, as a site of some size would be."""
    palermo = str(Path(sys.executable).with_name("palermo"))
    folder = {"PALERMO_DATA": str(PEER / "palermo"), "PALERMO_TODAY": "2008-01-31"}
    with started([palermo, "demo", "--port", str(OUR_PORT)], folder, PEER):
        wait_for(OUR_PORT, "/en/")
    command = [palermo, "serve", "--no-work", "--workers", str(WORKERS), "--port", str(OUR_PORT)]
    with started(command, folder, PEER) as pid:
        wait_for(OUR_PORT, "/en/")
        yield pid


# Measuring


def _measure(port: int, path: str, pid: int) -> Measured:
    _wrk(port, path, WARM)
    before = processor_time(pid)
    told = _wrk(port, path, SECONDS)
    spent = processor_time(pid) - before
    requests = int(re.search(r"(\d+) requests in", told)[1])
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)", told):
        raise SystemExit(f"{path}: {failed[1]} requests failed.")
    p95 = float(re.search(r"P95 ([\d.]+)", told)[1])
    return Measured(spent / requests * 1000, requests / SECONDS, p95, len(page(port, path)))


def _wrk(port: int, path: str, seconds: int) -> str:
    script = PEER / "p95.lua"
    script.write_text(PERCENTILE)
    address = f"http://127.0.0.1:{port}{path}"
    options = [
        f"-d{seconds}s",
        "-t1",
        f"-c{CONNECTIONS}",
        "--timeout",
        "30s",
        "-s",
        str(script),
        "-H",
        "Accept: text/html",
    ]
    return _run("wrk", *options, address)


if __name__ == "__main__":
    sys.exit(main())
