"""`palermo purge`: names are gone from every table and every file, counts stay, and it says what it looked at."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from palermo.accounts.models import User
from palermo.audit.chain import find_faults
from palermo.audit.models import AuditEvent
from palermo.config.cli.main import main
from palermo.registration.chores import forget_participants
from palermo.registration.erasure_check import pattern_of, scan_for
from palermo.registration.models import (
    Accreditation,
    Badge,
    CheckIn,
    CredentialsLetter,
    HeadCount,
    Participant,
    Registration,
)
from tests.factories.accounts import make_state, make_user
from tests.factories.registrations import (
    PDF,
    make_accreditation,
    make_badges,
    make_check_in,
    make_letter,
    make_participant,
    make_registration,
)

# The database file is rewritten, which no transaction can do.
pytestmark = pytest.mark.django_db(transaction=True)
BEFORE, AFTER = datetime(2008, 5, 14, 12, tzinfo=UTC), datetime(2008, 5, 15, 12, tzinfo=UTC)
PLANTED = ["Quixplantedfamily", "Quixplantedgiven", "quixplanted@example.org", "Quixplantedcontact", "quixplanted.pdf"]


@pytest.fixture(autouse=True)
def own_environment(monkeypatch, tmp_path, settings):
    """What a command sets in the environment ends with the test; files are the test's own."""
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "default"))
    monkeypatch.setenv("PALERMO_TODAY", "")
    settings.DATA = settings.MEDIA_ROOT = tmp_path / "data"
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    (tmp_path / "data" / "mail").mkdir(parents=True)
    options = {"file_path": str(tmp_path / "data" / "mail")}
    settings.MAILERS = {"default": {**settings.MAILERS["default"], "OPTIONS": options}}
    settings.PALERMO_TODAY = AFTER


@pytest.fixture
def registration(settings):
    made = make_registration()
    state = make_state("Chad", slug="tcd")
    person = make_participant(made, PLANTED[0], given_name=PLANTED[1], state_for=state, function="Quixplantedpost")
    make_participant(made, "Waiting", given_name="Some", state="registered", state_for=state)
    make_badges(made)
    make_check_in(person)
    make_letter(made, state, PDF + PLANTED[0].encode(), file_name=PLANTED[4])
    make_accreditation(made, "Charity", contact_name=PLANTED[3], contact_email=PLANTED[2])
    Path(settings.DATA, "mail", "one.log").write_text(f"To: {PLANTED[2]}\n\nHello")
    Path(settings.DATA, "mail", "other.log").write_text("To: other@example.org\n\nHello")
    return made


@pytest.fixture
def planted(tmp_path):
    """What somebody planted and looks for afterwards."""
    (tmp_path / "words.txt").write_text("\n".join(PLANTED))
    return str(tmp_path / "words.txt")


def test_before_the_day_nothing_is_deleted(registration, capsys, settings):
    settings.PALERMO_TODAY = BEFORE
    assert main(["purge", registration.slug]) == 1
    assert "needed until 15 May 2008" in capsys.readouterr().err
    assert main(["purge"]) == 0
    assert Participant.objects.count() == 2


def test_a_dry_run_says_what_would_go_and_leaves_it(registration, capsys):
    assert main(["purge", "--dry-run"]) == 0
    output = capsys.readouterr().out
    assert f"{registration.slug}: 2 people, 1 letters, 1 applications." in output
    assert "2 registered, 1 accredited, 1 checked in" in output
    assert output.splitlines()[-1] == "Nothing was deleted."
    assert (Participant.objects.count(), CredentialsLetter.objects.count()) == (2, 1)


def test_the_planted_words_are_found_before_and_nowhere_after(registration, capsys, planted, settings):
    """Found before: else not finding them would prove nothing."""
    before = scan_for(PLANTED).found
    assert {place for place in before if place.startswith("table")} == {
        "table registration_participant, column family_name",
        "table registration_participant, column given_name",
        "table registration_accreditation, column contact_name",
        "table registration_accreditation, column contact_email",
        "table registration_credentialsletter, column file_name",
    }
    assert any("/letters/" in place for place in before)
    assert any("/mail/one.log" in place for place in before)
    assert main(["purge", registration.slug, "--look-for", planted]) == 0
    output = capsys.readouterr().out
    assert output.splitlines()[-1] == "No names found."
    assert "deleted 2 people, 1 letter files, 1 e-mails." in output
    assert "Searched" in output
    assert scan_for([*PLANTED, "Quixplantedpost"]).found == {}
    left = [model.objects.count() for model in (Participant, CredentialsLetter, Accreditation, Badge, CheckIn)]
    assert left == [0] * 5
    assert [path.name for path in Path(settings.DATA, "mail").iterdir()] == ["other.log"]
    assert list(Path(settings.DATA, "letters").glob("*")) == []


def test_the_counts_stay_and_the_log_has_a_number_and_a_digest(registration):
    assert main(["purge"]) == 0
    row = HeadCount.objects.get()
    assert (row.state.slug, row.category, row.registered, row.accredited, row.came) == ("tcd", "delegation", 2, 1, 1)
    entry = AuditEvent.objects.get(verb="registration.purged")
    assert sorted(entry.details) == ["digest", "letters", "people"]
    assert (entry.details["people"], entry.details["letters"], len(entry.details["digest"])) == (2, 1, 64)
    assert find_faults() == []
    assert Registration.objects.get().purged_on == AFTER.date()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Only SQLite's own file can be looked into from here.")
def test_not_even_the_databases_own_file_has_them(registration, planted):
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    files = list(Path(connection.settings_dict["NAME"]).parent.glob(f"{Path(connection.settings_dict['NAME']).name}*"))
    assert any(PLANTED[0].encode() in path.read_bytes() for path in files)
    main(["purge", "--look-for", planted])
    files = list(Path(connection.settings_dict["NAME"]).parent.glob(f"{Path(connection.settings_dict['NAME']).name}*"))
    assert [path.name for path in files if PLANTED[0].encode() in path.read_bytes()] == []


def test_what_stands_elsewhere_is_told_by_its_place_and_fails(registration, capsys):
    make_user(name=f"{PLANTED[1]} {PLANTED[0]}")
    assert main(["purge", registration.slug]) == 1
    output = capsys.readouterr()
    assert "Found in table accounts_user, column name: 1" in output.err
    assert PLANTED[0] not in output.out + output.err
    assert User.objects.count() == 1


def test_what_is_kept_for_another_purpose_is_named_by_whoever_runs_it(registration, capsys):
    """The name is then in the database's own file, too: the message names that file as well."""
    make_user(name=f"{PLANTED[1]} {PLANTED[0]}")
    assert main(["purge", registration.slug, "--besides", "accounts_user.name"]) == 0
    assert "allowed by --besides" in capsys.readouterr().err


def test_what_was_purged_is_purged_and_can_be_looked_for_again(registration, capsys, planted):
    assert forget_participants.call() == 1
    assert main(["purge", registration.slug, "--look-for", planted]) == 0
    assert "people" not in capsys.readouterr().out
    assert forget_participants.call() == 0


def test_an_event_without_registration_is_told(capsys):
    assert main(["purge", "nowhere"]) == 1
    assert "No registration found for: nowhere." in capsys.readouterr().err


def test_a_promise_that_was_not_kept_is_an_error_of_the_check(registration, capsys, settings):
    main(["check"])
    assert "names were due for deletion" not in capsys.readouterr().err
    settings.PALERMO_TODAY = datetime(2008, 5, 16, 12, tzinfo=UTC)
    assert main(["check"]) == 1
    assert f"Run `palermo purge {registration.slug}`." in capsys.readouterr().err
    main(["purge"])
    capsys.readouterr()
    main(["check"])
    assert "names were due for deletion" not in capsys.readouterr().err


def test_words_are_found_in_every_way_of_writing_and_as_many_as_there_are():
    finder = pattern_of(["Ана Силва", "José", "Josefina", "a.b@c.d", *(f"word{n}" for n in range(3000))])
    assert finder.search("…Ана Силва…".encode())
    assert finder.search(b'"Jos\\u00e9"')
    assert finder.search("xJoséx".encode())
    assert finder.search(b"Josefina")
    assert finder.search(b"word2999")
    assert not finder.search(b"a-b@c-d Jos wor d1")
