"""Pages on paper: the text without the site's ways, and at its end where it comes from, as at when, and for whom."""

import io

import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = {
    "events/bangkok-2007/": "Regional event on criminal justice responses to trafficking in persons",
    "mandates/regional-events/": "Regional events",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_printed_page_ends_with_its_address_date_and_audience(reader, path):
    visitor = reader()
    page = visitor.open(path)
    printed = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    sheets = [" ".join(sheet.extract_text(extraction_mode="layout").split()) for sheet in printed.pages]
    count = len(sheets)
    foot = f"Web address {visitor.address}/en/{path} As at 1 February 2008 Audience Public"
    assert sheets[-1].removesuffix(f" {count} / {count}").endswith(foot)
    assert sheets[0].startswith("Palermo Record of the initiative against trafficking in persons")
    assert PAGES[path] in sheets[0]
    assert [word for word in ("Sign in", "Menu", "History", "Download") if word in " ".join(sheets)] == []
