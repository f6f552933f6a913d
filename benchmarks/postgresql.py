"""A PostgreSQL server for one measurement, in a folder of its own, with the settings it comes with.

As root it runs as the user `postgres`, since it refuses to run as root. It listens at this machine only.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.processes import started

PORT, NAME, SECONDS = 5543, "palermo", 60


@contextmanager
def postgresql() -> Iterator[str]:
    """A server with an empty database; gives the address for PALERMO_DATABASE."""
    programs, user = _programs(), "postgres" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="palermo-postgresql-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
        _run([programs / "initdb", "-D", data, "-A", "trust", "-U", NAME, *locale], user)
        command = [str(programs / "postgres"), "-D", data, "-p", str(PORT), "-k", name]
        # An interrupt ends it without waiting for those who are connected.
        with started([*command, "-c", "listen_addresses=127.0.0.1"], {}, folder, user=user, stop=signal.SIGINT):
            _wait_for(programs)
            _run([programs / "createdb", "-h", "127.0.0.1", "-p", str(PORT), "-U", NAME, NAME], user)
            yield f"postgresql://{NAME}@127.0.0.1:{PORT}/{NAME}"


def _programs() -> Path:
    """Where the newest server on this machine lies, as Debian has them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise SystemExit("A PostgreSQL server is missing: apt-get install --no-install-recommends postgresql-17")
    return found[-1].parent


def _run(command: list[str | Path], user: str | None) -> None:
    subprocess.run([str(each) for each in command], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL)


def _wait_for(programs: Path) -> None:
    ready = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(PORT)]
    for _ in range(SECONDS * 5):
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.2)
    raise SystemExit(f"PostgreSQL did not answer at port {PORT} within {SECONDS} seconds.")
