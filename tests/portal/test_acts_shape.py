"""The shape that the pages of all acts share: heading, trail, menu, marks of optional fields, the button."""

from datetime import date

import pytest
from django.test import Client, override_settings

from palermo.accounts.states import Role
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    client = Client()
    client.force_login(make_user(Role.SECRETARIAT))
    with override_settings(PALERMO_TODAY=date(2008, 1, 31)):
        yield client


@pytest.fixture
def move_event(office) -> Page:
    make_event(slug="forum")
    return Page(office.get("/en/acts/move-event/forum/"))


def test_the_heading_is_the_act_and_the_record_stands_beneath(move_event):
    assert move_event.one("h1") == "Move or rename event"
    record = move_event.soup.select_one(".page-head .meta a")
    assert record["href"] == "/en/events/forum/"


def test_the_trail_leads_from_the_section_over_the_record_to_the_act(move_event):
    assert [link["href"] for link in move_event.soup.select(".trail a")] == ["/en/", "/en/events/", "/en/events/forum/"]
    assert move_event.one(".trail [aria-current=page]") == "Move or rename event"


def test_the_menu_marks_the_section_of_the_record(move_event):
    assert move_event.all(".ways [aria-current]") == ["Events"]


def test_what_makes_something_new_belongs_to_the_page_that_will_list_it(office):
    page = Page(office.get("/en/acts/record-decision/"))
    assert page.all(".ways [aria-current]") == ["Decisions & mandates"]
    assert page.all(".trail li") == ["Home", "Decisions", "Record adopted decision"]


def test_only_fields_that_may_be_left_empty_are_marked(office):
    page = Page(office.get("/en/acts/propose-activity/"))
    marked = [field.find_parent(["label", "legend"]).contents[0].strip() for field in page.soup.select(".optional")]
    assert marked == ["Summary", "Lead", "Begins", "Ends", "Place"]


def test_fields_of_which_one_is_needed_are_not_marked(office):
    make_event(slug="forum")
    page = Page(office.get("/en/acts/add-task/forum/"))
    assert page.all("label[for=id_days_before], label[for=id_due_on]") == ["Days before the opening", "Or fixed date"]


def test_a_document_is_typed_or_chosen_by_its_title(office):
    make_document("Concept paper", symbol="E/CN.15/2008/CRP.1")
    page = Page(office.get("/en/acts/put-text-to-member-states/"))
    listed = page.soup.select_one("[name=document]")["list"]
    options = [(option["value"], option.get_text()) for option in page.soup.select(f"#{listed} option")]
    assert options == [("E/CN.15/2008/CRP.1", "Concept paper [en]")]


def test_an_edit_is_saved_and_any_other_act_is_sent_by_its_own_name(office, move_event):
    assert move_event.one(".act .actions button:first-child") == "Save"
    other = Page(office.get("/en/acts/record-decision/"))
    assert other.one(".act .actions button:first-child") == "Record adopted decision"
