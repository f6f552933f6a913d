"""A ministry records a national plan with its first progress round; others read what is published of it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = """key,section,text_en,responsible_en,due,budget,currency
,Prevention,Train the border police in each province,Ministry of the Interior,2008-12,12000,USD
,Protection of victims,Open a shelter in each province,Ministry of Social Development,2009,50000,USD
"""
SECRET = "A measure that is still being discussed"
PLAN = "action-plans/national-plan/"


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_ministry_records_a_plan_and_its_first_progress_round_and_a_delegate_reads_what_is_published(
    reader, has_scripts
):
    ministry = reader(java_script_enabled=has_scripts, viewport={"width": 390, "height": 844})
    delegate = reader()
    ministry.sign_in("focal-point")
    page = ministry.open("action-plans/")
    ministry.follow("Record an action plan")
    assert sticking_out(page) == 0
    page.locator("[name=title_en]").fill("National plan")
    page.locator("[name=level]").select_option("national")
    page.locator("[name=audience]").select_option("member_states")
    visit(page.get_by_role("button", name="Record an action plan", exact=True))
    expect(page.get_by_role("status")).to_contain_text("Action plan recorded.")
    ministry.follow("Begin an edition")
    visit(page.get_by_role("button", name="Begin an edition", exact=True))
    ministry.open(f"{PLAN}1/")
    ministry.follow("Import measures")
    page.locator("[name=pasted]").fill(TABLE)
    visit(page.get_by_role("button", name="Import measures", exact=True))
    expect(page.locator("main")).to_contain_text("Would be imported: 2 new, 0 changed, 0 unchanged.")
    page.locator("[name=confirmed]").check()
    visit(page.get_by_role("button", name="Import measures", exact=True))
    expect(page.locator("main")).to_contain_text("Open a shelter in each province")
    delegate.sign_in("delegate")
    assert "National plan" in delegate.open("action-plans/").locator("main").inner_text()
    delegate.open(f"{PLAN}1/", status=404)

    adopt = page.get_by_role("link", name="Record adoption")
    if not adopt.is_visible():
        page.get_by_text("More actions").click()
    visit(adopt)
    page.locator("[name=adopted]").fill("15 January 2008")
    visit(page.get_by_role("button", name="Record adoption", exact=True))
    ministry.open(f"{PLAN}1/")
    ministry.follow("Open a progress round")
    page.locator("[name=period_from]").fill("2008-01-15")
    page.locator("[name=period_until]").fill("2008-01-31")
    visit(page.get_by_role("button", name="Open a progress round", exact=True))
    ministry.follow("Report progress")
    if has_scripts:
        assert violations(page) == []
    assert sticking_out(page) == 0
    line = page.locator("section", has_text="Train the border police")
    line.locator("[name=status]").select_option("on_track")
    line.locator("[name=spent]").fill("4000")
    line.locator("[name=text]").fill("Two courses were held.")
    visit(line.get_by_role("button", name="Save"))
    expect(page.get_by_role("status")).to_contain_text("Saved: Train the border police in each province")
    delegate.open(f"{PLAN}1/progress/1/", status=404)
    assert "4,000" not in delegate.open(f"{PLAN}1/progress/").locator("main").inner_text()
    ministry.open(f"{PLAN}1/progress/1/")
    close = page.get_by_role("link", name="Close", exact=True)
    if not close.is_visible():
        page.get_by_text("More actions").click()
    visit(close)
    visit(page.get_by_role("button", name="Close", exact=True))
    ministry.follow("Publish")
    page.locator("[name=assessment_en]").fill("A good beginning.")
    visit(page.get_by_role("button", name="Publish", exact=True))

    ministry.open(PLAN)
    begin = page.get_by_role("link", name="Begin an edition")
    if not begin.is_visible():
        page.get_by_text("More actions").click()
    visit(begin)
    visit(page.get_by_role("button", name="Begin an edition", exact=True))
    ministry.open(f"{PLAN}2/")
    visit(page.get_by_role("link", name="Add a measure").first)
    page.locator("[name=text_en]").fill(SECRET)
    visit(page.get_by_role("button", name="Add a measure", exact=True))
    expect(page.locator("main")).to_contain_text(SECRET)

    shown = delegate.open(f"{PLAN}1/progress/1/").locator("main").inner_text()
    assert "A good beginning." in shown
    assert "4,000 US dollars" in shown
    assert SECRET not in delegate.open(PLAN).locator("main").inner_text()
    delegate.open(f"{PLAN}2/", status=404)
    assert SECRET not in delegate.open("action-plan-comparison/?from=national-plan/1&to=national-plan/2").content()
