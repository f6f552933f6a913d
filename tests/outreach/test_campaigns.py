"""Campaigns: described, evaluated, and what is done in them by whom, with which reach."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palermo.accounts.models import Place
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.governance.actions import activities as activities_actions
from palermo.governance.models import Activity
from palermo.outreach.actions import campaign_reports as actions
from palermo.outreach.models import Adaptation, Campaign, CampaignAction, Reach
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.common import text
from tests.factories.governance import make_activity, make_mandate
from tests.factories.outreach import (
    make_adaptation,
    make_campaign,
    make_campaign_action,
    make_material,
    make_partner,
    make_reach,
)
from tests.portal.filling import act, client_of
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
SCREENING = {"kind": "screening", "title_en": "Film in the square", "starts": "2008-01-20"}
FIGURE = {"unit": "visitors", "count": "1200", "is_minimum": "on", "source_en": "Count at the gate"}


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def partner_with_account(**fields):
    """A partner that is an organization, and somebody who acts for it."""
    organisation = make_organisation("Cinema")
    user = make_user(Role.PARTNER)
    user.postings.update(organisation=organisation)
    return make_partner("Cinema", organisation=organisation, **fields), user


def actions_of(client, campaign):
    """The titles under each heading of “Activities”."""
    soup = BeautifulSoup(client.get(campaign.get_absolute_url()).content, "lxml")
    found = {}
    for heading in soup.select("#actions ~ h3"):
        lines = heading.find_next("ul").select("li[id^=action-] h4")
        if lines:
            found[heading.get_text(strip=True)] = [line.get_text(strip=True) for line in lines]
    return found


def test_a_campaign_is_proposed_authorized_described_and_evaluated():
    officer, state = make_user(Role.SECRETARIAT), make_state("Atlantis")
    office = client_of(officer)
    activity = activities_actions.propose_activity(
        Activity(slug="not-for-sale", kind="campaign", title=text("Not for sale")), on=date(2008, 1, 2), by=officer
    )
    assert Page(office.get("/en/campaigns/not-for-sale/")).one("main h1") == "Not for sale [en]"
    act(
        office,
        "describe-campaign",
        activity.slug,
        aim_en="Travellers know what to do",
        target_group_en="travellers",
        messages_en="Look\nReport",
        countries=[state.pk],
        budget="1500.50",
        currency="usd",
    )
    campaign = Campaign.objects.get()
    assert (str(campaign.budget), campaign.currency, list(campaign.countries.all())) == ("1500.50", "USD", [state])
    activities_actions.authorise_activity(activity, mandate=make_mandate(), on=date(2008, 1, 10), by=officer)
    act(office, "evaluate-campaign", activity.slug, evaluation_en="Few hotels took part", on="2008-01-31")
    page = Page(Client().get("/en/campaigns/not-for-sale/"))
    for words in ("Travellers know what to do", "Few hotels took part", "1,500.50 US dollars", "Atlantis"):
        assert words in page.text
    assert Page(Client().get("/en/campaigns/")).all("main .papers h2") == ["Not for sale [en]"]
    assert Page(Client().get("/en/campaigns/?find=hotels")).all("main .papers h2") == []


def test_an_activity_of_another_kind_is_no_campaign_and_a_budget_has_a_currency():
    office, activity = client_of(make_user(Role.SECRETARIAT)), make_activity(kind="other")
    assert office.get(f"/en/acts/describe-campaign/{activity.slug}/").status_code == 404
    campaign = make_campaign()
    response = office.post(
        f"/en/acts/describe-campaign/{campaign.activity.slug}/", {"aim_en": "Aim", "budget": "10", "currency": ""}
    )
    assert "Enter both the amount and its currency, or neither." in response.text
    campaign.refresh_from_db()
    assert campaign.budget is None


def test_a_partner_reports_a_screening_with_its_reach_and_the_secretariat_confirms_it():
    partner, user = partner_with_account()
    campaign = make_campaign()
    act(client_of(user), "report-campaign-action", campaign.activity.slug, **SCREENING, **FIGURE)
    action = CampaignAction.objects.get()
    figure = action.reach.get()
    assert (action.partnership, action.status, action.number) == (partner, "reported", 1)
    assert (figure.count, figure.is_minimum, figure.is_estimate) == (1200, True, False)
    assert actions_of(Client(), campaign) == {}
    assert actions_of(client_of(user), campaign) == {"Reported activities": ["Film in the square"]}
    office = client_of(make_user(Role.SECRETARIAT))
    assert "Reported activities of campaigns" in Page(office.get("/en/desk/")).all("h3")
    act(office, "confirm-campaign-action", action.pk)
    assert actions_of(Client(), campaign) == {"Past and current activities": ["Film in the square"]}
    page = Page(Client().get(campaign.get_absolute_url()))
    assert "Visitors or participants at least 1,200 Source: Count at the gate" in page.text


def test_nobody_reports_for_another():
    partner, user = partner_with_account()
    campaign, other = make_campaign(), make_partner("Rival")
    for party in ({"partnership": other}, {"state": make_state()}, {"group": text("Somebody")}):
        row = CampaignAction(campaign=campaign, kind="talk", title=text("Talk"), starts_on=date(2008, 1, 20), **party)
        with pytest.raises(Refused, match=r"^Report what your own State, organization or partner does\.$"):
            actions.report(row, by=user)
    assert CampaignAction.objects.count() == 0
    delegate = make_user(Role.DELEGATE)
    assert client_of(delegate).get(f"/en/acts/record-campaign-action/{campaign.activity.slug}/").status_code == 200
    with pytest.raises(Refused):
        actions.record_report(
            CampaignAction(
                campaign=campaign, kind="talk", title=text("T"), starts_on=date(2008, 1, 2), partnership=partner
            ),
            by=delegate,
        )


def test_what_is_reported_or_declined_and_of_a_partner_who_is_not_listed_is_not_shown():
    campaign = make_campaign()
    make_campaign_action("Canary reported", campaign=campaign, status="reported", decided_on=None)
    make_campaign_action("Canary declined", campaign=campaign, status="declined")
    hidden = make_partner("Canary unlisted", is_listed=False)
    make_campaign_action("Canary hidden", campaign=campaign, partnership=hidden)
    make_campaign_action("Exhibition", campaign=campaign)
    material = make_material(campaign=campaign)
    make_adaptation("Canary adaptation", material=material, status="reported", decided_on=None)
    readers = [Client(), client_of(make_user(Role.DELEGATE)), client_of(partner_with_account()[1])]
    calendars = ["/en/calendar/?from=2007-12-01", "/en/calendar.ics"]
    for client in readers:
        for address in (campaign.get_absolute_url(), material.get_absolute_url(), "/en/campaigns/", *calendars):
            response = client.get(address)
            words = b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()
            assert "Canary" not in words, address
        assert actions_of(client, campaign) == {"Past and current activities": ["Exhibition [en]"]}


def test_figures_are_as_exact_as_their_source_and_are_never_added_up():
    action = make_campaign_action()
    make_reach(action, 1200, is_minimum=True)
    make_reach(action, 3400, is_estimate=True)
    make_reach(action, 500, is_minimum=True, is_estimate=True)
    make_reach(action, 12, unit="broadcasts")
    page = BeautifulSoup(Client().get(action.campaign.get_absolute_url()).content, "lxml")
    figures = [each.get_text(strip=True) for each in page.select(f"#action-{action.number} dd > bdi")]
    assert figures == ["at least 1,200", "about 3,400", "at least about 500", "12"]
    words = Page(Client().get(action.campaign.get_absolute_url())).text
    assert "They are not added up: the same persons may be counted more than once." in words
    assert not {"4,600", "5,100", "5,112"} & set(words.split())


def test_what_is_planned_has_no_figures_and_stands_in_the_calendar():
    officer, campaign = make_user(Role.SECRETARIAT), make_campaign()
    place = Place.objects.create(slug="turin", name=text("Turin"), state=make_state("Ita"))
    row = CampaignAction(
        campaign=campaign,
        kind="day",
        title=text("Day against trafficking"),
        starts_on=date(2008, 7, 30),
        place=place,
        group=text("Schools"),
    )
    figure = Reach(unit="visitors", count=5, source=text("Guess"))
    with pytest.raises(Refused, match=r"^This activity begins on 30 July 2008\. Enter figures once it has begun\.$"):
        actions.record_report(row, reach=[figure], by=officer)
    assert CampaignAction.objects.count() == 0
    row.pk = None
    actions.record_report(row, by=officer)
    assert actions_of(Client(), campaign) == {"Planned activities": ["Day against trafficking [en]"]}
    calendar = Page(Client().get("/en/calendar/?from=2008-07-01")).text
    assert "Day against trafficking" in calendar
    chart = Client().get(f"{campaign.get_absolute_url()}?chart=actions&as=csv").content.decode("utf-8-sig")
    assert chart.splitlines()[1:] == ["Ita [en],Activities are planned"]


def test_an_activity_ends_after_it_begins_and_a_party_is_one():
    office, campaign = client_of(make_user(Role.SECRETARIAT)), make_campaign()
    address = f"/en/acts/record-campaign-action/{campaign.activity.slug}/"
    written = {**SCREENING, "group_en": "Schools"}
    response = office.post(address, {**written, "ends_on": "2008-01-02"})
    assert "The activity begins on 20 January 2008 and cannot end before, on 2 January 2008." in response.text
    response = office.post(address, {**written, "state": make_state().pk})
    assert "Enter one party: a State, an organization, a partner or the name of a group." in response.text
    response = office.post(address, {**written, "unit": "visitors"})
    assert "A figure needs its unit, its count and its source." in response.text
    assert CampaignAction.objects.count() == 0


def test_a_partner_reports_an_adaptation_and_a_declined_one_has_its_reason():
    _partner, user = partner_with_account()
    material = make_material(status="cleared", is_for_partners=True)
    act(client_of(user), "report-adaptation", material.slug, text_en="In Basque", language="eu")
    adaptation, officer = Adaptation.objects.get(), make_user(Role.SECRETARIAT)
    assert (adaptation.status, adaptation.language) == ("reported", "eu")
    assert "Reported adaptations of campaign material" in Page(client_of(officer).get("/en/desk/")).all("h3")
    with pytest.raises(Refused, match=r"^Enter the reason\.$"):
        actions.decline_report(adaptation, answer=MultilingualText(), by=officer)
    act(client_of(officer), "decline-adaptation", adaptation.pk, answer_en="No such text")
    with pytest.raises(Refused, match=r"^This report is not awaiting confirmation\.$"):
        actions.confirm_report(adaptation, answer=MultilingualText(), by=officer)
    assert "No such text" in client_of(user).get(material.get_absolute_url()).text
    assert AuditEvent.objects.latest("sequence").verb == "adaptation.declined"


def test_the_history_of_material_names_an_adaptation_in_another_language_for_the_secretariat_alone():
    material, office = make_material("Poster"), client_of(make_user(Role.SECRETARIAT))
    act(office, "record-adaptation", material.slug, group_en="Schools", text_en="In Basque", language="eu")
    history = f"/en/history/campaign-material/{material.slug}/"
    assert "Recorded an adaptation of campaign material" in Page(office.get(history)).text
    assert "In Basque" not in Client().get(history).text


def test_the_secretariat_names_a_partner_by_its_name():
    office, material = client_of(make_user(Role.SECRETARIAT)), make_material()
    partner = make_partner("Hotels against trafficking")
    make_partner("Hotels")
    act(office, "record-adaptation", material.slug, partnership="Hotels against trafficking [en]", text_en="Smaller")
    assert Adaptation.objects.get().partnership == partner
    response = office.post(
        f"/en/acts/record-adaptation/{material.slug}/", {"partnership": "Motels", "text_en": "Smaller"}
    )
    assert "No partner is called “Motels”." in response.text


def test_what_is_removed_is_gone_from_the_page_and_kept_in_the_log():
    office, action = client_of(make_user(Role.SECRETARIAT)), make_campaign_action()
    make_reach(action)
    act(office, "remove-campaign-action", action.pk, reason_en="Another campaign")
    assert (CampaignAction.objects.count(), Reach.objects.count()) == (0, 0)
    entry = AuditEvent.objects.latest("sequence")
    assert (entry.verb, entry.details["reason"]) == ("campaign_action.removed", {"en": "Another campaign"})


def test_the_page_of_a_campaign_asks_the_same_number_of_queries_for_one_activity_and_for_twelve(
    django_assert_num_queries,
):
    campaign = make_campaign()
    partner = make_partner()

    def add():
        make_reach(make_campaign_action(campaign=campaign, partnership=partner))
        make_reach(make_campaign_action(campaign=campaign, state=make_state()))
        make_material(campaign=campaign)

    for client in (Client(), client_of(make_user(Role.SECRETARIAT))):
        add()
        client.get(campaign.get_absolute_url())
        with CaptureQueriesContext(connection) as one:
            client.get(campaign.get_absolute_url())
        for _each in range(5):
            add()
        with django_assert_num_queries(len(one)):
            client.get(campaign.get_absolute_url())
