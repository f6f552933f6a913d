"""The command `palermo`: which data folder, which answer, which exit status; refusals are sentences."""

import os
from datetime import date

import pytest
from django.db import connection

from palermo.accounts.actions.accounts import begin_installation
from palermo.accounts.states import InstallationKind
from palermo.audit.models import AuditEvent
from palermo.config.cli.main import COMMANDS, main
from palermo.config.environment import SOURCE
from palermo.governance.states.activities import ActivityState
from palermo.search.analyser.version import VERSION
from palermo.search.models import IndexStanding
from tests.factories.governance import make_activity, make_mandate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path):
    """What a command sets in the environment ends with the test."""
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "default"))
    monkeypatch.setenv("PALERMO_TODAY", "")


@pytest.mark.parametrize("where", ["before", "after", "joined"])
def test_data_folder_is_taken_anywhere_and_said(where, tmp_path, capsys):
    folder = tmp_path / "chosen"
    arguments = {
        "before": ["--data", str(folder), "audit", "verify"],
        "after": ["audit", "verify", "--data", str(folder)],
        "joined": ["audit", f"--data={folder}", "verify"],
    }
    assert main(arguments[where]) == 0
    assert (os.environ["PALERMO_DATA"], capsys.readouterr().err) == (str(folder), f"Data folder: {folder}\n")


def test_data_folder_of_the_environment_is_said(tmp_path, capsys):
    main(["audit", "verify"])
    assert capsys.readouterr().err == f"Data folder: {tmp_path / 'default'}\n"


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["audit"], ["audit", "verify", "--unknown"], ["--data"]])
def test_wrong_usage_is_told_with_status_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage: palermo" in capsys.readouterr().err


def test_help_lists_every_command(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    assert stop.value.code == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.split("commands:\n")[1].splitlines()]
    assert listed == list(COMMANDS)


def test_audit_verify_names_each_fault(capsys):
    begin_installation(InstallationKind.REAL, by="a test")
    assert main(["audit", "verify"]) == 0
    last = AuditEvent.objects.get()
    assert capsys.readouterr().out == f"1 entries, 0 errors. Last digest: {last.digest}\n"
    AuditEvent.objects.update(verb="installation.ended")
    assert main(["audit", "verify"]) == 1
    assert f"Entry {last.sequence} was changed" in capsys.readouterr().err


def test_check_names_an_activity_without_authority(capsys):
    mandate = make_mandate(in_force_from=date(2007, 6, 18))
    make_activity(slug="in-force", state=ActivityState.AUTHORISED, mandate=mandate, authorised_on=date(2007, 6, 18))
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("0 errors, ")
    make_activity(slug="too-early", state=ActivityState.AUTHORISED, mandate=mandate, authorised_on=date(2007, 6, 17))
    assert main(["check"]) == 1
    assert capsys.readouterr().err.splitlines()[1:] == [
        f"Error: too-early was authorized on 2007-06-17, when its mandate {mandate.slug} was not in force "
        "(in force from 2007-06-18)."
    ]


def test_check_names_an_index_of_another_version_until_it_is_made_anew(capsys):
    IndexStanding.objects.create(analyser=VERSION - 1)
    assert main(["check"]) == 1
    assert capsys.readouterr().err.splitlines()[1:] == [
        "Error: The search index was built by another version. Run `palermo search rebuild`."
    ]
    assert main(["search", "rebuild"]) == 0
    assert main(["check"]) == 0


def test_check_notes_an_activity_begun_before_its_authority(capsys):
    mandate = make_mandate(in_force_from=date(2007, 1, 1))
    make_activity(
        slug="taken-up",
        state=ActivityState.AUTHORISED,
        mandate=mandate,
        authorised_on=date(2007, 6, 18),
        starts_on=date(2007, 2, 12),
        ends_on=date(2007, 2, 13),
    )
    assert main(["check"]) == 0
    notes = [line for line in capsys.readouterr().out.splitlines() if "taken-up" in line]
    assert notes == [
        f"Note: taken-up began on 2007-02-12 and was authorized on 2007-06-18, under the mandate {mandate}, after "
        "it had begun.",
    ]


def test_refused_import_is_told_with_status_1(tmp_path, capsys):
    (tmp_path / "states").mkdir()
    (tmp_path / "states" / "aut.yaml").write_text("short_name:\n  xx: Austria\n")
    assert main(["record", "import", str(tmp_path)]) == 1
    assert "Error: Nothing was imported: " in capsys.readouterr().err


def test_import_and_export_by_command(tmp_path, capsys):
    world = SOURCE / "record" / "world"
    assert main(["record", "import", str(world), "--check"]) == 0
    assert capsys.readouterr().out.endswith("209 new, 0 changed, 0 unchanged. Nothing was changed.\n")
    assert main(["record", "import", str(world)]) == 0
    assert main(["record", "export", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out" / "states").glob("*.yaml"))) == 197


def test_demonstration_is_refused_in_a_real_installation(tmp_path, capsys):
    begin_installation(InstallationKind.REAL, by="a test")
    assert main(["demo", "--no-serve"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        "Error: This database is a real installation. Create the demonstration in another folder with --data FOLDER."
    )


@pytest.mark.parametrize("extra", [[], ["--reset"]])
def test_demonstration_leaves_a_folder_alone_that_it_did_not_make(extra, tmp_path, capsys):
    kept = tmp_path / "thesis.txt"
    kept.write_text("years of work")
    assert main(["demo", "--no-serve", "--data", str(tmp_path), *extra]) == 1
    assert kept.read_text() == "years of work"
    assert "contains files that `palermo demo` did not create" in capsys.readouterr().err


def test_missing_database_is_told_in_a_sentence(monkeypatch, capsys):
    with monkeypatch.context() as context:
        context.setattr(connection, "ensure_connection", _no_database)
        assert main(["audit", "verify"]) == 1
    assert "Error: Database error: no server" in capsys.readouterr().err


def _no_database() -> None:
    from django.db import OperationalError

    raise OperationalError("no server")
