"""PDF: tagged, with bookmarks, language and embedded fonts, and words that can be found in each language."""

import io
from dataclasses import replace

import pdfua
import pypdf
import pytest

from palermo.core.languages import CODES
from palermo.reporting.renderers.pdf import render_pdf
from palermo.reporting.spoken import NoteCall, Run
from tests.reporting.spoken_examples import HOSTILE, SYMBOL, example, unusual

TAGS = {"ar": "ar", "zh": "zh-CN", "en": "en-GB", "fr": "fr", "ru": "ru", "es": "es"}
# The lines of the masthead that are in English are in the Latin face; Chinese is in Song, its headings in Hei.
FACES = {"ar": {"Amiri", "NotoSerif"}, "zh": {"NotoSans", "NotoSerif", "NotoSansCJKsc", "NotoSerifSC"}}
# Words that stand on one line, whose letters a reader of the file must find in this order.
FOUND = {
    "ar": ("لجنة", "المبادرة", "2007", SYMBOL),
    "zh": ("预防犯罪和刑事司法委员会", "指导委员会", "（从坎帕拉到维尔纽斯）", SYMBOL),
    "en": ("Steering Committee", "(from Kampala", "19–22 June 2007", SYMBOL),
    "fr": ("Comité directeur", "États Membres", "19-22 juin 2007", SYMBOL),
    "ru": ("Руководящий комитет", "Венскому форуму", "Кампала", SYMBOL),
    "es": ("Comité Directivo", "Estados Miembros", "Kampala", SYMBOL),
}


def opened(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def fonts(reader: pypdf.PdfReader) -> list[pypdf.generic.DictionaryObject]:
    """Every font program that a page uses."""
    used = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    return [inner.get_object() for font in used for inner in font.get("/DescendantFonts", [font])]


def kinds(element: pypdf.generic.DictionaryObject) -> list[str]:
    """Kinds of the elements of the structure tree, in reading order."""
    children = element.get("/K", [])
    listed = children if isinstance(children, list) else [children]
    dictionaries = [one.get_object() for one in listed if isinstance(one.get_object(), dict)]
    own = [str(element["/S"])[1:]] if "/S" in element else []
    return own + [kind for one in dictionaries if "/S" in one for kind in kinds(one)]


@pytest.mark.parametrize("code", CODES)
def test_document_says_its_language_and_title(code):
    report = example(code)
    reader = opened(render_pdf(report))

    assert reader.trailer["/Root"]["/Lang"] == TAGS[code]
    assert reader.metadata.title == report.title[0].text
    assert reader.metadata.creation_date.isoformat() == "2008-01-31T00:00:00+00:00"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize("code", CODES)
def test_bookmarks_are_the_headings(code):
    report = example(code)
    titles = [entry.title for entry in opened(render_pdf(report)).outline]

    sections = [f"{section.label} {section.title[0].text}" for section in report.sections]
    assert titles == [report.labels.summary, report.labels.contents, *sections]


@pytest.mark.parametrize("code", CODES)
def test_fonts_are_embedded_and_come_from_the_packages(code):
    descriptors = [font["/FontDescriptor"] for font in fonts(opened(render_pdf(example(code))))]

    embedded = [any(f"/FontFile{kind}" in one for kind in ("", "2", "3")) for one in descriptors]
    families = {str(one["/FontName"]).rpartition("+")[2].partition("-")[0] for one in descriptors}
    assert set(embedded) == {True}
    assert families == FACES.get(code, {"NotoSerif"})


@pytest.mark.parametrize("code", CODES)
def test_check_of_accessible_pdf_finds_nothing(code, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(render_pdf(example(code, copies=6)))

    assert [finding.message for finding in pdfua.validate(file).findings] == []


def test_structure_is_that_of_the_report():
    root = opened(render_pdf(example("en"))).trailer["/Root"]
    found = kinds(root["/StructTreeRoot"])

    counts = {kind: found.count(kind) for kind in ("Title", "H1", "Table", "Caption", "TH", "Note")}
    assert root["/MarkInfo"]["/Marked"]
    assert counts == {"Title": 1, "H1": 5, "Table": 2, "Caption": 1, "TH": 7, "Note": 4}
    # Masthead, subtitle, summary, six paragraphs, three subparagraphs: each a paragraph of its own.
    assert found.count("P") == 22


@pytest.mark.parametrize("code", CODES)
def test_words_can_be_found(code):
    text = "".join(page.extract_text() for page in opened(render_pdf(example(code))).pages)

    assert [words for words in FOUND[code] if words not in text] == []


@pytest.mark.parametrize("code", CODES)
def test_paragraph_numbers_are_those_of_the_report(code):
    report = example(code, copies=6)
    text = "\n".join(page.extract_text() for page in opened(render_pdf(report)).pages)
    mark = "-" if code == "ar" else "."

    # A set, since a footnote call that happens to begin a line looks the same in plain text.
    starts = {line.split(mark)[0] for line in text.split("\n") if mark in line[:3]}
    assert sorted(int(start) for start in starts if start.isdecimal()) == list(range(1, 17))


@pytest.mark.parametrize("code", CODES)
def test_no_line_ends_inside_a_symbol(code):
    report = example(code, copies=8)
    text = "\n".join(page.extract_text() for page in opened(render_pdf(report)).pages)

    assert [line for line in text.split("\n") if line.rstrip().endswith("/") and line.isascii()] == []
    assert text.count("CTOC/COP/2008/19/Rev.1") == 8


def test_footnotes_keep_the_numbers_they_are_given():
    report = example("en")
    notes = tuple(replace(note, number=note.number + 10) for note in report.footnotes)
    only = replace(report, footnotes=notes, subtitle=(Run("Report"), NoteCall(11)), sections=())
    text = opened(render_pdf(only)).pages[0].extract_text()

    assert "Report11" in text
    assert "11 The language versions" in text


def test_unusual_report_keeps_all_it_says_and_footnotes_stay_out_of_bookmarks():
    reader = opened(render_pdf(unusual()))
    text = reader.pages[0].extract_text()

    assert [entry.title for entry in reader.outline] == [
        "Summary", "Contents", "I. Introduction", "II. On E/CN.15/2008/1", "III. Regional activities and advice",
    ]  # fmt: skip
    shown = ("Symbol pending", "Progress*", "(c) States should", "Introduction1", "On E/CN.15/2008/12", "Nothing yet3")
    assert [words for words in shown if words not in text] == []
    assert text.count("The Commission may wish") == 1


def test_hostile_words_stay_words():
    reader = opened(render_pdf(example("en", hostile=True)))
    text = reader.pages[0].extract_text()

    assert reader.metadata.title.startswith(HOSTILE)
    assert [words for words in ("<script>alert", "#eval(1)", "$x$", "*b*", "]]>") if words not in text] == []


@pytest.mark.parametrize("code", CODES)
def test_same_report_gives_the_same_bytes(code):
    assert render_pdf(example(code)) == render_pdf(example(code))


def test_another_cutoff_is_another_file():
    report = example("en")
    later = replace(report, cutoff=report.cutoff.replace(year=2009))

    assert render_pdf(report) != render_pdf(later)


@pytest.mark.parametrize("code", CODES)
def test_note_of_the_provisional_agenda_has_an_asterisk_at_the_foot_of_the_first_page(code):
    first = opened(render_pdf(example(code, copies=6))).pages[0].extract_text()

    assert "E/CN.15/2008/1" in first.split("*")[-1]


def test_first_page_has_no_number():
    pages = opened(render_pdf(example("en", copies=8))).pages

    assert [page.extract_text().strip().split("\n")[-1] for page in pages[1:3]] == ["2", "3"]
    assert pages[0].extract_text().strip().split("\n")[-1] != "1"


@pytest.mark.parametrize(("symbol", "heads"), [(SYMBOL, 2), (None, 0)])
def test_running_head_is_the_symbol_once_there_is_one(symbol, heads):
    pages = opened(render_pdf(example("en", copies=8, symbol=symbol))).pages[1:3]

    assert sum(page.extract_text().split("\n")[0] == SYMBOL for page in pages) == heads
    assert sum("pending" in page.extract_text() for page in pages) == 0
