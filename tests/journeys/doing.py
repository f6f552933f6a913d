"""Forms filled in at a browser: whatever kind a field is, and what leads to the form."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.journeys.browsing import Reader, link_in, visit


def do(reader: Reader, act: str, **fields: str | Path) -> Page:
    """Click what leads to the form of an act, fill it in, send it."""
    visit(link_in(reader.page.get_by_role("main"), act).first)
    return send(reader.page, **fields)


def send(page: Page, **fields: str | Path) -> Page:
    """Fill in the form of the page that is open, send it by its button, and wait for what follows."""
    form = page.locator("form.act")
    form.wait_for()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]").first
        _open_language_of(field)
        kind = field.evaluate("field => field.tagName == 'SELECT' ? 'select' : field.type")
        if kind == "select":
            field.select_option(str(value))
        elif kind == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif kind == "checkbox":
            field.set_checked(bool(value))
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(str(value))
    visit(form.locator("button:not([name])").last)
    return page


def _open_language_of(field: Locator) -> None:
    """Open the language of a text that is written in several, where another is open."""
    row = field.locator("xpath=ancestor::*[contains(@class, 'multilingual-row')]")
    if row.count() and not row.is_visible():
        code = row.get_attribute("data-language")
        field.page.locator(f"form.act .text-languages input[value={code}]").check()


def by_keys(page: Page, *texts: str) -> None:
    """Write into one field after the other with nothing but the keyboard, and send the form from the last."""
    for place, words in enumerate(texts):
        if place:
            page.keyboard.press("Tab")
        page.keyboard.type(words)
    with page.expect_navigation():
        page.keyboard.press("Enter")
