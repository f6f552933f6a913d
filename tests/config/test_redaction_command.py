"""`palermo audit redact`: what an earlier version quoted is gone from every table and file, and the chain holds."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as current
from django.db import connection, transaction

from palermo.audit import triggers
from palermo.audit.actions import record
from palermo.audit.chain import MARK, digest_of, find_faults
from palermo.audit.models import AuditEvent, ChainHead, FileRefusal, RecordVersion
from palermo.config.backup.heads import FILE
from palermo.config.cli.main import main
from palermo.core import clock
from palermo.knowledge import edition_triggers
from tests.factories.knowledge import make_dataset, make_dataset_edition
from tests.portal.kept_for_good import CANARY

# The database file is rewritten, which no transaction can do.
pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2008, 2, 1)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch, tmp_path, settings):
    """What a command sets in the environment ends with the test; files are the test's own."""
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "default"))
    monkeypatch.setenv("PALERMO_TODAY", "")
    settings.DATA = settings.MEDIA_ROOT = tmp_path / "data"
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    (tmp_path / "data").mkdir()
    settings.PALERMO_TODAY = TODAY
    yield
    # The next test empties every table.
    triggers.remove(connection)
    edition_triggers.remove(connection)


@pytest.fixture
def edition():
    """A file that an earlier version of the program refused: the log, the reason, a step and a version quote it."""
    edition = make_dataset_edition(
        make_dataset(), status="refused", decided_on=TODAY, reason={"en": f"Unknown columns: {CANARY}."}
    )
    edition.steps.create(
        position=1, kind="received", version="1", report={"bytes": 3, "fault": CANARY}, done_at=clock.now()
    )
    with transaction.atomic():
        event = record("dataset_edition.unreadable", edition.dataset, by="palermo work", edition=1, rule="no-header")
    AuditEvent.objects.filter(pk=event.pk).update(details={"edition": 1, "fault": CANARY}, salt="")
    event = AuditEvent.objects.get(pk=event.pk)
    event.digest = digest_of(event)
    AuditEvent.objects.filter(pk=event.pk).update(digest=event.digest)
    ChainHead.objects.update(digest=event.digest)
    # As on a site: the fixtures of tests come without.
    triggers.install(connection, triggers.ENTRIES, triggers.VERSIONS, triggers.REDACTIONS)
    edition_triggers.install(connection)
    return edition


def where_it_stands() -> list[str]:
    """The files of the database in which the words are found."""
    if connection.vendor != "sqlite":
        return []
    name = Path(str(connection.settings_dict["NAME"]))
    return [path.name for path in sorted(name.parent.glob(f"{name.name}*")) if CANARY.encode() in path.read_bytes()]


def test_what_was_quoted_is_found_removed_and_searched_for(edition, capsys):
    quoting = AuditEvent.objects.get(verb="dataset_edition.unreadable")
    later = {"place": "/backups/later.zip", "made_at": "2026-12-01", "log_sequence": quoting.pk}
    earlier = {"place": "/backups/earlier.zip", "made_at": "2026-11-01", "log_sequence": quoting.pk - 1}
    lines = [json.dumps(each | {"log_digest": quoting.digest}) for each in (later, earlier)]
    Path(current.DATA, FILE).write_text("\n".join(lines))
    assert main(["check"]) == 1
    sentence = f"Log entries that can quote refused files: {quoting.pk}. Run `palermo audit redact`."
    assert f"Error: {sentence}" in capsys.readouterr().err.splitlines()
    assert main(["audit", "redact", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was redacted."
    assert CANARY in str(AuditEvent.objects.get(pk=quoting.pk).details)

    assert where_it_stands() != [] or connection.vendor != "sqlite"
    assert main(["audit", "redact"]) == 0
    shown = capsys.readouterr()
    assert CANARY not in shown.out + shown.err
    assert [line for line in shown.out.splitlines() if "backup" in line] == [
        "This backup still holds what was removed: /backups/later.zip, of 2026-12-01.",
        "Not searched: backups, a PostgreSQL server's own files, and copies elsewhere.",
    ]
    edition.refresh_from_db()
    assert edition.reason["en"] == "The reason quoted the file and was deleted."
    assert [step.report for step in edition.steps.all()] == [{"bytes": 3}]
    [version] = RecordVersion.objects.filter(kind="dataset-editions")
    assert ("reason" in version.data, version.data["status"]) == (False, "refused")
    assert set(AuditEvent.objects.get(pk=quoting.pk).details) == {MARK}
    assert (find_faults(), where_it_stands()) == ([], [])
    assert main(["audit", "redact"]) == 0
    assert capsys.readouterr().out == "No entry can quote a file.\n"
    assert sentence not in _errors_of_check(capsys)


def _errors_of_check(capsys) -> str:
    main(["check"])
    return capsys.readouterr().err


def test_an_entry_is_redacted_by_its_number_for_a_reason(edition, capsys):
    with transaction.atomic():
        event = record("dataset.changed", edition.dataset, by="a test", reason={"en": CANARY.lower()})
    assert main(["audit", "redact", str(event.pk)]) == 1
    assert "State the reason with --reason TEXT." in capsys.readouterr().err
    assert main(["audit", "redact", str(event.pk), "--reason", "A name in a reason."]) == 0
    act = AuditEvent.objects.order_by("sequence").last()
    assert (act.actor_name, act.target_id, act.details["reason"]) == (
        "palermo audit redact",
        str(event.pk),
        "A name in a reason.",
    )
    assert main(["audit", "redact", "999999", "--reason", "None."]) == 1
    assert "There is no entry 999999 in the audit log." in capsys.readouterr().err
    assert find_faults() == []


def test_a_removal_that_takes_the_head_along_is_found_by_what_a_backup_knows(edition, capsys):
    last = AuditEvent.objects.order_by("sequence").last()
    noted = {"place": "/b.zip", "made_at": "2026-12-01", "log_sequence": last.pk, "log_digest": last.digest}
    Path(current.DATA, FILE).write_text(json.dumps(noted))
    assert main(["audit", "verify"]) == 0
    triggers.remove(connection)
    AuditEvent.objects.filter(pk=last.pk).delete()
    before = AuditEvent.objects.order_by("sequence").last()
    ChainHead.objects.update(sequence=before.pk if before else 0, digest=before.digest if before else "0" * 64)
    capsys.readouterr()
    sentence = f"Entries {last.pk} to {last.pk} are missing at the end: the backup of 2026-12-01 has them."
    assert main(["audit", "verify"]) == 1
    assert sentence in capsys.readouterr().err.splitlines()
    assert f"Error: {sentence}" in _errors_of_check(capsys).splitlines()


def test_reasons_that_quote_files_are_purged_before_their_day(edition, capsys):
    FileRefusal.objects.create(
        kind="dataset-editions", record=edition.pk, sentences={"en": CANARY}, delete_at=clock.now()
    )
    FileRefusal.objects.update(delete_at="2126-01-01T00:00:00Z")
    main(["purge"])
    assert FileRefusal.objects.count() == 1
    main(["purge", "--refused-files"])
    assert "Deleted 1 reasons that quote refused files." in capsys.readouterr().out
    assert FileRefusal.objects.count() == 0
