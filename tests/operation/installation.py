"""Installations that tests start, kill and look into: a data folder, and on PostgreSQL a database of its own.

On PostgreSQL where PALERMO_DATABASE names a server, as `.ci/slow` does; on SQLite otherwise.
"""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import psycopg

PALERMO = Path(sys.executable).with_name("palermo")
ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("PALERMO_DATABASE", "")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "DJANGO_"))}
WAIT = 120  # seconds


@dataclass(frozen=True)
class Installation:
    """A data folder, with the name of its database where that is on a server."""

    folder: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of each program that works on it."""
        own = {"PALERMO_DATA": str(self.folder), "PALERMO_SECOND_FACTOR": "offered"}
        return ENVIRONMENT | own | ({"PALERMO_DATABASE": self.address} if self.database else {})

    @property
    def address(self) -> str:
        """The address of its database on the server."""
        return f"{SERVER.rpartition('/')[0]}/{self.database}"

    def run(self, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command of Palermo on it."""
        command = [PALERMO, *arguments, "--data", self.folder]
        options = {"env": self.environment | environment, "cwd": "/", "capture_output": True, "text": True}
        return subprocess.run(command, stdin=subprocess.DEVNULL, check=False, **options)

    def run_script(self, name: str) -> subprocess.Popen[str]:
        """Start a script of `tests.operation.scripts`, in a group of processes of its own."""
        command = [sys.executable, "-m", "tests.operation.scripts", name]
        options = {"env": self.environment, "cwd": ROOT, "stdout": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, start_new_session=True, **options)

    def rows(self, query: str) -> list[tuple]:
        """Ask its database."""
        if self.database:
            with psycopg.connect(self.address) as connection:
                return connection.execute(query).fetchall()
        connection = sqlite3.connect(self.folder / "palermo.sqlite3")
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def copy(self, name: str) -> "Installation":
        """Make the same again beside it, in place of what is there."""
        other = Installation(self.folder.with_name(name), name if self.database else "")
        shutil.rmtree(other.folder, ignore_errors=True)
        shutil.copytree(self.folder, other.folder)
        if self.database:
            drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
            ask_server(drop, f"CREATE DATABASE {name} TEMPLATE {self.database}")
        return other


def new_installation(folder: Path, name: str) -> Installation:
    """A folder without anything in it and, where there is a server, an empty database."""
    if SERVER:
        ask_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    return Installation(folder / name, name if SERVER else "")


def ask_server(*statements: str) -> None:
    """Run statements that concern whole databases."""
    with psycopg.connect(SERVER, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a program and all that it started, in the middle of what they do."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def served(installation: Installation, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The site while the block runs; gives the program and the port. It is killed at the end if it still runs."""
    port = free_port()
    command = [PALERMO, "demo", "--port", str(port), "--data", installation.folder, *options]
    settings = {"env": installation.environment, "cwd": "/", "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, start_new_session=True, **settings) as process:
        try:
            while not (line := process.stdout.readline()).startswith("Ready: "):
                assert line, "The server ended."
            yield process, port
        finally:
            if process.poll() is None:
                kill(process)


class Browser:
    """An officer who is signed in, by HTTP."""

    def __init__(self, port: int, email: str, password: str) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.opener = build_opener(HTTPCookieProcessor())
        self.post("/en/accounts/login/", {"login": email, "password": password})

    def get(self, address: str) -> str:
        """A page."""
        return self.opener.open(f"{self.site}{address}", timeout=WAIT).read().decode()

    def post(self, address: str, fields: dict[str, str]) -> str:
        """Send the form of a page; gives the address to which the answer leads, or nothing where it leads nowhere."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(address))[1]
        body = urlencode({"csrfmiddlewaretoken": token} | fields).encode()
        with self.opener.open(Request(f"{self.site}{address}", body), timeout=WAIT) as answer:
            return answer.url if answer.url != f"{self.site}{address}" else ""


def wait_until(condition, seconds: float = WAIT) -> bool:
    """Wait for a condition; whether it came true in time."""
    limit = time.monotonic() + seconds
    while not (found := bool(condition())) and time.monotonic() < limit:
        time.sleep(0.05)
    return found
