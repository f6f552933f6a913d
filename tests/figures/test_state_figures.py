"""The figures of a State: over the years with their kinds, treaties, law, returns for those who may see, gaps."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from palermo.accounts.models import State
from palermo.accounts.states import Role
from palermo.figures.derived import VICTIMS
from tests.factories.accounts import make_person, make_user
from tests.factories.common import text
from tests.factories.figures import key_of, make_release
from tests.factories.releases import make_proposed
from tests.factories.returns import make_return, make_round
from tests.figures.reported import reported_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
ADDRESS = "/en/states/fra/figures/"


def page_of(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def words_of(element):
    return " ".join(element.get_text(" ").split())


def tables_of(page):
    return {
        words_of(wrap.find_previous("h2")): [
            [words_of(cell) for cell in row.select("th, td")] for row in wrap.select("tbody tr")
        ]
        for wrap in page.select("div.table-wrap:has(table.released)")
    }


def test_figures_stand_by_indicator_year_and_breakdown(client):
    make_release(reported_figures())
    page = page_of(client)
    assert tables_of(page) == {
        "Totals by year": [
            ["Persons convicted [en]", "10", "10", "10"],
            ["Persons prosecuted [en]", "20", "20", "20"],
            ["Persons suspected [en]", "30", "30", "30"],
            ["Victims detected [en]", "60", "61", "62"],
        ],
        "Detected victims by sex and age": [
            ["Female, Under 18 years", *["Suppressed 1–4"] * 3],
            ["Female, 18 years or over", "45", "46", "47"],
            ["Male, Under 18 years", *["Suppressed 1–4"] * 3],
            ["Male, 18 years or over", "10", "10", "10"],
        ],
        "Detected victims by form of exploitation": [
            ["Sexual exploitation", "45", "46", "47"],
            ["Forced labour or services", "15", "15", "15"],
        ],
        "Detected victims by citizenship": [["France", "40", "41", "42"], ["Ukraine", "20", "20", "20"]],
    }
    # Detection and the response of the justice system each have an axis of their own.
    assert [words_of(each) for each in page.select("figcaption")] == [
        "Detected victims",
        "Persons suspected, prosecuted and convicted",
    ]
    assert page.select("#missing") == []


def test_what_is_not_on_record_is_said(client):
    missing = {key: each for key, each in reported_figures().items() if key[0] != "fra" or key[2] == "2005"}
    missing = {key: each for key, each in missing.items() if key[:2] != ("fra", "persons-convicted")}
    make_release(missing)
    page = page_of(client)
    assert words_of(page.select_one("#missing")) == "No figures on record"
    assert [words_of(each) for each in page.select("#missing + ul li")] == [
        "Persons convicted [en] : all years",
        "Persons prosecuted [en] : 2004 , 2006",
        "Persons suspected [en] : 2004 , 2006",
        "Victims detected [en] : 2004 , 2006",
    ]
    assert tables_of(page)["Totals by year"][0][1:] == ["Not recorded ..", "20", "Not recorded .."]


def test_a_state_without_figures_has_one_sentence_and_the_next_step(client):
    make_proposed(title=text("Canary"))
    page = page_of(client)
    assert "No figures have been released yet. See how data are collected." in words_of(page.main)
    assert "Canary" not in str(page)
    make_release({key_of(VICTIMS, "tha", 2006): 40})
    page = page_of(client)
    assert "No figures of this State have been released. See what is not known." in words_of(page.main)
    # What the record has of treaties and law stands all the same.
    assert words_of(page.select_one("#treaties + dl")).startswith("Organized Crime Convention Party")
    assert [words_of(each) for each in page.select("#law + ul h3")] == ["Penal provisions on trafficking in persons"]


def test_returns_are_for_the_state_and_the_secretariat(client):
    state = State.objects.get(slug="fra")
    make_return(state, round=make_round(year=2006), status="accepted")

    def returns_seen(reader):
        page = page_of(reader)
        return [words_of(each) for each in page.select("#returns + ul h3")]

    def client_of(user):
        reader = Client()
        reader.force_login(user)
        return reader

    assert returns_seen(client) == []
    assert "Returns" not in words_of(page_of(client).main)
    other = State.objects.get(slug="tha")
    assert returns_seen(client_of(make_person("Other", Role.DELEGATE, state=other))) == []
    assert returns_seen(client_of(make_person("Own", Role.DELEGATE, state=state))) == ["France, 2006"]
    assert returns_seen(client_of(make_user(Role.SECRETARIAT))) == ["France, 2006"]


def test_tabs_lead_from_one_page_to_the_other(client):
    for address, here in (("/en/states/fra/", "Overview"), (ADDRESS, "Figures")):
        tabs = page_of(client, address).select_one("nav.choose")
        assert words_of(tabs) == "Overview Figures"
        assert words_of(tabs.select_one("[aria-current]")) == here
    assert client.get("/en/states/nowhere/figures/").status_code == 404
    assert client.post(ADDRESS).status_code == 405


def test_the_page_asks_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries):
    make_release(reported_figures(("fra",), (2006,)))
    page_of(client)
    with django_assert_max_num_queries(32):
        page_of(client)
    make_release(reported_figures(), slug="another")
    page_of(client)
    with django_assert_max_num_queries(32):
        page_of(client)
