"""The secretariat sees what the checks find beside a report in preparation; nobody else does."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.reporting.models import Report
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

ADDRESS = "/en/reports/briefing-2008-01-31/"


def page_for(client, role: Role, address: str = ADDRESS) -> Page:
    client.force_login(make_user(role))
    return Page(client.get(address))


def test_secretariat_sees_problems_first_then_findings_then_words(client):
    page = page_for(client, Role.SECRETARIAT)
    headings = page.all("#checks h2, #checks h3")
    # A briefing does not account for the whole record: nothing is listed as left out.
    assert headings == ["Problems", "Checks", "Acronyms", "Words by section"]
    assert any("UNODC is defined but not used again." in each for each in page.all("#checks li"))
    assert page.all("#checks tbody tr")[-1].startswith("Total")


def test_what_is_not_stated_leads_to_its_page(client):
    Report.objects.create(
        slug="in-preparation",
        blueprint="progress",
        cutoff_on=date(2007, 12, 31),
        title=text("Draft"),
        audience="public",
    )
    page = page_for(client, Role.SECRETARIAT, "/en/reports/in-preparation/")
    headings = page.soup.select("#checks h3")
    assert page.all("#checks h3")[-2:] == ["On record but not in the report", "Words by section"]
    listed = next(each for each in headings if each.text == "On record but not in the report").find_next("ul")
    assert all(link["href"].startswith("/en/") for link in listed.select("a"))
    assert listed.select("a") != []


def test_delegate_sees_none_of_it(client):
    page = page_for(client, Role.DELEGATE)
    assert page.all("#checks") == []
    assert "not used again" not in str(page.soup)


def test_checks_are_made_once_until_the_record_changes(client, django_assert_max_num_queries):
    page_for(client, Role.SECRETARIAT)
    with django_assert_max_num_queries(30):
        client.get(ADDRESS)
