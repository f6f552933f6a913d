"""What every file goes through before the library takes it."""

import sys

import pytest

from palermo.core.refusals import Refused
from palermo.library import media
from palermo.library.intake import check_file
from palermo.library.media import WORD
from palermo.library.scanning import check_scanned
from tests.library.files import bomb, locked_pdf, pdf, with_part, word


def refusal_of(content: bytes, name: str) -> str:
    with pytest.raises(Refused) as refused:
        check_file(content, name)
    return str(refused.value)


@pytest.fixture
def scanner(settings, tmp_path):
    """A program that ends with a given code, and records its arguments."""

    def ending_with(code: str) -> None:
        program = tmp_path / "scan it.py"
        program.write_text(f"import sys, pathlib; print(pathlib.Path(sys.argv[1]).read_bytes() == b'A text'); {code}")
        settings.PALERMO_FILE_SCAN = f"{sys.executable} '{program}'"

    return ending_with


def test_a_pdf_and_a_word_file_are_taken():
    assert check_file(pdf("A paper"), "a.pdf") == "application/pdf"
    assert check_file(word("A paper"), "a.docx") == WORD


def test_a_pdf_under_a_password_is_refused():
    sentence = "“a.pdf” is protected by a password or against copying. Remove the protection and upload it again."
    assert refusal_of(locked_pdf(), "a.pdf") == sentence


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_that_unpacks_to_more_than_a_machine_holds_is_refused(kind, monkeypatch):
    monkeypatch.setattr(media, "MOST_UNPACKED_MB", 3)
    content = bomb(kind, 4)
    assert len(content) < 50_000
    sentence = f"“a.{kind}” is larger than 3 MB when unpacked. Save a smaller version."
    assert refusal_of(content, f"a.{kind}") == sentence
    assert check_file(bomb(kind, 2), f"a.{kind}")


def test_a_file_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(media, "MOST_PARTS", 5)
    assert "Save a smaller version." in refusal_of(with_part(word("A paper"), "word/one-more.xml", "<x/>"), "a.docx")


def test_nothing_looks_at_files_unless_the_installation_says_what(settings):
    assert settings.PALERMO_FILE_SCAN == ""
    assert check_scanned(b"A text", "a.txt") is None


def test_a_clean_file_is_taken(scanner):
    scanner("sys.exit(0)")
    assert check_file(b"A text", "a.txt") == "text/plain"


def test_a_harmful_file_is_refused(scanner):
    scanner("sys.exit(1)")
    sentence = "“a.txt” contains harmful content and was rejected."
    assert refusal_of(b"A text", "a.txt") == sentence


def test_a_file_that_the_program_cannot_judge_is_refused(scanner, caplog):
    scanner("sys.exit(2)")
    assert refusal_of(b"A text", "a.txt").startswith("“a.txt” could not be checked for harmful content")
    assert "PALERMO_FILE_SCAN ended with 2" in caplog.text


def test_a_file_is_refused_where_the_program_is_missing(settings, caplog):
    settings.PALERMO_FILE_SCAN = "/no/such/program --quiet"
    assert refusal_of(b"A text", "a.txt").startswith("“a.txt” could not be checked for harmful content")
    assert "PALERMO_FILE_SCAN did not answer" in caplog.text


def test_the_name_of_a_file_is_no_part_of_the_command(scanner):
    scanner("sys.exit(len(sys.argv) != 2)")
    assert check_file(b"A text", "$(touch x); --exclude .txt") == "text/plain"
