"""The desks: action required, updates since the last visit, pending replies."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup, Tag

from palermo.accounts.models import User
from palermo.accounts.states import Role
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.governance.models import MeetingPaper, Partner, ReportDue
from palermo.reporting.models import Report, ReportSection
from tests.factories.accounts import make_invitation, make_organisation, make_person, make_place, make_state, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.calendar import make_session
from tests.factories.common import text
from tests.factories.endorsements import make_put
from tests.factories.governance import (
    make_activity,
    make_body,
    make_decision,
    make_endorsement,
    make_guidance,
    make_mandate,
    make_meeting,
)
from tests.factories.library import make_document
from tests.factories.preparation import make_group
from tests.factories.register import make_contribution, make_entry, make_progress
from tests.factories.registrations import make_registration
from tests.factories.screens import make_task
from tests.factories.speakers import make_published
from tests.portal.reading import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def delegate(client):
    client.force_login(make_user(Role.DELEGATE))
    return client


@pytest.fixture
def secretariat(client):
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def sections(page: Page) -> dict[str, list[str]]:
    """What stands under each heading of a desk."""
    found: dict[str, list[str]] = {}
    for heading in page.soup.select("main h2"):
        after = heading.find_next_sibling()
        found[words(heading)] = [words(h3) for h3 in after.select("h3")]
    return found


def test_a_desk_with_nothing_on_it_says_so_in_each_place(delegate):
    assert Page(delegate.get("/en/desk/")).all("main .nothing") == [
        "No action required.",
        "No upcoming dates.",
        "No updates in recent months.",
    ]


def test_what_is_asked_by_a_date_comes_first(delegate):
    make_endorsement("Some time")
    make_endorsement("Later", target_on=date(2008, 3, 1))
    make_endorsement("Soon", target_on=date(2008, 2, 10))
    make_endorsement("undisclosed", audience=Audience.SECRETARIAT, target_on=date(2008, 2, 1))
    page = Page(delegate.get("/en/desk/"))
    assert sections(page)["Action required"] == ["Soon [en]", "Later [en]", "Some time [en]"]
    assert "undisclosed" not in str(page.soup)


def test_meetings_ahead_bring_their_papers_in_the_readers_language(delegate):
    meeting = make_meeting(on=date(2008, 2, 6))
    shown = make_document("Shown paper", words="Words")
    for paper in (shown, make_document("undisclosed paper", audience=Audience.STEERING_COMMITTEE)):
        MeetingPaper.objects.create(meeting=meeting, document=paper)
    page = Page(delegate.get("/en/desk/"))
    assert page.all("main .papers .languages a") == ["English"]
    assert f"/en/documents/{shown.slug}/?text=en" in str(page.soup)
    assert "undisclosed" not in str(page.soup)


def test_a_second_visit_tells_what_came_since_the_first(delegate, settings):
    make_guidance("old", given_on=date(2008, 1, 10))
    first = Page(delegate.get("/en/desk/"))
    assert sections(first)["Updates"] == ["Old [en]"]
    again = Page(delegate.get("/en/desk/"))
    assert sections(again)["Updates"] == ["Old [en]"]
    user = make_user(Role.DELEGATE)
    user.last_visit_at = "2008-01-20T12:00:00Z"
    user.save()
    delegate.force_login(user)
    make_document("New paper", issued_on=date(2008, 1, 25))
    make_document("undisclosed", issued_on=date(2008, 1, 25), audience=Audience.STEERING_COMMITTEE)
    page = Page(delegate.get("/en/desk/"))
    assert sections(page)["New since your last visit"] == ["New paper [en]"]
    assert page.all("main h3 + .papers h3") == ["Old [en]"]
    assert "undisclosed" not in str(page.soup)
    user.refresh_from_db()
    assert user.last_visit_at.date() == date(2008, 1, 31)


def test_news_are_told_latest_first_whatever_they_are(delegate):
    make_document("Paper", issued_on=date(2008, 1, 5))
    make_decision("Decided", adopted_on=date(2008, 1, 20))
    make_guidance("said", given_on=date(2008, 1, 10))
    assert sections(Page(delegate.get("/en/desk/")))["Updates"] == [
        "Decided [en]",
        "Said [en]",
        "Paper [en]",
    ]


def due_rows(page: Page) -> list[list[str]]:
    """The tables of a page of what is due, row by row."""
    return [[words(cell) for cell in row.select("th, td")] for row in page.soup.select("tbody tr")]


def test_deadlines_and_deliverables_say_what_for_and_by_whom(secretariat):
    agency, body = make_organisation("Agency"), make_body("Commission")
    make_mandate("Late mandate", addressee_organisation=agency, due_on=date(2008, 1, 1))
    make_endorsement("Put to them", body=body, target_on=date(2008, 2, 10))
    ReportDue.objects.create(
        slug="due", subject=text("progress"), body=body, responsible=agency, condition=text("when done")
    )
    page = Page(secretariat.get("/en/secretariat/deadlines/"))
    assert due_rows(page) == [
        ["1 January 2008 30 days overdue", "Late mandate [en] Mandate", "Agency [en]"],
        ["10 February 2008 in 10 days", "Put to them [en] Text for approval", "Commission [en]"],
        ["when done [en]", "Progress [en] Report · Commission [en]", "Agency [en]"],
    ]
    assert [len(table.select("tbody tr")) for table in page.soup.select("table")] == [1, 2]
    assert due_rows(Page(secretariat.get("/en/secretariat/deliverables/"))) == [
        ["when done [en]", "Progress [en] Report · Commission [en]", "Agency [en]"]
    ]


def test_deadlines_have_mandates_due_at_a_session_and_overdue_recommendations_in_one_order(secretariat):
    session = make_session(date(2008, 4, 14), name=text("Seventeenth session"))
    make_mandate("Report", due_session=session, addressee_organisation=make_organisation("Agency"))
    make_mandate("Later mandate", due_on=date(2008, 5, 1), addressee_organisation=make_organisation("Other"))
    outcome = make_outcome(make_event("Regional"), "Declaration", recommendations=1)
    make_entry(named_by=outcome.recommendations.get(), due_on=date(2008, 1, 15))
    make_task(make_event("Forum"), "Book rooms", due_on=date(2008, 1, 20))
    assert [row[:2] for row in due_rows(Page(secretariat.get("/en/secretariat/deadlines/")))] == [
        ["15 January 2008 16 days overdue", "Declaration recommendation 1 [en] Recommendation 1 · Declaration [en]"],
        ["20 January 2008 11 days overdue", "Book rooms [en] Preparation task · Forum [en]"],
        ["14 April 2008 in 2 months Body [en]: Seventeenth session [en]", "Report [en] Mandate"],
        ["1 May 2008 in 3 months", "Later mandate [en] Mandate"],
    ]


def test_a_session_known_by_its_month_is_never_given_a_day(client):
    body = make_body("Conference")
    october = make_session(date(2008, 10, 1), days=31, body=body, name=text("Fourth session"), precision="month")
    ReportDue.objects.create(slug="due", subject=text("progress"), body=body, session=october)
    ReportDue.objects.create(slug="sooner", subject=text("evaluation"), body=body, due_on=date(2008, 5, 1))
    make_mandate("In June", due_on=date(2008, 6, 30), due_precision="late_month")
    make_mandate("In November", due_on=date(2008, 11, 30), due_precision="month")
    client.force_login(make_user(Role.DELEGATE))
    facts = [
        [entry.get_text(" ", strip=True) for entry in row.select("dt, dd")]
        for row in Page(client.get("/en/desk/")).soup.select("aside dl.facts > div")
    ]
    assert [[" ".join(part.split()) for part in row] for row in facts] == [
        ["1 May 2008 in 3 months", "Evaluation [en]"],
        ["late June 2008", "In June [en]"],
        ["October 2008 , Conference [en], Fourth session [en]", "Progress [en]"],
        ["November 2008", "In November [en]"],
    ]
    client.force_login(make_user(Role.SECRETARIAT))
    expected = ["October 2008 Conference [en]: Fourth session [en]", "Progress [en] Report · Conference [en]"]
    for page in ("deadlines", "deliverables"):
        rows = due_rows(Page(client.get(f"/en/secretariat/{page}/")))
        assert [row[:2] for row in rows if row[1].startswith("Progress")] == [expected]


def test_nothing_due_says_so_with_the_next_step(secretariat):
    for page, words_said in (("deadlines", "No upcoming deadlines."), ("deliverables", "No deliverables due.")):
        shown = Page(secretariat.get(f"/en/secretariat/{page}/")).all("main .nothing")
        assert shown == ["Nothing overdue.", f"{words_said} Open the calendar"]


def test_an_officers_desk_has_whatever_waits_for_an_act_with_the_act_beside_it(secretariat):
    event = make_event("Forum", mandate=make_mandate())
    owner = User.objects.get()
    make_task(event, "Rooms booked", owner=owner, due_on=date(2008, 2, 10))
    make_task(event, "Somebody else’s", owner=make_user(Role.SECRETARIAT), due_on=date(2008, 2, 10))
    make_document("Draft paper", state="draft", issued_on=None, words="Words")
    make_document("Issued paper")
    make_activity("Idea", state="proposed", authorised_on=None)
    make_entry(about=None)
    make_entry(responsible_state=make_state("Land"))
    make_entry(is_for_each_state=True)
    make_guidance("regional events")
    make_meeting(on=date(2008, 1, 20), title=text("Consultation"))
    make_meeting(on=date(2007, 6, 18), title=text("Long ago"))
    report = preparing()
    for key, officer in (("introduction", owner), ("forum", None)):
        ReportSection.objects.create(report=report, key=key, position=0, officer=officer)
    page = Page(secretariat.get("/en/desk/"))
    headings = page.soup.select("main h2, main h3:has(+ ul)")
    found = {
        words(heading): [
            (words(row.select_one("h3, h4")), [words(link) for link in row.select("p.meta > a[aria-label]")])
            for row in heading.find_next_sibling().select("li")
        ]
        for heading in headings
        if heading.find_next_sibling().name == "ul"
    }
    del found["Updates"]
    # All on one day, in the order of their ids; each entry of the register made an event of its own.
    found["Past events to confirm"].sort()
    assert found == {
        "Past events to confirm": [
            *[("Event [en]", ["Mark as completed", "Cancel activity"])] * 3,
            ("Forum [en]", ["Mark as completed", "Cancel activity"]),
        ],
        "Past meetings to confirm": [
            ("Open-ended informal intergovernmental consultation, 18 June 2007", ["Confirm that it took place"]),
            ("Open-ended informal intergovernmental consultation, 20 January 2008", ["Confirm that it took place"]),
        ],
        "Your preparation tasks": [("Rooms booked [en]", ["Mark as completed"])],
        "Your sections of reports": [("Progress [en]", [])],
        "Follow-up to be assigned": [("Entry [en]", ["Assign responsibility"])],
        "Guidance awaiting a reply": [("Regional events [en]", ["Reply to guidance", "Record mandate"])],
        "Proposals awaiting authority": [("Idea [en]", ["Authorize", "Abandon proposal"])],
        "Documents to issue": [("Draft paper [en]", ["Issue document"])],
        "Reports in preparation": [("Progress [en]", [])],
        "Recent consultations": [
            (
                "Open-ended informal intergovernmental consultation, 20 January 2008",
                ["Record guidance", "Record point raised", "Write summary"],
            )
        ],
    }


def test_an_officers_desk_with_nothing_on_it_says_so_and_leads_on(secretariat):
    assert Page(secretariat.get("/en/desk/")).all("main .nothing") == [
        "No action required. Show what is coming up.",
        "No upcoming meetings.",
        "No updates in recent months.",
    ]


def test_the_work_area_says_of_each_part_how_it_stands(secretariat):
    make_mandate("Late mandate", due_on=date(2008, 1, 1))
    make_mandate("Due mandate", due_on=date(2008, 3, 1))
    make_entry(due_on=date(2008, 1, 1), responsible_state=make_state("Land"))
    make_invitation("Proposed", state_for=make_state("Other"))
    preparing()
    page = Page(secretariat.get("/en/secretariat/"))
    rows = page.soup.select("main .papers li")
    assert {words(row.h3): words(row.select_one(".side")) for row in rows} == {
        "Deadlines": "Overdue: 2 · Upcoming: 1",
        "Deliverables due": "Nothing due",
        "Follow-up": "Overdue: 1",
        "Reports": "In preparation: 1",
        "People": "Invitations to send: 1",
        "Access log": "Nothing in the past week",
        "Translations": "Complete",
        "Import data": "No imports yet",
        "Preparation templates": "No templates yet",
        "Document types": "Standard types only",
        "Offline packages": "No packages yet",
        "Background tasks": "No failed tasks",
        "Administration": "All changes published",
    }
    late = [words(row.h3) for row in rows if row.select(".side .late")]
    assert late == ["Deadlines", "Follow-up"]


def test_the_desk_and_the_work_area_name_nothing_twice(secretariat):
    make_document("Draft paper", state="draft", issued_on=None)
    make_mandate("Late mandate", due_on=date(2008, 1, 1))
    preparing()
    desk, area = (Page(secretariat.get(f"/en/{page}/")) for page in ("desk", "secretariat"))
    assert set(desk.all("main h2, main h3, main h4")) & set(area.all("main h2, main h3, main h4")) == set()


def test_the_last_acts_of_people_name_their_records_and_a_run_of_them_is_told_once(secretariat):
    officer = make_user(Role.SECRETARIAT, name="Officer")
    for _each in range(3):
        record("mandate.narrowed", make_mandate(), by=officer)
    record("decision.adopted", make_decision(slug="decided", number="16/2"), by=officer)
    record("record.imported", make_decision(), by="palermo record import")
    acts = Page(secretariat.get("/en/secretariat/")).all(".margin ol li")
    assert [act.split(" ·")[0] for act in acts] == [
        "Officer recorded that a decision was adopted Decision 16/2",
        "Officer amended a mandate (3)",
    ]


def preparing(**fields):
    return Report.objects.create(
        slug="progress",
        blueprint="progress",
        title=text("Progress"),
        cutoff_on=date(2008, 1, 31),
        audience=Audience.PUBLIC,
        **fields,
    )


def test_no_other_role_enters_the_secretariats_rooms(delegate):
    preparing()
    for address in ("/en/secretariat/", "/en/secretariat/reports/progress/"):
        assert delegate.get(address).status_code == 403


def test_a_report_in_preparation_is_not_for_the_public(client):
    preparing()
    assert Page(client.get("/en/reports/")).one("main .nothing").startswith("No reports issued yet.")
    assert client.get("/en/reports/progress/").status_code == 404


def test_a_desk_says_how_much_it_does_not_show(secretariat):
    for number in range(6):
        make_activity(f"Proposal {number}", state="proposed", authorised_on=None)
        make_document(f"Draft {number}", state="draft", issued_on=None)
    page = Page(secretariat.get("/en/desk/"))
    left_out = page.soup.select("main p.meta:-soup-contains('not shown here')")
    assert [(words(each), each.a["href"]) for each in left_out] == [
        ("1 more is not shown here. Show all", "/en/committee/board/?state=proposed"),
        ("1 more is not shown here. Show all", "/en/documents/"),
    ]


def test_a_delegates_desk_leads_to_the_meetings_it_does_not_show(delegate):
    for number in range(10):
        make_meeting(on=date(2008, 2, 4 + number))
    page = Page(delegate.get("/en/desk/"))
    left_out = page.soup.select("main p.meta:-soup-contains('not shown here')")
    assert [(words(each), each.a["href"]) for each in left_out] == [
        ("2 more are not shown here. Show all", "/en/calendar/")
    ]


# A national data focal point


@pytest.fixture
def austria():
    return make_state("Austria")


@pytest.fixture
def focal_point(client, austria):
    client.force_login(make_person("Focal point", Role.FOCAL_POINT, state=austria))
    return client


def test_a_focal_points_desk_with_nothing_on_it_says_so_with_the_next_step(focal_point):
    page = Page(focal_point.get("/en/desk/"))
    assert (page.one("h1"), "Austria [en]" in page.all("main a")) == ("My desk", True)
    assert page.all("main .nothing") == [
        "No action required: no open recommendation is addressed to your State. "
        "Show the follow-up of all recommendations.",
        "No updates in recent months.",
    ]


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DELEGATE])
def test_what_is_addressed_to_the_states_is_asked_of_each(client, austria, role):
    client.force_login(make_person("Somebody", role, state=austria))
    outcome = make_outcome(make_event("Forum"), recommendations=1, audience=Audience.PUBLIC)
    make_entry(named_by=outcome.recommendations.get(), is_for_each_state=True)
    desk = Page(client.get("/en/desk/"))
    assert "Outcome recommendation 1 [en]" in desk.text
    assert "No action required" not in desk.text
    assert "Outcome recommendation 1 [en]" in Page(client.get(f"/en/states/{austria.slug}/")).text
    listed = Page(client.get("/en/follow-up/?mine=1"))
    assert listed.all(".papers > li h2") == ["Outcome recommendation 1 [en]"]
    assert "Member States" in listed.one(".papers > li")
    assert Page(client.get("/en/follow-up/?nobody=1")).all(".papers > li h2") == []


def test_who_is_refused_is_told_what_they_can_do(client, focal_point):
    for path in ("people", "endorsements"):
        refused = words(BeautifulSoup(focal_point.get(f"/en/{path}/").content, "lxml"))
        assert (
            "National data focal points read what is public; ask your permanent mission for anything else." in refused
        )
        assert "Ask your mission’s focal point" not in refused


def test_a_focal_points_desk_has_what_concerns_their_state_and_may_be_read(focal_point, austria):
    place, elsewhere = make_place("Vienna", state=austria), make_place("Rome", state=make_state("Italy"))
    event = make_event("Forum", place=place)
    make_event("Abroad", place=elsewhere)
    make_event("Closed", place=place, audience=Audience.MEMBER_STATES)
    outcome = make_outcome(event, recommendations=1, audience=Audience.PUBLIC)
    make_entry(named_by=outcome.recommendations.get(), responsible_state=austria)
    make_published("Speaker", event=event, from_state=austria)
    make_published("Foreigner", event=event, from_state=make_state("Brazil"))
    make_group(event, state=austria, head_count=12)
    make_meeting(on=date(2008, 2, 20), title=text("Open consultation"), audience=Audience.PUBLIC)
    make_meeting(on=date(2008, 2, 21), title=text("Closed consultation"))
    make_document("Paper")
    make_document("Restricted", audience=Audience.MEMBER_STATES)
    page = Page(focal_point.get("/en/desk/"))
    found = page.all("main h3")
    assert found == [
        "Outcome recommendation 1 [en]",
        "Forum [en]",
        "Speaker [en]",
        "Forum [en]",
        "Open consultation [en]",
        "Paper [en]",
        *found[6:],
    ]
    assert not [word for word in ("Abroad", "Closed", "Foreigner", "Restricted") if word in page.text]


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_desk_and_a_way_to_it(client, role):
    client.force_login(make_user(role))
    page = Page(client.get("/en/desk/", follow=True))
    assert page.one("h1") == "My desk"
    assert "/en/desk/" in [link["href"] for link in page.soup.select("nav a")]


# The next actions of each role


def ways(page: Page) -> dict[str, list[str]]:
    """What may be done about each thing on a desk."""
    rows = page.soup.select("main ul.papers > li")
    return {
        words(row.select_one("h3, h4")): [words(link) for link in row.select("p.meta > a[aria-label]")]
        for row in rows
        if row.select("p.meta > a[aria-label]")
    }


def test_an_officers_desk_begins_with_what_they_record(secretariat):
    page = Page(secretariat.get("/en/desk/"))
    acts = page.soup.select_one("main nav.acts")
    assert [words(link) for link in acts.select("a")] == [
        "Record adopted decision",
        "Record draft decision",
        "Schedule meeting",
        "Submit a text to Member States",
        "Propose an activity",
        "Invite a person",
        "Build an offline package",
    ]


def test_a_delegate_replies_to_a_text_from_the_desk(client, austria):
    client.force_login(make_person("Delegate", Role.DELEGATE, state=austria))
    make_put(
        "Programme",
        opens_at=datetime(2008, 1, 20, 8, tzinfo=UTC),
        closes_at=datetime(2008, 2, 10, 18, tzinfo=UTC),
        put_on=date(2008, 1, 20),
    )
    page = Page(client.get("/en/desk/"))
    assert "Approve" in ways(page)["Programme [en]"]


def test_a_focal_point_of_a_mission_is_shown_whom_to_invite(client, austria):
    client.force_login(make_person("Leader", Role.DELEGATE, state=austria, leads=True))
    make_invitation("Colleague", state_for=austria)
    page = Page(client.get("/en/desk/"))
    assert ways(page)["Colleague"] == ["Send invitation", "Withdraw invitation"]
    client.force_login(make_person("Other", Role.DELEGATE, state=austria))
    assert "Colleague" not in Page(client.get("/en/desk/")).text


def test_a_committee_member_is_shown_what_their_organization_leads(client):
    agency = make_organisation("Agency")
    client.force_login(make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency))
    make_activity("Idea", state="proposed", authorised_on=None, lead=agency, audience=Audience.STEERING_COMMITTEE)
    make_activity("Done", state="completed", lead=agency, mandate=make_mandate())
    make_activity("Elsewhere", lead=make_organisation("Other"), mandate=make_mandate())
    page = Page(client.get("/en/desk/"))
    supported = make_activity("Supported", lead=make_organisation("Third"), mandate=make_mandate())
    Partner.objects.create(activity=supported, organisation=agency, role="support")
    page = Page(client.get("/en/desk/"))
    assert page.all("main nav.acts a") == ["Propose an activity"]
    assert ways(page)["Idea [en]"] == ["Edit lead and partners"]
    assert ways(page)["Supported [en]"] == ["Edit your organization’s role"]
    groups = {words(h3): [words(h4) for h4 in h3.find_next_sibling("ul").select("h4")] for h3 in page.soup.select("h3")}
    assert groups == {
        "As lead agency (1)": ["Idea [en]"],
        "As partner (1)": ["Supported [en]"],
        "Completed (1)": ["Done [en]"],
    }


def test_a_committee_member_is_informed_of_what_only_member_states_are_asked(client):
    agency = make_organisation("Agency")
    client.force_login(make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency))
    make_endorsement("Draft outcome", target_on=date(2008, 2, 10))
    registration = make_registration(categories=["delegation"])
    page = Page(client.get("/en/desk/"))
    assert page.all("main h2 + .nothing")[0] == "No action required."
    assert page.all("main h2")[:2] == ["Action required", "For information"]
    assert page.all("main h4") == ["Draft outcome [en]", "Forum [en]"]
    assert page.soup.select("main a[href*=register-participant]") == []
    assert "Open for: Delegation of a Member State" in page.text
    refused = Page(client.get(f"/en/acts/register-participant/{registration.slug}/"))
    assert refused.one("main .nothing") == (
        "Registration is open for: Delegation of a Member State. Contact the secretariat."
    )
    client.force_login(make_person("Delegate", Role.DELEGATE, state=make_state("Austria")))
    page = Page(client.get("/en/desk/"))
    assert [words(each) for each in page.soup.select("main h3")] == [
        *("Draft outcome [en]", "Registration"),
        *("Forum [en]", "Forum [en]"),
    ]
    assert "For information" not in page.all("main h2")


def test_contributions_of_an_agency_are_on_its_desk_and_to_be_listed_alone(client):
    agency = make_organisation("Agency")
    make_contribution("Our training", organisation=agency)
    make_contribution("Their training", organisation=make_organisation("Other"))
    client.force_login(make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency))
    desk = Page(client.get("/en/desk/"))
    heading = next(h2 for h2 in desk.soup.select("main h2") if words(h2) == "Your organization’s contributions")
    assert [words(h3) for h3 in heading.find_next_sibling("ul").select("h3")] == ["Our training [en]"]
    assert sorted(Page(client.get("/en/contributions/")).all("main li h2")) == [
        "Our training [en]",
        "Their training [en]",
    ]
    assert Page(client.get("/en/contributions/?mine=1")).all("main li h2") == ["Our training [en]"]


def test_what_was_reported_awaits_its_review_and_is_asked_again_only_when_queried(client):
    agency = make_organisation("Agency")
    client.force_login(make_person("Member", Role.COMMITTEE_MEMBER, organisation=agency))
    entry = make_entry("Train officers", responsible_organisation=agency)
    asked = {"Train officers [en]": ["Report progress"]}
    assert ways(Page(client.get("/en/desk/"))) == asked
    report = make_progress(entry, organisation=agency)
    page = Page(client.get("/en/desk/"))
    assert ways(page) == {}
    heading = next(h3 for h3 in page.soup.select("main h3") if words(h3) == "Awaiting review by the secretariat")
    assert [words(h4) for h4 in heading.find_next_sibling("ul").select("h4")] == ["Train officers [en]"]
    assert page.one("main h2 + .nothing") == "No action required."
    report.state, report.reviewed_on = "queried", date(2008, 1, 30)
    report.save()
    assert ways(Page(client.get("/en/desk/"))) == asked


def test_a_focal_point_reports_progress_from_the_desk(focal_point, austria):
    outcome = make_outcome(make_event("Forum"), recommendations=1, audience=Audience.PUBLIC)
    make_entry(named_by=outcome.recommendations.get(), responsible_state=austria)
    assert ways(Page(focal_point.get("/en/desk/"))) == {"Outcome recommendation 1 [en]": ["Report progress"]}


# The timeline of a desk


def coming(page: Page) -> list[tuple[str, str]]:
    """The numbered list of a timeline: name and kind."""
    rows = page.soup.select("main ol.papers > li")
    return [(words(row.h3), words(row.select_one(".meta"))) for row in rows]


def bare(found: Tag) -> str:
    """The words of a mark, without the signs that isolate them."""
    return words(found).strip("\u2068\u2069")


def test_a_timeline_has_what_concerns_the_reader_with_the_numbers_of_the_list(client, austria):
    client.force_login(make_person("Delegate", Role.DELEGATE, state=austria))
    make_meeting(on=date(2008, 2, 6), title=text("Consultation"))
    make_event("Forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_mandate("Mandate", due_on=date(2008, 3, 1))
    entries = {"due_on": date(2008, 4, 1)}
    make_entry(responsible_state=austria, **entries)
    make_entry(responsible_state=make_state("Elsewhere"), **entries)
    make_meeting(on=date(2008, 12, 1), title=text("Too far ahead"))
    page = Page(client.get("/en/desk/timeline/"))
    assert coming(page) == [
        ("1 Consultation [en]", "Meeting"),
        ("2 Forum [en]", "Event · Place [en]"),
        ("3 Mandate [en]", "Mandate due"),
        ("4 Entry [en]", "Recommendation due"),
    ]
    marks = page.soup.select_one("#chart-timeline .wide").select("text.on-mark")
    assert [bare(mark) for mark in marks] == ["1", "2", "3", "4"]
    lanes = page.soup.select_one("#chart-timeline .wide").select("text.halo")
    assert [bare(lane) for lane in lanes] == ["Meetings", "Events", "Deadlines"]


def test_an_officer_has_their_own_tasks_on_the_timeline_and_all_follow_up(secretariat):
    event = make_event("Forum", mandate=make_mandate(), starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_task(event, "Own task", owner=User.objects.get(), due_on=date(2008, 2, 10))
    make_task(event, "Late task", owner=User.objects.get(), due_on=date(2008, 1, 10))
    make_task(event, "Somebody else’s", owner=make_user(Role.SECRETARIAT), due_on=date(2008, 2, 10))
    make_entry(responsible_state=make_state("Land"), due_on=date(2008, 4, 1))
    page = Page(secretariat.get("/en/desk/timeline/"))
    assert coming(page) == [
        ("1 Own task [en]", "Preparation task due · Forum [en]"),
        ("2 Forum [en]", "Event · Place [en]"),
        ("3 Entry [en]", "Recommendation due"),
    ]
    assert page.all("main ul.papers h3") == ["Late task [en]"]


@pytest.mark.parametrize("role", Role.values)
def test_a_timeline_with_nothing_on_it_says_so_and_leads_on(client, role):
    client.force_login(make_user(role))
    page = Page(client.get("/en/desk/timeline/"))
    assert page.all("main .nothing") == [
        "Nothing is due and no meeting is scheduled in the next six months. Open the calendar"
    ]
    assert page.soup.select("figure") == []


def test_who_has_no_desk_has_no_timeline(client):
    assert client.get("/en/desk/timeline/").status_code == 302
    client.force_login(make_user())
    assert client.get("/en/desk/timeline/")["Location"] == "/"


def test_past_events_and_meetings_wait_for_a_word_on_whether_they_took_place(client):
    client.force_login(make_user(Role.SECRETARIAT))
    make_event("Over", state="authorised")
    make_event("Ahead", state="authorised", starts_on=date(2009, 2, 13), ends_on=date(2009, 2, 15))
    make_meeting(on=date(2007, 6, 18))
    make_meeting(on=date(2007, 6, 25), took_place=True)
    make_meeting(on=date(2007, 7, 2), cancelled_on=date(2007, 7, 1))
    group = "h3:-soup-contains('Past {} to confirm') + ul"
    page = Page(client.get("/en/desk/"))
    assert page.all(group.format("events") + " h4") == ["Over [en]"]
    assert page.all(group.format("events") + " a:not(h4 a)") == ["Mark as completed", "Cancel activity"]
    assert page.all(group.format("meetings") + " h4") == [
        "Open-ended informal intergovernmental consultation, 18 June 2007"
    ]
    assert page.all(group.format("meetings") + " a:not(h4 a)") == ["Confirm that it took place"]
