"""The use of a tool: a focal point reports it, the secretariat confirms it, everybody reads it."""

import pytest

from tests.journeys.browsing import visit
from tests.journeys.looking import sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EVIDENCE = "Taught at the police academy since the autumn term."


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_focal_point_reports_the_use_of_a_tool_and_the_secretariat_confirms_it(reader, has_scripts):
    focal_point = reader(java_script_enabled=has_scripts, viewport={"width": 390, "height": 844})
    officer, visitor = reader(), reader()
    focal_point.sign_in("focal-point")
    page = focal_point.open("tools/training-manual/")
    focal_point.follow("Report use of this tool")
    if has_scripts:
        assert violations(page) == []
    assert sticking_out(page) == 0
    page.locator("[name=kind]").select_option("taught")
    page.locator("[name=since]").fill("2007-10")
    page.locator("[name=evidence_en]").fill(EVIDENCE)
    visit(page.get_by_role("button", name="Report use of this tool"))
    assert "Report sent to the secretariat." in page.get_by_role("status").inner_text()
    assert EVIDENCE not in visitor.open("tools/training-manual/").locator("main").inner_text()
    officer.sign_in("secretariat")
    entry = officer.open("tools/training-manual/").locator("li", has_text=EVIDENCE)
    assert "Awaiting confirmation" in entry.inner_text()
    visit(entry.get_by_role("link", name="Confirm"))
    visit(officer.page.get_by_role("button", name="Confirm"))
    assert EVIDENCE in visitor.open("tools/training-manual/").locator("main").inner_text()
