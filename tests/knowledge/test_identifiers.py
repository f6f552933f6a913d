"""Files that identify persons: refused on every way in before a byte is kept, found where they are kept, and purged."""

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from harmonise import convert_file, read_layout
from openpyxl import Workbook

from palermo.accounts.states import Role
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from palermo.config.cli.main import main
from palermo.core import scratch
from palermo.core.refusals import Refused
from palermo.knowledge.actions import datasets as actions
from palermo.knowledge.actions.checks import keep_check
from palermo.knowledge.checking import check_received
from palermo.knowledge.finding_sentences import Checked
from palermo.knowledge.identifying_editions import find_identifying_editions
from palermo.knowledge.models import DatasetEdition
from palermo.library.intake import check_file
from palermo.registration.erasure_check import scan_for
from palermo.returns.actions.return_attachments import add_attachment
from palermo.returns.attachments import AttachedFile, path_of_attachment, read_attachment
from tests.factories.accounts import make_state, make_user
from tests.factories.knowledge import make_agreement, make_dataset, make_finding, make_source
from tests.factories.returns import make_return
from tests.portal.filling import client_of
from tests.portal.reading import Page

# The purge rewrites the database, which no transaction can do.
pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2008, 2, 1)
FIRST, LAST, MAIL, BORN = "Quixgiven", "Quixplanted", "quix@example.org", "1990-03-17"
PLANTED = [FIRST, LAST, MAIL]
COLUMNS = "prs_FirstName,prs_SecondName,prs_Birthdate,prs_Email,prs_Gender,vic_TypeOfExploitation"
CASES = f"{COLUMNS}\n" + "".join(f"{FIRST}{n},{LAST}{n},{BORN},{n}{MAIL},female,\n" for n in range(30))
NAMED = (
    "prs_FirstName (the name of a person), prs_SecondName (the name of a person), prs_Birthdate (a full date of birth)"
)


@pytest.fixture(autouse=True)
def own_folders(monkeypatch, tmp_path, settings):
    """What a command sets in the environment ends with the test; files and temporary files are the test's own."""
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "default"))
    monkeypatch.setenv("PALERMO_TODAY", "")
    for name in ("data", "files", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.PALERMO_TODAY = TODAY


def a_dataset(**fields):
    source = make_source(state=make_state())
    fields = {"layout": "htcds", "rows": "cases", **fields}
    return make_dataset(source, **fields), make_agreement(source, covers_personal_data=True)


def is_nowhere():
    """Whether nothing planted is in any table or file, temporary ones too."""
    return scan_for(PLANTED).found == {}


def upload(client, dataset, agreement, content, name="cases.csv", language="en"):
    values = {"upload": SimpleUploadedFile(name, content), "agreement": agreement.slug}
    return client.post(f"/{language}/acts/hand-in-dataset-edition/{dataset.slug}/", values)


@pytest.mark.parametrize("size", [1, 3_000_000])
def test_a_file_with_names_is_refused_by_the_site_and_leaves_nothing(size):
    dataset, agreement = a_dataset()
    user = make_user(Role.FOCAL_POINT)
    user.postings.update(state=dataset.source.state)
    client = client_of(user)
    content = (CASES + ",,,,female,\n" * (size // 12)).encode()
    page = Page(upload(client, dataset, agreement, content))
    assert f"This file identifies persons, so nothing of it was kept. Columns: {NAMED}" in page.text
    assert "harmonise pseudonymise" in page.text
    for language, words in {
        "fr": "Ce fichier identifie des personnes",
        "es": "Este archivo identifica a personas",
        "ru": "Этот файл позволяет установить личность",
        "zh-hans": "该文件可识别个人身份",
        "ar": "يحدد هذا الملف هوية أشخاص",
    }.items():
        assert words in Page(upload(client, dataset, agreement, content, language=language)).text
    assert not DatasetEdition.objects.exists()
    assert is_nowhere()


def test_a_file_with_names_is_refused_by_the_command_and_leaves_nothing(capsys):
    dataset, agreement = a_dataset()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as elsewhere:
        file = Path(elsewhere, "cases.csv")
        file.write_text(CASES)
        arguments = ["import-data", str(file), "--dataset", dataset.slug, "--agreement", agreement.slug]
        assert main(arguments) == 1
        error = capsys.readouterr().err
        assert NAMED in error
        assert FIRST not in error
        file.write_text(CASES.replace(FIRST, "").replace(LAST, ""))
    assert not DatasetEdition.objects.exists()
    assert is_nowhere()


def a_workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WAYS_IN = {
    "csv": ("cases.csv", CASES.encode()),
    "xlsx": ("cases.xlsx", a_workbook([line.split(",") for line in CASES.splitlines()])),
    "json": ("cases.json", json.dumps([{"prs_Gender": "female", "family": {"surname": LAST}}]).encode()),
}


@pytest.mark.parametrize("kind", WAYS_IN)
def test_every_kind_of_file_is_looked_through(kind):
    name, content = WAYS_IN[kind]
    dataset, agreement = a_dataset()
    with pytest.raises(Refused, match="identifies persons"):
        actions.hand_in_edition(dataset, file=ContentFile(content, name), agreement=agreement, by="an officer")
    assert is_nowhere()


def test_a_file_without_the_personal_columns_is_received():
    dataset, agreement = a_dataset()
    content = b"prs_FirstName,prs_Gender,vic_TypeOfExploitation\n,female,\n,male,\n"
    edition = actions.hand_in_edition(dataset, file=ContentFile(content, "a.csv"), agreement=agreement, by="an officer")
    edition.refresh_from_db()
    assert (edition.status, edition.row_count) == ("checked", 2)


def test_attachments_of_returns_and_papers_are_looked_through():
    participants = a_workbook([["Name", "E-mail"], ["Ana Silva", "ana@example.org"], ["Olena Kovalenko", ""]])
    assert check_file(participants, "participants.xlsx").endswith("sheet")
    victims = a_workbook([["Victim", "Date of birth", "Passport No."], [LAST, BORN, "AB1234567"]])
    for take, content in ((check_file, victims), (read_attachment, victims)):
        with pytest.raises(Refused, match=r"Date of birth .*Passport No"):
            take(content, "victims.xlsx")
    with pytest.raises(Refused, match="Surname"):
        read_attachment(f"Surname\tAge\n{LAST}\t12\n".encode(), "victims.txt")
    assert read_attachment(a_workbook([["Country", "Victims"], ["Chad", 12]]), "table.xlsx").name == "table.xlsx"
    assert read_attachment(b"Method: the ministry counts, see stat@example.org.\n", "method.txt").name == "method.txt"
    assert is_nowhere()


def an_older_edition(status="accepted"):
    """An edition as it was received before files were looked through, with what was made of it."""
    dataset, agreement = a_dataset()
    file = ContentFile(CASES.encode(), "cases.csv")
    edition = actions._receive(
        dataset, file=file, agreement=agreement, covers_from=None, covers_until=None, by="an officer"
    )
    if status == "received":
        return edition
    with scratch.scratch_folder() as folder:
        convert_file(edition.received_file.path, read_layout("htcds"), folder / "rows.parquet")
        rows = ContentFile((folder / "rows.parquet").read_bytes(), "part-0.parquet")
    edition = keep_check(edition, rows=rows, checked=Checked(30, [], {}), by="an officer")
    make_finding(edition, rule="not-in-list", severity="warning", details={"found": f"{LAST}3", "words": {}})
    make_finding(edition, rule="unknown-column", severity="warning", column=f"{FIRST}3")
    return actions.accept_edition(edition, by="an officer") if status == "accepted" else edition


def test_what_was_received_earlier_and_not_checked_yet_is_returned_and_deleted():
    edition = an_older_edition("received")
    assert check_received(edition.pk, by="an officer") == "refused"
    edition.refresh_from_db()
    assert edition.reason["en"].startswith("These columns of the file identify persons: 1, 2, 3, 4.")
    assert AuditEvent.objects.filter(verb="dataset_edition.unreadable").count() == 1
    assert is_nowhere()


@pytest.mark.parametrize("status", ["received", "checked", "accepted"])
def test_what_is_kept_is_found_and_purged_and_the_purge_proves_it(status, capsys, settings):
    edition = an_older_edition(status)
    digest = edition.file_digest
    copy = Path(settings.DATA, "data", "copy-of-it")
    assert not is_nowhere()
    assert [(each.edition, len(each.columns)) for each in find_identifying_editions()] == [(edition, 4)]
    main(["check"])
    assert f"{edition}: columns 1, 2, 3, 4 of the file identify persons." in capsys.readouterr().err
    assert main(["purge-identifiers", "--dry-run"]) == 0
    assert "Nothing was deleted." in capsys.readouterr().out
    copy.write_bytes(CASES.encode())
    assert main(["purge-identifiers"]) == 1
    error = capsys.readouterr().err
    assert f"Copy of a deleted file: {copy}" in error
    assert LAST not in error
    copy.unlink()
    assert is_nowhere()
    assert main(["purge-identifiers"]) == 0
    edition.refresh_from_db()
    assert edition.status == {"accepted": "accepted"}.get(status, "refused")
    assert (edition.received_file.name, edition.rows_file.name, edition.file_digest) == ("", "", digest)
    step = edition.steps.get(kind="purged")
    assert (step.digest, step.report) == (digest, {"columns": [1, 2, 3, 4]})
    entry = AuditEvent.objects.get(verb="dataset_edition.purged")
    assert entry.details == {"edition": 1, "digest": digest, "columns": [1, 2, 3, 4], "rows": edition.row_count}
    assert find_faults() == []
    page = Page(client_of(make_user(Role.SECRETARIAT)).get(edition.get_absolute_url()))
    assert "Deleted, since it identified persons" in page.text
    main(["check"])
    assert "identify persons" not in capsys.readouterr().err


def test_a_file_of_a_return_that_was_attached_earlier_is_purged(capsys):
    file = AttachedFile(a_workbook([["Surname", "Age"], [f"{LAST} Example", 12]]), "victims.xlsx")
    attached = add_attachment(make_return(), file=file, by="an officer")
    path = Path(path_of_attachment(attached.digest))
    assert path.is_file()
    main(["check"])
    assert f"{attached.of}, file 1: columns 1 of the file identify persons." in capsys.readouterr().err
    assert main(["purge-identifiers"]) == 0
    assert not path.exists()
    entry = AuditEvent.objects.get(verb="return.file_purged")
    assert entry.details == {"number": 1, "digest": attached.digest, "columns": [1]}
    assert not attached.of.attachments.exists()
    assert is_nowhere()


HOLDING = """
import sys, time
from palermo.core.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "rows").write_text(sys.argv[1])
    print(folder, flush=True)
    time.sleep(60)
"""


def hold(words):
    process = subprocess.Popen([sys.executable, "-c", HOLDING, words], stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def test_what_a_killed_process_left_is_deleted_and_what_another_is_at_stays(tmp_path):
    killed, abandoned = hold(LAST)
    other, in_use = hold("figures")
    try:
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        assert (abandoned / "rows").read_text() == LAST
        scratch.delete_abandoned()
        assert not abandoned.exists()
        assert (in_use / "rows").read_text() == "figures"
        assert is_nowhere()
    finally:
        other.kill()
        for each in (killed, other):
            each.communicate()
    scratch.delete_abandoned()
    assert list(Path(tmp_path, "tmp").iterdir()) == []
