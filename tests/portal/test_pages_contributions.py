"""Contributions: from whom, how much, what for, what is owed; money of two currencies is never one sum."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from palermo.accounts.models import FormerName
from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.speech.numbers import format_amount
from palermo.governance.models import DonorContribution
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.activities import make_event, make_tool
from tests.factories.common import text
from tests.factories.library import make_document
from tests.factories.register import make_contribution, make_report_due
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


def test_each_currency_has_its_own_sum_and_what_has_no_amount_is_said(client):
    for amount, currency in ((100, "EUR"), ("50.50", "EUR"), (7, "USD"), (None, "")):
        make_contribution(amount=amount, currency=currency)
    page = Page(client.get("/en/contributions/"))
    assert page.all("main ul:not(.papers) li") == [
        "150.50 euros in 2 contributions",
        "7 US dollars in 1 contribution",
    ]
    assert "1 contribution has no recorded amount and is not included in the totals." in page.text
    DonorContribution.objects.exclude(amount=None).delete()
    assert "Total" not in Page(client.get("/en/contributions/")).all("main h2")


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_a_restricted_contribution_is_in_no_list_and_no_sum(client, role):
    activity = make_tool().activity
    hidden = make_contribution("planted", audience=Audience.SECRETARIAT, amount=99, currency="EUR")
    hidden.activities.add(activity)
    make_contribution("open", amount=1, currency="EUR")
    if role:
        client.force_login(make_user(role))
    page = Page(client.get("/en/contributions/"))
    assert (page.all("ul.papers h2"), "1 euro in 1 contribution" in page.text) == (["Open [en]"], True)
    assert client.get(f"/en/contributions/{hidden.slug}/").status_code == 404
    assert "Funded by" not in Page(client.get(f"/en/tools/{activity.slug}/")).text


def test_a_contribution_shows_what_it_pays_for_and_what_is_owed_for_it(client):
    contribution = make_contribution(
        "training",
        state=make_state("Austria"),
        amount=1000,
        currency="EUR",
        earmark=text("South-East Europe"),
        period_from=date(2008, 1, 1),
        period_until=date(2008, 12, 31),
        given_on=date(2008, 1, 15),
    )
    contribution.activities.add(make_event("Open event").activity)
    contribution.activities.add(make_event("Proposed event", state="proposed").activity)
    make_report_due("late report", contribution=contribution, due_on=date(2008, 1, 20))
    make_report_due("later report", contribution=contribution, due_on=date(2008, 2, 12))
    make_report_due("given report", contribution=contribution, due_on=date(2008, 1, 1), document=make_document())
    page = Page(client.get(f"/en/contributions/{contribution.slug}/"))
    assert page.all("ul.papers h3") == ["Open event [en]", "Given report [en]", "Late report [en]", "Later report [en]"]
    assert page.all("ul.papers .side")[1:] == [
        "delivered",
        "20 January 2008 no result on record",
        "12 February 2008 in 12 days",
    ]
    assert page.all("main .late") == []
    assert page.all(".margin dd") == [
        "Austria [en]",
        "15 January 2008",
        "South-East Europe [en]",
        "1 January–31 December 2008",
    ]
    assert "1,000 euros" in page.text


def test_an_amount_that_the_source_does_not_give_is_said_to_be_missing(client):
    contribution = make_contribution()
    assert "Amount not recorded in the source." in Page(client.get(f"/en/contributions/{contribution.slug}/")).text


@pytest.mark.parametrize("page", ["events", "tools"])
def test_an_activity_says_by_whom_it_is_financed(client, page):
    activity = (make_event() if page == "events" else make_tool()).activity
    for fields in (
        {"state": make_state("Austria"), "amount": 5, "currency": "EUR", "given_on": date(2007, 5, 1)},
        {"organisation": make_organisation("Fund"), "given_on": date(2007, 6, 1)},
    ):
        make_contribution(**fields).activities.add(activity)
    text_of_page = Page(client.get(f"/en/{page}/{activity.slug}/")).text
    assert "Funded by Austria [en] · 5 euros Fund [en] · amount not recorded" in text_of_page


def test_a_state_is_called_as_it_was_when_it_gave(client):
    state = make_state("New name")
    FormerName.objects.create(state=state, until_on=date(2007, 6, 1), short_name=text("Old name"))
    make_contribution(state=state, given_on=date(2007, 5, 1))
    assert "Old name [en]" in Page(client.get("/en/contributions/")).text


def test_what_is_owed_to_a_donor_waits_on_the_secretariats_desk_and_on_nobody_elses():
    contribution = make_contribution(state=make_state("Austria"))
    make_report_due("use of the money", contribution=contribution, due_on=date(2008, 1, 20))
    desks = {}
    for role, page in ((Role.SECRETARIAT, "secretariat/deliverables"), (Role.DELEGATE, "desk")):
        client = Client()
        client.force_login(make_user(role))
        desks[role] = Page(client.get(f"/en/{page}/"))
    assert desks[Role.SECRETARIAT].all("tbody th .quiet, tbody td:last-child") == [
        "Report · Austria [en]",
        "Not assigned",
    ]
    assert "Use of the money" not in desks[Role.DELEGATE].text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", "15,000,000 دولار أمريكي"),
        ("zh", "15,000,000美元"),
        ("en", "15,000,000 US dollars"),
        ("fr", "15\u202f000\u202f000 dollars des États-Unis"),
        ("ru", "15\u00a0000\u00a0000 долларов США"),
        ("es", "15.000.000 dólares estadounidenses"),
    ],
)
def test_an_amount_is_said_as_each_language_says_it(language, expected):
    assert format_amount(Decimal("15000000.00"), "USD", language) == expected


def test_cents_are_said_where_there_are_any():
    assert format_amount(Decimal("1234.50"), "EUR", "en") == "1,234.50 euros"
