"""Pages “What you can do”: who writes and publishes them, and what each reader is shown."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.outreach.actions import advice as actions
from palermo.outreach.models import Advice
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.factories.library import make_document
from tests.factories.outreach import make_material
from tests.factories.press import make_advice, make_step
from tests.portal.filling import act, client_of, fill
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def steps_of(client, audience="traveller"):
    return Page(client.get(f"/en/what-you-can-do/{audience}/")).all("ol.papers h2")


def test_an_officer_adds_a_page_with_steps_and_publishes_it(officer):
    office, visitor = client_of(officer), Client()
    fill(office, "/en/acts/add-advice/", audience="school", introduction_en="Young people protect one another.")
    refused = Page(office.get("/en/acts/publish-advice/school/"))
    assert "Add a step first: a page without steps is of no use to readers." in refused.text
    act(office, "add-advice-step", "school", title_en="Show a film", link="https://example.org/film")
    act(office, "add-advice-step", "school", title_en="Invite a speaker")
    assert visitor.get("/en/what-you-can-do/school/").status_code == 404
    assert Page(visitor.get("/en/what-you-can-do/")).all(".doors strong") == []
    act(office, "publish-advice", "school")
    assert Page(visitor.get("/en/what-you-can-do/")).all(".doors strong") == ["Schools"]
    assert steps_of(visitor, "school") == ["1. Show a film", "2. Invite a speaker"]
    act(office, "unpublish-advice", "school")
    assert visitor.get("/en/what-you-can-do/school/").status_code == 404


def test_there_is_one_page_for_an_audience(officer):
    make_advice()
    page = client_of(officer).post("/en/acts/add-advice/", {"audience": "traveller", "introduction_en": "Again"})
    assert (page.status_code, Advice.objects.count()) == (200, 1)
    assert Page(page).all(".errorlist") != []


def test_a_step_shows_each_reader_only_what_they_may_see(officer):
    closed = make_tool("Canarytool", audience=Audience.STEERING_COMMITTEE).activity
    draft = make_material("Canarymaterial", status="draft", checked_by="", checked_on=None, published_on=None)
    shut = make_document("Canarydocument", audience=Audience.MEMBER_STATES)
    page = make_advice()
    make_step("Shut", advice=page, number=1, tool=closed, material=draft, document=shut)
    make_step("Open", advice=page, number=2, tool=make_tool("Manual").activity, document=make_document("Leaflet"))
    visitor = Client().get("/en/what-you-can-do/traveller/").text
    assert [word in visitor for word in ("Canary", "Manual [en]", "Leaflet [en]")] == [False, True, True]
    delegate = client_of(make_user(Role.DELEGATE)).get("/en/what-you-can-do/traveller/").text
    assert [word in delegate for word in ("Canarytool", "Canarymaterial", "Canarydocument")] == [False, False, True]
    office = client_of(officer).get("/en/what-you-can-do/traveller/").text
    assert [word in office for word in ("Canarytool", "Canarymaterial", "Canarydocument")] == [True, True, True]


def test_steps_are_moved_and_keep_their_order(officer):
    advice = make_advice(steps=4)
    act(client_of(officer), "move-advice-step", advice.steps.get(number=4).pk, number="2")
    assert steps_of(Client()) == ["1. Step 1 [en]", "2. Step 4 [en]", "3. Step 2 [en]", "4. Step 3 [en]"]
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details) == ("advice.step_moved", {"step": 2})


def test_the_last_step_of_a_published_page_stays(officer):
    advice = make_advice(steps=1)
    with pytest.raises(Refused, match=r"^This is the only step of a published page\. Unpublish the page first\.$"):
        actions.steps.remove(advice.steps.get(), by=officer)
    assert steps_of(Client()) == ["1. Step 1 [en]"]


def test_only_the_secretariat_edits_and_publishes():
    advice = make_advice(steps=1, is_published=False)
    for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.PARTNER):
        with pytest.raises(Refused, match="Only the secretariat may edit the pages “What you can do”"):
            actions.publish_advice(advice, by=make_user(role))
    advice.refresh_from_db()
    assert advice.is_published is False


def test_a_page_asks_the_same_number_of_queries_however_many_steps_it_has(officer):
    office, advice = client_of(officer), make_advice(steps=1)

    def queries():
        numbers = []
        for client in (Client(), office):
            with CaptureQueriesContext(connection) as asked:
                assert client.get("/en/what-you-can-do/traveller/").status_code == 200
            numbers.append(len(asked))
        return numbers

    make_step(advice=advice, number=2, document=make_document(), tool=make_tool().activity, material=make_material())
    before = queries()
    for number in (3, 4, 5):
        step = {"document": make_document(), "tool": make_tool().activity, "material": make_material()}
        make_step(advice=advice, number=number, **step)
    assert queries() == before
