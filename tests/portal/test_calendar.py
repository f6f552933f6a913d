"""The calendar: every kind on its day, for its reader, as a page and as iCal that other programs read."""

import re
from datetime import UTC, date, datetime
from datetime import time as hour
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from palermo.accounts.states import Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.governance.models import SessionPart
from palermo.outreach.models import ContributionTerms
from palermo.portal.calendar.calendar_pages import calendar_of
from palermo.portal.calendar.entries import TWELVE_WEEKS, Kind, Span
from tests.factories import calendar as make
from tests.factories.accounts import make_place, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_body, make_ended_mandate, make_endorsement, make_mandate, make_meeting
from tests.factories.library import make_document
from tests.factories.outreach import make_followed_commitment, make_partner
from tests.factories.register import make_contribution
from tests.outreach.test_commitments import member_of, representative_of
from tests.portal.filling import client_of

pytestmark = pytest.mark.django_db
TODAY = date(2008, 1, 31)
SOON = date(2008, 2, 20)
EVERYONE = {"audience": Audience.PUBLIC}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = TODAY


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def ahead(viewer=VISITOR, kind="", **changed):
    """What the calendar holds for the next twelve weeks, what is late before it."""
    given = {"since": TODAY, "until": TODAY + TWELVE_WEEKS, "today": TODAY, "limit": 100, "late": 25}
    found = calendar_of(viewer, Span(**{**given, **changed}), kind)
    return [*found.late, *found.entries]


def entries_for(viewer=VISITOR, **asked):
    return [(entry.kind.value, entry.words.removesuffix(" [en]"), entry.last) for entry in ahead(viewer, **asked)]


def ics(client, query=""):
    response = client.get(f"/en/calendar.ics{query}")
    assert response.status_code == 200
    return response


def parsed(client, query=""):
    return {
        str(each["SUMMARY"]).replace(" [en]", ""): each
        for each in Calendar.from_ical(ics(client, query).content).events
    }


def test_every_kind_stands_on_its_day():
    make.fill_calendar(SOON)
    words = {kind: name for kind, name, day in entries_for()}
    # What is to be prepared for an event stands in the secretariat's calendar only.
    assert set(words) == set(Kind.values) - {"task"}
    officer = viewer_of(make_user(Role.SECRETARIAT))
    assert ("task", "Preparations", SOON) in entries_for(officer)
    assert {day for kind, name, day in entries_for() if kind != "session"} == {SOON}
    assert words["session"] == "Body [en], Session"
    assert (words["activity"], words["donor"], words["action_point"]) == ("Tool", "Donor report", "Task")
    assert words["commitment"] == "Promise text"


@pytest.mark.parametrize("kind", Kind.values)
def test_a_kind_can_be_asked_for_alone(kind):
    make.fill_calendar(SOON)
    viewer = viewer_of(make_user(Role.SECRETARIAT)) if kind == "task" else VISITOR
    assert {found for found, name, day in entries_for(viewer, kind=kind)} == {kind}


@pytest.mark.parametrize(
    ("before", "expected"), [(70, date(2008, 2, 4)), (None, date(2008, 4, 14)), (0, date(2008, 4, 14))]
)
def test_a_paper_is_due_so_many_days_before_its_session(before, expected):
    session = make.make_session(date(2008, 4, 14))
    make.make_report_due("Paper", session=session, days_before=before)
    assert ("document", "Paper", expected) in entries_for()


def test_a_date_of_its_own_goes_before_the_session_of_a_paper():
    session = make.make_session(date(2008, 4, 14))
    make.make_report_due("Paper", session=session, days_before=70, due_on=date(2008, 3, 1))
    assert entries_for(kind="document") == [("document", "Paper", date(2008, 3, 1))]


def test_a_paper_late_by_its_rule_comes_first_and_one_handed_in_is_not_late():
    session = make.make_session(date(2008, 3, 10))
    make.make_report_due("Late paper", session=session, days_before=70)
    make.make_report_due("Paper handed in", session=session, days_before=70, document=make_document("Paper"))
    assert entries_for(kind="document") == [("document", "Late paper", date(2007, 12, 31))]


def test_a_mandate_due_by_a_session_is_due_when_that_opens():
    make_mandate("By session", due_session=make.make_session(SOON), **EVERYONE)
    make_mandate("Late by session", due_session=make.make_session(date(2007, 4, 23)), **EVERYONE)
    make_ended_mandate("Ended", on=date(2007, 12, 1), due_on=date(2007, 12, 31), **EVERYONE)
    assert entries_for(kind="mandate") == [
        ("mandate", "Late by session", date(2007, 4, 23)),
        ("mandate", "By session", SOON),
    ]


def test_a_later_part_of_a_session_stands_on_days_of_its_own(client):
    session = make.make_session(date(2007, 4, 23), body=make_body("Commission"), name=text("Sixteenth"))
    part = {"session": session, "number": 1, "name": text("Reconvened"), "place": make_place("Vienna")}
    SessionPart.objects.create(**part, starts_on=SOON, ends_on=SOON)
    shown = [(entry.words, entry.first, entry.last, entry.place) for entry in ahead()]
    assert shown == [("Commission [en], Reconvened [en]", SOON, SOON, "Vienna [en]")]
    assert list(parsed(client)) == ["Commission, Reconvened"]


def test_an_endorsement_closes_at_its_deadline_as_last_extended_where_it_is_told():
    make.make_text_put("Put", until=datetime(2008, 2, 10, 17, tzinfo=UTC), **EVERYONE)
    # Half past eleven at night in UTC is the next day in Vienna.
    make.make_text_put(
        "Extended",
        until=datetime(2008, 2, 10, 17, tzinfo=UTC),
        extended=datetime(2008, 2, 12, 23, 30, tzinfo=UTC),
        **EVERYONE,
    )
    make_endorsement("Asked by a day", target_on=date(2008, 2, 15), **EVERYONE)
    assert entries_for(kind="endorsement") == [
        ("endorsement", "Put", date(2008, 2, 10)),
        ("endorsement", "Extended", date(2008, 2, 13)),
        ("endorsement", "Asked by a day", date(2008, 2, 15)),
    ]


def test_what_is_settled_is_not_late():
    make.make_recommendation_due("Done", date(2007, 12, 1), state="done", state_on=date(2007, 11, 1))
    make.make_recommendation_due("Late", date(2007, 12, 2))
    make.make_action_point_due("Late point", date(2007, 12, 3), **EVERYONE)
    assert entries_for() == [
        ("recommendation", "Late", date(2007, 12, 2)),
        ("action_point", "Late point", date(2007, 12, 3)),
    ]


def test_a_cancelled_meeting_stays_and_says_so(client):
    make_meeting(on=SOON, title=text("Off"), cancelled_on=TODAY, **EVERYONE)
    page = client.get("/en/calendar/").content.decode()
    assert "Off [en]" in page
    assert "<strong>cancelled</strong>" in page


# Who reads what

READS = {
    None: {"public"},
    Role.FOCAL_POINT: {"public"},
    Role.DELEGATE: {"public", "member_states"},
    Role.COMMITTEE_MEMBER: {"public", "member_states", "steering_committee"},
    Role.SECRETARIAT: set(Audience.values),
}


def _of_every_tier():
    for audience in Audience.values:
        make_meeting(on=SOON, title=text(f"meeting{audience}"), audience=audience)
        make_event(f"event{audience}", starts_on=SOON, ends_on=SOON, audience=audience)
        make.make_report_due(f"Paper{audience}", due_on=SOON, audience=audience)
        make.make_text_put(f"text{audience}", until=datetime(2008, 2, 20, 17, tzinfo=UTC), audience=audience)
        make_mandate(f"mandate{audience}", due_on=SOON, audience=audience)
        make.make_recommendation_due(f"advice{audience}", SOON, audience=audience)
        make.make_action_point_due(f"task{audience}", SOON, audience=audience)
        make_followed_commitment("Promise", text=text(f"promise{audience}"), due_on=SOON, audience=audience)


@pytest.mark.parametrize("role", READS, ids=lambda role: role or "visitor")
def test_page_and_feed_hold_what_the_reader_may_know(role):
    _of_every_tier()
    client = Client()
    if role:
        client.force_login(make_user(role))
    kinds = ["meeting", "event", "Paper", "text", "mandate", "advice", "task", "promise"]
    expected = {f"{kind}{audience}" for kind in kinds for audience in READS[role]}
    sought = re.compile(rf"\b(?:{'|'.join(kinds)})(?:{'|'.join(Audience.values)})\b")
    assert set(sought.findall(client.get("/en/calendar/").content.decode())) == expected
    # Lines are folded in the middle of words.
    assert set(sought.findall(ics(client).content.decode().replace("\r\n ", ""))) == expected


def _words_on_calendars(*readers, sought):
    """For each reader in turn, whether these words stand on the page and whether their kind is offered there."""
    pages = [client_of(reader).get("/en/calendar/").content.decode() for reader in readers]
    return [(sought in page, len(re.findall(r"kind=[a-z_]+", page)) > 0) for page in pages]


@pytest.mark.parametrize("order", [1, -1])
def test_what_a_partner_promised_stands_on_its_own_calendar_alone_whoever_asks_first(order):
    hidden, other = make_partner("Hidden", is_listed=False), make_partner("Other")
    readers = [representative_of(hidden), representative_of(other)]
    make_followed_commitment("Canarypromise", partnership=hidden, due_on=SOON)
    make_meeting(on=SOON, title=text("Open meeting"), **EVERYONE)
    found = _words_on_calendars(*readers[::order], sought="Canarypromise")
    assert found[::order] == [(True, True), (False, False)]


@pytest.mark.parametrize("order", [1, -1])
def test_a_report_to_a_donor_that_is_not_acknowledged_stands_on_its_own_calendar_alone_whoever_asks_first(order):
    donor, other = make_state("Donorland"), make_state("Otherland")
    readers = [member_of(Role.DELEGATE, state=each) for each in (donor, other)]
    contribution = make_contribution("Gift", state=donor)
    ContributionTerms.objects.create(contribution=contribution, is_acknowledged=False)
    make.make_report_due("Canaryreport", contribution=contribution, due_on=SOON)
    make_meeting(on=SOON, title=text("Open meeting"), **EVERYONE)
    found = _words_on_calendars(*readers[::order], sought="Canaryreport")
    assert found[::order] == [(True, True), (False, False)]


def test_a_visitor_is_given_no_way_into_a_closed_room(client):
    make_meeting(on=SOON, title=text("Open meeting"), **EVERYONE)
    make.make_text_put("Open text", until=datetime(2008, 2, 20, 17, tzinfo=UTC), **EVERYONE)
    assert {entry.address for entry in ahead()} == {""}
    assert {entry.address for entry in ahead(viewer_of(make_user(Role.DELEGATE)))} != {""}


def test_what_a_signed_in_reader_was_given_is_kept_for_nobody_else(client, officer):
    assert ics(client)["Cache-Control"] == "public, max-age=900"
    client.force_login(officer)
    response = ics(client)
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert "Cookie" in response["Vary"]


# The page


def test_the_page_counts_its_questions(client, officer):
    client.force_login(officer)
    make.fill_calendar(SOON)
    make.fill_calendar(date(2007, 12, 1))
    for address in ("/en/calendar/", "/en/calendar/?year=2007", "/en/calendar.ics"):
        client.get(address)
        with CaptureQueriesContext(connection) as few:
            client.get(address)
        make.fill_calendar(SOON)
        with CaptureQueriesContext(connection) as more:
            client.get(address)
        # One a source, two for sessions and their later parts, two for reviews and the names of their States, four for
        # treaties and their status; the secretariat has one of its own: preparations.
        assert (len(more) - len(few), len(more) <= 23) == (0, True), address


def test_what_finds_no_room_is_a_link_away(client, monkeypatch):
    monkeypatch.setattr("palermo.portal.web.views.calendar.SHOWN", 3)
    for day in range(1, 7):
        make_meeting(on=date(2008, 2, day), title=text(f"No{day}"), **EVERYONE)
    first = client.get("/en/calendar/").content.decode()
    assert re.findall(r"No\d", first) == ["No1", "No2", "No3"]
    assert "?from=2008-02-04" in first
    assert re.findall(r"No\d", client.get("/en/calendar/?from=2008-02-04").content.decode()) == ["No4", "No5", "No6"]


@pytest.mark.parametrize("query", ["?year=99999", "?year=x", "?from=2008-13-01", "?from=0001-01-01", "?kind=nothing"])
def test_nonsense_in_the_address_shows_what_is_to_come(client, query):
    make_meeting(on=SOON, title=text("Ahead"), **EVERYONE)
    response = client.get(f"/en/calendar/{query}")
    assert (response.status_code, "Ahead [en]" in response.content.decode()) == (200, True)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr"])
def test_the_calendar_is_there_in_each_language(client, language):
    make.fill_calendar(SOON)
    code = language.removesuffix("-hans")
    assert f"Meeting [{code}]" in client.get(f"/{language}/calendar/").content.decode()
    events = Calendar.from_ical(client.get(f"/{language}/calendar.ics").content).events
    assert f"Meeting [{code}]" in {str(each["SUMMARY"]) for each in events}


# iCal


def test_lines_are_folded_by_octets_and_end_as_the_standard_says(client):
    title = text("会议，讨论关于预防人口贩运和保护受害人的建议; with a comma, a semicolon\nand a new line " * 3)
    make_meeting(on=SOON, title=title, **EVERYONE)
    content = ics(client).content
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    # No character is torn: each line is text by itself.
    assert b"".join(line.decode().encode() + b"\r\n" for line in lines[:-1]) == content
    assert list(parsed(client)) == [title["en"].replace(" [en]", "")]


def test_days_end_on_the_day_after(client):
    make_event("Three days", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15), **EVERYONE)
    event = parsed(client)["Three days"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2008, 2, 13), date(2008, 2, 16))
    assert event["DTSTART"].params["VALUE"] == "DATE"


def test_hours_are_told_in_their_time_zone_which_is_described(client):
    zone = "America/New_York"
    hours = {"starts_at": hour(10), "ends_at": hour(13), "time_zone": zone}
    make_meeting(on=date(2008, 3, 10), title=text("With hours"), **hours, **EVERYONE)
    event = parsed(client)["With hours"]
    assert event["DTSTART"].dt == datetime(2008, 3, 10, 10, tzinfo=ZoneInfo(zone))
    assert event["DTEND"].dt == datetime(2008, 3, 10, 13, tzinfo=ZoneInfo(zone))
    described = ics(client).content.decode().partition("BEGIN:VEVENT")[0]
    assert "TZID:America/New_York" in described
    # The clocks went forward at two in the morning of 9 March, as they showed until then.
    daylight = described.partition("BEGIN:DAYLIGHT")[2].partition("END:DAYLIGHT")[0]
    assert "DTSTART:20080309T020000" in daylight
    standard = described.rpartition("BEGIN:STANDARD")[2].partition("END:STANDARD")[0]
    assert "DTSTART:20081102T020000" in standard


def test_a_deadline_is_the_instant_that_it_is(client):
    # In the hour that clocks in Vienna skip, and an hour later.
    make.make_text_put("Before", until=datetime(2008, 3, 30, 0, 59, 59, tzinfo=UTC), **EVERYONE)
    make.make_text_put("After", until=datetime(2008, 3, 30, 1, 0, tzinfo=UTC), **EVERYONE)
    found = {name.partition(": ")[2]: each["DTSTART"].dt for name, each in parsed(client).items()}
    assert found == {
        "Before": datetime(2008, 3, 30, 0, 59, 59, tzinfo=UTC),
        "After": datetime(2008, 3, 30, 1, 0, tzinfo=UTC),
    }


def test_what_changed_has_a_new_sequence_and_the_same_id(client, officer):
    meeting = make_meeting(on=SOON, title=text("Moved"), **EVERYONE)
    before = parsed(client)["Moved"]
    for _ in range(3):
        with transaction.atomic():
            event = record("meeting.moved", meeting, by=officer)
    after = parsed(client)["Moved"]
    assert (before["SEQUENCE"], after["SEQUENCE"], after["UID"]) == (0, 2, before["UID"])
    assert after["LAST-MODIFIED"].dt == event.at.replace(microsecond=0)


def test_what_is_cancelled_says_so_to_the_program(client):
    make_meeting(on=SOON, title=text("Off"), cancelled_on=TODAY, **EVERYONE)
    event = parsed(client)["Cancelled: Off"]
    assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")


def test_nobody_has_the_id_of_another(client, officer):
    client.force_login(officer)
    _of_every_tier()
    make.fill_calendar(SOON)
    events = Calendar.from_ical(ics(client).content).events
    ids = [str(event["UID"]) for event in events]
    assert len(ids) == len(set(ids)) == 50
    assert {"DTSTAMP", "SEQUENCE", "SUMMARY", "DTSTART", "STATUS"} <= set.intersection(*(set(e) for e in events))


def test_a_zone_that_does_not_exist_leaves_the_day(client):
    make_meeting(on=SOON, title=text("Somewhere"), starts_at=hour(10), time_zone="Nowhere/Else", **EVERYONE)
    assert parsed(client)["Somewhere"]["DTSTART"].dt == SOON
    assert client.get("/en/calendar/").status_code == 200
