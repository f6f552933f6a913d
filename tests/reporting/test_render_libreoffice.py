"""Word documents opened by another word processor: LibreOffice reads them, and what it sets is looked at."""

import re
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from palermo.core.languages import CODES
from palermo.reporting.renderers.docx.package import render_docx
from tests.reporting.spoken_examples import example

pytestmark = pytest.mark.slow

COPIES = 8
SYMBOL = "CTOC/COP/2008/19/Rev.1"


@pytest.fixture(scope="module")
def converted(tmp_path_factory) -> Path:
    """A folder with the paper of each language as LibreOffice sets it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.fail("LibreOffice is not installed: apt-get install --no-install-recommends libreoffice-writer-nogui")
    folder = tmp_path_factory.mktemp("libreoffice")
    files = [folder / f"{code}.docx" for code in CODES]
    for code, file in zip(CODES, files, strict=True):
        file.write_bytes(render_docx(example(code, copies=COPIES)))
    # A profile of its own: one that is in use elsewhere would be refused.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return folder


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
    """Word ends no line after a slash; LibreOffice may, and only a character in the text would stop it."""
    text = text_of(converted, code)

    assert text.replace("/\n", "/").count(SYMBOL) == COPIES
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
