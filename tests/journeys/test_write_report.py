"""Two officers write a report in their browsers: what is typed is saved, combined and flagged, without a word lost."""

import pytest
from playwright.sync_api import expect

from palermo.reporting.models import TextRevision
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRITE = "reports/briefing-2008-01-31/write/"
FIRST = "The Steering Committee met once"


def open_paragraph(page, words: str):
    page.locator(".writing-paragraph", has_text=words).get_by_role("link", name="Edit").click()
    return page.locator("#text")


def test_a_paragraph_is_written_saved_by_itself_and_settled_in_another_language(reader):
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.open(WRITE)
    assert (violations(page), sticking_out(page)) == ([], 0)
    text = open_paragraph(page, FIRST)
    assert (violations(page), sticking_out(page)) == ([], 0)
    text.press("End")
    text.press("Control+End")
    text.type(" It thanked its hosts.")
    expect(page.locator("[data-write-status]")).to_contain_text("Saved at")
    words = "The Steering Committee met once, in Geneva on 17 January 2008. It thanked its hosts."
    assert [each.content["text"] for each in TextRevision.objects.all()] == [words]
    page.get_by_role("link", name="Close").click()
    expect(page.locator(".writing-text")).to_contain_text(words)
    page.get_by_role("link", name="Français").last.click()
    expect(page.locator(".flag")).to_have_text("Original has changed")
    page.locator(".writing-paragraph", has=page.locator(".flag")).get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Mark as up to date").click()
    expect(page.locator(".flag")).to_have_count(0)
