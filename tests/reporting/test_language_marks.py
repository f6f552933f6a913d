"""What a language writes around a number, in every format: "(1)" at Arabic footnotes, raised letters in French."""

import io
import re
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from palermo.core.languages import CODES
from palermo.reporting.building import build
from palermo.reporting.renderers.akn import render_akn
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.html import render_html
from palermo.site.akn import NAMESPACE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
CUTOFF = date(2008, 1, 31)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("lang", CODES)
def test_footnotes_are_called_as_the_language_writes_it(lang):
    sign = "(1)" if lang == "ar" else "1"
    report = build("progress", CUTOFF, lang)
    page = BeautifulSoup(render_html(report), "lxml")
    akn = etree.fromstring(render_akn(report))
    word = zipfile.ZipFile(io.BytesIO(render_docx(report)))

    assert page.find(id="call-1").get_text() == page.find(id="note-1").find("a").get_text() == sign
    assert [note.get("marker") for note in akn.iter(f"{{{NAMESPACE}}}authorialNote")] == ["*", sign]
    assert [_shown(word.read(f"word/{name}.xml")) for name in ("document", "footnotes")] == [["*", sign], ["*", sign]]


def test_french_letters_are_raised_in_every_format():
    report = build("progress", CUTOFF, "fr")
    page = BeautifulSoup(render_html(report), "lxml")
    akn = etree.fromstring(render_akn(report))
    word = etree.fromstring(zipfile.ZipFile(io.BytesIO(render_docx(report))).read("word/document.xml"))
    raised_runs = [run for run in word.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle[@{W}val='Raised']") is not None]

    assert {sup.get_text() for sup in page.find_all("sup")} == {"1", "er", "o"}
    assert {sup.text for sup in akn.iter(f"{{{NAMESPACE}}}sup")} == {"er", "o"}
    assert {"".join(run.itertext()) for run in raised_runs} == {"er"}


def _shown(xml: bytes) -> list[str]:
    """What stands at the calls of notes, or before them; the number that Word counts is 1."""
    runs = [
        run for run in etree.fromstring(xml).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}rStyle[@{W}val='FootnoteReference']") is not None
    ]  # fmt: skip
    counted = f"{W}footnoteRef|{W}footnoteReference".split("|")
    signs = [
        "".join(run.itertext()) or "".join("1" for part in run if part.tag in counted) for run in runs
    ]  # fmt: skip
    return re.findall(r"\*|\(?\d\)?", "".join(signs))
