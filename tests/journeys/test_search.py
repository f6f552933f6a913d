"""Finding by keys only: from the field of any page to what was found, with script and without."""

import pytest

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
    page.wait_for_selector("#seek-titles option", state="attached")
    offered = page.locator("#seek-titles option").evaluate_all("options => options.map((option) => option.value)")
    assert [title for title in offered if "egion" not in title] == []


def test_without_script_the_field_finds_the_same(reader):
    page = reader("zh-hans", java_script_enabled=False).open("documents/")
    page.locator("#seek").fill("人口贩运")
    page.locator(".seek-here button").click()
    assert page.locator(".results mark").first.inner_text() == "人口贩运"


def test_arabic_results_read_from_the_right(reader):
    page = reader("ar").open("search/?q=الاتجار")
    assert page.locator(".results .snippet").first.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert page.locator(".results mark").count() > 0
