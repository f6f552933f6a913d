"""What is not on record is not told as a fact, and what is overdue is said on desks alone."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.governance.models import ActionPoint, Initiative
from palermo.portal.editorial import ensure_site
from tests.factories.accounts import make_state, make_user
from tests.factories.activities import make_event
from tests.factories.assistance import make_assistance
from tests.factories.common import text
from tests.factories.governance import make_body, make_ended_mandate, make_mandate, make_meeting
from tests.factories.outreach import make_followed_commitment
from tests.factories.register import make_entry
from tests.portal.filling import client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
DUE = date(2008, 12, 31)


@pytest.fixture(autouse=True)
def _long_after(settings):
    settings.PALERMO_TODAY = date(2026, 12, 2)


def read(path: str) -> Page:
    return Page(Client().get(f"/en/{path}"))


def marks_of(page: Page) -> str:
    """What the page says of statuses and dates; titles and addresses may hold any word."""
    return " ".join(page.all("main .state, main .late, main .due, main .meta, main .side")).casefold()


def test_public_pages_say_of_what_was_due_that_no_result_is_on_record_and_never_that_it_is_overdue():
    state = make_state("Alba", slug="alba")
    entry = make_entry("Prosecute", due_on=DUE, responsible_state=state)
    mandate = make_mandate("Study it", due_on=DUE)
    commitment = make_followed_commitment("Train crews", state=state, due_on=DUE)
    commitment.follow_up.due_on = DUE
    commitment.follow_up.save()
    asked = make_assistance("Training", state=state, due_on=DUE)
    pages = {
        path: read(path)
        for path in (
            "follow-up/",
            f"follow-up/{entry.slug}/",
            "mandates/",
            f"mandates/{mandate.slug}/",
            "commitments/",
            commitment.get_absolute_url().removeprefix("/en/"),
            asked.get_absolute_url().removeprefix("/en/"),
            "states/alba/",
            "calendar/",
        )
    }
    assert {path: "no result on record" in page.text for path, page in pages.items()} == dict.fromkeys(pages, True)
    told = {each for each in ("overdue", "not assigned") for page in pages.values() if each in marks_of(page)}
    assert told == set()


def test_the_desk_of_the_secretariat_says_what_is_overdue():
    make_entry("Prosecute", due_on=DUE)
    desk = Page(client_of(make_user(Role.SECRETARIAT)).get("/en/secretariat/deadlines/"))
    assert desk.all("tbody td[data-label=By]") == ["31 December 2008 215 months overdue"]


def test_a_follow_up_page_does_not_tell_the_public_that_nobody_is_responsible():
    entry = make_entry("Prosecute")
    page = read(f"follow-up/{entry.slug}/")
    assert "Not assigned" not in page.text
    assert page.all("h2:-soup-contains('Next step') + ul li") == [
        "No responsible party on record: the secretariat assigns responsibility."
    ]
    assert read("follow-up/").all("ul.papers .meta") == [
        f"Open · Recommendation {entry.recommendation.number}, Outcome [en]"
    ]


@pytest.mark.parametrize(
    ("states", "number", "label"),
    [
        ([], "0 of 0", "recommendations with follow-up on record"),
        (["open"], "1", "recommendation, no result on record"),
        (["open", "open"], "2", "recommendations, no result on record"),
        (["open", "done"], "1 of 2", "recommendations with follow-up on record"),
    ],
)
def test_the_home_page_counts_no_follow_up_as_none_only_where_some_is_on_record(states, number, label):
    ensure_site()
    for state in states:
        make_entry(state=state)
    figure = read("").soup.select(".figures li")[1]
    assert [" ".join(figure.select_one(each).get_text(" ").split()) for each in ("strong", "span")] == [number, label]


@pytest.mark.parametrize(
    ("mandate", "sentence"),
    [
        (make_mandate, "No activity under this mandate is on record yet."),
        (lambda: make_ended_mandate(on=date(2008, 6, 1)), "No action on record under this mandate."),
        (lambda: make_mandate(ask="refrain"), "This mandate sets a limit; no action is due."),
    ],
)
def test_a_mandate_without_entries_says_what_is_on_record(mandate, sentence):
    assert read(f"mandates/{mandate().slug}/").all("main .nothing")[-1] == sentence


def test_the_calendar_says_of_what_was_not_pursued_that_it_is_closed_not_that_it_is_completed():
    make_entry("Prosecute", due_on=DUE, state="not_pursued")
    page = read("calendar/?year=2008")
    notes = [each for each in page.all("main li") if "Prosecute" in each]
    assert {("closed" in each, "completed" in each) for each in notes} == {(True, False)}


def test_a_meeting_of_the_committee_does_not_promise_its_report():
    viewer = client_of(make_user(Role.COMMITTEE_MEMBER))
    body = make_body("Committee", kind="committee")
    Initiative.objects.create(slug="initiative", name=text("Initiative"), steering_committee=body)
    held = make_meeting(kind="committee", body=body, on=date(2008, 1, 10))
    ahead = make_meeting(kind="committee", body=body, on=date(2027, 1, 10))
    cancelled = make_meeting(kind="committee", body=body, on=date(2008, 1, 11), cancelled_on=date(2008, 1, 2))
    for meeting in (ahead, cancelled):
        ActionPoint.objects.create(meeting=meeting, number=1, text=text("Prepare"))
    pages = [Page(viewer.get(f"/en/committee/{meeting.slug}/")) for meeting in (held, ahead, cancelled)]
    assert [page.all("main h2:-soup-contains('Report of the meeting') ~ .nothing")[0] for page in pages] == [
        "No report of this meeting is available.",
        "This meeting has not been held yet. Its report will appear here.",
        "This meeting was cancelled.",
    ]


def test_an_event_whose_days_have_passed_has_no_outcomes_on_record():
    event = make_event("Seminar", starts_on=date(2007, 10, 2), ends_on=date(2007, 10, 4))
    assert read(f"events/{event.activity.slug}/outcomes/").all("main .nothing") == ["No outcomes on record."]
