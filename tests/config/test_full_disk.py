"""A server whose disk is really full: reading goes on, what would write answers 503, and afterwards all is well."""

import os
import re
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.config.test_installations import ENVIRONMENT, PALERMO, PASSWORD, free_port, run

pytestmark = pytest.mark.slow

SIZE = 160 * 1024 * 1024
PAGES = ("/en/", "/en/events/", "/en/data/", "/fr/documents/", "/en/accounts/login/", "/api/v1/indicators")


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    """A small disk of its own, where a program may mount one; else an ordinary folder."""
    folder = tmp_path / "disk"
    folder.mkdir(mode=0o700)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "palermo-test", str(folder)]
    is_mounted = os.geteuid() == 0 and subprocess.run(command, capture_output=True).returncode == 0
    yield folder
    if is_mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path, server: int) -> Iterator[None]:
    """Fill the disk; where it is everybody's, let no file of the server grow any more instead."""
    if os.path.ismount(folder):
        filler = folder / "filler"
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                with suppress(OSError):
                    while True:
                        file.write(b"\0" * size)
        assert shutil.disk_usage(folder).free == 0
        yield
        filler.unlink()
        return
    processes = [server, *map(int, children(server))]
    before = [resource.prlimit(each, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)) for each in processes]
    yield
    for each, limits in zip(processes, before, strict=True):
        resource.prlimit(each, resource.RLIMIT_FSIZE, limits)


def children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def asker(port: int) -> Callable[..., tuple[int, str]]:
    opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(path: str, **fields: str) -> tuple[int, str]:
        try:
            answer = opener.open(f"http://127.0.0.1:{port}{path}", urlencode(fields).encode() if fields else None)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, answer.read().decode()

    return ask


def test_full_disk_is_told_from_an_error_and_from_too_many_attempts(disk):
    data = disk / "data"
    made = run(data, "init", "--email", "h@example.org", "--name", "H", PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert made.returncode == 0, made.stderr
    port = free_port()
    command = [PALERMO, "serve", "--port", str(port), "--no-work", "--data", data]
    with subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        try:
            server.stdout.readline()
            ask = asker(port)
            assert [ask(path)[0] for path in PAGES] == [200] * len(PAGES)
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', ask("/en/accounts/login/")[1])[1]
            fields = {"csrfmiddlewaretoken": token, "login": "h@example.org", "password": PASSWORD}
            with full(disk, server.pid):
                assert [ask(path)[0] for path in PAGES] == [200] * len(PAGES)
                status, words = ask("/en/accounts/login/", **fields)
                assert (status, "The site can only be read at the moment" in words) == (503, True)
                assert [ask(path)[0] for path in PAGES] == [200] * len(PAGES)
            status, words = ask("/en/accounts/login/", **fields)
            assert (status, "The site can only be read" in words) == (200, False)
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=60)
    checked = run(data, "check", "--full")
    assert [line for line in checked.stderr.splitlines()[1:] if "free space" not in line] == []
    shutil.rmtree(data)
