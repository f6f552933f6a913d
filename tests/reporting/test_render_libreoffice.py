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
    return "\n".join(page.extract_text() for page in pages).replace("\ufeff", "")


@pytest.mark.parametrize("code", CODES)
def test_paragraphs_are_counted_as_in_the_report(converted, code):
    mark = "-" if code == "ar" else "."
    numbers = re.findall(rf"^\s*(\d+) ?{re.escape(mark)}(?!\d)", text_of(converted, code), re.MULTILINE)

    assert sorted(set(map(int, numbers))) == list(range(1, 2 * COPIES + 5))


@pytest.mark.parametrize("code", CODES)
def test_symbols_are_not_split(converted, code):
    text = text_of(converted, code)

    assert text.count(SYMBOL) == COPIES
    assert re.findall(r"CTOC/\n|COP/\n|2008/\n", text) == []


@pytest.mark.parametrize("code", CODES)
def test_contents_get_their_pages(converted, code):
    assert "…" not in text_of(converted, code)


def test_footnotes_are_set_at_the_foot(converted):
    text = text_of(converted, "en")

    assert re.findall(r"^(\d) ?(E/CN|The lang|United|Documents)", text, re.MULTILINE) == [
        ("1", "E/CN"), ("2", "The lang"), ("3", "United"), ("4", "Documents"),
    ]  # fmt: skip
