"""Charts on pages count what the reader may see, and their files are given by the page alone."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from tests.factories.accounts import (
    make_group,
    make_group_membership,
    make_person,
    make_place,
    make_state,
    make_user,
)
from tests.factories.activities import make_event, make_outcome
from tests.factories.governance import make_mandate
from tests.factories.preparation import make_group as make_participants
from tests.factories.register import make_contribution, make_entry, make_topic
from tests.factories.registrations import make_check_in, make_participant, make_registration
from tests.factories.speakers import make_published, make_speaker, make_survivor, make_survivor_officer
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
PUBLIC, MEMBER_STATES = Audience.PUBLIC, Audience.MEMBER_STATES


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def delegate():
    return signed_in(make_user(Role.DELEGATE))


@pytest.fixture
def office():
    return signed_in(make_user(Role.SECRETARIAT))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def table(client: Client, address: str, chart: str) -> list[list[str]]:
    """The CSV file of a chart, row by row; empty where there is none."""
    answer = client.get(f"{address}{'&' if '?' in address else '?'}chart={chart}&as=csv")
    if answer.status_code == 404:
        return []
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def shown(client: Client, address: str, chart: str) -> list[list[str]]:
    """The table under a chart on its page."""
    page = Page(client.get(address))
    found = page.soup.select(f"#chart-{chart} tr")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in found]


@pytest.fixture
def events():
    """A public event in one country and one for Member States in another."""
    austria, thailand = make_state("Austria", slug="aut"), make_state("Thailand", slug="tha")
    return (
        make_event("Open", place=make_place("Vienna", state=austria)),
        make_event("Closed", place=make_place("Bangkok", state=thailand), audience=MEMBER_STATES),
    )


EVENTS = "/en/events/"


@pytest.mark.parametrize(
    ("chart", "column", "expected"), [("map", "Place", "Vienna (Austria)"), ("timeline", "Date", "2–4 October 2007")]
)
def test_map_and_timeline_have_the_events_of_the_list(events, delegate, chart, column, expected):
    visitor = [["Event", column], ["1. Open [en]", expected]]
    assert [[cell.replace(" [en]", "") for cell in row] for row in table(Client(), EVENTS, chart)] == [
        [cell.replace(" [en]", "") for cell in row] for row in visitor
    ]
    assert len(table(delegate, EVENTS, chart)) == 3
    assert b"Closed" not in Client().get(EVENTS).content
    assert b"Closed" in delegate.get(EVENTS).content


@pytest.mark.parametrize("form", ["csv", "svg"])
def test_a_file_says_no_more_than_its_page(events, form):
    answer = Client().get(EVENTS, {"chart": "map", "as": form})
    assert (b"Vienna" in answer.content, b"Bangkok" in answer.content) == (True, False)
    assert answer["Content-Disposition"] == f'attachment; filename="map.{form}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_marks_of_map_timeline_and_list_are_the_same_numbers(events, delegate):
    page = Page(delegate.get(EVENTS))
    names = [heading.removeprefix(f"{at} ") for at, heading in enumerate(page.all(".papers h2"), start=1)]
    for chart in ("map", "timeline"):
        rows = dict(row[0].split(". ", 1) for row in shown(delegate, EVENTS, chart)[1:])
        assert [rows[str(at)] for at in range(1, len(names) + 1)] == names


def test_the_files_of_a_filtered_list_are_filtered(events, delegate):
    narrowed = f"{EVENTS}?find=Closed"
    page = Page(delegate.get(narrowed))
    links = [link["href"] for link in page.soup.select("#chart-map .chart-files a")]
    assert links == [f"?find=Closed&chart=map&as={form}" for form in ("csv", "png", "svg")]
    shown_words = delegate.get(f"{EVENTS}{links[0]}").content.decode()
    assert ("Closed" in shown_words, "Open" in shown_words) == (True, False)


@pytest.mark.parametrize(
    "query", [{"chart": "map"}, {"chart": "map", "as": "exe"}, {"chart": "other", "as": "csv"}, {"chart": ""}]
)
def test_what_is_no_file_is_not_found(events, query):
    assert Client().get(EVENTS, query).status_code == 404


def test_one_network_has_so_many_pictures_made(events):
    codes = [Client().get(EVENTS, {"chart": "map", "as": "png"}).status_code for _time in range(31)]
    assert codes == [200] * 30 + [429]
    assert Client().get(EVENTS, {"chart": "map", "as": "csv"}).status_code == 200


def test_a_page_without_facts_has_no_picture():
    assert Page(Client().get(EVENTS)).soup.select("figure") == []


def test_mandates_and_what_came_of_them_are_counted_for_the_reader(delegate):
    mandate = make_mandate("Public")
    make_mandate("Idle")
    make_mandate("Restricted", audience=MEMBER_STATES)
    event = make_event("Open", mandate=mandate)
    make_event("Closed", mandate=mandate, audience=MEMBER_STATES)
    make_outcome(event, audience=MEMBER_STATES)
    address = "/en/mandates/"
    assert table(Client(), address, "status")[:2] == [["Status", "Mandates"], ["In force", "2"]]
    assert table(delegate, address, "status")[:2] == [["Status", "Mandates"], ["In force", "3"]]
    assert table(Client(), address, "flow")[1:] == [
        ["Mandates: Public [en]", "Activities: Event", "1"],
        ["Mandates: Idle [en]", "Activities: No activity on record", "1"],
        ["Activities: Event", "Outcomes: No outcome on record", "1"],
    ]
    assert table(delegate, address, "flow")[1:] == [
        ["Mandates: Public [en]", "Activities: Event", "2"],
        ["Mandates: Idle [en]", "Activities: No activity on record", "1"],
        ["Mandates: Restricted [en]", "Activities: No activity on record", "1"],
        ["Activities: Event", "Outcomes: Recommendations", "1"],
        ["Activities: Event", "Outcomes: No outcome on record", "1"],
    ]


def test_many_mandates_flow_by_their_status():
    mandates = [make_mandate(f"Mandate {number}") for number in range(11)]
    make_event("Open", mandate=mandates[0])
    assert table(Client(), "/en/mandates/", "flow")[1:] == [
        ["Mandates: In force", "Activities: Event", "1"],
        ["Mandates: In force", "Activities: No activity on record", "10"],
        ["Activities: Event", "Outcomes: No outcome on record", "1"],
    ]


def test_follow_up_is_counted_for_the_reader(delegate):
    topic, state = make_topic("labour"), make_state("Austria")
    make_entry("Public", about=topic, responsible_state=state)
    make_entry("Restricted", about=make_topic("secret"), audience=MEMBER_STATES, responsible_state=state)
    address = "/en/follow-up/"
    assert table(Client(), address, "status")[1] == ["Open", "1"]
    assert table(delegate, address, "status")[1] == ["Open", "2"]
    assert [row[1] for row in table(Client(), address, "responsible")] == ["Open", "1"]
    assert [row[1] for row in table(delegate, address, "responsible")] == ["Open", "2"]
    assert b"secret" not in Client().get(address, {"chart": "topics", "as": "csv"}).content
    assert sorted(row[0] for row in table(delegate, address, "topics")[1:]) == ["Labour [en]", "Secret [en]"]
    overview = f"{address}overview/?by=topic"
    assert [row[0] for row in table(Client(), overview, "status")[1:]] == ["Labour [en]"]
    # The table stands on the page already.
    assert shown(Client(), overview, "status") == []


def test_contributions_are_summed_by_donor_and_currency_for_the_reader(delegate):
    state = make_state("Austria")
    make_contribution(state=state, amount=1000, currency="USD")
    make_contribution(state=state, amount=500, currency="USD", audience=MEMBER_STATES)
    make_contribution(state=state, amount=70, currency="EUR")
    make_contribution(state=state)
    address = "/en/contributions/"

    def sums(client: Client) -> list[str]:
        return [row[1] for chart in ("given-usd", "given-eur") for row in table(client, address, chart)[1:]]

    assert [float(each) for each in sums(Client())] == [1000, 70]
    assert [float(each) for each in sums(delegate)] == [1500, 70]


def test_participation_by_regional_group_counts_seats_and_persons():
    group = make_group("Asia")
    states = [make_state(f"State {at}") for at in range(3)]
    for state in states:
        make_group_membership(group, state)
    event = make_event()
    make_participants(event, category="government", state=states[0], head_count=4, standing="came")
    make_participants(event, category="government", state=states[1], head_count=2)
    address = f"{event.get_absolute_url()}participation/"
    assert [row[1:] for row in table(signed_in(make_user(Role.SECRETARIAT)), address, "groups")[1:]] == [["1", "3"]]
    assert [row[1:] for row in table(signed_in(make_user(Role.SECRETARIAT)), address, "persons")[1:]] == [["6", "4"]]


def test_categories_are_counted_on_the_page_of_registration():
    registration = make_registration()
    make_check_in(make_participant(registration, "Came"))
    make_participant(registration, "Waits", state="registered")
    rows = table(Client(), registration.get_absolute_url(), "categories")
    assert rows == [
        ["Category", "Registered", "Accredited", "Arrived"],
        ["Delegation of a Member State", "2", "1", "1"],
    ]


def test_how_far_registration_is_is_for_the_secretariat_alone(office, delegate):
    registration = make_registration()
    make_check_in(make_participant(registration, "Came"))
    make_participant(registration, "Accredited")
    make_participant(registration, "Waits", state="registered")
    base = registration.get_absolute_url()
    people = f"{registration.event.get_absolute_url()}participants/"
    shown_words = [["Checked in", "1"], ["Accredited, not checked in", "1"], ["Registered, not yet accredited", "1"]]
    assert table(office, people, "progress")[1:] == shown_words
    assert table(office, f"{base}check-in/", "progress")[1:] == shown_words
    assert table(delegate, people, "progress") == []
    assert delegate.get(f"{base}check-in/", {"chart": "progress", "as": "csv"}).status_code == 403


def test_the_balance_hides_in_picture_and_file_what_could_tell_of_a_person(office):
    event = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_survivor(make_speaker("One", event=event, state="long_listed"))
    for name in ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]:
        make_speaker(name, event=event, state="long_listed", gender="woman")
    officer = make_user(Role.SECRETARIAT)
    make_survivor_officer(event, officer)
    address = f"{event.get_absolute_url()}speakers/"
    hidden = [row[1:] for row in table(office, address, "balance-survivors")[1:3]]
    assert hidden == [["Suppressed"] * 3] * 2
    assert table(signed_in(officer), address, "balance-survivors")[1][1:] == ["1", "0", "0"]
    assert shown(office, address, "balance-survivors")[1][1:] == ["Suppressed"] * 3
    # What nobody answered is left out: no rows of zeros.
    assert [row[1:] for row in table(office, address, "balance-genders")[1:]] == [["9", "0", "0"], ["1", "0", "0"]]
    assert table(Client(), address, "balance-genders") == []


def test_fewer_than_ten_candidates_are_one_table_that_hides_the_same(office):
    event = make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15))
    make_survivor(make_speaker("One", event=event, state="long_listed"))
    make_speaker("Two", event=event, state="short_listed", gender="woman")
    page = Page(office.get(f"{event.get_absolute_url()}speakers/"))
    assert page.soup.select("#balance figure") == []
    rows = [" ".join(row.get_text(" ").split()) for row in page.soup.select("#balance tbody tr")]
    assert rows == [
        "Total 2 1 0",
        "Regional group",
        "Not stated 2 1 0",
        "Gender",
        "Woman 1 1 0",
        "Not stated 1 0 0",
        "Sector",
        "Not stated 2 1 0",
        "Survivors participating",
        "Not stated 1 1 0",
    ]


# The profile of a State


def test_a_state_is_on_the_map_with_the_numbers_of_its_events(events, delegate):
    address = "/en/states/tha/"
    assert table(Client(), address, "map") == [["Country", "Events"], ["Thailand [en]", "0"]]
    assert table(delegate, address, "map") == [["Event", "Place"], ["1. Closed [en]", "Bangkok [en] (Thailand [en])"]]
    drawing = Page(delegate.get(address)).soup.select_one("#chart-map .wide")
    assert [len(drawing.select(mark)) for mark in (".step-4", ".ring", ".series-1")] == [1, 1, 1]
    # One event needs no line.
    assert table(delegate, address, "timeline") == []
    make_event("Another", place=make_place("Phuket", state=events[1].place.state))
    assert [row[0] for row in table(delegate, address, "timeline")[1:]] == ["1. Closed [en]", "2. Another [en]"]


def test_a_small_state_is_a_circle_and_one_that_no_map_has_has_none():
    make_state("Malta", slug="mlt")
    make_state("Nowhere", slug="nowhere")
    drawing = Page(Client().get("/en/states/mlt/")).soup.select_one("#chart-map .wide")
    assert [each.name for each in drawing.select(".step-4")] == ["circle"]
    assert Page(Client().get("/en/states/nowhere/")).soup.select("#chart-map") == []


def test_participation_of_a_state_is_counted_from_lists_registrations_and_speakers(office):
    state = make_state("Austria", slug="aut")
    listed, registered = (
        make_event(name, starts_on=date(2007, month, 1)) for name, month in (("Listed", 3), ("Open", 9))
    )
    make_participants(listed, state=state, head_count=4, standing="came")
    make_participants(listed, state=make_state("Other"), head_count=9)
    registration = make_registration(registered)
    make_participant(registration, "One", state_for=state)
    make_check_in(make_participant(registration, "Two", state_for=state))
    make_participant(registration, "Gone", state_for=state, state="withdrawn")
    # Where people register, a list kept beside them counts for nothing.
    make_participants(registered, state=state, head_count=7)
    make_published("Speaker", event=listed, from_state=state)
    rows = table(office, "/en/states/aut/", "participation")
    assert rows == [["Event", "Participants", "Speakers"], ["Open [en]", "1", "0"], ["Listed [en]", "4", "1"]]


def test_whose_people_are_registered_is_told_to_themselves_and_with_the_list(delegate):
    state = make_state("Austria", slug="aut")
    registration = make_registration(make_event("Forum"))
    make_participant(registration, state_for=state)
    own = signed_in(make_person("Own", Role.DELEGATE, state=state))
    address = "/en/states/aut/"
    seen = [bool(table(client, address, "participation")) for client in (own, delegate, Client())]
    assert seen == [True, False, False]
    registration.list_audience, registration.list_released_on = "member_states", registration.opens_on
    registration.save()
    seen = [bool(table(client, address, "participation")) for client in (own, delegate, Client())]
    assert seen == [True, True, False]


def test_follow_up_and_contributions_of_a_state_are_its_own_and_the_readers(delegate):
    state = make_state("Austria", slug="aut")
    make_entry(responsible_state=state)
    make_entry(responsible_state=state, audience=MEMBER_STATES)
    make_entry(responsible_state=make_state("Other"))
    for year, audience in ((2006, PUBLIC), (2007, PUBLIC), (2008, MEMBER_STATES)):
        make_contribution(state=state, amount=year, currency="USD", given_on=date(year, 1, 9), audience=audience)
    make_contribution(state=state, amount=5, currency="EUR", given_on=date(2007, 1, 9))
    address = "/en/states/aut/"
    assert [table(client, address, "follow-up")[1] for client in (Client(), delegate)] == [["Open", "1"], ["Open", "2"]]
    years = [[row[0] for row in table(client, address, "given-usd")[1:]] for client in (Client(), delegate)]
    assert years == [["2006", "2007"], ["2006", "2007", "2008"]]
    # A single sum needs no picture.
    assert table(delegate, address, "given-eur") == []


def test_a_state_of_which_nothing_is_on_record_says_so_with_the_next_step():
    make_state("Austria", slug="aut")
    assert Page(Client().get("/en/states/aut/")).all("main .nothing") == [
        "No events in this State are on record. Show all events.",
        "No groups recorded.",
    ]


@pytest.mark.parametrize(
    ("states", "words", "drawings"),
    [(["open", "done"], ["Open 1 · Done 1"], 0), (["open", "done", "in_progress"], [], 2)],
)
def test_a_bar_of_fewer_than_three_parts_is_told_in_words(states, words, drawings):
    for state in states:
        make_entry(state.title(), state=state)
    page = Page(Client().get("/en/follow-up/"))
    assert (page.all("#chart-status > .meta:not(.chart-files)"), len(page.soup.select("#chart-status svg"))) == (
        words,
        drawings,
    )


def test_entries_of_all_states_and_of_nobody_are_counted_by_addressee():
    make_entry("Of each", is_for_each_state=True), make_entry("Of nobody")
    make_entry("Of one", responsible_state=make_state("Land"))
    rows = table(Client(), "/en/follow-up/", "responsible")
    assert sorted(row[0] for row in rows[1:]) == ["Land [en]", "Member States", "Not assigned"]
