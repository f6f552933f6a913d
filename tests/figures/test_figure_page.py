"""The page of a figure: its value in words, where it comes from, and who published it."""

import re

import pytest
from django.test import Client
from django.utils.html import strip_tags

from palermo.figures.cubes import Selection
from palermo.figures.models import FigureOrigin, Release
from palermo.figures.published_figures import figure_address, figures_of
from tests.factories.accounts import make_state
from tests.factories.common import text
from tests.factories.figures import key_of, make_register, make_release

pytestmark = pytest.mark.django_db

VICTIMS = "victims-detected"
TRUE = {
    key_of(VICTIMS, "fra", 2007): 60,
    key_of(VICTIMS, "fra", 2006): 0,
    key_of(VICTIMS, "fra", 2007, sex="female"): 38,
    key_of(VICTIMS, "fra", 2007, sex="male"): 20,
    key_of(VICTIMS, "fra", 2007, sex="other"): 2,
    key_of(VICTIMS, "fra", 2007, sex="female", age="0-17"): 30,
    key_of(VICTIMS, "fra", 2007, sex="female", age="18+"): 8,
    key_of(VICTIMS, "tha", 2007): 44,
}


@pytest.fixture
def release() -> Release:
    make_state("France", slug="fra")
    return make_release(TRUE)


def page(client: Client, address: str) -> str:
    """The words of a page's main part."""
    response = client.get(address)
    assert response.status_code == 200, address
    main = re.search(r"<main.*?</main>", response.text, re.DOTALL)
    assert main
    return re.sub(r"\s+", " ", strip_tags(main[0].replace("<", " <"))).strip()


def facts(client: Client, address: str) -> dict[str, str]:
    """The lists of facts on a page, by their labels."""
    found = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", client.get(address).text, re.DOTALL)
    shown: dict[str, str] = {}
    for label, words in found:
        shown.setdefault(strip_tags(label).strip(), re.sub(r"\s+", " ", strip_tags(words)).strip())
    return shown


def test_figure_says_where_it_comes_from(client, release):
    address = f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/?sex=female"
    shown = facts(client, address)
    wanted = (
        "Counting unit",
        "Sex",
        "Source",
        "Agency that recorded the data",
        "Article of law",
        "Author",
        "Approved by",
    )
    assert {name: shown[name] for name in wanted} == {
        "Counting unit": "Persons",
        "Sex": "Female",
        "Source": "Ministry of the Interior",
        "Agency that recorded the data": "Not stated",
        "Article of law": "Not stated",
        "Author": "Author",
        "Approved by": "First Approver, Second Approver",
    }
    words = page(client, address)
    assert words.startswith("Victims detected [en] 38 France [en] · 2007 · Female The number that the source recorded.")
    assert "As reported by States. [en]" in words


@pytest.mark.parametrize(
    ("query", "heading", "sentence"),
    [
        ("2007/?sex=other", "Suppressed (1–4)", "Fewer than 5: small figures are not published"),
        (
            "2007/?sex=male",
            "Suppressed (0–21)",
            "Suppressed, because a small figure could be computed from it. From other published figures it follows "
            "that it is between 0 and 21.",
        ),
        ("2006/", "0", "Zero: the source looked and recorded none."),
    ],
)
def test_kind_of_a_figure_is_said_in_words(client, release, query, heading, sentence):
    words = page(client, f"/en/data/figures/{release.slug}/{VICTIMS}/fra/{query}")
    assert words.startswith(f"Victims detected [en] {heading} France [en]")
    assert sentence in words


def test_suppressed_figure_is_nowhere_on_its_page(client, release):
    words = page(client, f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/?sex=male")
    assert re.findall(r"(?<![\w-])20(?!\w)", words) == []


def test_neighbours_are_linked(client, release):
    html = client.get(f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/?sex=female").text
    root = f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/"
    linked = set(re.findall(rf'href="({re.escape(root)}[^"]*)"', html.partition('id="breakdowns"')[2]))
    assert linked == {
        root,
        f"{root}?sex=male",
        f"{root}?sex=other",
        f"{root}?age=0-17&amp;sex=female",
        f"{root}?age=18%2B&amp;sex=female",
    }


def test_figure_leads_to_the_explorer_and_back(client, release):
    address = f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/?sex=female"
    found = re.search(r'<a\s+href="(/en/data/explorer/\?[^"]+)"', client.get(address).text)
    assert found
    explorer = client.get(found[1].replace("&amp;", "&"), follow=True)
    assert explorer.status_code == 200
    assert f'href="{address}"' in explorer.text


@pytest.mark.parametrize(
    "address",
    [
        "fra/2005/",
        "deu/2007/",
        "fra/2007/?sex=unknown",
        "fra/2007/?sex=nonsense",
        "fra/2007/?age=18%2B",
        f"fra/{10**30}/",
    ],
)
def test_figure_that_is_not_published_has_no_page(client, release, address):
    assert client.get(f"/en/data/figures/{release.slug}/{VICTIMS}/{address}").status_code == 404


def test_release_in_preparation_has_no_figure_pages(client, release):
    Release.objects.filter(pk=release.pk).update(status="releasing")
    assert client.get(f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/").status_code == 404


def test_figure_of_a_withdrawn_release_says_so(client, release):
    Release.objects.filter(pk=release.pk).update(
        status="withdrawn", withdrawn_on="2007-08-01", reason=text("A State reported another number")
    )
    words = page(client, f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/")
    assert "The release of this figure was withdrawn. Do not use the figure." in words
    assert "A State reported another number [en]" in words


def test_same_figure_of_another_release_is_linked(client):
    register = make_register()
    people = {"population": "victims", "register": register}
    earlier = make_release({key_of(VICTIMS, "fra", 2006): 60}, **people, population_edition="1")
    later = make_release(
        {key_of(VICTIMS, "fra", 2006): 60, key_of(VICTIMS, "fra", 2007): 70}, **people, population_edition="1"
    )
    html = client.get(f"/en/data/figures/{later.slug}/{VICTIMS}/fra/2006/").text
    assert f'href="/en/data/figures/{earlier.slug}/{VICTIMS}/fra/2006/"' in html


def test_every_figure_of_a_release_opens_with_its_origin(client, release):
    FigureOrigin.objects.filter(release=release).update(agency="Police")
    figures = figures_of(release, Selection())
    assert len(figures) == len(TRUE)
    wanted = {
        *("Source", "Agency that recorded the data", "Article of law", "Counting unit", "Release", "Released on"),
        *("Author", "Approved by", "Digest"),
    }
    for figure in figures:
        address = figure_address(release, figure)
        shown = facts(client, address)
        assert {name: shown[name] for name in wanted if not shown.get(name)} == {}, address
        assert "As reported by States. [en]" in client.get(address).text


def test_number_of_queries_does_not_grow(client, release, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        client.get(f"/en/data/figures/{release.slug}/{VICTIMS}/fra/2007/?sex=female")
