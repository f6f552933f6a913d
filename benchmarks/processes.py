"""Programs that a measurement starts, waits for and stops, and what they use. Linux only, since it reads /proc."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 40  # seconds for a program to end by itself


def end_on_request() -> None:
    """A request to stop ends the programs that were started, as an interrupt from the keyboard does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


@contextmanager
def started(
    command: list[str],
    environment: Mapping[str, str],
    cwd: Path | None = None,
    *,
    log: Path | None = None,
    user: str | None = None,
    stop: int = signal.SIGTERM,
) -> Iterator[int]:
    """A program that runs while the block does, with all that it starts; gives the number of its process."""
    with (
        (log or Path(os.devnull)).open("wb") as log_file,
        subprocess.Popen(
            command,
            cwd=cwd,
            env=os.environ | environment,
            stdout=log_file,
            stderr=log_file,
            user=user,
            start_new_session=True,
        ) as process,
    ):
        try:
            yield process.pid
        finally:
            _end(process, stop)


def _end(process: subprocess.Popen[bytes], stop: int) -> None:
    process.send_signal(stop)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        # Its group is of its own: nothing else is in it.
        os.killpg(process.pid, signal.SIGKILL)


def wait_for(port: int, path: str, seconds: int = 240) -> None:
    """Wait until a page is answered.

    Raises
    ------
    SystemExit
        If none is within the time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if page(port, path):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"Nothing answered at port {port} within {seconds} seconds.")


def page(port: int, path: str) -> bytes:
    """A page as a browser asks for it."""
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", headers={"Accept": "text/html"}), timeout=30) as answer:
        return bytes(answer.read())


def processor_time(pid: int) -> float:
    """Seconds of user and system time of a process and of those it started."""
    total = 0.0
    for each in family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def family(pid: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(relative for child in children for relative in family(int(child)))]


def load_average() -> str:
    """The load of the machine in the last minute, to be reported with the figures."""
    return f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
