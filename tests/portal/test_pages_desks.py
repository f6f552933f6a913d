"""The desks: action required, updates since the last visit, pending replies."""

from datetime import UTC, date, datetime

import pytest

from palermo.accounts.states import Role
from palermo.audit.actions import record
from palermo.core.audiences import Audience
from palermo.governance.models import MeetingPaper, ReportDue
from palermo.reporting.models import Report
from tests.factories.accounts import make_invitation, make_organisation, make_person, make_place, make_state, make_user
from tests.factories.activities import make_event, make_outcome
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
from tests.factories.register import make_entry
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
        "No upcoming meetings.",
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


def test_the_secretariats_desk_says_who_waits_for_whom(secretariat):
    agency, body = make_organisation("Agency"), make_body("Commission")
    make_mandate("Late mandate", addressee_organisation=agency, due_on=date(2008, 1, 1))
    make_endorsement("Put to them", body=body, target_on=date(2008, 2, 10))
    ReportDue.objects.create(
        slug="due", subject=text("progress"), body=body, responsible=agency, condition=text("when done")
    )
    page = Page(secretariat.get("/en/secretariat/"))
    rows = [[words(cell) for cell in row.select("th, td")] for row in page.soup.select("tbody tr")]
    assert rows == [
        ["1 January 2008 30 days overdue", "Late mandate [en] Mandate", "Member States", "Agency [en]"],
        ["10 February 2008 in 10 days", "Put to them [en] Endorsement", "the secretariat", "Commission [en]"],
        ["when done [en]", "Progress [en] Report", "Commission [en]", "Agency [en]"],
    ]
    assert [len(table.select("tbody tr")) for table in page.soup.select("table")] == [1, 2]


def test_the_secretariats_desk_names_papers_that_wait(secretariat):
    make_document("Draft paper", state="draft", issued_on=None)
    make_document("English only", words="Words")
    page = Page(secretariat.get("/en/secretariat/"))
    assert sections(page)["Documents"] == ["Draft paper [en]", "English only [en]"]
    assert page.all("main .papers .meta")[-1] == "not yet available in: العربية, 中文, Français, Русский, Español"


def test_the_last_acts_are_told_in_words_and_a_run_of_them_once(secretariat):
    for each in range(3):
        record("record.imported", make_decision(), by="palermo record import", number=each)
    decision = make_decision(slug="decided")
    record("decision.adopted", decision, by="Officer")
    acts = Page(secretariat.get("/en/secretariat/")).all(".margin ol li")
    assert [act.split(" ·")[0] for act in acts] == [
        "Officer recorded that a decision was adopted decided",
        "palermo record import imported a record (3)",
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
    for number in range(21):
        make_activity(f"Proposal {number}", state="proposed", authorised_on=None)
        make_document(f"Draft {number}", state="draft", issued_on=None)
        make_document(f"English only {number}", words="Words")
    page = Page(secretariat.get("/en/secretariat/"))
    left_out = page.soup.select("main p.meta:-soup-contains('not shown here')")
    assert [(words(each), each.a["href"]) for each in left_out] == [
        ("1 more is not shown here. Show all", "/en/committee/board/?state=proposed"),
        ("1 more is not shown here. Show all", "/en/documents/"),
        ("1 more is not shown here. Show all", "/en/secretariat/translations/"),
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
        "Data returns are not collected on this site yet. The secretariat will contact you when a return is due.",
        "No events in your State. Show all events.",
        (
            "No participants from your State are publicly recorded. Your permanent mission nominates "
            "speakers and registers participants."
        ),
        "No upcoming public consultations. Others are for delegates of Member States: contact your permanent mission.",
        "No documents have been issued yet.",
        "No updates in recent months.",
    ]


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
    expected = "Secretariat desk" if role == Role.SECRETARIAT else "My desk"
    assert page.soup.select_one("h1").get_text(strip=True) == expected
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
    page = Page(secretariat.get("/en/secretariat/"))
    acts = page.soup.select_one("main nav.acts")
    assert [words(link) for link in acts.select("a")] == [
        "Record adopted decision",
        "Record draft decision",
        "Schedule meeting",
        "Submit a text to Member States",
        "Propose an activity",
        "Invite",
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
    assert sections(page)["Your organization’s activities"] == []
    assert page.all("main nav.acts a") == ["Propose an activity"]
    assert ways(page) == {"Idea [en]": ["Edit lead and partners"]}


def test_a_focal_point_reports_progress_from_the_desk(focal_point, austria):
    outcome = make_outcome(make_event("Forum"), recommendations=1, audience=Audience.PUBLIC)
    make_entry(named_by=outcome.recommendations.get(), responsible_state=austria)
    assert ways(Page(focal_point.get("/en/desk/"))) == {"Outcome recommendation 1 [en]": ["Report progress"]}
