"""Word documents opened by another word processor: LibreOffice reads them, and what it sets is looked at."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from palermo.core.languages import CODES
from palermo.reporting import spoken
from palermo.reporting.renderers.docx.package import render_docx
from tests.reporting.spoken_examples import example, words

pytestmark = pytest.mark.slow

COPIES = 8
SYMBOL = "CTOC/COP/2008/19/Rev.1"


def convert(papers: dict[str, bytes], folder: Path) -> Path:
    """Put the papers into a folder, and beside each the PDF that LibreOffice makes of it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.fail("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer-nogui")
    files = [folder / f"{code}.docx" for code in papers]
    for file, content in zip(files, papers.values(), strict=True):
        file.write_bytes(content)
    # A profile of its own: one that is in use elsewhere would be refused.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> Path:
    """A folder with the paper of each language as LibreOffice sets it."""
    papers = {code: render_docx(example(code, copies=COPIES)) for code in CODES}
    return convert(papers, tmp_path_factory.mktemp("libreoffice"))


def text_of(folder: Path, code: str) -> str:
    pages = pypdf.PdfReader(folder / f"{code}.pdf").pages
    return "\n".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("code", CODES)
def test_paragraphs_are_counted_as_in_the_report(converted, code):
    mark = "-" if code == "ar" else "."
    numbers = re.findall(rf"^\s*(\d+) ?{re.escape(mark)}(?!\d)", text_of(converted, code), re.MULTILINE)

    assert sorted(set(map(int, numbers))) == list(range(1, 2 * COPIES + 5))


@pytest.mark.parametrize("code", CODES)
def test_symbols_are_whole_and_hold_nothing_that_cannot_be_seen(converted, code):
    text = text_of(converted, code)

    assert text.count(SYMBOL) == COPIES
    assert [sign for sign in ("\ufeff", "\u2060", "\u200d") if sign in text] == []


@pytest.mark.parametrize("code", CODES)
def test_contents_get_their_pages(converted, code):
    assert "…" not in text_of(converted, code)


def test_footnotes_are_set_at_the_foot(converted):
    text = text_of(converted, "en")

    assert re.findall(r"^(\*|\d) ?(E/CN|The lang|United N|Documents)", text, re.MULTILINE) == [
        ("*", "E/CN"), ("1", "The lang"), ("2", "United N"), ("3", "Documents"),
    ]  # fmt: skip


# Text taken out of a PDF joins an Arabic label with the words beside it.
@pytest.mark.parametrize("code", [code for code in CODES if code != "ar"])
def test_sections_are_counted_as_in_the_report(converted, code):
    """In the contents, where they are written, and before the headings, where their style counts them."""
    text = text_of(converted, code)
    labels = [section.label.strip(".-、") for section in example(code).sections]

    assert [label for label in labels if len(re.findall(rf"(?<!\w){label}(?!\w)", text)) < 2] == []


@pytest.mark.parametrize("code", CODES)
def test_no_page_is_empty(converted, code):
    pages = pypdf.PdfReader(converted / f"{code}.pdf").pages

    assert [at for at, page in enumerate(pages, start=1) if len(page.extract_text().strip()) < 20] == []


# Lines that grow by one of these bring a symbol to every place of a line.
FILLING = {"ar": "في ", "zh": "文", "en": "a ", "fr": "a ", "ru": "и ", "es": "a "}
SYMBOLS = ("E/CN.15/2008/CRP.2", "CTOC/COP/WG.4/2010/L.6/Add.1", "A/57/458-S/2002/1160")


def crowded(code: str) -> spoken.Report:
    """A paper whose symbols stand where lines end."""
    given = example(code)
    texts = [f"{FILLING[code] * width}{{{symbol}}} {FILLING[code]}." for symbol in SYMBOLS for width in range(25, 60)]
    blocks = tuple(spoken.Paragraph(f"p{at}", at, words(text), (), ()) for at, text in enumerate(texts, start=1))
    return replace(given, sections=(replace(given.sections[0], blocks=blocks),))


@pytest.fixture(scope="module")
def crowded_texts(tmp_path_factory) -> dict[str, str]:
    """The text of such a paper in each language as LibreOffice sets it."""
    folder = convert({code: render_docx(crowded(code)) for code in CODES}, tmp_path_factory.mktemp("crowded"))
    return {code: text_of(folder, code) for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_no_line_ends_inside_a_symbol(crowded_texts, code):
    """Except in Chinese, where LibreOffice may end it after a full stop or a hyphen: only a character would stop it."""
    text = crowded_texts[code].replace("\N{NON-BREAKING HYPHEN}", "-")
    if code == "zh":
        text = re.sub(r"(?<=[A-Z]\.)\n(?=\d)|(?<=-)\n(?=S/)", "", text)

    assert {symbol: text.count(symbol) for symbol in SYMBOLS} == dict.fromkeys(SYMBOLS, 35)
