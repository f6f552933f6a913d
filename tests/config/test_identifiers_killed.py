"""Data that identify persons, and programs that are killed: nothing is left in any folder, nor in a later backup."""

import os
import signal
import socket
import subprocess
import time
import zipfile

import pytest

from tests.config.test_installations import ENVIRONMENT, PALERMO, PASSWORD, run

pytestmark = pytest.mark.slow
LAST = "Quixplanted"
CASES = "prs_FirstName,prs_SecondName,prs_Gender,vic_TypeOfExploitation\n" + "".join(
    f"Quixgiven{n},{LAST}{n},female,\n" for n in range(150_000)
)
# A dataset of cases, under an agreement.
DATASET = """
from datetime import date
from palermo.core.text import MultilingualText
from palermo.knowledge.actions import agreements, datasets
from palermo.knowledge.models import Agreement, Dataset, Source
six = lambda words: MultilingualText({code: words for code in ("ar", "zh", "en", "fr", "ru", "es")})
source = agreements.add_source(Source(slug="shelter", name=six("Shelter"), kind="published"), by="a test")
agreement = Agreement(
    slug="yearly", source=source, title=six("Yearly"), purposes=["research"], terms=six("Terms"),
    covers_personal_data=True,
)
agreements.add_agreement(agreement, by="a test")
agreements.sign_agreement(agreement, signed_on=date(2026, 1, 1), starts_on=date(2026, 1, 1), by="a test")
datasets.add_dataset(Dataset(slug="cases", source=source, title=six("Cases"), layout="htcds"), by="a test")
"""
# An edition of it as it was received before files were looked through.
RECEIVING = """
from django.core.files import File
from palermo.knowledge.actions import datasets
from palermo.knowledge.checking import check_edition
from palermo.knowledge.models import Agreement, Dataset
with open(FILE, "rb") as file:
    edition = datasets._receive(
        Dataset.objects.get(), file=File(file, "cases.csv"), agreement=Agreement.objects.get(),
        covers_from=None, covers_until=None, by="a test",
    )
check_edition.enqueue(edition.pk)
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "data"
    made = run(folder, "init", "--email", "h@example.org", "--name", "Head", PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert made.returncode == 0, made.stderr
    made = run(folder, "manage", "shell", "-c", DATASET)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def temporary(tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def files_with(words, *folders):
    """Every file in which the words stand, in archives too."""
    wanted = words.encode()
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and wanted in read(path)]


def read(path):
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_worker_killed_while_it_checks_leaves_nothing_once_another_has_checked(installation, temporary, tmp_path):
    file = tmp_path / "elsewhere.csv"
    file.write_text(CASES)
    made = run(installation, "manage", "shell", "-c", f"FILE = {str(file)!r}\n{RECEIVING}")
    assert made.returncode == 0, made.stderr
    file.unlink()
    assert files_with(LAST, installation) != []
    before = tmp_path / "before.zip"
    assert run(installation, "backup", str(before)).returncode == 0
    environment = ENVIRONMENT | {"TMPDIR": str(temporary)}
    worker = subprocess.Popen([PALERMO, "work", "--once", "--data", installation], env=environment)
    wait_until(lambda: list(temporary.glob("palermo-scratch-*/*")))
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert list(temporary.glob("palermo-scratch-*")) != []
    checked = run(installation, "check")
    assert "shelter" not in checked.stderr
    assert "cases/1: columns 1, 2 of the file identify persons. Run `palermo purge-identifiers`." in checked.stderr
    purged = run(installation, "purge-identifiers", "--backups", str(tmp_path), TMPDIR=str(temporary))
    assert purged.returncode == 0, purged.stderr
    assert f"Backup with these data: {before}" in purged.stdout
    run(installation, "work", "--once", TMPDIR=str(temporary))
    after = tmp_path / "after.zip"
    assert run(installation, "backup", str(after)).returncode == 0
    assert files_with(LAST, tmp_path, installation) == [before]
    assert list(temporary.glob("palermo-scratch-*")) == []
    assert LAST not in purged.stdout + purged.stderr + checked.stdout + checked.stderr
    again = run(installation, "purge-identifiers", "--backups", str(tmp_path))
    assert "Nothing was deleted." in again.stdout


def test_a_command_killed_while_it_looks_through_a_file_leaves_nothing(installation, temporary, tmp_path):
    file = tmp_path / "elsewhere.csv"
    file.write_text(CASES)
    command = [PALERMO, "import-data", file, "--dataset", "cases", "--agreement", "yearly", "--data", installation]
    for delay in (0.5, 1.5, 2.5, 3.5):
        importing = subprocess.Popen(command, env=ENVIRONMENT | {"TMPDIR": str(temporary)})
        time.sleep(delay)
        importing.kill()
        importing.wait()
    done = run(installation, *map(str, command[1:-2]), TMPDIR=str(temporary))
    assert (done.returncode, "identifies persons" in done.stderr) == (1, True)
    assert files_with(LAST, installation, temporary) == []


def test_a_server_killed_while_it_takes_a_file_leaves_nothing(installation, temporary):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = ENVIRONMENT | {"TMPDIR": str(temporary)}
    command = [PALERMO, "serve", "--no-work", "--port", str(port), "--data", installation]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, start_new_session=True)
    try:
        wait_until(lambda: _answers(port))
        body = (
            '--edge\r\nContent-Disposition: form-data; name="upload"; filename="cases.csv"\r\n'
            f"Content-Type: text/csv\r\n\r\n{CASES}"
        ).encode()
        head = (
            f"POST /en/accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken={'a' * 32}\r\n"
            "Content-Type: multipart/form-data; boundary=edge\r\n"
            f"Content-Length: {len(body) + 1000}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(head.encode() + body)
            time.sleep(1)
            os.killpg(server.pid, signal.SIGKILL)
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.communicate()
    assert files_with(LAST, installation, temporary) == []


def _answers(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0
