"""The page of a participant in a treaty, and what an officer does there."""

from datetime import date

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.treaties.models import Statement, TreatyAction
from palermo.treaties.states.participation import ActionKind, StatementKind
from tests.factories.accounts import make_organisation, make_state, make_user
from tests.factories.treaties import english, make_action, make_statement, make_treaty
from tests.portal.filling import client_of, fill, held, words_of
from tests.portal.reading import Page, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


@pytest.fixture
def treaty():
    treaty = make_treaty(slug="protocol", short_name=english("Protocol"), source="The list")
    alba = make_state(slug="alba", short_name=english("Alba"))
    make_action(treaty, alba, ActionKind.SIGNATURE, date(2001, 1, 5))
    make_action(treaty, alba, ActionKind.RATIFICATION, date(2004, 3, 9), source="A notification")
    make_action(treaty, make_state(slug="bora"), on=date(2004, 1, 1))
    make_action(treaty, make_organisation(slug="union"), on=date(2005, 5, 5))
    make_statement(treaty, alba, provision="15(2)", slug="alba-2004", summary=english("Not bound"))
    make_statement(treaty, alba, StatementKind.NOTIFICATION, made_on=date(2008, 6, 1), summary=english("To come"))
    return treaty


def table(page: Page) -> list[list[str]]:
    return [[words(cell) for cell in row.select("th, td")] for row in page.soup.select("#action-x, tbody tr")]


def test_a_participant_has_its_actions_with_the_dates_of_effect_and_its_statements(client, treaty):
    page = Page(client.get("/en/treaties/protocol/participants/alba/"))
    assert table(page) == [
        ["Signature", "5 January 2001", "", "The list"],
        ["Ratification", "9 March 2004", "7 June 2004", "A notification"],
    ]
    assert page.all(".papers li h3") == ["Reservation"]
    assert page.all(".papers li .meta") == ["article 15, paragraph 2"]
    assert "To come" not in page.text
    assert "Bora" not in page.text


def test_an_organization_has_such_a_page_and_who_did_nothing_has_none(client, treaty):
    make_state(slug="cora")
    slugs = ("union", "cora", "nobody")
    assert [client.get(f"/en/treaties/protocol/participants/{slug}/").status_code for slug in slugs] == [200, 404, 404]


def test_nobody_but_the_secretariat_is_offered_to_change_anything(client, treaty):
    offered = {
        role: Page(client_of(make_user(role)).get("/en/treaties/protocol/participants/alba/")).soup.select(
            "main a[href*='/acts/']"
        )
        for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT)
    }
    assert [links for links in offered.values() if links] == []
    row = TreatyAction.objects.get(kind=ActionKind.RATIFICATION)
    addresses = ["record-treaty-action/protocol", f"remove-treaty-action/{row.pk}", "correct-statement/alba-2004"]
    delegate = client_of(make_user(Role.DELEGATE))
    for each in addresses:
        page = Page(delegate.get(f"/en/acts/{each}/"))
        assert "Only the secretariat may record treaty actions and statements." in page.text
        assert page.soup.select("main form[method=post]") == []
    officer = Page(client_of(make_user(Role.SECRETARIAT)).get("/en/treaties/protocol/participants/alba/"))
    ways = [words(each) for each in officer.soup.select("main a[href*='/acts/']")]
    assert ways == ["Correct", "Remove", "Correct", "Record an objection", "Record the withdrawal", "Correct"]


def test_an_officer_records_an_action_and_stands_before_the_participant(treaty):
    client, cora = client_of(make_user(Role.SECRETARIAT)), make_state(slug="cora", short_name=english("Cora"))
    given = {"state": cora.pk, "kind": "accession", "deposited_on": "2007-12-13"}
    shown = fill(client, "/en/acts/record-treaty-action/protocol/", **given)
    assert "Treaty action recorded." in shown
    assert list(cora.treatyactions.values_list("kind", "deposited_on")) == [("accession", date(2007, 12, 13))]


def refusal(client: Client, path: str, **written) -> str:
    """What the form says when it is sent and not accepted."""
    response = client.post(path, {**held(Page(client.get(path)).soup.select_one("form.act")), **written})
    assert response.status_code == 200
    return words_of(response)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose a State or an organization, not both."),
        ({"state": "alba"}, "has been a party since 9 March 2004"),
    ],
)
def test_what_cannot_have_been_done_is_refused_on_the_form(treaty, given, sentence):
    client, count = client_of(make_user(Role.SECRETARIAT)), TreatyAction.objects.count()
    states = {each.state.slug: each.state.pk for each in TreatyAction.objects.filter(state__isnull=False)}
    written = {name: states[slug] for name, slug in given.items()} | {"kind": "accession", "deposited_on": "2007-12-13"}
    assert sentence in refusal(client, "/en/acts/record-treaty-action/protocol/", **written)
    assert TreatyAction.objects.count() == count


def test_an_officer_withdraws_a_statement_of_its_author_and_not_twice(treaty):
    client = client_of(make_user(Role.SECRETARIAT))
    given = {"made_on": "2007-01-02", "summary_en": "Withdrawn"}
    assert "Withdrawal recorded." in fill(client, "/en/acts/withdraw-statement/alba-2004/", **given)
    withdrawal = Statement.objects.get(kind=StatementKind.WITHDRAWAL)
    assert (withdrawal.state.slug, withdrawal.about.slug) == ("alba", "alba-2004")
    again = Page(client.get("/en/acts/withdraw-statement/alba-2004/"))
    assert "This statement was withdrawn on 2 January 2007." in again.text


@pytest.mark.parametrize(
    ("provision", "language", "sentence"),
    [("fifteen", "", "Enter provisions such as 15(2)"), ("", "", "Enter the language of the text as deposited.")],
)
def test_a_statement_that_cannot_be_read_is_refused_on_the_form(treaty, provision, language, sentence):
    client, alba = client_of(make_user(Role.SECRETARIAT)), TreatyAction.objects.first().state
    written = {"state": alba.pk, "kind": "declaration", "made_on": "2007-01-02", "text": "Words"}
    written |= {"provision": provision, "text_language": language}
    assert sentence in refusal(client, "/en/acts/record-statement/protocol/", **written)
    assert Statement.objects.count() == 2


def test_who_left_the_convention_is_shown_to_have_left_its_protocol(client):
    convention = make_treaty("Convention")
    protocol = make_treaty("Protocol", slug="protocol", supplements=convention, ends_with_parent=True)
    alba = make_state("Alba", slug="alba")
    for treaty in (convention, protocol):
        make_action(treaty, alba, on=date(2004, 3, 9))
    make_action(convention, alba, ActionKind.WITHDRAWAL, on=date(2006, 5, 4))
    page = Page(client.get("/en/treaties/protocol/participants/alba/"))
    assert page.all("main dl.facts dd") == ["Withdrawn Status as at 1 February 2008", "Alba [en]"]
    assert (
        "Withdrawal from the treaty that this one supplements (Convention [en]) is withdrawal from this one too. "
        "With effect from 4 May 2007"
    ) in words(page.soup.select_one("main"))
