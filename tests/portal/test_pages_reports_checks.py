"""The secretariat sees what the checks find beside a report in preparation; nobody else does."""

import pytest

from palermo.accounts.states import Role
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

ADDRESS = "/en/reports/briefing-2008-01-31/"


def page_for(client, role: Role, address: str = ADDRESS) -> Page:
    client.force_login(make_user(role))
    return Page(client.get(address))


def test_secretariat_sees_problems_first_then_findings_then_words(client):
    page = page_for(client, Role.SECRETARIAT)
    headings = page.all("#checks h2, #checks h3")
    assert headings[:2] == ["Problems in this language", "Checks"]
    assert headings[-2:] == ["On record but not in the report", "Words by section"]
    assert "Acronyms" in headings
    assert any("UNODC is introduced but not used again." in each for each in page.all("#checks li"))
    assert page.all("#checks tbody tr")[-1].startswith("Total")


def test_what_is_not_stated_leads_to_its_page(client):
    page = page_for(client, Role.SECRETARIAT)
    headings = page.soup.select("#checks h3")
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
