"""By keyboard alone: to the text, through the navigation, into what opens."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.innerText.trim()"
OUTLINED = """() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
}"""


def test_the_first_key_offers_the_text(reader):
    visitor = reader()
    page = visitor.open("events/bangkok-2007/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to main content"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_way_of_the_site_is_reached_and_seen(reader):
    page = reader().open("")
    ways = page.locator(".ways a").all_inner_texts()
    reached, unseen = [], []
    while True:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last of the page
        reached.append(page.evaluate(FOCUSED))
        if not page.evaluate(OUTLINED):
            unseen.append(reached[-1])
    assert [way for way in ways if way not in reached] == []
    assert unseen == []
    assert len(ways) == 6


def test_a_way_is_followed_and_the_reason_of_an_audience_opened(reader):
    visitor = reader()
    page = visitor.open("")
    page.locator(".ways a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/events/")
    delegate = reader()
    delegate.sign_in("delegate")
    page = delegate.open("consultations/consultation-2008-02-06/")
    page.locator("details.why summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.why").first.evaluate("each => each.open")
    page.keyboard.press("Enter")
    assert not page.locator("details.why").first.evaluate("each => each.open")


def test_signing_in_needs_no_mouse(reader):
    delegate = reader()
    page = delegate.open("accounts/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type("delegate@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("palermo-delegate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/desk/")
    assert delegate.headline() == "My desk"
