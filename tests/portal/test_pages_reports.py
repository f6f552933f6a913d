"""The report reader: the paper, its files in every language, and links only to what this reader may see."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.reporting.frozen import freeze
from palermo.reporting.models import IssuedText, Report
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.portal.reading import Page
from tests.reporting.spoken_examples import BANGKOK, KAMPALA, example

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """An issued report that states one event for everybody and one that is not."""
    made = Report.objects.create(
        slug="issued",
        blueprint="progress",
        title=text("Issued"),
        cutoff_on=date(2008, 1, 31),
        audience=Audience.PUBLIC,
        state="issued",
        issued_on=date(2008, 2, 1),
    )
    for language in LANGUAGES:
        content = freeze(example(language.code))
        IssuedText.objects.create(report=made, language=language.code, content=content)
    make_event("Shown event", slug=BANGKOK.id)
    make_event("undisclosed event", slug=KAMPALA.id, audience=Audience.MEMBER_STATES)
    return made


def test_the_paper_has_the_one_title_of_the_page(client, report):
    assert len(Page(client.get("/en/reports/issued/")).all("h1")) == 1


def test_every_language_and_format_can_be_taken_away(client, report):
    page = Page(client.get("/en/reports/issued/"))
    formats = ("html", "docx", "pdf", "akn")
    expected = [f"/en/reports/issued/{each.code}.{form}" for each in LANGUAGES for form in formats]
    assert [link["href"] for link in page.soup.select(".margin table a")] == expected


def test_sources_are_those_of_the_reader(client, report):
    page = Page(client.get("/en/reports/issued/"))
    assert set(page.all("article .sources a")) == {"Shown event [en]"}
    assert "undisclosed" not in str(page.soup)
    client.force_login(make_user(Role.DELEGATE))
    shown = set(Page(client.get("/en/reports/issued/")).all("article .sources a"))
    assert shown == {"Shown event [en]", "undisclosed event [en]"}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_the_paper_is_read_in_the_language_of_the_page(client, report, language):
    page = Page(client.get(f"/{language.django_code}/reports/issued/"))
    assert [article["lang"] for article in page.soup.select("article.paper")] == [language.tag]
    assert page.all("main > .nothing") == []


def test_the_words_are_told_against_the_limit_to_the_secretariat(client, report):
    assert "words" not in Page(client.get("/en/reports/issued/")).one(".margin").lower()
    client.force_login(make_user(Role.SECRETARIAT))
    assert "1,200 of a maximum of 8,500" in Page(client.get("/en/reports/issued/")).all(".margin dd")


def test_the_file_in_the_readers_language_is_at_hand_and_the_contents_beside_the_text(client, report):
    page = Page(client.get("/fr/reports/issued/"))
    files = [f"/fr/reports/issued/fr.{form}" for form in ("pdf", "docx")]
    assert [link["href"] for link in page.soup.select("main > .acts a")] == files
    ids = [f"#{heading['id']}" for heading in page.soup.select("article .section > h2")]
    assert [link["href"] for link in page.soup.select(".report-contents a")] == ids


def test_issued_report_is_not_checked(client, report):
    client.force_login(make_user(Role.SECRETARIAT))
    page = Page(client.get("/en/reports/issued/"))
    assert page.all("article h2") != []
    assert page.all("#checks") == []
