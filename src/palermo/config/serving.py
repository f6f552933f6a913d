"""The production server: granian, with the WSGI application in one or more processes of several threads."""

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

THREADS = 4


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


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve until stopped; say when the first page can be asked for."""
    server = Granian(
        "palermo.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
    )
    # The processes are copies of this one: none may share its connection.
    connections.close_all()
    # A process of its own: with a thread here, the copies could be made while it holds a lock.
    announcement = subprocess.Popen([sys.executable, "-m", "palermo.config.announcing", host, str(port)])  # noqa: S603
    try:
        server.serve()
    finally:
        announcement.terminate()
        announcement.wait()
