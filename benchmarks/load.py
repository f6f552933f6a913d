"""Two thousand readers for two minutes: no request may fail; says the 95th percentile. Linux only.

    uv run python -m benchmarks.load                                        on SQLite
    PALERMO_DATABASE=postgresql://… uv run python -m benchmarks.load        on an empty database of a server

Every fifth reader is a delegate who is signed in: their desk and restricted papers, each of which writes (the day of
the visit, the log of reads), so that a few hundred readers also write at the same time. The others are visitors: the
first page, lists, papers, search. Between two pages a reader takes half a minute, as people do. Readers are played by
locust, from the package index, set up once under .tools/load. Exits with 1 when a request failed.
"""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks import measuring
from benchmarks.processes import started, wait_for
from palermo.accounts.models import Posting, State, User
from palermo.accounts.states import Role

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools" / "load"
LOCUST = "locust==2.47.0"
READERS, EACH_SECOND, SECONDS, DELEGATES = 2000, 50, 120, 400
PORT, WORKERS = 8414, 2
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def main() -> int:
    """One run; 1 when a request failed."""
    measuring.make_demonstration()
    (TOOLS / "run").mkdir(parents=True, exist_ok=True)
    (TOOLS / "sessions.json").write_text(json.dumps(_sessions()))
    palermo = str(Path(sys.executable).with_name("palermo"))
    subprocess.run([palermo, "manage", "collectstatic", "--noinput", "-v0"], check=True)
    command = [palermo, "serve", "--no-work", "--workers", str(WORKERS), "--port", str(PORT)]
    with started(command, {}):
        wait_for(PORT, "/en/")
        _read()
    return _tell()


def _sessions() -> list[str]:
    """The session of each of the delegates, whom this makes."""
    states = list(State.objects.all()[:DELEGATES])
    keys = []
    for number in range(DELEGATES):
        user = User.objects.create_user(f"reader{number}@example.org", name=f"Reader {number}", is_demonstration=True)
        Posting.objects.create(user=user, role=Role.DELEGATE, state=states[number % len(states)], since_on="2007-03-26")
        session = SessionStore()
        session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        keys.append(session.session_key)
    return keys


def _read() -> None:
    locust = TOOLS / "venv" / "bin" / "locust"
    if not locust.exists():
        subprocess.run([sys.executable, "-m", "venv", str(TOOLS / "venv")], check=True)
        subprocess.run([str(locust.with_name("pip")), "install", "--quiet", LOCUST], check=True)
    command = [str(locust), "-f", str(ROOT / "benchmarks" / "load_readers.py"), "--headless", "--only-summary"]
    command += ["-u", str(READERS), "-r", str(EACH_SECOND), "-t", f"{SECONDS}s", "--csv", str(TOOLS / "run" / "load")]
    environment = os.environ | {"SESSIONS": str(TOOLS / "sessions.json")}
    subprocess.run(
        [*command, "-H", f"http://127.0.0.1:{PORT}"], env=environment, check=False, stdout=subprocess.DEVNULL
    )


def _tell() -> int:
    with (TOOLS / "run" / "load_stats.csv").open() as file:
        rows = list(csv.DictReader(file))
    failed = 0
    for row in rows:
        asked, failures = int(row["Request Count"]), int(row["Failure Count"])
        print(f"{row['Name']:14} {asked:6} requests, {failures} failed, p50 {row['50%']} ms, p95 {row['95%']} ms")
        failed = failures if row["Name"] == "Aggregated" else failed
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
