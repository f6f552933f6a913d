"""Pictures on the desks: what comes up, the preparation of the next events, activities and mandates by status."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_activity, make_mandate, make_meeting
from tests.factories.screens import make_task
from tests.portal.programme_pages import client_of
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]


def table(client, name: str) -> list[str]:
    response = client.get("/en/desk/", {"chart": name, "as": "csv"})
    is_file = response.headers["Content-Type"].startswith("text/csv")
    return response.content.decode("utf-8-sig").splitlines() if is_file else []


def titles(client) -> list[str]:
    return Page(client.get("/en/desk/")).all("figure.chart figcaption")


@pytest.fixture
def forum():
    days = {"starts_on": date(2008, 2, 13), "ends_on": date(2008, 2, 15)}
    event = make_event("Forum", slug="forum", mandate=make_mandate("Mandate"), **days)
    make_task(event, state="done")
    make_task(event, due_on=date(2008, 2, 10))
    make_task(event, due_on=date(2008, 2, 11))
    make_task(event, due_on=date(2008, 1, 10))
    make_task(event, state="dropped")
    over = make_event("Over", mandate=make_mandate(), state="completed")
    make_task(over, due_on=date(2008, 1, 10))
    make_meeting(on=date(2008, 2, 6), title=text("Consultation"))
    return event


def test_an_officer_sees_how_far_the_next_events_are_and_what_comes_up(forum):
    office = client_of(Role.SECRETARIAT)
    assert titles(office) == [
        *("Meetings, events and deadlines", "Preparation of the next events", "Activities by status"),
        "Mandates by status",
    ]
    assert table(office, "preparation") == ["Event,Done,To be done,Overdue", "Forum [en],1,2,1"]
    assert table(office, "activities") == ["Status,Activities", "Authorized,1", "Completed,1"]
    assert table(office, "timeline") == [
        "Item,Date,Kind",
        "1. Consultation [en],6 February 2008,Meetings",
        "2. Forum [en],13–15 February 2008,Events",
    ]


@pytest.mark.parametrize(
    ("role", "charts"),
    [
        (Role.COMMITTEE_MEMBER, ["Meetings, events and deadlines", "Activities by status", "Mandates by status"]),
        (Role.DELEGATE, ["Meetings, events and deadlines"]),
        (Role.FOCAL_POINT, []),
    ],
)
def test_others_see_what_they_may_know(forum, role, charts):
    make_activity("Proposal", state="proposed", audience="secretariat")
    client = client_of(role)
    assert (titles(client), table(client, "preparation")) == (charts, [])
    if role == Role.COMMITTEE_MEMBER:
        assert table(client, "activities") == ["Status,Activities", "Authorized,1", "Completed,1"]


def test_the_charts_of_a_desk_ask_as_often_for_three_events_as_for_one(forum):
    office = client_of(Role.SECRETARIAT)

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get("/en/desk/", {"chart": "preparation", "as": "csv"})
        return len(asked)

    questions()
    # Each task is an act: what is kept for a day is asked anew.
    make_task(forum)
    one = questions()
    for title in ("Second", "Third"):
        event = make_event(title, mandate=make_mandate(), starts_on=date(2008, 3, 1), ends_on=date(2008, 3, 2))
        make_task(event, due_on=date(2008, 2, 1))
    assert questions() == one


def test_a_lanes_name_stands_beside_the_line_of_today(forum, settings):
    """Where the lanes' names stand above them and today is at the beginning of the line."""
    settings.PALERMO_TODAY = date(2008, 2, 1)
    narrow = Page(client_of(Role.SECRETARIAT).get("/en/desk/")).soup.select_one("#chart-timeline .narrow")
    line = float(narrow.select_one(".today")["x1"])
    assert {float(name["x"]) > line for name in narrow.select("text.halo")} == {True}
