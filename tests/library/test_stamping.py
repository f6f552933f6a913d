"""The line that says whom a PDF was given to, read back from the PDF."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from palermo.core.refusals import Refused
from palermo.library import stamping
from palermo.library.stamping import Stamp, stamp_pdf, stamped_file
from tests.library.files import locked_pdf, pdf, pdf_with

STAMP = Stamp("Anna · France · 1 June 2007", "en")
SENTENCE = (
    "This PDF cannot be marked with the reader’s name and is not available for download. Contact the secretariat."
)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def _sign(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
    writer._root_object[NameObject("/AcroForm")] = form


def test_each_page_says_whom_it_was_given_to_and_still_says_what_it_said():
    pages = read(stamp_pdf(pdf("First page", "Second page"), STAMP)).pages
    assert [page.extract_text().split("\n") for page in pages] == [
        ["First page", STAMP.words],
        ["Second page", STAMP.words],
    ]


@pytest.mark.parametrize(
    ("words", "language"), [("王小明 · 中国", "zh"), ("Анна · Российская Федерация", "ru"), ("فاطمة", "ar")]
)
def test_a_name_is_set_in_its_own_script(words, language):
    shown = read(stamp_pdf(pdf("A paper"), Stamp(words, language))).pages[0].extract_text()
    assert shown.split("\n")[-1] == words


def test_the_tags_stay_and_the_line_is_no_part_of_what_is_read_aloud():
    before, after = read(pdf("A paper")), read(stamp_pdf(pdf("A paper"), STAMP))
    assert after.trailer["/Root"]["/MarkInfo"] == before.trailer["/Root"]["/MarkInfo"]
    assert "/StructTreeRoot" in after.trailer["/Root"]
    [_begin, *own, end] = after.pages[0]["/Contents"]
    assert [part.get_object().get_data() for part in own] == [before.pages[0].get_contents().get_data()]
    assert b"/Artifact BMC" in end.get_object().get_data()
    line = after.pages[0]["/Resources"]["/XObject"]["/ReaderStamp0"].get_object()
    assert b"MCID" not in line.get_data()


def test_pages_that_are_turned_or_cut_are_stamped_where_they_are_seen():
    def turn_and_cut(writer: PdfWriter) -> None:
        writer.pages[0].rotate(90)
        writer.pages[0].cropbox.lower_left = (50, 40)

    page = read(stamp_pdf(pdf_with(turn_and_cut), STAMP)).pages[0]
    [*_own, end] = page["/Contents"]
    width = float(page.cropbox.width)
    assert f"0.0000 1.0000 -1.0000 0.0000 {round(width, 1) + 50:.4f} 40.0000 cm".encode() in end.get_object().get_data()
    assert STAMP.words in page.extract_text()


def test_pages_of_one_size_share_one_line():
    made = stamp_pdf(pdf("1", "2", "3"), STAMP)
    lines = {page["/Resources"]["/XObject"].raw_get("/ReaderStamp0").idnum for page in read(made).pages}
    assert len(lines) == 1


def test_the_same_stamp_gives_the_same_bytes():
    assert stamp_pdf(pdf("A paper"), STAMP) == stamp_pdf(pdf("A paper"), STAMP)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", locked_pdf(), pdf_with(_sign)], ids=["broken", "under a password", "signed"]
)
def test_what_cannot_be_stamped_is_refused(content):
    with pytest.raises(Refused) as refused:
        stamp_pdf(content, STAMP)
    assert str(refused.value) == SENTENCE


def test_a_stamped_file_is_made_once_a_day_and_reader_and_the_oldest_go(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    opened = []

    def open_file() -> io.BytesIO:
        opened.append(1)
        return io.BytesIO(pdf("A paper"))

    place = stamped_file(open_file, "digest", STAMP)
    assert stamped_file(open_file, "digest", STAMP) == place
    assert len(opened) == 1
    monkeypatch.setattr(stamping, "MOST_KEPT", place.stat().st_size + 10)
    other = stamped_file(open_file, "digest", Stamp("Béla · France · 1 June 2007", "en"))
    assert (len(opened), place.exists(), other.exists()) == (2, False, True)
