"""From the command to the first page, and the memory of the server: Linux only, since it reads /proc.

    uv run python -m benchmarks.first_page

Starts `palermo demo` twice on a new data folder (installation is not counted: the packages are there) and prints the
seconds to the first page of each start and the memory of all its processes, shared pages counted once.
"""

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.processes import family

SECOND_START_SECONDS = 10


def main() -> int:
    """Both starts; 1 when the second takes more than seconds."""
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as data:
        first, memory = _start(data)
        second, later = _start(data)
    print(f"first start, to the first page: {first:.1f} s")
    print(f"second start: {second:.1f} s, {second / first:.0%} of the first")
    print(f"memory of the server: {memory:.0f} MiB after loading the record, {later:.0f} MiB at the second start")
    return 1 if second > SECOND_START_SECONDS else 0


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _start(data: str) -> tuple[float, float]:
    port = _free_port()
    palermo = str(Path(sys.executable).with_name("palermo"))
    command = [palermo, "demo", "--data", data, "--port", str(port)]
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(server, port)
            return time.perf_counter() - started, sum(_memory(pid) for pid in family(server.pid))
        finally:
            server.terminate()
            server.wait(20)


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    while server.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/en/", timeout=10) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("The demonstration stopped before its first page.")


def _memory(pid: int) -> float:
    """Proportional set size in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    sys.exit(main())
