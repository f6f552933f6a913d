"""Partners, commitments and action plans on the pages of States and events, and in the menu."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.governance.models import Partner
from palermo.outreach.models import PlanEdition
from palermo.portal.editorial import ensure_site
from tests.factories.accounts import make_organisation, make_person, make_state
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.outreach import make_commitment, make_partner, make_plan
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
SECRET = "Kestrel"


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def state():
    return make_state("Here")


def titles(page: Page, after: str) -> list[str]:
    """What the list below a heading names."""
    head = page.soup.find(id=after)
    rows = head.find_next("ul").select("h3") if head else []
    return [row.get_text(" ", strip=True).replace(" [en]", "") for row in rows]


def in_state(state, client=None) -> list[list[str]]:
    page = Page((client or Client()).get(f"/en/states/{state.slug}/"))
    return [titles(page, part) for part in ("commitments", "action-plans", "partners")]


def fill(state):
    make_commitment("Promise", state=state)
    make_commitment(f"{SECRET} awaiting", state=state, status="made", decided_on=None)
    make_commitment(f"{SECRET} restricted", state=state, audience=Audience.SECRETARIAT)
    make_commitment(f"{SECRET} of others", state=make_state("There"))
    plan = make_plan("Plan", state=state)
    PlanEdition.objects.create(plan=plan, number=2, changes=text(SECRET))
    make_plan(f"{SECRET} restricted", state=state, audience=Audience.MEMBER_STATES)
    make_plan(f"{SECRET} of others", state=make_state())
    make_partner("Partner").countries.add(state)
    for hidden in ({"is_listed": False}, {"status": "applied"}, {"status": "left", "left_on": date(2008, 1, 1)}):
        make_partner(SECRET, **hidden, reason=text("Why")).countries.add(state)
    make_partner(f"{SECRET} elsewhere")


def test_the_page_of_a_state_has_what_everybody_may_see_of_it(state):
    fill(state)
    assert in_state(state) == [["Promise"], ["Plan"], ["Partner"]]
    assert SECRET not in Client().get(f"/en/states/{state.slug}/").text


def test_its_own_people_see_the_draft_and_the_restricted_ones_too(state):
    fill(state)
    client = Client()
    client.force_login(make_person("Focal point", Role.FOCAL_POINT, state=state))
    expected = [["Promise", f"{SECRET} restricted"], ["Plan", f"{SECRET} restricted"], ["Partner"]]
    assert [sorted(names) for names in in_state(state, client)] == [sorted(names) for names in expected]


def test_a_state_without_any_says_so(state):
    page = Page(Client().get(f"/en/states/{state.slug}/"))
    missing = [row.get_text(strip=True) for row in page.soup.find(id="missing").find_next("ul").select("li")]
    assert missing[-2:] == ["No commitments available.", "No action plans available."]


def test_the_page_of_a_state_asks_as_many_questions_of_many_as_of_one(state):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"/en/states/{state.slug}/")
        return len(asked)

    fill(state)
    questions()
    few = questions()
    for _ in range(3):
        fill(state)
    assert questions() == few


def test_an_event_shows_the_plans_that_were_drawn_up_there():
    event = make_event("Event", audience=Audience.PUBLIC)
    make_plan("Plan", activity=event.activity)
    make_plan(SECRET, activity=event.activity, audience=Audience.MEMBER_STATES)
    make_plan(f"{SECRET} elsewhere", activity=make_event().activity)
    page = Page(Client().get(f"/en/events/{event.activity.slug}/outcomes/"))
    assert (titles(page, "action-plans"), SECRET in page.text) == (["Plan"], False)


def test_an_event_links_the_hosts_that_are_listed_partners():
    listed, hidden, gone, other = (make_organisation(name) for name in ("Listed", "Hidden", "Gone", "Other"))
    event = make_event("Event", audience=Audience.PUBLIC, lead=listed)
    for organisation in (listed, hidden, gone, other):
        Partner.objects.create(activity=event.activity, organisation=organisation, role="host")
    partner = make_partner("Partner", organisation=listed)
    make_partner("Partner", organisation=hidden, is_listed=False)
    make_partner("Partner", organisation=gone, status="left", left_on=date(2008, 1, 1), reason=text("Merged"))
    page = Page(Client().get(f"/en/events/{event.activity.slug}/"))
    links = page.soup.select('dl.facts a[href*="/partners/"]')
    assert [(link.get_text(strip=True), link["href"]) for link in links] == [
        ("Listed [en]", f"/en/partners/{partner.slug}/")
    ] * 2


@pytest.mark.parametrize(
    ("path", "section", "here"),
    [
        ("/en/partners/", "About", "Partners"),
        ("/en/what-you-can-do/", "About", "What you can do"),
        ("/en/press/", "About", "Press room"),
        ("/en/campaigns/", "Events", "Campaigns"),
        ("/en/material/", "Events", "Campaigns"),
        ("/en/commitments/", "Decisions & mandates", "Commitments"),
        ("/en/action-plans/", "Decisions & mandates", "Action plans"),
    ],
)
def test_each_list_stands_in_the_menu(path, section, here):
    page = Page(Client().get(path))
    assert [each.split("\n")[0] for each in page.all("[aria-current]:not(strong)")] == [section, here]


def test_what_readers_can_do_is_one_step_from_the_home_page_and_the_press_room_is_on_each_page(frame_home):
    page = Page(frame_home)
    assert page.soup.select_one('.doors a[href="/en/what-you-can-do/"] strong').get_text() == "What you can do"
    assert page.soup.select_one('footer a[href="/en/press/"]').get_text() == "Press room"


@pytest.fixture
def frame_home():
    ensure_site()
    return Client().get("/en/")
