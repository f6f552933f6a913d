"""A demonstration and a real installation, each begun by a program of its own, and neither in the other."""

import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from datetime import date
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener, urlopen

import pytest

from tests.hostile import workbook

pytestmark = pytest.mark.slow

PALERMO = Path(sys.executable).with_name("palermo")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "DJANGO_"))}
# What most systems let a program make is read by everybody.
OPEN = 0o022
PASSWORD = "a long enough sentence"
# A form whose end never comes.
HALF_SENT = (
    b"POST /en/accounts/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin="
)


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [PALERMO, *arguments, "--data", folder]
    options = {"env": ENVIRONMENT | environment, "cwd": "/", "umask": OPEN}
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, **options)


def rows(folder: Path, query: str) -> list[tuple]:
    connection = sqlite3.connect(folder / "palermo.sqlite3")
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def counts(folder: Path) -> list[int]:
    tables = ("accounts_user", "accounts_state", "events_event", "wagtailcore_page", "audit_auditevent")
    return [rows(folder, f"SELECT count(*) FROM {table}")[0][0] for table in tables]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "new"
    made = run(folder, "demo", "--no-serve")
    assert made.returncode == 0, made.stderr
    return folder, made


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "new"
    made = run(folder, "init", "--email", "Head@example.org", "--name", "Head", PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert made.returncode == 0, made.stderr
    return folder


def test_demonstration_has_an_account_for_each_role_and_prints_it(demo):
    folder, made = demo
    printed = re.findall(r"^  (\S+@example\.org) +\S+ +", made.stdout, re.MULTILINE)
    found = rows(folder, "SELECT email, is_demonstration, is_superuser FROM accounts_user ORDER BY id")
    assert found == [(email, 1, int(email.startswith("secretariat"))) for email in printed]
    roles = rows(folder, "SELECT DISTINCT role FROM accounts_posting ORDER BY role")
    assert roles == [("committee_member",), ("delegate",), ("focal_point",), ("partner",), ("secretariat",)]


def modes_open_to_others(folder: Path) -> list[str]:
    """Static files are in every copy of the program; everything else of an installation is its owner's."""
    paths = [folder, *(path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != "static")]
    return [f"{path} {path.stat().st_mode:o}" for path in paths if path.stat().st_mode & 0o077]


def test_everything_that_is_made_is_for_its_owner_alone(demo, tmp_path):
    assert modes_open_to_others(demo[0]) == []
    open_before = tmp_path / "open"
    open_before.mkdir(mode=0o755)
    made = run(open_before, "init", "--email", "h@example.org", "--name", "H", PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert made.returncode == 0, made.stderr
    assert modes_open_to_others(open_before) == []
    written = tmp_path / "record"
    assert run(demo[0], "record", "export", str(written)).returncode == 0
    assert modes_open_to_others(written) == []


def test_what_the_server_and_its_workers_write_is_for_their_owner_alone(demo):
    port = free_port()
    command = [PALERMO, "serve", "--port", str(port), "--workers", "2", "--data", demo[0]]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, umask=OPEN) as server:
        try:
            server.stdout.readline()
            ask_for_a_password(port)
            assert wait_for(lambda: list((demo[0] / "mail").glob("*")))
            assert modes_open_to_others(demo[0]) == []
            links = "".join(path.read_text() for path in (demo[0] / "mail").glob("*"))
            assert re.findall(r"http://\S+?/", links) == [f"http://127.0.0.1:{port}/"]
        finally:
            server.send_signal(signal.SIGTERM)


def ask_for_a_password(port: int) -> None:
    """As a browser does, from a page with the form; a thief would name another port."""
    opener = build_opener(HTTPCookieProcessor())
    address = f"http://127.0.0.1:{port}/en/accounts/password/reset/"
    form = opener.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)[1]
    fields = urlencode({"csrfmiddlewaretoken": token, "email": "delegate@example.org"}).encode()
    forged = Request(address, fields, {"Host": "127.0.0.1:4444", "Origin": "http://127.0.0.1:4444"})
    opener.open(forged).close()


def test_second_start_loads_nothing_twice(demo):
    folder, _ = demo
    before = counts(folder)
    again = run(folder, "demo", "--no-serve")
    assert again.returncode == 0
    assert counts(folder) == before
    assert "Loading" not in again.stderr


def test_a_demonstration_at_the_real_date_has_what_followed_and_is_not_the_other(demo, tmp_path):
    folder = tmp_path / "now"
    made = run(folder, "demo", "--now", "--no-serve")
    assert made.returncode == 0, made.stderr
    state = "SELECT state FROM governance_activity WHERE slug = 'vienna-forum'"
    assert (rows(folder, state), rows(demo[0], state)) == ([("completed",)], [("authorised",)])
    issued = "SELECT issued_on FROM reporting_report WHERE slug = 'progress-2008'"
    assert rows(folder, issued) == rows(demo[0], issued) == [("2008-02-01",)]
    day = ["-c", "from palermo.core import clock; print(clock.today())"]
    days = [run(each, "manage", "shell", *day).stdout.split()[-1] for each in (folder, demo[0])]
    assert days == [date.today().isoformat(), "2008-02-01"]
    refused = run(demo[0], "demo", "--now", "--no-serve")
    assert (refused.returncode, "stands at another date" in refused.stderr) == (1, True)
    again = run(folder, "demo", "--no-serve")
    assert (again.returncode, "Loading" in again.stderr) == (0, False)
    assert rows(folder, state) == [("completed",)]


def test_log_of_a_demonstration_is_whole(demo):
    assert run(demo[0], "audit", "verify").returncode == 0


def test_restored_demonstration_stays_one(demo, tmp_path):
    place, restored = tmp_path / "demo.zip", tmp_path / "restored"
    assert run(demo[0], "backup", str(place)).returncode == 0
    assert run(restored, "restore", str(place)).returncode == 0
    files = [
        sorted(path.relative_to(folder) for path in (folder / "files").rglob("*")) for folder in (demo[0], restored)
    ]
    assert files[0] == files[1] != []
    refused = run(restored, "init", "--email", "h@example.org", "--name", "H", PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert (refused.returncode, "This is a demonstration" in refused.stderr) == (1, True)
    again = run(restored, "demo", "--no-serve")
    assert (again.returncode, "Loading" in again.stderr, (restored / "static").is_dir()) == (0, False, True)
    assert counts(restored) == counts(demo[0])


def test_reset_begins_anew_and_the_server_that_made_the_demonstration_makes_files(demo):
    """Issuing the report has set PDF files just before; the server that begins after it sets others."""
    folder, port = demo[0], free_port()
    connection = sqlite3.connect(folder / "palermo.sqlite3")
    connection.execute("DELETE FROM sqlite_sequence")
    connection.execute("UPDATE accounts_user SET name = 'Changed'")
    connection.commit()
    connection.close()
    command = [PALERMO, "demo", "--reset", "--port", str(port), "--data", folder]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as server, ExitStack() as held:
        held.callback(server.terminate)
        while not (line := server.stdout.readline()).startswith("Ready: "):
            assert line, "The server ended."
        given = sign_in(f"http://127.0.0.1:{port}").open(
            f"http://127.0.0.1:{port}/en/reports/briefing-2008-01-31/en.pdf", timeout=60
        )
        assert (given.status, given.read(5)) == (200, b"%PDF-")
    assert rows(folder, "SELECT count(*) FROM accounts_user WHERE name = 'Changed'") == [(0,)]


def sign_in(site: str) -> OpenerDirector:
    """A browser in which the demonstration's delegate is signed in."""
    browser = build_opener(HTTPCookieProcessor())
    page = browser.open(f"{site}/en/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    sent = {"csrfmiddlewaretoken": token, "login": "delegate@example.org", "password": "palermo-delegate"}
    browser.open(f"{site}/en/accounts/login/", urlencode(sent).encode())
    return browser


def test_real_installation_is_refused_in_a_demonstration(demo):
    folder, _ = demo
    refused = run(folder, "init", "--email", "h@example.org", "--name", "H", PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert refused.returncode == 1
    assert "Error: This is a demonstration" in refused.stderr


def test_real_installation_has_one_administrator_and_the_states_only(real):
    assert rows(real, "SELECT email, is_demonstration, is_superuser FROM accounts_user") == [("head@example.org", 0, 1)]
    assert rows(real, "SELECT kind FROM accounts_installation") == [("real",)]
    assert counts(real)[1:3] == [197, 0]


@pytest.mark.parametrize("extra", [[], ["--reset"]])
def test_demonstration_is_refused_in_a_real_installation(real, extra):
    before = counts(real)
    refused = run(real, "demo", "--no-serve", *extra)
    assert refused.returncode == 1
    assert "No files were changed." in refused.stderr
    assert counts(real) == before


def test_real_installation_begins_once(real):
    refused = run(real, "init", "--email", "b@example.org", "--name", "B", PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert refused.returncode == 1
    assert "already exists" in refused.stderr


@pytest.mark.parametrize(("password", "why"), [("short", "This password is too short."), ("", "No password. Set")])
def test_administrator_needs_a_good_password(tmp_path, password, why):
    refused = run(tmp_path, "init", "--email", "h@example.org", "--name", "H", PALERMO_ADMIN_PASSWORD=password)
    assert refused.returncode == 1
    assert why in refused.stderr


def test_database_that_is_not_made_is_not_served(tmp_path):
    refused = run(tmp_path, "serve", "--port", str(free_port()))
    assert refused.returncode == 1
    assert "Create one with `palermo init` or" in refused.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_server_says_when_it_is_ready_and_stops_when_told(demo, workers):
    port = free_port()
    command = [PALERMO, "serve", "--port", str(port), "--workers", workers, "--data", demo[0]]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as server, ExitStack() as held:
        held.callback(server.terminate)
        assert server.stdout.readline() == f"Ready: http://127.0.0.1:{port}/  (Ctrl+C stops it)\n"
        with urlopen(f"http://127.0.0.1:{port}/en/") as page:
            assert (page.status, page.headers["Content-Language"]) == (200, "en")
            assert 'lang="en"' in page.read().decode()
        taken = run(demo[0], "serve", "--port", str(port))
        assert (taken.returncode, f"Port {port} on 127.0.0.1 is in use" in taken.stderr) == (1, True)
        server.send_signal(signal.SIGTERM)
        # It waits for what is in hand; a busy machine takes its time over that.
        assert server.wait(timeout=30) == 0


def test_whoever_comes_is_answered_while_many_readers_keep_their_connections_open(demo):
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    port = free_port()
    command = [PALERMO, "serve", "--no-work", "--port", str(port), "--data", demo[0]]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as server, ExitStack() as held:
        held.callback(server.terminate)
        server.stdout.readline()
        # More than the server would take by itself; each is closed after half a minute in which nobody asks for a page.
        for _ in range(1100):
            held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=15))
        with urlopen(f"http://127.0.0.1:{port}/en/", timeout=15) as page:
            assert page.status == 200


def workers_beside(server: int) -> list[int]:
    """The processes that do background work for a server."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command, status = path.read_bytes(), (path.parent / "stat").read_text()
        except OSError:
            continue
        if b"--beside-server" in command and int(status.rpartition(")")[2].split()[1]) == server:
            found.append(int(path.parent.name))
    return found


def wait_for(what, seconds: float = 120):
    limit = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < limit:
        time.sleep(0.02)
    return found


def is_gone(process: int) -> bool:
    return stat_of(process)[:1] in ([], ["Z"])


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Processes are found in /proc.")
@pytest.mark.parametrize("stop_signal", [signal.SIGTERM, signal.SIGKILL])
def test_one_worker_does_what_is_scheduled_beside_the_server_and_ends_with_it(demo, stop_signal):
    folder, port = demo[0], free_port()
    finished = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'SUCCESSFUL'"
    connection = sqlite3.connect(folder / "palermo.sqlite3")
    connection.execute("DELETE FROM django_tasks_database_dbtaskresult")
    connection.commit()
    connection.close()
    command = [PALERMO, "demo", "--port", str(port), "--data", folder]
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as server:
        try:
            assert wait_for(lambda: rows(folder, finished)[0][0] >= 5)
            [worker] = workers_beside(server.pid)
        finally:
            server.send_signal(stop_signal)  # or its end would be waited for in vain
        server.wait(timeout=60)
        assert wait_for(lambda: is_gone(worker))


# As many as are read: it takes more than a second.
_MANY_CELLS = "".join(f'<row r="{n}">{"<c t='str'><v>x</v></c>" * 24}</row>' for n in range(1, 20_000))


class Officer:
    """Somebody signed in, by HTTP."""

    def __init__(self, port: int) -> None:
        self.site, self.jar = f"http://127.0.0.1:{port}/en/", CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))
        self.opener.open(f"{self.site}accounts/login/").read()
        self.post("accounts/login/", urlencode({"login": "head@example.org", "password": PASSWORD}).encode())

    def post(self, address: str, body: bytes, media_type: str = "application/x-www-form-urlencoded"):
        token = next(each.value for each in self.jar if each.name == "csrftoken")
        headers = {"X-CSRFToken": token, "Content-Type": media_type}
        return self.opener.open(Request(f"{self.site}{address}", body, headers))

    def hand_in(self, content: bytes) -> None:
        """A table of States, whatever becomes of it."""
        part = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        body = part % (b"kind", b"", b"states") + part % (b"table", b'; filename="a.xlsx"', content) + b"--x--\r\n"
        with suppress(OSError, HTTPException):
            self.post("secretariat/import/", body, "multipart/form-data; boundary=x")


def stat_of(process: int) -> list[str]:
    """What the system says of a process, from its state on; nothing of one that has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def readers_below(server: int) -> list[int]:
    """The processes that read a file for a server, once they have their limits, which lower their priority at last."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            shown = stat_of(int(path.parent.name)) if b"palermo.site.tables.reader" in path.read_bytes() else []
            above = stat_of(int(shown[1])) if shown else []
            if above and int(above[1]) == server and shown[16] == "10":
                found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="Processes are found in /proc.")
def test_server_stops_in_time_while_somebody_reads_without_end_and_another_sends_without_end(real):
    port = free_port()
    command = [PALERMO, "serve", "--port", str(port), "--data", real]
    environment = ENVIRONMENT | {"PALERMO_SECOND_FACTOR": "offered"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server, ExitStack() as held:
        held.callback(server.kill)
        server.stdout.readline()
        sending = held.enter_context(socket.create_connection(("127.0.0.1", port)))
        sending.sendall(HALF_SENT)
        officer = Officer(port)
        handing_in = Thread(target=officer.hand_in, args=(workbook(_MANY_CELLS),))
        handing_in.start()
        [reader] = wait_for(lambda: readers_below(server.pid), 30)
        # It will not come to an end by itself.
        os.kill(reader, signal.SIGSTOP)
        with urlopen(f"http://127.0.0.1:{port}/en/", timeout=15) as page:
            assert page.status == 200
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=25) == 0
        assert wait_for(lambda: is_gone(reader), 5)
        handing_in.join()


def test_work_is_done_once_by_hand(demo):
    output = [run(demo[0], "work", "--once").stdout for _ in range(3)]
    assert [words for words in output if not re.fullmatch(r"\d+ tasks completed, 0 failed\.\n", words)] == []
    # The next round of the schedule, every ten minutes, may come due between two of them.
    assert "0 tasks completed, 0 failed.\n" in output[1:]
