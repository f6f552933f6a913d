"""The secretariat: a report issued for good, and a record changed in the administration, both on the log."""

import pytest

from palermo.audit.chain import find_faults
from tests.journeys.browsing import visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BRIEFING = "reports/briefing-2008-01-31/"


def test_a_briefing_is_issued_and_its_readers_take_it_with_them(reader):
    officer, delegate, visitor = reader(), reader(), reader()
    officer.sign_in("secretariat")
    officer.open("reports/briefing-2008-01-31/")
    visit(officer.page.get_by_role("link", name="Manage this report"))
    visit(officer.page.get_by_role("link", name="Issue report"))
    officer.page.get_by_role("button", name="Issue without clearance").click()
    officer.page.wait_for_url(f"**/en/{BRIEFING}", timeout=60_000)
    shown = "Report issued in all languages and formats."
    assert officer.page.get_by_role("status").inner_text() == shown
    officer.follow("Manage", within=".ways")
    assert officer.page.locator(".margin").get_by_text("Secretariat officer issued a report").is_visible()
    delegate.sign_in("delegate")
    delegate.open(BRIEFING)
    assert "1 February 2008" in delegate.page.locator(".margin .facts").inner_text()
    delegate.page.locator(".margin summary", has_text="All languages and formats").click()
    assert delegate.take("Français, PDF").startswith(b"%PDF-")
    visitor.open(BRIEFING, status=404)


def test_a_tool_is_changed_in_the_administration(reader):
    officer, visitor = reader(in_the_administration=True), reader()
    officer.sign_in("secretariat")
    officer.open_address("/admin/record/tool/")
    visit(officer.page.get_by_role("main").get_by_role("link", name="Advanced training material"))
    officer.page.locator("[name=readers_en]").fill("judges and prosecutors")
    visit(officer.page.get_by_role("button", name="Save", exact=True))
    officer.page.get_by_text("has been saved").wait_for()
    officer.open("secretariat/")
    assert officer.page.locator(".margin").get_by_text("Secretariat officer changed a record").is_visible()
    visitor.open("tools/training-manual/")
    assert "Judges and prosecutors" in visitor.text()
    visitor.follow("中文", within=".switch")
    assert "执法人员、检察官和法官" in visitor.text()
    assert find_faults() == []


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_form_is_put_aside_taken_up_again_and_its_act_undone(reader, has_scripts):
    officer = reader(java_script_enabled=has_scripts)
    officer.sign_in("secretariat")
    page = officer.open("acts/add-programme-item/vienna-forum/")
    page.locator("[name=title_en]").fill("Closing")
    page.locator("[name=starts_at]").fill("9:30")
    visit(page.get_by_role("button", name="Save as draft"))
    assert "Only you can see it." in page.locator(".draft").inner_text()
    officer.open("desk/")
    visit(page.locator("#drafts + ul").get_by_role("link", name="Add item"))
    assert page.locator("[name=starts_at]").input_value() == "9:30"
    page.locator("[name=starts_at]").fill("")
    visit(page.get_by_role("button", name="Add item"))
    status = page.get_by_role("status")
    assert "Undo" in status.inner_text()
    assert status.bounding_box()["y"] >= 0
    visit(status.get_by_role("button", name="Undo"))
    assert status.inner_text() == "Undone: Add item."
    officer.open("desk/")
    assert page.locator("#drafts").count() == 0
    assert find_faults() == []
