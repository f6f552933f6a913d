"""Finding by keys only: from the field of any page to what was found, with script and without."""

import pytest

from tests.journeys.browsing import visit
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.innerText.trim()"


def test_words_lead_to_what_they_stand_in(reader):
    page = reader().open("events/")
    page.locator("#seek").focus()
    page.keyboard.type("model law")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=model+law")
    first = page.locator(".results a").first
    assert {"model", "law"} <= {words.lower() for words in page.locator(".results mark").all_inner_texts()}
    title = first.inner_text()
    while page.evaluate(FOCUSED) != title:
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search/" not in address)
    assert title in page.locator("h1").inner_text()


def test_titles_are_offered_while_one_types(reader):
    page = reader().open("search/")
    page.locator("#seek").focus()
    page.keyboard.type("Region")
    page.get_by_role("option").first.wait_for()
    *titles, everything = page.get_by_role("option").locator("span").all_inner_texts()
    assert (len(titles) > 1, [title for title in titles if "egion" not in title]) == (True, [])
    assert everything == "All results"
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search/" not in address)
    assert "egion" in page.locator("main").inner_text()


def test_escape_puts_the_titles_away_and_the_last_of_them_leads_to_all_results(reader):
    page = reader().open("mandates/")
    page.locator("#seek").focus()
    page.keyboard.type("Forum")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("option").count() == 0
    page.keyboard.type("s")
    page.keyboard.press("Backspace")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=Forum")


def test_without_script_the_field_finds_the_same(reader):
    page = reader("zh-hans", java_script_enabled=False).open("documents/")
    page.locator("#seek").fill("人口贩运")
    visit(page.locator(".seek-here button"))
    assert page.locator(".results mark").first.inner_text() == "人口贩运"


def test_arabic_results_read_from_the_right(reader):
    page = reader("ar").open("search/?q=الاتجار")
    assert page.locator(".results .snippet").first.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.locator(".results mark").count() > 0
