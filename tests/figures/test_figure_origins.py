"""Every figure that went from a file or a return through preparation and gate opens with all of its origin."""

import re

import pytest
from django.utils.html import strip_tags

from palermo.figures.cubes import Selection
from palermo.figures.models import Release
from palermo.figures.published_figures import figure_address, figures_of
from palermo.knowledge.models import Agreement, Dataset, Source
from palermo.returns.models import Return
from tests.figures.sources import DAY, VICTIMS, make_accepted_edition, make_accepted_return, released, unodc_row

pytestmark = pytest.mark.django_db

ROWS = [
    unodc_row(60),
    unodc_row(38, Sex="Female"),
    unodc_row("<5", Sex="Male"),
    unodc_row(20, Sex="Unknown"),
    unodc_row(44, Year=2006, Source="Ministry of Justice"),
    unodc_row(7, Dimension="by citizenship", Category="Myanmar"),
    unodc_row(53, Dimension="by citizenship", Category="Thailand"),
]
RETURN = {
    ("victims-sex", "total.total"): 60,
    ("victims-sex", "female.total"): 38,
    ("victims-sex", "male.total"): 20,
    ("victims-sex", "other.total"): 2,
    ("victims-form", "sexual.total"): 31,
    ("victims-form", "forced_labour.total"): "not_recorded",
}
ALWAYS = (
    *("Indicator", "Counting unit", "State", "Year", "Source", "Agency that recorded the data", "Article of law"),
    *("Release", "Released on", "Author", "Approved by", "Digest"),
)


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = DAY


def facts(client, address: str) -> dict[str, str]:
    """What the page of a figure says, by its labels; the first where a label comes twice."""
    response = client.get(address)
    assert response.status_code == 200, address
    shown: dict[str, str] = {}
    for label, words in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", response.text, re.DOTALL):
        shown.setdefault(strip_tags(label).strip(), re.sub(r"\s+", " ", strip_tags(words)).strip())
    return shown


def pages(client, release: Release) -> dict[str, dict[str, str]]:
    """The pages of all figures of a release, by their addresses."""
    addresses = [figure_address(release, each) for each in figures_of(release, Selection())]
    return {address: facts(client, address) for address in addresses}


def test_every_figure_of_a_file_opens_with_source_edition_mapping_method_and_approvers(client):
    edition = make_accepted_edition(ROWS)
    release = released(edition, indicators=(VICTIMS,))
    found = pages(client, release)
    assert len(found) == len(ROWS)
    for address, shown in found.items():
        assert {name: shown.get(name) for name in ALWAYS if not shown.get(name)} == {}, address
        assert shown["Edition of a dataset"] == edition.display_name()
        assert shown["Agency that recorded the data"] == "Not stated"
        assert re.sub(r" \d+", "", shown["Approved by"]) == "First, Second"
    sources = {shown["Year"]: shown["Source"].partition(" · ")[2] for shown in found.values()}
    assert sources == {"2007": "GLOTIP", "2006": "Ministry of Justice"}


def test_every_figure_of_a_return_opens_with_agency_article_unit_and_round(client):
    national_return = make_accepted_return(RETURN)
    release = released(national_return.round, indicators=(VICTIMS,))
    found = pages(client, release)
    assert len(found) == len(RETURN)
    for address, shown in found.items():
        assert {name: shown.get(name) for name in ALWAYS if not shown.get(name)} == {}, address
        assert shown["Agency that recorded the data"] == "National Police"
        assert shown["Article of law"] == "Article 12"
        assert shown["Counting unit"] == "Persons"
        assert shown["Round"] == national_return.round.display_name()
        assert shown["National return"] == national_return.display_name()


def test_what_stands_behind_a_figure_is_linked_only_for_those_who_may_see_it(client):
    """A source, an agreement and a dataset for Member States are named by the release, and their pages stay shut."""
    edition = make_accepted_edition(ROWS)
    release = released(edition, indicators=(VICTIMS,))
    address = figure_address(release, figures_of(release, Selection())[0])
    for model in (Source, Agreement, Dataset):
        model.objects.update(audience="public")
    html = client.get(address).text
    assert f'href="{edition.get_absolute_url()}"' in html
    assert f'href="{edition.agreement.get_absolute_url()}"' in html
    for model in (Source, Agreement, Dataset):
        model.objects.update(audience="member_states")
    html = client.get(address).text
    assert edition.display_name() in html
    shut = [edition.get_absolute_url(), edition.agreement.get_absolute_url(), edition.dataset.source.get_absolute_url()]
    assert [each for each in shut if f'href="{each}"' in html] == []
    assert [client.get(each).status_code for each in shut] == [404, 404, 404]


def test_return_behind_a_figure_is_not_linked_for_visitors(client):
    national_return = make_accepted_return(RETURN)
    release = released(national_return.round, indicators=(VICTIMS,))
    html = client.get(figure_address(release, figures_of(release, Selection())[0])).text
    assert f'href="{Return.objects.get().get_absolute_url()}"' not in html
