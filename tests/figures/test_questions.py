"""Pages of questions: charts, a paragraph composed from the figures, limits, and the data with links to each figure."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup

from palermo.core.languages import LANGUAGES
from palermo.figures.models import Release
from palermo.figures.states.releases import ReleaseStatus
from palermo.figures.web.questions.pages import QUESTIONS
from tests.factories.common import text
from tests.factories.figures import make_indicator, make_release
from tests.factories.releases import make_proposed
from tests.figures.reported import reported_figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
WHO, WHERE, JUSTICE, UNKNOWN = (each.slug for each in QUESTIONS)
ADDRESSES = [f"/en/data/questions/{each.slug}/" for each in QUESTIONS]


def page_of(client, slug, query="", language="en"):
    response = client.get(f"/{language}/data/questions/{slug}/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "lxml")


def words_of(element):
    return " ".join(element.get_text(" ").split())


def paragraph_of(page):
    return words_of(page.select_one(".answer"))


def charts_of(page):
    """Each chart by its title, as the rows of its table."""
    return {
        words_of(chart.select_one("figcaption")): [
            [words_of(cell) for cell in row.select("th, td")] for row in chart.select("tbody tr")
        ]
        for chart in page.select("figure.chart")
    }


def data_of(page):
    rows = page.select("table.released tbody tr")
    return [[words_of(cell) for cell in row.select("th, td")] for row in rows]


def test_who_is_trafficked(client):
    release = make_release(reported_figures())
    page = page_of(client, WHO)
    assert paragraph_of(page) == (
        "For 2006, six States reported detected victims of trafficking in persons: 402 in all. For 2006, six States "
        "reported detected victims by sex and age: women, 312; men, 60; girls, 6 to 24; boys, 6 to 24. For 2006, six "
        "States reported detected victims by form of exploitation: sexual exploitation, 312; and forced labour or "
        "services, 90. Among the figures on which this rests, 12 are suppressed to protect persons; the sums are "
        "therefore given as intervals. Source: Figures on victims [en] (1 June 2007)."
    )
    assert charts_of(page) == {
        "Detected victims by sex and age, 2006": [
            ["Women", "312"],
            ["Men", "60"],
            ["Girls", "6–24"],
            ["Boys", "6–24"],
        ],
        "Detected victims by form of exploitation, 2006": [
            ["Sexual exploitation", "312"],
            ["Forced labour or services", "90"],
        ],
    }
    assert "6 States reported. 12 figures are suppressed." in words_of(page.select_one("#chart-sex-age"))
    assert data_of(page)[0] == ["Austria", "Suppressed 1–4", "27", "Suppressed 1–4", "10"]
    assert next(words_of(each) for each in page.select("#limits + ul li")).startswith(
        "Detected victims are those whom authorities identified, not all victims;"
    )
    sources = [each["href"] for each in page.select(".margin h3 a")]
    assert sources == [release.get_absolute_url()]


def test_a_year_is_chosen_and_nonsense_is_none(client):
    make_release(reported_figures())
    assert "For 2004, six States" in paragraph_of(page_of(client, WHO, "?year=2004"))
    for query in ("?year=1999", "?year=20x4", "?year=２００４", "?data=nothing", "?page=99", "?region=nowhere"):
        for slug in (WHO, WHERE, JUSTICE, UNKNOWN):
            page_of(client, slug, query)
    assert "For 2006, six States" in paragraph_of(page_of(client, WHO, "?year=1999"))


def test_of_several_releases_the_last_is_used_or_the_one_asked_for(client):
    make_release(reported_figures(), slug="first", title=text("First"))
    make_release(reported_figures(more=10), slug="second", title=text("Second"))
    page = page_of(client, WHO)
    assert paragraph_of(page).endswith("Source: Second [en] (1 June 2007).")
    assert "462 in all" in paragraph_of(page)
    [other] = [each for each in page.select(".margin a") if words_of(each) == "First [en]"]
    assert other["href"] == "?release=first"
    page = page_of(client, WHO, "?release=first")
    assert paragraph_of(page).endswith("Source: First [en] (1 June 2007).")
    assert "402 in all" in paragraph_of(page)
    assert page.select_one("form.filter input[name=release]")["value"] == "first"
    assert "462 in all" in paragraph_of(page_of(client, WHO, "?release=nothing"))


def test_every_figure_of_the_data_leads_to_its_page(client):
    make_release(reported_figures())
    found = set()
    for slug, query in ((WHO, ""), (WHO, "?data=form"), (WHERE, ""), (WHERE, "?data=citizenship"), (JUSTICE, "")):
        page = page_of(client, slug, query)
        cells = page.select("table.released td")
        assert cells
        assert [cell for cell in cells if not cell.select("a")] == []
        found |= {cell.a["href"] for cell in cells}
    for address in sorted(found)[:: max(len(found) // 12, 1)]:
        assert client.get(address).status_code == 200


def test_where_victims_are_found(client):
    make_release(reported_figures())
    page = page_of(client, WHERE)
    charts = charts_of(page)
    assert list(charts) == [
        "Detected victims by State, 2006",
        "Citizenship of detected victims and where they were detected, 2006",
        "Detected victims in States with a published number for each year from 2004 to 2006",
    ]
    assert charts["Detected victims by State, 2006"][0] == ["Austria", "42"]
    flows = {row[0]: row[1:] for row in charts["Citizenship of detected victims and where they were detected, 2006"]}
    assert flows["Own nationals"] == ["72", "114", "Not recorded", "32", "64", "Not recorded"]
    assert flows["Eastern European States"] == ["20", "40", "Not recorded", "20", "40", "Not recorded"]
    assert list(charts.values())[2] == [["2004", "390"], ["2005", "396"], ["2006", "402"]]
    assert data_of(page)[0] == ["Austria", "40", "41", "42"]
    assert data_of(page_of(client, WHERE, "?data=citizenship"))[:2] == [
        ["Austria, Austria", "22"],
        ["Austria, Ukraine", "20"],
    ]


def test_how_justice_systems_respond(client):
    make_release(reported_figures())
    page = page_of(client, JUSTICE)
    said = paragraph_of(page)
    assert said.startswith(
        "For 2006, six States reported on persons suspected, prosecuted and convicted: 180 suspected, 120 prosecuted, "
        "63 convicted. As at 1 February 2008, 115 States and one organization were parties to the treaty “Protocol to "
        "Prevent"
    )
    assert "Of the Member States that are parties (115), a law is on record from a published source for 30" in said
    assert list(charts_of(page)) == [
        "Persons suspected, prosecuted and convicted, 2006",
        "Trafficking Protocol: parties over time, status as at 1 February 2008",
        "Trafficking Protocol: the law of the Member States that are parties",
    ]
    assert data_of(page)[0] == ["Austria", "30", "20", "8"]
    recruitment = next(row for row in page.select("tbody tr") if words_of(row).startswith("Recruitment"))
    assert [words_of(cell) for cell in recruitment.select("td")] == ["20", "0", "0", "95"]


def test_what_is_not_known(client):
    make_indicator("Never released", "never-released", position=99)
    make_release(reported_figures())
    page = page_of(client, UNKNOWN)
    assert paragraph_of(page) == (
        "Figures are on record for 6 of 192 Member States; for 186 none are on record. Of 216 published figures, 36 "
        "are suppressed. One indicator has no figures yet. Source: Figures on victims [en] (1 June 2007)."
    )
    charts = charts_of(page)
    assert charts["States that reported, by regional group, 2004 to 2006"][2] == [
        "Eastern European States (23)",
        *["Not recorded"] * 3,
    ]
    assert charts["Published and suppressed figures by indicator"][-1] == ["Victims detected [en]", "126", "36"]
    rows = {row[0]: row[1:] for row in data_of(page)}
    assert rows["South Africa"] == ["4", "4", "4"]
    assert rows["Algeria"] == ["Not recorded"] * 3
    assert [words_of(each) for each in page.select("#indicators + ul li")] == ["Never released [en]"]
    others = {row[0] for row in data_of(page_of(client, UNKNOWN, "?region=eastern-european"))}
    assert "Algeria" not in others
    # By name, as everywhere, and by nothing else.
    names = list(rows)
    assert names == sorted(names, key=lambda name: name.replace("ô", "o"))


def test_without_a_release_there_is_one_sentence_and_the_next_step(client):
    make_proposed(title=text("Canary"), notes="Canary")
    for slug in (WHO, WHERE, JUSTICE, UNKNOWN):
        response = client.get(f"/en/data/questions/{slug}/")
        assert "Canary" not in response.content.decode()
        page = BeautifulSoup(response.content, "lxml")
        assert "No figures have been released yet. See how data are collected." in words_of(page.select_one("main"))
    # What the record has of treaties and law stands all the same.
    assert paragraph_of(page_of(client, JUSTICE)).startswith("As at 1 February 2008, 115 States")


def test_withdrawn_figures_are_not_used(client):
    release = make_release(reported_figures())
    assert "402" in paragraph_of(page_of(client, WHO))
    Release.objects.filter(pk=release.pk).update(
        status=ReleaseStatus.WITHDRAWN, withdrawn_on=date(2008, 2, 1), reason=text("Wrong")
    )
    assert "402" not in words_of(page_of(client, WHO))


def test_invented_figures_are_marked(client):
    make_release(reported_figures(), is_invented=True)
    page = page_of(client, WHO)
    assert paragraph_of(page).endswith("These figures were invented for the demonstration.")
    assert "invented for the demonstration" in words_of(page.select_one(".margin"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_the_paragraph_is_in_the_language_of_the_page(client, language):
    make_release(reported_figures())
    said = {slug: paragraph_of(page_of(client, slug, language=language.django_code)) for slug in (WHO, WHERE, JUSTICE)}
    for slug, words in said.items():
        assert "402" in words or slug == JUSTICE
        assert ("For 2006" in words) is (language.code == "en")
        assert f"[{language.code}]" in words


@pytest.mark.parametrize("slug", [WHO, WHERE, JUSTICE, UNKNOWN])
def test_charts_are_given_as_files_at_the_address_of_the_page(client, slug):
    make_release(reported_figures())
    page = page_of(client, slug)
    for link in page.select(".chart-files a"):
        if "as=png" not in link["href"]:
            assert client.get(f"/en/data/questions/{slug}/{link['href']}").status_code == 200


@pytest.mark.parametrize(("slug", "most"), [(WHO, 8), (WHERE, 14), (JUSTICE, 10), (UNKNOWN, 13)])
def test_pages_ask_the_database_a_fixed_number_of_times(client, django_assert_max_num_queries, slug, most):
    make_release(reported_figures())
    page_of(client, slug)
    with django_assert_max_num_queries(most):
        page_of(client, slug)
    make_release(reported_figures(("deu", "ita", "esp"), (2004, 2005, 2006)), slug="another")
    page_of(client, slug)
    with django_assert_max_num_queries(most):
        page_of(client, slug)


def test_pages_are_public_indexed_and_linked(client):
    make_release(reported_figures())
    overview = BeautifulSoup(client.get("/en/data/").content, "lxml")
    assert [each["href"] for each in overview.select("#questions + ul a")][:4] == ADDRESSES
    for address in ADDRESSES:
        response = client.get(address)
        assert "noindex" not in response.headers.get("X-Robots-Tag", "")
        assert len(response.content) < 300_000
        # A strict policy: nothing inline, nothing from elsewhere.
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", response.content.decode())
        assert client.post(address).status_code == 405
    assert client.get("/en/data/questions/nothing/").status_code == 404
