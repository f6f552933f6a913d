"""A delegate between two meetings: upcoming dates, guidance, a document in their language, the draft report."""

import io
import zipfile

import pytest

from tests.journeys.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def delegate(reader):
    delegate = reader()
    delegate.sign_in("delegate")
    return delegate


def test_sign_in_leads_to_the_desk_with_what_is_ahead(delegate):
    assert (delegate.path, delegate.headline()) == ("/en/desk/", "My desk")
    delegate.page.get_by_role("link", name="Open-ended informal intergovernmental consultation").first.click()
    delegate.page.wait_for_url("**/consultations/consultation-2008-02-06/")
    assert delegate.headline() == "6 February 2008"
    assert delegate.page.locator("main .audience").first.inner_text().startswith("Member States")


def test_guidance_leads_to_what_came_of_it(delegate):
    delegate.follow("Decisions & mandates", within=".ways")
    delegate.follow("Guidance", within=".section-pages")
    delegate.follow("Regional events")
    assert (delegate.path, delegate.headline()) == ("/en/guidance/regional-events-2007-06-18/", "Regional events")
    delegate.follow("Regional event on criminal justice responses to trafficking in persons")
    links = delegate.page.locator(".chain a").all_inner_texts()
    assert links == ["Decision 16/1 ¶2", "Guidance of 18 June 2007", "8 recommendations", "Report ¶11"]


def test_a_committee_report_is_read_in_chinese(delegate):
    delegate.follow("Decisions & mandates", within=".ways")
    delegate.follow("Steering Committee", within=".section-pages")
    delegate.open("documents/committee-report-2008-01-17/")
    delegate.follow("中文", within=".switch")
    assert delegate.path == "/zh-hans/documents/committee-report-2008-01-17/"
    assert delegate.headline() == "指导委员会2008年1月17日会议报告"
    assert "指导委员会于2008年1月17日在日内瓦举行会议。" in delegate.text()


def test_the_report_in_preparation_opens_its_sources_and_comes_as_files(delegate):
    delegate.follow("Documents", within=".ways")
    delegate.follow("Reports", within=".section-pages")
    delegate.follow("Briefing for the consultation of 6 February 2008")
    delegate.page.get_by_label("Show sources").check()
    sources = delegate.page.locator("article .sources").first
    sources.wait_for()
    assert sources.get_by_role("link").count() > 0
    delegate.page.locator(".margin summary", has_text="All languages and formats").click()
    word, pdf = delegate.take("中文, Word"), delegate.take("العربية, PDF")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word)).namelist()
    assert pdf.startswith(b"%PDF-")


def test_signing_out_shuts_the_room(delegate):
    delegate.page.locator(".account summary").click()
    visit(delegate.page.get_by_role("button", name="Sign out"))
    delegate.open("desk/")
    assert delegate.path == "/en/accounts/login/?next=/en/desk/"
