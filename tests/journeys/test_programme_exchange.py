"""The programme of another system: brought in by an officer, released, taken away by a visitor for another program."""

import json
from pathlib import Path

import pytest

from palermo.programme.models import ProgrammeItem
from tests.journeys.browsing import visit
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FILE = Path(__file__).parent.parent / "record" / "schedules" / "pretalx-1.0.json"


def test_an_officer_brings_a_programme_in_and_a_visitor_takes_it_away(reader):
    officer, visitor = reader(), reader()
    officer.sign_in("secretariat")
    officer.open("programmes/vienna-forum/")
    page = officer.follow("Import a programme from another system", within="aside, main")
    assert violations(page) == []
    page.locator("[name=file]").set_input_files(FILE)
    page.get_by_role("button", name="Review").click()
    page.get_by_role("heading", name="Review changes").wait_for()
    assert violations(page) == []
    assert "person.biography" in officer.text()
    page.get_by_role("main").get_by_role("button", name="Import").click()
    page.wait_for_url("**/programmes/vienna-forum/")
    assert ProgrammeItem.objects.filter(programme__slug="vienna-forum").count() >= 80
    officer.open("acts/release-programme/vienna-forum/")
    page.locator("[name=audience]").select_option("public")
    visit(page.get_by_role("main").locator("button:not([type='button'], [name])"))
    visitor.open("events/vienna-forum/programme/")
    page = visitor.follow("Other formats", within="body")
    assert violations(page) == []
    schedule = json.loads(visitor.take("Schedule JSON (frab, pretalx)"))
    days = schedule["schedule"]["conference"]["days"]
    assert sum(len(room) for day in days for room in day["rooms"].values()) == 80
    # Nobody has confirmed anything yet, so nobody is named.
    assert "Raymond Perez" not in json.dumps(schedule)
