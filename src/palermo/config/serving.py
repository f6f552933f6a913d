"""The production server: granian, with the WSGI application in one or more processes of several threads.

Beside it, however many processes it has, one that does the background work once the server answers.
"""

import errno
import os
import socket
import subprocess
import sys

from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from palermo.core.refusals import Refused

try:
    import resource
except ImportError:  # Windows, which has no such limit
    resource = None  # type: ignore[assignment]

DEFAULT_HOST, DEFAULT_PORT = "127.0.0.1", 8000
THREADS = 4
# How many connections each process holds. A browser keeps several open between two pages, for as long as half a minute:
# when all are held by readers who read, whoever comes next would wait for one of them to be closed.
CONNECTIONS = 8192
OWN_FILES = 256  # databases, files on their way to a reader, what the interpreter has open
WAITING = 4096  # connections that wait to be taken
PATIENCE = 20  # seconds for a letter on its way or a file that is being read


def check_is_free(host: str, port: int) -> None:
    """Refuse a port that another program listens at, before anything long is begun.

    Raises
    ------
    Refused
        Saying how to choose another.
    """
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
    why = "is taken by another program or not allowed" if taken else f"cannot be listened at ({error})"
    return f"Port {port} of {host} {why}: choose another with --port."


def serve(host: str, port: int, workers: int = 1, *, with_work: bool = True) -> None:
    """Serve until stopped; say when the first page can be asked for; do the background work beside it."""
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
    )
    # The processes are copies of this one: none may share its connection.
    connections.close_all()
    # A process of its own: with a thread here, the copies could be made while it holds a lock. It is given the number of
    # this one, so that a worker whose server ends before it has begun knows that too.
    beside = _start_beside("palermo.config.announcing", host, str(port), *([str(os.getpid())] if with_work else []))
    try:
        server.serve()
    finally:
        _stop(beside)


def _connections() -> int:
    """As many as the system lets a process have files open, but for those it needs itself."""
    if resource is None:
        return CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OWN_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
    return max(allowed - OWN_FILES, 1)


def _start_beside(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", module, *arguments])  # noqa: S603


def _stop(program: subprocess.Popen[bytes]) -> None:
    """Let it bring to its end what it has in hand, and no more than that."""
    program.terminate()
    try:
        program.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()
