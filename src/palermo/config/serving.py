"""The production server: granian, with the WSGI application in one or more processes of several threads.

Beside it, however many processes it has, one that does the background work once the server answers.
"""

import errno
import multiprocessing
import os
import socket
import subprocess
import sys

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from palermo.config import environment
from palermo.config.announcing import address_of
from palermo.core.refusals import Refused

try:
    import resource
except ImportError:  # Windows, which has no such limit
    resource = None  # type: ignore[assignment]

ADDRESS = "PALERMO_ADDRESS"
DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
THREADS = 4
# How many connections each process holds. A browser keeps several open between two pages, for as long as half a minute:
# when all are held by readers who read, the next reader would wait for one of them to be closed.
CONNECTIONS = 8192
OWN_FILES = 256  # databases, files on their way to a reader, what the interpreter has open
WAITING = 4096  # connections that wait to be taken
# Seconds, when the server is stopped: for the pages that are being made, then for background work, which interrupts
# itself. What is not done by then is ended: the whole takes less than five seconds.
PATIENCE_WITH_PAGES, PATIENCE_WITH_WORK = 2, 2


def check_is_free(host: str, port: int) -> None:
    """Refuse a port that another program listens at, before anything long is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        if os.name == "posix":
            # A port of a server that has just stopped is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise Refused(_sentence(host, port, error)) from error


def _sentence(host: str, port: int, error: Exception) -> str:
    taken = isinstance(error, OSError) and error.errno in {errno.EADDRINUSE, errno.EACCES}
    why = "is in use or not permitted" if taken else f"is not available ({error})"
    return f"Port {port} on {host} {why}. Choose another port with --port."


def serve(host: str, port: int, workers: int = 1, *, with_work: bool = True) -> None:
    """Serve until stopped, then end; say when the first page can be asked for; do the background work beside it."""
    _lead_links_here(host, port)
    server = Granian(
        "palermo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=WAITING,
        backpressure=_connections(),
        log_level=LogLevels.warning,
        workers_kill_timeout=PATIENCE_WITH_PAGES,
    )
    # Each process begins in an interpreter of its own, on every system. A copy of this one would have its locks and
    # pools of threads, but none of the threads that serve them, and would wait for these for ever.
    multiprocessing.set_start_method("spawn", force=True)
    connections.close_all()
    # It is given the number of this process, so that a worker whose server ends before it has begun knows that too.
    beside = _start_beside("palermo.config.announcing", host, str(port), *([str(os.getpid())] if with_work else []))
    try:
        server.serve()
    finally:
        _stop(beside)
    # To take down the interpreter with all that it has loaded can take longer than all the rest.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _lead_links_here(host: str, port: int) -> None:
    """Without a configured address of the site, links in mail and files lead to this server."""
    if environment.text(ADDRESS):
        return
    os.environ[ADDRESS] = address_of(host, port).rstrip("/")
    if settings.configured:
        # Read before, by this process and so by those that are copies of it.
        settings.WAGTAILADMIN_BASE_URL = os.environ[ADDRESS]


def _connections() -> int:
    """As many as the system lets a process have files open, but for those it needs itself."""
    if resource is None:
        return CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = CONNECTIONS + OWN_FILES
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(allowed - OWN_FILES, 1)


def _start_beside(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", module, *arguments])  # noqa: S603


def _stop(program: subprocess.Popen[bytes]) -> None:
    """Let it bring to its end what it has in hand, and no more than that."""
    program.terminate()
    try:
        program.wait(PATIENCE_WITH_WORK)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
