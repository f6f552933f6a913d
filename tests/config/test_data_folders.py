"""Data folders that are no installation of this version, or may not be one: each command answers with a sentence."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from palermo.config.environment import SOURCE
from tests.config.test_installations import ENVIRONMENT, PALERMO, PASSWORD, run

pytestmark = pytest.mark.slow

INIT = ("init", "--email", "h@example.org", "--name", "H")
# Each comes to the database in another way.
COMMANDS = (("check",), ("serve", "--port", "1"), ("manage", "migrate"), INIT, ("backup", "/nonexistent/never.zip"))
# Of these, what begins with the tables of this version.
OF_THIS_VERSION = COMMANDS[:2]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "new"
    made = run(folder, *INIT, PALERMO_ADMIN_PASSWORD=PASSWORD)
    assert made.returncode == 0, made.stderr
    return folder


def changed(real: Path, folder: Path, *statements: str) -> Path:
    """A copy of an installation whose database was changed by another program."""
    shutil.copytree(real, folder)
    with closing(sqlite3.connect(folder / "palermo.sqlite3")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return folder


def refusals(folder: Path, *commands: tuple[str, ...]) -> dict[str, tuple[int, str]]:
    """Of each command, the status and the last line of what it writes to the terminal."""
    answers = {}
    for command in commands:
        done = run(folder, *command, PALERMO_ADMIN_PASSWORD=PASSWORD)
        assert "Traceback" not in done.stderr, done.stderr
        answers[command[0]] = (done.returncode, done.stderr.splitlines()[-1])
    return answers


def expect(sentence: str, *commands: tuple[str, ...]) -> dict[str, tuple[int, str]]:
    return {command[0]: (1, f"Error: {sentence}") for command in commands}


def test_commands_that_only_look_make_no_folder_and_no_database(tmp_path):
    folder = tmp_path / "none"
    commands = [each for each in COMMANDS if each not in (("manage", "migrate"), INIT)]
    assert refusals(folder, *commands) == expect(
        f"There is no installation in {folder}. Create one with `palermo init` or `palermo demo`, or name its folder "
        "with --data FOLDER.",
        *commands,
    )
    assert list(tmp_path.iterdir()) == []
    folder.mkdir()
    assert run(folder, "check").returncode == 1
    assert list(folder.iterdir()) == []


def test_database_of_another_program_is_named_and_not_touched(tmp_path):
    folder = tmp_path / "other"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "palermo.sqlite3")) as database:
        database.execute("CREATE TABLE django_migrations (id, app, name, applied)")
    content = (folder / "palermo.sqlite3").read_bytes()
    assert refusals(folder, *COMMANDS) == expect(
        f"The database {folder}/palermo.sqlite3 was not created by Palermo. Choose another with --data FOLDER.",
        *COMMANDS,
    )
    assert (folder / "palermo.sqlite3").read_bytes() == content


def test_file_that_is_no_database_is_named(tmp_path):
    folder = tmp_path / "words"
    folder.mkdir()
    (folder / "palermo.sqlite3").write_text("years of work " * 100)
    assert refusals(folder, *COMMANDS) == expect(
        f"{folder}/palermo.sqlite3 cannot be read as a database of Palermo: file is not a database.", *COMMANDS
    )


def test_database_of_a_newer_version_is_named(real, tmp_path):
    folder = changed(
        real,
        tmp_path / "newer",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_of_tomorrow', '2030-01-01')",
    )
    assert refusals(folder, *COMMANDS) == expect(
        f"The database {folder}/palermo.sqlite3 was created by another version of Palermo, with migrations unknown to "
        "this one: audit.9999_of_tomorrow. Use that version or a newer one, or another folder with --data FOLDER.",
        *COMMANDS,
    )


def test_database_whose_tables_are_others_under_the_same_migrations_is_named(real, tmp_path):
    folder = changed(real, tmp_path / "edited", "ALTER TABLE library_document RENAME COLUMN symbol TO name_of_it")
    assert refusals(folder, *OF_THIS_VERSION) == expect(
        f"The database {folder}/palermo.sqlite3 was created by another version of Palermo: 1 columns are missing, such "
        "as library_document.symbol. Use that version, or another folder with --data FOLDER.",
        *OF_THIS_VERSION,
    )


def test_older_database_is_told_how_to_be_brought_up_to_date(real, tmp_path):
    folder = changed(real, tmp_path / "older", "DELETE FROM django_migrations WHERE app = 'floor'")
    answer = refusals(folder, *OF_THIS_VERSION)
    assert answer["check"] == answer["serve"]
    assert "migrations are missing. Make a backup, then run `palermo manage migrate`." in answer["check"][1]


def test_notes_that_no_demonstration_wrote_are_named(tmp_path):
    (tmp_path / "demonstration.json").write_text('["not", "ours"]')
    for command in (("check",), ("demo", "--no-serve")):
        done = run(tmp_path, *command)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
        assert done.stderr.splitlines()[-1] == (
            f"Error: {tmp_path}/demonstration.json was not written by `palermo demo`: expected a JSON object. Choose "
            "another folder with --data FOLDER, or delete this one."
        )


def contents(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if "__pycache__" not in path.parts)


@pytest.mark.parametrize(
    ("command", "within"),
    [
        *((("check",), "data"), (INIT, ""), (("manage", "makemessages"), "palermo"), (("demo", "--no-serve"), "data")),
        *((("restore", "/nonexistent.zip"), "palermo/data"), (("serve",), "data"), (("docs",), "data")),
    ],
)
def test_data_folder_within_the_source_code_is_refused_by_every_command(command, within):
    folder = SOURCE.parent / within
    before = contents(SOURCE.parent)
    named = ENVIRONMENT | {"PALERMO_DATA": str(folder), "PALERMO_ADMIN_PASSWORD": PASSWORD}
    by_variable = subprocess.run([PALERMO, *command], env=named, cwd="/", capture_output=True, text=True)
    for done in (run(folder, *command, PALERMO_ADMIN_PASSWORD=PASSWORD), by_variable):
        assert (done.returncode, done.stderr.splitlines()[-1]) == (
            1,
            f"Error: The data folder {folder} is inside the program’s own folder {SOURCE.parent}. Choose a folder "
            "outside it with --data FOLDER or PALERMO_DATA.",
        )
    assert contents(SOURCE.parent) == before


def test_link_into_the_source_code_is_followed(tmp_path):
    (tmp_path / "link").symlink_to(SOURCE)
    refused = run(tmp_path / "link" / "data", "check")
    assert (refused.returncode, f"The data folder {SOURCE}/data is inside" in refused.stderr) == (1, True)


@pytest.mark.parametrize("where", [SOURCE, SOURCE.parent])
def test_command_run_within_the_source_code_works_on_the_folder_beside_it(where):
    """As `palermo manage makemessages` is run."""
    before = contents(SOURCE.parent)
    done = subprocess.run(
        [PALERMO, "manage", "makemigrations", "--check", "--dry-run"],
        env=ENVIRONMENT,
        cwd=where,
        capture_output=True,
        text=True,
    )
    assert done.stderr.splitlines()[0] == f"Data folder: {SOURCE.parent.parent / 'data'}"
    assert contents(SOURCE.parent) == before


def test_key_is_kept_when_an_installation_begins_and_not_before(real, tmp_path):
    assert len((real / "secret-key").read_text()) >= 50
    refused = run(tmp_path / "new", *INIT, PALERMO_ADMIN_PASSWORD="short")
    assert (refused.returncode, os.listdir(tmp_path)) == (1, [])
    made = run(tmp_path / "set", *INIT, PALERMO_ADMIN_PASSWORD=PASSWORD, PALERMO_SECRET_KEY="k" * 50)
    assert made.returncode == 0, made.stderr
    assert not (tmp_path / "set" / "secret-key").exists()
    assert json.loads(run(real, "manage", "shell", "-v0", "-c", KEYS).stdout) == [(real / "secret-key").read_text()]


KEYS = "import json; from django.conf import settings; print(json.dumps([settings.SECRET_KEY]))"
