"""What `palermo check` says of an installation that lets others read what is not theirs."""

import os
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.mail import mailers

from palermo.config import environment
from palermo.config.cli.main import main
from palermo.core.file_cache import keep_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(monkeypatch, tmp_path, settings):
    """A data folder that nobody else can read, in which nothing is wrong."""
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path))
    before = os.umask(0o077)
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    settings.STATIC_ROOT, settings.PALERMO_SIGNING_KEY = tmp_path / "static", tmp_path / "signing-key"
    settings.PALERMO_FILE_SCAN = "clamdscan"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "paper.pdf").write_text("paper")
    tmp_path.chmod(0o700)
    yield tmp_path
    os.umask(before)


def lines_of(capsys, *arguments: str) -> list[str]:
    main(["check", *arguments])
    output = capsys.readouterr()
    lines = [*output.err.splitlines(), *output.out.splitlines()]
    return [line for line in lines if any(mark in line for mark in ("chmod", "not encrypted", "not scanned"))]


def test_folder_that_only_its_owner_reads_is_as_it_should_be(data, capsys):
    static = data / "static"
    static.mkdir(mode=0o755)
    (static / "style.css").touch()
    (static / "style.css").chmod(0o644)
    assert [lines_of(capsys), lines_of(capsys, "--deploy")] == [[], []]


@pytest.mark.parametrize("deploy", [[], ["--deploy"]])
def test_each_path_that_others_read_is_named_with_the_command_that_cures_it(data, capsys, deploy):
    (data / "mail").mkdir()
    for name, mode in {"": 0o755, "files/paper.pdf": 0o644, "mail": 0o770}.items():
        (data / name).chmod(mode)
    (data / "a name").write_text("x")
    (data / "a name").chmod(0o640)

    def said(name: str, mode: str, expected: str, cure: str) -> str:
        return (
            f"Error: ?: (palermo.E001) {data / name} can be read or changed by others on this machine: its mode is "
            f"{mode}, expected {expected}. HINT: {cure}"
        )

    lines = [" ".join(line.split()) for line in joined(capsys, *deploy)]
    assert lines == [
        said("", "0755", "0700", f"chmod 700 {data}"),
        said("a name", "0640", "0600", f"chmod 600 '{data / 'a name'}'"),
        said("files/paper.pdf", "0644", "0600", f"chmod 600 {data / 'files/paper.pdf'}"),
        said("mail", "0770", "0700", f"chmod 700 {data / 'mail'}"),
    ]


def joined(capsys, *arguments: str) -> list[str]:
    """The messages about file modes, each on one line with its hint."""
    main(["check", *arguments])
    output = capsys.readouterr().err.split("Error: ")
    return [f"Error: {each}" for each in output if "palermo.E001" in each]


def test_many_paths_are_counted_and_cured_by_one_command(data, capsys):
    for number in range(25):
        path = data / f"open-{number:02}"
        path.touch()
        path.chmod(0o644)
    output = joined(capsys)
    assert len(output) == 21
    assert "5 more files and folders can be read by others." in output[-1]
    assert f"chmod -R go= {data}" in output[-1]


@pytest.mark.parametrize(
    ("address", "is_named"),
    [
        ("smtp://user:secret@mail.example.org:587", True),
        ("smtp://203.0.113.7", True),
        ("smtp://localhost", False),
        ("smtp://127.0.0.1:1025", False),
        ("smtp://[::1]:25", False),
        ("smtp+tls://user:secret@mail.example.org", False),
        ("smtps://user:secret@mail.example.org", False),
    ],
)
def test_mail_in_the_clear_is_named_when_it_leaves_the_machine(monkeypatch, settings, capsys, address, is_named):
    monkeypatch.setenv("PALERMO_MAIL", address)
    options = environment.mail_server("PALERMO_MAIL")._asdict()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    output = [line for line in lines_of(capsys) if "not encrypted" in line]
    host = options["host"]
    expected = (
        f"Error: ?: (palermo.E002) The connection to {host} is not encrypted: the mail server’s password and "
        "sign-in links are exposed."
    )
    assert output == ([expected] if is_named else [])


@pytest.mark.parametrize(
    ("address", "port", "use_tls", "use_ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org", 587, True, False),
        ("smtps://mail.example.org", 465, False, True),
        ("smtps://mail.example.org:2465", 2465, False, True),
    ],
)
def test_mail_server_is_spoken_to_as_its_address_begins(monkeypatch, settings, address, port, use_tls, use_ssl):
    monkeypatch.setenv("PALERMO_MAIL", address)
    backend = "django.core.mail.backends.smtp.EmailBackend"
    options = environment.mail_server("PALERMO_MAIL")._asdict()
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    mailer = mailers["default"]
    assert (mailer.host, mailer.port, mailer.use_tls, mailer.use_ssl) == ("mail.example.org", port, use_tls, use_ssl)


@pytest.mark.parametrize("address", ["imap://user:secret@mail.example.org", "mail.example.org", "smtp://host:many"])
def test_address_of_no_mail_server_is_refused_without_its_password(monkeypatch, address):
    monkeypatch.setenv("PALERMO_MAIL", address)
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.mail_server("PALERMO_MAIL")
    assert "PALERMO_MAIL must be an address such as smtp+tls://" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("deploy", [[], ["--deploy"]])
def test_missing_file_scanner_is_noted_once(settings, capsys, deploy):
    settings.PALERMO_FILE_SCAN = ""
    [line] = lines_of(capsys, *deploy)
    assert line.startswith("Note: ?: (palermo.W001) Uploaded files are not scanned")


def test_key_is_laid_once_whole_and_for_its_owner_alone(data):
    before = os.umask(0o000)
    try:
        assert keep_once(data / "new" / "key", b"first") == b"first"
        assert keep_once(data / "new" / "key", b"second") == b"first"
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (data / "new", data / "new" / "key")]
    assert (modes, os.listdir(data / "new")) == ([0o700, 0o600], ["key"])


def test_file_of_the_library_is_for_its_owner_alone(data):
    """Whatever the umask of a server that somebody else started."""
    before = os.umask(0o000)
    try:
        name = FileSystemStorage().save("folder/paper.pdf", ContentFile(b"paper"))
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(Path(data / "files" / path).stat().st_mode) for path in ("folder", name)]
    assert modes == [0o700, 0o600]
