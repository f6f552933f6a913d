"""Readers of the demonstration at the real date who begin at the home page and only click."""

import csv

import pytest

from tests.portal.by_labels import Journey
from tests.portal.clicking import reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("present"), pytest.mark.slow]


def test_which_states_are_party_to_the_protocol():
    way = Journey(reader("")).click("Data & research", "Treaties", "Trafficking Protocol")
    assert (way.facts()["Parties"], way.row("Eastern European States")) == ("159", ["23", "22", "22"])
    assert way.clicks <= 3


def test_how_many_victims_a_state_reports():
    way = Journey(reader("")).click(
        "Data & research", "Data collection", "Where are victims found and where do they come from?"
    )
    assert (way.row("State"), way.row("Doriland (invented)")) == (["Persons"], ["226"])
    assert way.clicks <= 3


def test_figures_are_downloaded():
    way = Journey(reader("")).click("Data & research", "Data collection", "Data explorer")
    way.click("CSV", within=".take-away")
    rows = csv.DictReader(way.content.decode("utf-8-sig").splitlines())
    assert {(row["state"], row["year"]): row["value"] or row["sign"] for row in rows} == {
        ("invented-arvania", "2024"): "365",
        ("invented-arvania", "2025"): "420",
        ("invented-belmora", "2024"): "25",
        ("invented-cordelia", "2024"): "65",
        ("invented-doriland", "2024"): "226",
        ("invented-estrania", "2024"): "*",
    }
    assert way.clicks <= 4


def test_a_focal_point_opens_the_return():
    way = Journey(reader("estrania@example.org")).click("My desk", "Estrania (invented), 2025")
    left = [each for each in way.all("main li, main p") if each.startswith("354 ")]
    empty = "354 cells are empty. Enter numbers, or why there are none."
    assert (way.one("h1"), left) == ("Estrania (invented), 2025", [empty])
    assert way.clicks <= 2


def test_a_researcher_cites_a_release():
    way = Journey(reader("")).click(
        "Data & research", "Data collection", "Releases of figures", "Victims detected by invented States"
    )
    [cited] = [each for each in way.all(".copyable") if "Victims detected by invented States" in each]
    way.click("Text")
    assert " ".join(way.content.decode().split()) == cited
    assert way.clicks <= 5
