"""Indicators that have no releases of their own show their figures, each with the way to what it rests on."""

import pytest
from bs4 import BeautifulSoup

from palermo.figures.actions.shipped_indicators import load_shipped_indicators
from tests.factories.figures import make_release
from tests.figures.reported import reported_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


@pytest.fixture(autouse=True)
def _shipped():
    load_shipped_indicators(by="a test")


def rows_of(client, slug):
    response = client.get(f"/en/data/indicators/{slug}/")
    assert response.status_code == 200
    page = BeautifulSoup(response.content, "lxml")
    table = page.select_one("#figures + link + div table, #figures + div table")
    if table is None:
        return page, []
    rows = [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    return page, rows


def test_reporting_states(client):
    make_release(reported_figures())
    page, rows = rows_of(client, "reporting-states")
    assert rows == [
        ["Detected victims of trafficking in persons", "6", "6", "6"],
        ["Persons suspected of trafficking in persons", "6", "6", "6"],
        ["Persons prosecuted for trafficking in persons", "6", "6", "6"],
        ["Persons convicted of trafficking in persons", "6", "6", "6"],
    ]
    assert "Source: Figures on victims [en] (1 June 2007)." in page.main.get_text(" ")
    addresses = [each["href"] for each in page.select("table.released td a")]
    assert addresses
    assert all(client.get(each).status_code == 200 for each in addresses[:3])


def test_the_series_of_sdg_16_2_2(client):
    make_release(reported_figures())
    _page, rows = rows_of(client, "sdg-16-2-2")
    assert rows == [
        ["VC_HTF_DETV · All forms", "390", "396", "402"],
        ["Reporting States", "6", "6", "6"],
        ["VC_HTF_DETVSX · Sexual exploitation", "300", "306", "312"],
        ["Reporting States", "6", "6", "6"],
        ["VC_HTF_DETVFL · Forced labour, servitude and slavery", "90", "90", "90"],
        ["Reporting States", "6", "6", "6"],
    ]


def test_flows(client):
    make_release(reported_figures())
    _page, rows = rows_of(client, "flows")
    found = {row[0]: row[1:] for row in rows}
    assert found["Own nationals"] == ["72", "114", "Not recorded ..", "32", "64", "Not recorded .."]
    assert found["Eastern European States"] == ["20", "40", "Not recorded ..", "20", "40", "Not recorded .."]


def test_figures_of_the_record(client):
    _page, rows = rows_of(client, "treaty-ratification")
    assert rows[0] == ["African States", "53", "35", "6"]
    _page, rows = rows_of(client, "legislation-coverage")
    assert rows[:2] == [["Any law", "30", "0", "0", "85"], ["Recruitment", "20", "0", "0", "95"]]
    _page, rows = rows_of(client, "tools")
    assert [row[0] for row in rows] == ["Tools", "States that use a tool", "Organizations that use a tool"]
    _page, rows = rows_of(client, "training-reach")
    assert [row[0] for row in rows] == ["Training sessions held", "Participants"]


def test_without_releases_what_is_computed_has_no_table(client):
    for slug in ("reporting-states", "sdg-16-2-2", "flows", "victims-detected"):
        page, rows = rows_of(client, slug)
        assert rows == []
        assert page.select("#figures") == []
