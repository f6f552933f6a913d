"""Readers of the demonstration of 2008 who begin at the home page and only click: what they find, and how soon."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.portal.by_labels import Journey
from tests.portal.clicking import reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration"), pytest.mark.slow]

INVENTED = "[Example invented for the demonstration]"


def test_the_progress_report_is_read_in_arabic():
    way = Journey(reader("")).click("Documents", "Reports", "Global Initiative to Fight Human Trafficking", "العربية")
    assert (way.one("h1"), way.soup.html["lang"]) == ("المبادرة العالمية لمكافحة الاتجار بالبشر", "ar")
    assert way.clicks <= 4


def test_the_next_event_is_subscribed_to():
    way = Journey(reader("")).click("Events", "Calendar", "Subscribe to this calendar (calendar.ics)")
    events = [each for each in Calendar.from_ical(way.content).walk("VEVENT") if each["uid"].startswith("event-")]
    days = [(each.decoded("dtstart"), str(each["summary"])) for each in events]
    assert min(each for each in days if each[0] >= date(2008, 2, 1)) == (date(2008, 2, 13), "Vienna Forum")
    assert way.clicks <= 3


def test_a_delegate_accepts_an_offer_of_assistance():
    way = Journey(reader("delegate@example.org")).click("My desk", "Accept offer").send("Accept offer", {})
    assert way.said() == "Offer accepted."
    assert way.clicks <= 3


def test_a_member_of_the_committee_proposes_an_activity():
    way = Journey(reader("committee@example.org")).click("My desk", "Propose an activity")
    way.send("Propose an activity", {"Kind": "Study", "Title: English": "Study of water"})
    said = "Proposal saved. It can proceed once a mandate authorizes it."
    assert (way.one("h1"), way.said(), way.facts()) == (
        "Study of water",
        said,
        {"Lead": "International Organization for Migration"},
    )
    assert way.clicks <= 3


def test_a_partner_reports_on_a_commitment():
    way = Journey(reader("partner@example.org"))
    way.click("My desk", f"Report progress: {INVENTED} Training of reception staff")
    way.send("Report progress", {"Status": "Done", "Action taken: English": "All are trained."})
    assert (way.one("h1"), way.said()) == ("Commitment 1", "Report submitted to the secretariat.")
    assert way.clicks <= 3


def test_an_officer_records_a_decision():
    way = Journey(reader("secretariat@example.org")).click("My desk", "Record adopted decision")
    way.send(
        "Record adopted decision",
        {
            "Body": "Commission on Crime Prevention and Criminal Justice",
            "Adopted on": "31 January 2008",
            "Title: English": "Water",
            "Text: English": "1. Requests a report;",
        },
    )
    assert (way.one("h1"), way.said()) == (
        "Water",
        "Decision recorded. Next, record a mandate from each paragraph that gives one.",
    )
    assert way.clicks <= 3


def test_an_officer_prepares_a_report():
    way = Journey(reader("secretariat@example.org")).click("Documents", "Reports", "Prepare a report")
    way.send("Prepare a report", {"Document type": "Briefing for a consultation"})
    title = "Briefing for Member States"
    assert (way.one("h1"), way.said()) == (title, "Report prepared. It changes with the record until it is issued.")
    assert way.clicks <= 5
