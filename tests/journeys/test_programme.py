"""The Forum's programme: made by an officer by forms, moved by keys and by mouse, released, and read by a visitor."""

import re
from datetime import time

import pytest

from palermo.programme.models import ProgrammeItem
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = "programmes/vienna-forum/"
SAVED = re.compile(r"Issues: \d+\.$")


def add(officer, act: str, **fields) -> None:
    """Fill in the form of an act on the programme and send it."""
    page = officer.open(f"acts/{act}/vienna-forum/")
    for name, value in fields.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)
    page.get_by_role("main").locator("button:not([type='button'], [name])").click()
    page.wait_for_url(f"**/{EDITOR}**")


def with_two_panels(officer) -> None:
    for name in ("Hall A", "Hall B"):
        add(officer, "add-room", name_en=name)
    hours = {"day": "13 February 2008", "kind": "Panel"}
    add(officer, "add-programme-item", title_en="First", starts_at="10:00", ends_at="11:00", room="Hall A", **hours)
    add(officer, "add-programme-item", title_en="Second", starts_at="11:00", ends_at="12:00", room="Hall A", **hours)


def on_board(officer, title: str):
    return officer.page.locator(".board-item", has_text=title)


def stands(slug: str) -> tuple[time, time, str]:
    item = ProgrammeItem.objects.select_related("room").get(slug=slug)
    return item.starts_at, item.ends_at, item.room.slug


def test_an_officer_makes_moves_and_releases_a_programme_and_a_visitor_reads_it(reader):
    officer, visitor = reader(), reader()
    officer.sign_in("secretariat")
    with_two_panels(officer)
    page = officer.open(EDITOR)
    assert violations(page) == []
    shown = page.locator("#board-status")
    # By keys: five minutes later, then five minutes longer: it reaches into the next item, and says so at once.
    on_board(officer, "First").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    shown.filter(has_text=SAVED).wait_for()
    assert stands("first") == (time(10, 5), time(11, 10), "hall-a")
    assert "is double-booked" in page.locator("#item-second .conflicts").inner_text()
    assert shown.inner_text().startswith("First")
    # To the room beside it: nothing clashes any more.
    page.keyboard.press("ArrowRight")
    page.locator("#item-second .conflicts li").wait_for(state="detached")
    assert stands("first") == (time(10, 5), time(11, 10), "hall-b")
    # By mouse: an hour down; how tall a minute is, the board says.
    pixels = float(page.locator(".board").get_attribute("data-pixels"))
    on_board(officer, "Second").scroll_into_view_if_needed()
    box = on_board(officer, "Second").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20 + 60 * pixels, steps=5)
    page.mouse.up()
    shown.filter(has_text="Second").wait_for()
    assert stands("second") == (time(12), time(13), "hall-a")
    # Undone by a button and done again by keys; what comes after a move takes what was undone away.
    page.get_by_role("main").get_by_role("button", name="Undo").click()
    shown.filter(has_text="11:00").wait_for()
    assert stands("second") == (time(11), time(12), "hall-a")
    page.keyboard.press("Control+y")
    shown.filter(has_text="12:00 to 13:00").wait_for()
    assert stands("second") == (time(12), time(13), "hall-a")
    page.keyboard.press("Control+z")
    shown.filter(has_text="11:00").wait_for()
    page.keyboard.press("Control+z")
    shown.filter(has_text="First").wait_for()
    assert stands("first") == (time(10, 5), time(11, 10), "hall-a")
    page.keyboard.press("Control+y")
    shown.filter(has_text=re.compile("Hall B")).wait_for()
    page.keyboard.press("Control+Shift+z")
    shown.filter(has_text="12:00 to 13:00").wait_for()
    assert page.get_by_role("button", name="Redo").is_disabled()
    officer.open("acts/release-programme/vienna-forum/").locator("[name=audience]").select_option(label="Public")
    page.get_by_role("main").locator("button:not([type='button'], [name])").click()
    page.wait_for_url("**/events/vienna-forum/programme/**")
    visitor.open("events/vienna-forum/")
    visitor.follow("Programme")
    assert visitor.page.locator(".programme > li h4").all_inner_texts() == [
        "First",
        "Second",
    ]
    visitor.follow("by room")
    assert violations(visitor.page) == []
    assert visitor.page.locator("thead th").all_inner_texts() == ["Time", "Hall A", "Hall B"]
    assert visitor.take("PDF").startswith(b"%PDF-")


def test_without_script_the_tables_and_forms_do_the_same(reader):
    officer = reader(java_script_enabled=False)
    officer.sign_in("secretariat")
    with_two_panels(officer)
    page = officer.open(EDITOR)
    assert page.locator(".programme-grid td a").all_inner_texts() == ["First", "Second"]
    page.locator("#item-first summary").click()
    page.locator("#item-first").get_by_role("link", name="Set time and room").click()
    page.locator("[name=ends_at]").fill("11:30")
    page.get_by_role("main").locator("button:not([type='button'], [name])").click()
    page.wait_for_url(f"**/{EDITOR}**")
    assert stands("first") == (time(10), time(11, 30), "hall-a")
    assert "is double-booked" in page.locator("#item-first .conflicts").inner_text()
