"""One event, one workspace: its tabs for each reader, and the same numbers on each of them."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup

from palermo.accounts.states import GroupKind, Role
from palermo.accounts.viewer import VISITOR, viewer_of
from palermo.events.queries.attendance import Heads, attendance_of
from palermo.registration.counting import head_counts_of
from tests.factories.accounts import make_group as make_regional_group
from tests.factories.accounts import make_group_membership, make_organisation, make_person, make_state, make_user
from tests.factories.activities import make_event, make_outcome
from tests.factories.governance import make_mandate
from tests.factories.library import make_document
from tests.factories.preparation import make_event_invitation, make_feedback, make_group, make_showing
from tests.factories.programmes import make_item, make_programme, make_release
from tests.factories.registrations import (
    make_accreditation,
    make_check_in,
    make_participant,
    make_registration,
)
from tests.factories.screens import make_task
from tests.portal.programme_pages import client_of, questions
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]
OFFICE = [
    *("Overview", "Programme", "Speakers", "Registration & participants", "Documents", "Outcomes", "Preparation"),
    *("Logistics", "On site"),
]


@pytest.fixture
def forum():
    """An event with something on each tab: one person who came, one accredited, one registered, one who withdrew."""
    event = make_event("Forum", kind="forum", audience="public")
    make_outcome(event, audience="public")
    document = make_document("Paper", audience="public")
    document.activities.add(event.activity)
    programme = make_programme(event)
    make_item(programme)
    make_release(programme)
    registration = make_registration(event)
    state, other = make_state("Land"), make_state("Other")
    make_check_in(make_participant(registration, "Came", state_for=state))
    make_participant(registration, "Accredited", state_for=state)
    make_participant(registration, "Registered", state_for=other, state="registered")
    make_participant(registration, "Gone", state_for=other, state="withdrawn")
    make_event_invitation(event, state_invited=state, state="sent")
    make_event_invitation(event, state_invited=other, state="planned")
    return event


def read(event, rest: str = "", role: Role | None = None) -> Page:
    return Page(client_of(role).get(f"/en/events/{event.activity.slug}/{rest}"))


def counts(page: Page) -> dict[str, int]:
    return {each["data-count"]: int(each.get_text(strip=True)) for each in page.soup.select(".attendance dd")}


# Tabs


def test_the_secretariat_has_every_tab_and_a_visitor_those_with_something_for_them(forum):
    assert read(forum, role=Role.SECRETARIAT).all(".event-tabs a") == OFFICE
    public = ["Overview", "Programme", "Registration & participants", "Documents", "Outcomes"]
    assert read(forum).all(".event-tabs a") == public
    assert read(forum, role=Role.DELEGATE).all(".event-tabs a") == [*public[:2], "Speakers", *public[2:]]


def test_an_event_with_nothing_but_itself_has_no_tabs_for_a_visitor():
    assert read(make_event()).all(".event-tabs a") == []


def test_a_tab_with_nothing_for_a_reader_is_not_shown_to_them():
    """Nobody speaks at the event that is over, and its one document is for Member States."""
    over = make_event("Over", slug="over", state="completed", audience="public")
    ahead = make_event("Ahead", slug="ahead", audience="public")
    for event in (over, ahead):
        document = make_document(f"Paper of {event.activity.slug}", audience="member_states")
        document.activities.add(event.activity)
    tabs = {
        (event.activity.slug, role): read(event, role=role).all(".event-tabs a")
        for event in (over, ahead)
        for role in (None, Role.DELEGATE)
    }
    assert tabs == {
        ("over", None): [],
        ("over", Role.DELEGATE): ["Overview", "Documents"],
        ("ahead", None): [],
        ("ahead", Role.DELEGATE): ["Overview", "Speakers", "Documents"],
    }


def test_what_is_presented_at_a_forum_opens_the_tab_of_documents_where_a_reader_may_open_none():
    forum = make_event("Forum", kind="forum", audience="public")
    make_document("Paper", audience="member_states").activities.add(forum.activity)
    make_showing(make_outcome(make_event(audience="public"), audience="public"), forum)
    tabs = read(forum).soup.select(".event-tabs a")
    assert [(tab.get_text(strip=True), tab["href"]) for tab in tabs] == [
        ("Overview", forum.get_absolute_url()),
        ("Documents", f"/en/events/{forum.activity.slug}/shown/"),
    ]


def test_each_tab_of_an_event_with_nothing_in_it_tells_the_secretariat_what_comes_next():
    event = make_event("Forum", kind="forum", audience="public", mandate=make_mandate())
    office = client_of(Role.SECRETARIAT)
    tabs = Page(office.get(f"/en/events/{event.activity.slug}/")).soup.select(".event-tabs a")
    pages = {tab.get_text(strip=True): Page(office.get(tab["href"])) for tab in tabs[1:]}
    shown = {
        tab: (page.all("main .nothing")[0], page.all("main nav.acts a, main .nothing a")[0])
        for tab, page in pages.items()
    }
    assert shown == {
        "Programme": ("No programme yet.", "Create programme"),
        "Speakers": ("No nominations yet.", "Nominate a speaker"),
        "Registration & participants": (
            "No participants yet. Open registration, or add participants to the list.",
            "Open registration",
        ),
        "Documents": (
            "No documents yet.",
            "Add document",
        ),
        "Outcomes": ("No outcomes on record.", "Add outcome"),
        "Preparation": ("No budget lines yet.", "Edit description and host"),
        "Logistics": ("No tasks yet. Add the standard tasks, or a single one.", "Add standard tasks"),
        "On site": (
            "No list of speakers has been opened yet. The secretariat opens one shortly before an item. "
            "Add items to the programme",
            "Add items to the programme",
        ),
    }


def test_an_officer_sees_how_ready_an_event_is_and_nobody_else_does(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)
    event = make_event("Ahead", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_task(event, due_on=date(2008, 1, 20))
    address, figures = event.get_absolute_url(), "Tasks overdue: 1 · Programme: not published · Documents issued: 0"
    assert figures in Page(client_of(Role.SECRETARIAT).get(address)).text
    assert "Tasks overdue" not in Page(client_of(Role.DELEGATE).get(address)).text


def test_an_event_that_is_over_has_no_empty_tab_of_its_preparation():
    event = make_event("Over", state="completed")
    tabs = Page(client_of(Role.SECRETARIAT).get(event.get_absolute_url())).all(".event-tabs a")
    assert {"Preparation", "Logistics", "On site"} & set(tabs) == set()
    make_task(event)
    tabs = Page(client_of(Role.SECRETARIAT).get(event.get_absolute_url())).all(".event-tabs a")
    assert {"Preparation", "Logistics", "On site"} & set(tabs) == {"Logistics"}


def test_every_page_of_an_event_has_the_tabs_and_marks_where_the_reader_is(forum):
    make_feedback(forum, audience="public")
    slug = forum.activity.slug
    pages = {
        f"/en/events/{slug}/": ("Overview", []),
        f"/en/events/{slug}/programme/": ("Programme", ["Programme"]),
        f"/en/programmes/{forum.programme.slug}/": ("Programme", ["Programme editor"]),
        f"/en/events/{slug}/programme/changes/": ("Programme", []),
        f"/en/events/{slug}/speakers/": ("Speakers", []),
        f"/en/events/{slug}/registration/": ("Registration & participants", ["Registration"]),
        f"/en/events/{slug}/participants/": ("Registration & participants", ["Participants"]),
        f"/en/events/{slug}/participants/?as=published": ("Registration & participants", ["Participants"]),
        f"/en/events/{slug}/participation/": ("Registration & participants", ["Statistics"]),
        f"/en/events/{slug}/documents/": ("Documents", []),
        f"/en/events/{slug}/outcomes/": ("Outcomes", ["Outcomes"]),
        f"/en/events/{slug}/evaluation/": ("Outcomes", ["Participant feedback"]),
        f"/en/events/{slug}/preparation/": ("Preparation", []),
        f"/en/events/{slug}/logistics/": ("Logistics", []),
        f"/en/events/{slug}/registration/check-in/": ("On site", ["Check-in"]),
        f"/en/events/{slug}/registration/devices/": ("On site", ["Check-in devices"]),
        f"/en/events/{slug}/floor/": ("On site", ["Lists of speakers"]),
        f"/en/programmes/{forum.programme.slug}/screens/": ("On site", ["Screens and announcements"]),
    }
    office = client_of(Role.SECRETARIAT)
    shown = {}
    for address in pages:
        page = Page(office.get(address))
        assert page.all(".event-tabs a") == OFFICE
        here = page.soup.select(".event-pages [aria-current]")
        shown[address] = (page.one(".event-tabs [aria-current]"), [each.get_text(strip=True) for each in here])
    assert shown == pages


def test_every_tab_and_page_of_a_reader_opens_for_them(forum):
    for role in (None, *Role):
        client = client_of(role)
        soup = BeautifulSoup(client.get(f"/en/events/{forum.activity.slug}/").content, "html.parser")
        seen = {}
        for tab in soup.select(".event-tabs a"):
            page = client.get(tab["href"])
            links = BeautifulSoup(page.content, "html.parser").select(".event-pages a")
            seen |= {tab["href"]: page.status_code, **{a["href"]: client.get(a["href"]).status_code for a in links}}
        assert set(seen.values()) <= {200}, seen


def test_a_state_that_is_invited_finds_its_invitation_where_it_registers():
    state = make_state("Land")
    delegate = make_person("Delegate", Role.DELEGATE, state=state)
    event = make_event(audience="member_states")
    make_event_invitation(event, state_invited=state, state="sent")
    client = client_of(None)
    client.force_login(delegate)
    page = Page(client.get(f"/en/events/{event.activity.slug}/preparation/"))
    assert page.all(".event-tabs a") == ["Overview", "Speakers", "Registration & participants"]
    assert page.one(".event-tabs [aria-current]") == "Registration & participants"


# One truth


def test_every_tab_tells_the_same_numbers(forum):
    pages = ("", "registration/", "participants/", "participation/", "preparation/")
    shown_words = {page: counts(read(forum, page, Role.SECRETARIAT)) for page in pages}
    assert shown_words == {page: {"invited": 1, "registered": 3, "accredited": 2, "came": 1} for page in pages}
    assert read(forum, "registration/check-in/", Role.SECRETARIAT).one("#desk-count") == "1 of 2 checked in"
    pages = ("", "registration/", "participation/")
    shown = {page: counts(read(forum, page)) for page in pages}
    assert shown == {page: {"registered": 3, "accredited": 2, "came": 1} for page in pages}


def test_the_numbers_stay_when_the_names_are_deleted(forum):
    registration = forum.registration
    for row in head_counts_of(registration):
        row.save()
    registration.participants.all().delete()
    registration.purged_on = registration.delete_on
    registration.save()
    for page in ("", "registration/", "participation/"):
        assert counts(read(forum, page)) == {"registered": 3, "accredited": 2, "came": 1}


def test_of_an_event_without_registration_the_list_of_participants_is_counted():
    event = make_event(audience="public")
    make_group(event, head_count=20, standing="came")
    make_group(event, head_count=10)
    for page in ("", "participation/"):
        assert counts(read(event, page)) == {"registered": 30, "came": 20}
    assert counts(read(event, "preparation/", Role.SECRETARIAT)) == {"invited": 0, "registered": 30, "came": 20}


def test_there_is_one_list_where_people_register(forum):
    make_group(forum, "Ms. Listed")
    page = read(forum, "preparation/", Role.SECRETARIAT)
    assert "Ms. Listed" not in page.text
    assert counts(page)["registered"] == 3


def test_once_registration_is_open_nobody_on_an_earlier_list_counts_as_registered(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 25, 12, tzinfo=UTC)
    event = make_event(audience="public", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_group(event, "Ms. Listed", head_count=1)
    assert counts(read(event, "participation/", Role.SECRETARIAT)) == {"invited": 0, "registered": 1}
    make_registration(event)
    for page in ("registration/", "participants/", "participation/", "preparation/"):
        assert counts(read(event, page, Role.SECRETARIAT)) == {"invited": 0, "registered": 0, "accredited": 0}
    assert counts(read(event, "registration/")) == {}


def test_whose_people_come_is_told_with_the_list_and_to_themselves(forum):
    land, other = (each.state_for for each in forum.registration.participants.order_by("number")[1:3])
    everybody = {land.pk: Heads(2, 2, 1), other.pk: Heads(1, 0, 0)}
    assert attendance_of(forum, VISITOR).by_state() == {}
    delegate = viewer_of(make_person("Delegate", Role.DELEGATE, state=land))
    assert attendance_of(forum, delegate).by_state() == {land.pk: everybody[land.pk]}
    assert attendance_of(forum, viewer_of(make_user(Role.SECRETARIAT))).by_state() == everybody
    registration = forum.registration
    registration.list_audience, registration.list_released_on = "public", registration.opens_on
    registration.save()
    assert attendance_of(forum, VISITOR).by_state() == everybody


def test_an_organization_is_counted_once_however_often_it_is_invited(forum):
    agency = make_organisation("Agency")
    make_event_invitation(forum, organisation=agency, state="sent")
    invited = {"state": "approved", "was_invited": True}
    make_accreditation(forum.registration, "Agency", organisation=agency, **invited)
    make_accreditation(forum.registration, "Charity", **invited)
    make_accreditation(forum.registration, "Applied", state="approved")
    assert attendance_of(forum, viewer_of(make_user(Role.SECRETARIAT))).invited == 3


def test_a_regional_group_has_as_many_states_on_its_chart_as_in_the_list_of_states(forum):
    land = forum.registration.participants.first().state_for
    region = make_regional_group("Region", slug="region", kind=GroupKind.REGIONAL)
    for state in (land, make_state("Absent"), make_state("Later", member_since=date(2011, 7, 14))):
        make_group_membership(region, state)
    chart = read(forum, "participation/", role=Role.SECRETARIAT)
    listed = Page(client_of(None).get("/en/states/?group=region"))
    assert "Region [en] 1 2" in chart.all("tbody tr")
    assert listed.all("main tbody th") == ["Absent [en]", "Land [en]"]


def test_the_bars_of_regional_groups_are_of_those_with_participants(forum):
    land = forum.registration.participants.first().state_for
    for name, state in (("Present", land), ("Empty", make_state("Absent"))):
        group = make_regional_group(name, slug=name.lower(), kind=GroupKind.REGIONAL)
        make_group_membership(group, state)
    address = f"/en/events/{forum.activity.slug}/participation/?chart=persons&as=csv"
    lines = client_of(Role.SECRETARIAT).get(address).text.splitlines()
    assert [line.split(",")[0] for line in lines if "[en]" in line] == ["Present [en]"]


def test_counting_asks_as_often_for_ten_people_as_for_one(forum):
    office, page = client_of(Role.SECRETARIAT), f"/en/events/{forum.activity.slug}/participation/"
    for_few = questions(office, page)
    for number in range(10):
        make_check_in(make_participant(forum.registration, f"Person {number}", state_for=make_state()))
    assert questions(office, page) <= for_few


# What a visitor is told before an event


def facts(page: Page) -> dict[str, str]:
    rows = page.soup.select("main .facts > div")
    return {row.dt.get_text(strip=True): " ".join(row.dd.get_text(" ", strip=True).split()) for row in rows}


def test_before_an_event_its_page_tells_of_the_programme_registration_and_documents():
    event = make_event("Forum", kind="forum", audience="public", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    wanted = ("Programme", "Registration", "Documents", "Contact")
    page = read(event)
    assert [facts(page)[each] for each in wanted] == [
        *("Not published yet", "Not open yet", "No public documents yet.", "Secretariat")
    ]
    assert page.one(".page-head .state") == "Scheduled"
    make_release(make_programme(event))
    registration = make_registration(event)
    make_participant(registration, "Registered", state_for=make_state("Land"))
    page = read(event)
    assert facts(page)["Registration"].startswith("Open until ")
    assert facts(page)["Programme"].startswith("Published")
    # How many come is for visitors once they come.
    assert (counts(page), counts(read(event, role=Role.DELEGATE))["registered"]) == ({}, 1)


def test_an_event_that_is_over_is_not_told_of_as_one_to_come():
    event = make_event("Forum", kind="forum", audience="public", state="completed")
    assert {"Programme", "Registration", "Contact"} & set(facts(read(event))) == set()
    assert "Logistics" not in read(event, role=Role.SECRETARIAT).all(".event-tabs a")
