"""The words that are taken out of a file of each kind."""

import zipfile

import pytest
from pypdf.errors import PdfReadError

from palermo.library import words
from palermo.library.words import EXCEL, WORD, ExtractedWords, words_of
from tests.library.files import excel, pdf, scan, with_part, word

PDF = "application/pdf"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_a_pdf_is_read_page_by_page():
    assert words_of(pdf("First page", "Second page"), PDF) == ExtractedWords("First page\nSecond page", 2, 0)


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "打击人口贩运"), ("ru", "Торговля людьми"), ("fr", "Œuvre d’été")]
)
def test_a_pdf_is_read_in_every_script(language, said):
    assert words_of(pdf(said, language=language), PDF).text == said


def test_arabic_is_put_together_from_the_right():
    shown = "مكافحة الاتجار بالأشخاص"
    assert words_of(pdf(shown, language="ar"), PDF).text == shown
    # What is of two directions is found by its words; their order depends on the page.
    mixed = words_of(pdf("مكافحة UN.GIFT الاتجار", "الثانية", language="ar"), PDF).text
    assert set(mixed.split()) == {"مكافحة", "UN.GIFT", "الاتجار", "الثانية"}


def test_a_scan_has_no_words_and_says_on_how_many_pages():
    assert words_of(scan(), PDF) == ExtractedWords("", 1, 1)


def test_a_word_file_is_read_with_its_tables_notes_and_headers_but_not_what_was_struck_out():
    notes = f"<w:footnotes {W}><w:footnote><w:p><w:r><w:t>in a note</w:t></w:r></w:p></w:footnote></w:footnotes>"
    content = with_part(word("First", "Second"), "word/footnotes.xml", notes)
    assert words_of(content, WORD).text.split("\n") == ["First", "Second", "", "in a table", "in a note", "at the head"]
    body = (
        f"<w:document {W} {MC}><w:body><w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>struck</w:delText></w:r>"
        "</w:del><w:r><w:tab/><w:t>after</w:t></w:r></w:p><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>box</w:t></w:r>"
        "</w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
        "</w:body></w:document>"
    )
    assert words_of(with_part(word(), "word/document.xml", body), WORD).text == "kept after\nbox\nat the head"


def test_a_word_file_with_a_document_type_of_its_own_is_not_read():
    bad = f'<!DOCTYPE x [<!ENTITY e "eeee">]><w:document {W}><w:body><w:p>&e;</w:p></w:body></w:document>'
    with pytest.raises(ValueError, match="declares a document type"):
        words_of(with_part(word(), "word/document.xml", bad), WORD)


def test_an_excel_file_is_read_row_by_row():
    assert words_of(excel(("State", 2007), (None, "Total")), EXCEL).text == "Sheet of it\nState 2007\nTotal"


def test_text_and_html_are_read_as_a_reader_reads_them():
    assert words_of(b"\xef\xbb\xbfA text\x00\n", "text/plain").text == "A text"
    page = "<!DOCTYPE html><style>p{}</style><h1>A&nbsp;head</h1><p>one <b>bold</b>er<br>two</p><script>x()</script>"
    assert words_of(page.encode(), "text/html").text == "A head\none bolder\ntwo"


def test_a_broken_file_is_not_read_as_empty():
    with pytest.raises(zipfile.BadZipFile):
        words_of(b"PK\x03\x04broken", WORD)
    with pytest.raises(PdfReadError):
        words_of(b"%PDF-1.7\n", PDF)


def test_no_more_is_taken_than_a_paper_says(monkeypatch):
    monkeypatch.setattr(words, "MOST_CHARACTERS", 12)
    assert words_of(word("First", "Second", "Third"), WORD).text == "First"
    assert words_of(b"First and second", "text/plain").text == "First and se"
    assert words_of(pdf("First page", "Second page"), PDF) == ExtractedWords("First page", 2, 0)
