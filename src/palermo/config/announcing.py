"""Says when the server answers: a program of its own beside it, which asks for a page until it gets one.

With the process of the server as a third argument it becomes the program that does the background work, which so begins
when the first page is there and does not compete with it.
"""

import http.client
import os
import subprocess
import sys
import time

from palermo.config.environment import words

PATIENCE = 120  # seconds


def address_of(host: str, port: int) -> str:
    """What to type into a browser; a server that listens at every address is found on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{port}/"


def wait_until_ready(host: str, port: int) -> bool:
    """Ask until anything is answered; False after two minutes."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if _answers(host, port):
            return True
        time.sleep(0.1)
    return False


def _answers(host: str, port: int) -> bool:
    this_machine = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    connection = http.client.HTTPConnection(this_machine.get(host, host), port, timeout=PATIENCE)
    try:
        # By a name the site goes by, or it would note an attack.
        connection.request("GET", "/en/", headers={"Host": _name_of_site()})
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _name_of_site() -> str:
    name = words("PALERMO_HOSTS", ("localhost",))[0].lstrip(".")
    return "localhost" if name == "*" else name


def become_worker(server: str) -> None:
    """Do the background work until the process `server` ends."""
    command = [sys.executable, "-m", "palermo.config.cli", "work", "--beside-server", server]
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 -- our own interpreter and module
    # Elsewhere a program cannot take the place of another: it is waited for.
    sys.exit(subprocess.call(command))  # noqa: S603


if __name__ == "__main__":
    HOST, PORT = sys.argv[1], int(sys.argv[2])
    if wait_until_ready(HOST, PORT):
        print(f"Ready: {address_of(HOST, PORT)}  (Ctrl+C stops it)", flush=True)
    if len(sys.argv) > 3:
        become_worker(sys.argv[3])
