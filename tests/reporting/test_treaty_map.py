"""The map of the parties to the treaty in the formats of a report."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from palermo.reporting.building import build
from palermo.reporting.renderers.docx.package import render_docx
from palermo.reporting.renderers.html import render_html
from palermo.reporting.renderers.pdf import render_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_the_map_stands_in_every_format_with_its_words():
    report = build("conference", date(2008, 1, 31), "en")
    page = render_html(report)
    [words] = re.findall(r'<img class="map" src="data:image/svg\+xml;base64,[^"]+" alt="([^"]+)"', page)
    assert words == "Party: 115; Signed, not a party: 28"
    with ZipFile(BytesIO(render_docx(report))) as archive:
        assert [name for name in archive.namelist() if "media" in name] == ["word/media/map1.png"]
        assert f'descr="{words}"' in archive.read("word/document.xml").decode()
    assert render_docx(report) == render_docx(report)
    assert render_pdf(report)[:5] == b"%PDF-"
