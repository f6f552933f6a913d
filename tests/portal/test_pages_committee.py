"""The Committee's pages: who sits on it, what its meetings did, who leads and supports what, where plans meet."""

from datetime import date

import pytest

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.governance.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    FollowUp,
    Initiative,
    MeetingPaper,
    Membership,
    Partner,
)
from palermo.governance.states.bodies import Seat
from tests.factories.accounts import make_organisation, make_place, make_user
from tests.factories.activities import make_event
from tests.factories.common import number, text
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_ended_mandate,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

HELD, AHEAD = date(2008, 1, 17), date(2008, 5, 5)
BOARD = "/en/committee/board/"
# What heads the part of the board that is the Committee's own.
OWN = ["Awaiting authority from Member States", "Overlapping activities"]


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


def signed_in(client, role):
    client.force_login(make_user(role))
    return client


@pytest.fixture
def member(client):
    return signed_in(client, Role.COMMITTEE_MEMBER)


@pytest.fixture
def delegate(client):
    return signed_in(client, Role.DELEGATE)


@pytest.fixture
def body():
    body = make_body("Committee", kind="committee")
    Initiative.objects.create(slug="initiative", name=text("Initiative"), steering_committee=body)
    return body


def sits(body, name, **fields):
    return Membership.objects.create(body=body, organisation=make_organisation(name), **fields)


def side(page):
    """The margin, heading by heading."""
    return {
        heading.get_text(): [" ".join(item.get_text(" ").split()) for item in heading.find_next("ul").find_all("li")]
        for heading in page.soup.select("aside h2:has(+ ul)")
    }


# The Committee


def test_the_members_by_seat_with_their_time_and_those_who_left(delegate, body):
    sits(body, "Lead agency", seat=Seat.CHAIR, since_on=date(2007, 5, 23))
    sits(body, "Second agency", capacity=text("for the Crown Prince"), until_on=date(2008, 6, 1))
    sits(body, "Watching", seat=Seat.OBSERVER)
    sits(body, "Gone", until_on=date(2007, 12, 1))
    assert side(Page(delegate.get("/en/committee/"))) == {
        "Chair": ["Lead agency [en] since 23 May 2007"],
        "Members": ["Second agency [en] for the Crown Prince [en] until 1 June 2008"],
        "Observers": ["Watching [en]"],
        "Former members": ["Gone [en] until 1 December 2007"],
    }


def test_what_is_scheduled_stands_ahead_and_what_was_called_off_does_not(delegate, body):
    make_meeting(kind="committee", body=body, on=AHEAD, title=text("Scheduled"))
    make_meeting(kind="committee", body=body, on=AHEAD, title=text("Called off"), cancelled_on=date(2008, 1, 5))
    make_meeting(kind="committee", body=body, on=HELD, title=text("Held"))
    make_meeting(kind="committee", on=AHEAD, title=text("undisclosed"), audience=Audience.STEERING_COMMITTEE)
    page = Page(delegate.get("/en/committee/"))
    assert page.all(".papers h3") == ["Scheduled [en]"]
    assert "undisclosed" not in page.text


# A meeting


def paper_of(meeting, title, **fields):
    released_on = fields.pop("released_on", None)
    is_report = fields.pop("is_report", True)
    document = make_document(title, **{"audience": Audience.STEERING_COMMITTEE, "issued_on": HELD, **fields})
    return MeetingPaper.objects.create(meeting=meeting, document=document, is_report=is_report, released_on=released_on)


def with_everything(body):
    """A meeting that was held, whose own record Member States may see; its papers they may not."""
    meeting = make_meeting(kind="committee", body=body, on=HELD)
    entry = FollowUp.objects.create(
        slug=f"entry-{number()}",
        origin="action_point",
        responsible_organisation=make_organisation("Owner"),
        taken_over_on=HELD,
        due_on=date(2008, 2, 8),
    )
    ActionPoint.objects.create(meeting=meeting, number=1, text=text("Circulate the list"), follow_up=entry)
    ActionPoint.objects.create(meeting=meeting, number=2, text=text("Name somebody"))
    make_decision("Decided", adopted_at=meeting, body=body)
    item = AgendaItem.objects.create(meeting=meeting, number="1", title=text("First item"))
    item.documents.add(make_document("undisclosed paper of the item", audience=Audience.STEERING_COMMITTEE))
    paper_of(meeting, "undisclosed paper", is_report=False)
    paper_of(meeting, "undisclosed report")
    return meeting


def test_a_meeting_that_was_held_begins_with_what_came_of_it(member, body):
    meeting = with_everything(body)
    page = Page(member.get(f"/en/committee/{meeting.slug}/"))
    assert page.all("main h2") == ["Report of the meeting", "Decisions", "Action points", "Agenda", "Documents"]
    assert page.all(".numbered .reading") == ["Circulate the list [en]", "Name somebody [en]"]
    assert page.all(".numbered .meta") == [
        "Owner [en] · Open · 8 February 2008 in 8 days · In the follow-up register",
        "Not in the follow-up register.",
        "undisclosed paper of the item [en]",
    ]


def test_a_meeting_ahead_begins_with_its_agenda_and_papers(member, body):
    meeting = make_meeting(kind="committee", body=body, on=AHEAD)
    paper_of(meeting, "Paper", is_report=False)
    page = Page(member.get(f"/en/committee/{meeting.slug}/"))
    assert (page.all("main h2"), page.all(".papers h3")) == (["Agenda", "Documents"], ["Paper [en]"])


def test_a_delegate_reads_no_paper_of_the_committee(delegate, body):
    meeting = with_everything(body)
    assert "undisclosed" not in str(Page(delegate.get(f"/en/committee/{meeting.slug}/")).soup)
    assert "undisclosed" not in str(Page(delegate.get("/en/committee/")).soup)
    assert "undisclosed" not in str(Page(delegate.get("/en/consultations/")).soup)


def test_who_was_there_who_was_not_and_who_had_the_chair(delegate, body):
    there, absent = sits(body, "There", seat=Seat.CHAIR, since_on=date(2007, 5, 23)), sits(body, "Elsewhere")
    sits(body, "Watching", seat=Seat.OBSERVER)
    sits(body, "Left before", until_on=date(2007, 12, 1))
    meeting = make_meeting(kind="committee", body=body, on=HELD)
    page = Page(delegate.get(f"/en/committee/{meeting.slug}/"))
    assert "Attendance not recorded." in page.text
    Attendance.objects.create(meeting=meeting, organisation=there.organisation)
    page = Page(delegate.get(f"/en/committee/{meeting.slug}/"))
    shown = side(page)
    assert (shown["Present"], shown["Members not recorded as present"]) == (["There [en]"], ["Elsewhere [en]"])
    assert page.all(".facts dd") == ["Committee [en]", "There [en]"]
    assert absent.organisation.attendance.count() == 0


def test_a_released_report_is_where_member_states_look(delegate, body):
    meeting = make_meeting(kind="committee", on=HELD, audience=Audience.STEERING_COMMITTEE)
    long_ago = {"dated_on": date(2007, 2, 1), "issued_on": date(2007, 2, 1)}
    paper_of(*(meeting, "Released report"), audience=Audience.MEMBER_STATES, released_on=date(2008, 1, 30), **long_ago)
    for address in ("/en/committee/", "/en/consultations/", "/en/documents/", "/en/desk/"):
        assert "Released report [en]" in Page(delegate.get(address)).text, address
    # On the desk it is new from the day of its release, not of its issue.
    assert "30 January 2008" in Page(delegate.get("/en/desk/")).text
    assert delegate.get(f"/en/committee/{meeting.slug}/").status_code == 404


# The board


def row_of(page, title):
    """The cells of an activity's row."""
    for row in page.soup.select("table tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        if cells[0].startswith(title):
            return cells
    return None


def test_who_leads_and_who_supports_when_where_and_under_which_mandate(delegate):
    event = make_event(
        *("Workshop",),
        place=make_place("Bangkok"),
        lead=make_organisation("IOM"),
        mandate=make_mandate("Asked"),
        audience=Audience.PUBLIC,
    )
    for name, role in (("ILO", "support"), ("OSCE", "support"), ("Ministry", "host")):
        Partner.objects.create(activity=event.activity, organisation=make_organisation(name), role=role)
    assert row_of(Page(delegate.get(BOARD)), "Workshop") == [
        "Workshop [en] Event · Scheduled",
        "2–4 October 2007",
        "Bangkok [en]",
        "IOM [en]",
        "ILO [en] OSCE [en]",
        "Asked [en]",
    ]


def test_a_mandate_that_is_not_the_readers_is_not_named(delegate):
    make_activity("Workshop", mandate=make_mandate("undisclosed", audience=Audience.STEERING_COMMITTEE))
    page = Page(delegate.get(BOARD))
    assert row_of(page, "Workshop")[-1] == "The mandate is not available to you."
    assert "undisclosed" not in str(page.soup)


def test_what_waits_stands_under_what_is_missing_and_how_to_seek_it(member):
    make_activity("Without", audience=Audience.STEERING_COMMITTEE, starts_on=AHEAD)
    make_activity("Without too", audience=Audience.STEERING_COMMITTEE)
    ended = make_ended_mandate("Ended", on=date(2007, 12, 1))
    make_activity("Ended", state="proposed", mandate=ended)
    make_activity("Covered", state="proposed", mandate=make_mandate())
    page = Page(member.get(BOARD))
    assert page.all("main h2") == [*OWN, "Activities"]
    gaps = [" ".join(gap.get_text(" ").split()) for gap in page.soup.select("p.gap")]
    assert [gap[:44] for gap in gaps] == [
        "A mandate in force covers these. The secreta",
        "Awaiting authority. The secretariat submits ",
        "The mandate “Ended [en]” ended on 1 December",
    ]
    lists = [[h.get_text(" ").strip() for h in p.find_next("ul").select("h3")] for p in page.soup.select("p.gap")]
    assert lists == [["Covered [en]"], ["Without [en]", "Without too [en]"], ["Ended [en]"]]


def test_of_many_proposals_the_first_are_shown_and_the_rest_is_a_link_away(member):
    for at in range(12):
        make_activity(f"Proposal {at}", audience=Audience.STEERING_COMMITTEE, starts_on=date(2008, 5, at + 1))
    page = Page(member.get(BOARD))
    assert page.all(".papers h3") == [f"Proposal {at} [en]" for at in range(10)]
    assert 'href="?state=proposed"' in str(page.soup)
    every = Page(member.get(f"{BOARD}?state=proposed"))
    assert (len(every.soup.select("tbody tr")), every.all("main h2")) == (12, ["Activities"])


def meet(**fields):
    """Two agencies plan the same, a week apart."""
    place = make_place("Bangkok")
    for title, agency, day in (("One", "IOM", 5), ("Two", "UNICEF", 12)):
        starts = date(2008, 5, day)
        given = {"state": "authorised", "audience": Audience.PUBLIC, **fields}
        make_event(title, place=place, lead=make_organisation(agency), starts_on=starts, ends_on=starts, **given)


def test_where_plans_meet_is_a_sentence_with_links_to_both(member):
    meet()
    page = Page(member.get(BOARD))
    assert page.one(".overlaps li").replace(" )", ")") == (
        "Bangkok [en]: One [en] (IOM [en], 5 May 2008) and Two [en] (UNICEF [en], 12 May 2008)."
    )
    links = [link["href"] for link in page.soup.select(".overlaps a")]
    assert [address.split("/")[2] for address in links] == ["events", "events"]
    assert [member.get(address).status_code for address in links] == [200, 200]


@pytest.mark.parametrize("role", [Role.DELEGATE])
def test_a_delegate_sees_neither_proposals_nor_where_plans_meet(client, role):
    reader = signed_in(client, role)
    meet()
    make_activity("undisclosed proposal", audience=Audience.MEMBER_STATES)
    make_activity("undisclosed, given up", audience=Audience.PUBLIC, state="given_up")
    make_activity("undisclosed activity", audience=Audience.STEERING_COMMITTEE, mandate=make_mandate())
    for query in ("", "?state=proposed", "?state=given_up", "?page=2", "?agency=nobody"):
        page = Page(reader.get(f"{BOARD}{query}"))
        assert "undisclosed" not in str(page.soup)
        unknown = ["There is a problem"] if query.startswith(("?state", "?agency")) else []
        assert page.all("main h2") == [*unknown, "Activities"]
        assert page.soup.select(".overlaps, .gap") == []
    assert {"Proposed", "Abandoned proposal"} & set(page.all(".choose a")) == set()


@pytest.mark.parametrize(("role", "status"), [(None, 302), (Role.FOCAL_POINT, 403)])
def test_the_board_is_for_member_states(client, role, status):
    if role:
        signed_in(client, role)
    assert client.get(BOARD).status_code == status


def test_by_state_and_by_agency_that_leads_or_supports(member, body):
    one = sits(body, "One").organisation
    make_organisation("Of no committee")
    mandate = make_mandate()
    make_activity("Led", lead=one, mandate=mandate)
    supported = make_activity("Supported", mandate=mandate, state="completed")
    Partner.objects.create(activity=supported, organisation=one, role="support")
    hosted = make_activity("Hosted", mandate=mandate)
    Partner.objects.create(activity=hosted, organisation=one, role="host")

    def found(query):
        return sorted(cell.split(" [en]")[0] for cell in Page(member.get(BOARD + query)).all("tbody th"))

    assert found("") == ["Hosted", "Led", "Supported"]
    assert found(f"?agency={one.slug}") == ["Led", "Supported"]
    assert found(f"?agency={one.slug}&state=completed") == ["Supported"]
    assert found("?agency=no-such-agency&state=nonsense") == ["Hosted", "Led", "Supported"]
    page = Page(member.get(BOARD))
    assert page.all(".choose")[1] == "Agency all One [en]"


def test_the_latest_begin_first_and_what_has_no_date_stands_last(member):
    mandate = make_mandate()
    for at in range(30):
        make_activity(f"Number {at}", mandate=mandate, starts_on=date(2007, 5, at + 1) if at else None)
    first, second = (Page(member.get(f"{BOARD}?page={at}")).all("tbody th a") for at in (1, 2))
    assert first == [f"Number {at} [en]" for at in range(29, 4, -1)]
    assert second == [f"Number {at} [en]" for at in (4, 3, 2, 1, 0)]
