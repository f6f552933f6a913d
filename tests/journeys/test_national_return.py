"""A State’s return: filled in by focal point and a second ministry, approved, queried, taken up the next year."""

import re

import pytest
from playwright.sync_api import Locator, expect

from palermo.accounts.models import Posting, State
from palermo.returns.models import Return
from tests.factories.returns import make_questionnaire_edition, make_round, make_round_invitation
from tests.journeys.browsing import Reader, visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DETECTED = {
    "total.total": "31",
    "total.adult": "20",
    "total.child": "11",
    "female.total": "18",
    "female.adult": "12",
    "female.child": "6",
    "male.total": "13",
    "male.adult": "8",
    "male.child": "5",
}


@pytest.fixture
def invited(site):
    """Thailand is invited to two rounds; a delegate and a second ministry act for it beside the focal point."""
    thailand = State.objects.get(slug="tha")
    for email, role in (("delegate@example.org", "delegate"), ("partner@example.org", "focal_point")):
        Posting.objects.filter(user__email=email).update(role=role, state=thailand, organisation=None)
    edition = make_questionnaire_edition()
    for year in (2006, 2007):
        make_round_invitation(make_round(slug=f"figures-of-{year}", edition=edition, year=year), thailand)


def fill(reader: Reader, cells: dict[str, str]) -> None:
    """Type figures into their cells."""
    for cell, typed in cells.items():
        reader.page.locator(f"[id='cell-{cell}']").fill(typed)


def link(reader: Reader, words: str) -> Locator:
    """The first link of these words, whatever it says besides to those who hear it; the menu that has it is opened."""
    found = reader.page.locator("main a").filter(has_text=re.compile(f"^\\s*{words}\\s*$")).first
    if not found.is_visible():
        reader.page.locator(".more-actions summary").first.click()
    return found


def act(reader: Reader, name: str, button: str) -> None:
    """Follow the link of an act and press its button."""
    visit(link(reader, name))
    visit(reader.page.get_by_role("button", name=button, exact=True))


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_return_is_filled_in_approved_queried_accepted_and_taken_up_the_next_year(reader, invited, has_scripts):
    focal = reader(java_script_enabled=has_scripts, viewport={"width": 390, "height": 844})
    ministry, delegate, officer = reader(), reader(), reader()
    page = focal.sign_in("focal-point")
    focal.open("data/rounds/figures-of-2006/")
    act(focal, "Begin the return", "Begin the return")
    national_return = Return.objects.get(round__slug="figures-of-2006")
    path = f"data/returns/{national_return.slug}/"

    focal.open(f"{path}tables/detected/")
    assert sticking_out(page) == 0
    if has_scripts:
        assert violations(page) == []
        first = page.locator("[id='cell-female.total']")
        first.press_sequentially("18")
        first.press("ArrowRight")
        expect(page.locator("[id='cell-female.adult']")).to_be_focused()
        page.keyboard.type("twelve apostles")
        page.keyboard.press("Enter")
        expect(page.locator("[id='cell-male.adult']")).to_be_focused()
        page.keyboard.press("ArrowUp")
        page.keyboard.type("?")
        expect(page.locator("[id='cell-female.adult-line']")).to_contain_text("Enter a whole number")
    fill(focal, {**DETECTED, "female.adult": "?"})
    if has_scripts:
        expect(page.locator("[id='cell-total.total-line']")).to_contain_text("Sum of the numbers: 31")
    if not page.locator("[name='source-agency']").is_visible():
        page.get_by_text("Sources of the whole table").click()
    page.locator("[name='source-agency']").fill("Royal Thai Police")
    page.locator("[name='source-article_text']").fill("Anti-Trafficking Act, section 6")
    visit(page.get_by_role("button", name="Save", exact=True))
    expect(page.locator(".errors")).to_contain_text("Female, Adults")
    fill(focal, {"female.adult": "12"})
    visit(page.get_by_role("button", name="Save and open the next table"))
    page.locator("#add-row").fill("United States of America")
    if not page.locator("#codes option[value='United States of America']").count():
        page.locator("#add-row").fill(page.locator("#codes option").first.get_attribute("value") or "")
    visit(page.get_by_role("button", name="Save and add the row"))
    page.locator(".figures input").first.fill("n")
    visit(page.get_by_role("button", name="Save", exact=True))

    focal.open(path)
    visit(link(focal, "Assign tables"))
    page.locator("[name=person]").select_option(index=1)
    page.get_by_label("Persons convicted").check()
    visit(page.get_by_role("button", name="Assign tables", exact=True))
    ministry.sign_in("partner")
    ministry.open(f"{path}tables/detected/", status=404)
    assert "Detected victims" not in ministry.open(path).locator("main").inner_text()
    ministry.open(f"{path}tables/convicted/")
    fill(ministry, {"total.figure": "3", "female.figure": "n", "male.figure": "<3"})
    if not ministry.page.locator("[name='source-agency']").is_visible():
        ministry.page.get_by_text("Sources of the whole table").click()
    ministry.page.locator("[name='source-agency']").fill("Courts")
    ministry.page.locator("[name='source-article_text']").fill("Section 6")
    visit(ministry.page.get_by_role("button", name="Save", exact=True))

    officer.sign_in("secretariat")
    officer.open(path, status=404)
    focal.open(path)
    act(focal, "Complete", "Complete")
    delegate.sign_in("delegate")
    expect(delegate.page.locator("main")).to_contain_text("Awaiting the approval of your delegation")
    delegate.open(path)
    act(delegate, "Approve", "Approve")

    officer.open(path)
    act(officer, "Record receipt", "Record receipt")
    officer.open(f"{path}tables/detected/")
    visit(officer.page.locator("[id='cell-female.adult']").locator("a.ask"))
    officer.page.locator("[name=text]").fill("Is this more than in 2005?")
    visit(officer.page.get_by_role("button", name="Ask about the table"))
    assert "Is this more than in 2005?" not in ministry.open(path).locator("main").inner_text()
    focal.open("desk/")
    visit(link(focal, "Answer"))
    page.locator("[name=answer]").fill("Yes, a large case in May.")
    visit(page.get_by_role("button", name="Answer", exact=True))
    officer.open(path)
    expect(officer.page.locator("main")).to_contain_text("Yes, a large case in May.")
    act(officer, "Accept", "Accept")
    focal.open(path)
    visit(page.get_by_role("link", name="Receipt 2"))
    expect(page.locator("main")).to_contain_text("The figures on record are those of this receipt.")

    focal.open("data/rounds/figures-of-2007/")
    act(focal, "Begin the return", "Begin the return")
    following = Return.objects.get(round__slug="figures-of-2007")
    focal.open(f"data/returns/{following.slug}/tables/detected/")
    expect(page.locator("td", has=page.locator("[id='cell-female.adult']"))).to_contain_text("2006: 12")
    assert page.locator("[name='source-agency']").input_value() == "Royal Thai Police"
