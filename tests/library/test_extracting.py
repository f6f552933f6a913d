"""Words are taken out of the files of language versions, once for each file."""

import pytest
from django.core.files.base import ContentFile

from palermo.library import extracting
from palermo.library.actions.versions import set_file
from palermo.library.extracting import extract_later, extract_missing, extract_words
from palermo.library.models import AlternativeFormat, ExtractedText, LanguageVersion
from palermo.library.words import WORD
from tests.factories.library import make_document
from tests.library.files import pdf, scan, word

pytestmark = pytest.mark.django_db


def version_with(content: bytes, name: str = "a.txt", media_type: str = "text/plain") -> LanguageVersion:
    version = LanguageVersion(document=make_document(), language="en")
    set_file(version, content, name=name, media_type=media_type)
    version.save()
    return version


def state_of(version: LanguageVersion) -> tuple:
    extracted = ExtractedText.objects.get(version=version)
    return extracted.state, extracted.text, extracted.pages, extracted.pages_without_text, bool(extracted.done_at)


def test_the_words_of_a_file_are_kept_beside_it():
    version = version_with(pdf("A paper"), "a.pdf", "application/pdf")
    extract_later(version)
    assert state_of(version) == ("done", "A paper", 1, 0, True)


def test_words_come_from_a_word_file_beside_a_pdf_which_has_them_whole():
    version = version_with(pdf("A paper in lines"), "a.pdf", "application/pdf")
    beside = AlternativeFormat(version=version)
    set_file(beside, word("A paper in paragraphs"), name="a.docx", media_type=WORD)
    beside.save()
    extract_later(version)
    state, text, pages, _without, _done = state_of(version)
    assert (state, text.splitlines()[0], pages) == ("done", "A paper in paragraphs", 1)


def test_a_scan_is_told_as_one():
    version = version_with(scan(), "a.pdf", "application/pdf")
    extract_later(version)
    assert state_of(version) == ("empty", "", 1, 1, True)


def test_a_broken_file_has_failed_with_the_reason_and_without_its_words():
    version = version_with(b"%PDF-1.7\nsecret words", "a.pdf", "application/pdf")
    assert extract_words.call(version.pk) == "failed: pypdf.errors.PdfStreamError"
    assert state_of(version) == ("failed", "", None, None, True)


def test_a_file_that_takes_too_long_has_failed(monkeypatch):
    monkeypatch.setattr(extracting, "LIMITS", extracting.LIMITS._replace(clock=0.01))
    version = version_with(b"A text")
    assert extract_words.call(version.pk) == "failed: it took more than 0.01 seconds"
    assert state_of(version)[0] == "failed"


def test_a_file_that_is_replaced_loses_the_words_of_the_one_before():
    version = version_with(b"Before")
    extract_later(version)
    set_file(version, b"After", name="a.txt", media_type="text/plain")
    version.save()
    extract_later(version)
    assert state_of(version)[:2] == ("done", "After")
    version.file, version.text = "", "A text"
    version.save()
    extract_later(version)
    assert not ExtractedText.objects.exists()


def test_what_was_read_meanwhile_does_not_stand_for_the_new_file(monkeypatch):
    version = version_with(b"Before")

    def read_while_another_replaces(old: LanguageVersion):
        LanguageVersion.objects.filter(pk=old.pk).update(sha256="0" * 64)
        return extracting.ExtractedWords("Before")

    monkeypatch.setattr(extracting, "_words_of", read_while_another_replaces)
    extract_words.call(version.pk)
    assert not ExtractedText.objects.exists()


def test_files_that_came_in_bulk_are_found_and_others_are_left_alone():
    read, unread, without = version_with(b"Read"), version_with(b"Unread"), make_document(words="A text")
    extract_later(read)
    assert extract_missing() == 1
    assert [state_of(version)[1] for version in (read, unread)] == ["Read", "Unread"]
    assert extract_missing() == 0
    assert without.versions.get().text == "A text"


def test_a_version_that_is_gone_is_no_fault():
    assert extract_words.call(0) == "no file"


def test_a_file_that_is_not_in_its_place_is_a_fault_that_somebody_sees():
    version = version_with(b"A text to be lost")
    version.file.storage.delete(version.file.name)
    with pytest.raises(FileNotFoundError):
        extract_words.call(version.pk)
    version.file.storage.save(version.file.name, ContentFile(b"A text to be lost"))
