"""The data explorer: a choice in the address, forms that fit, sums with what is withheld, trends that are refused."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.test import Client
from django.utils.html import strip_tags

from palermo.figures.models import Release
from palermo.figures.states.indicators import Measure
from tests.factories.accounts import make_state
from tests.factories.common import text
from tests.factories.figures import key_of, make_indicator, make_register, make_release
from tests.figures.channels import READERS, content_of

pytestmark = pytest.mark.django_db

VICTIMS = "victims-detected"
EXPLORER = "/en/data/explorer/"
NAMES = {"fra": "France", "tha": "Thailand", "deu": "Germany", "bra": "Brazil"}
# Germany reported in one of the years only.
TOTALS = {
    ("fra", 2005): 60,
    ("fra", 2006): 70,
    ("fra", 2007): 80,
    ("tha", 2005): 44,
    ("tha", 2006): 0,
    ("tha", 2007): 51,
    ("bra", 2005): 10,
    ("bra", 2006): 11,
    ("bra", 2007): 3,
    ("deu", 2007): 90,
}
SEXES = {("fra", 2007): {"female": 60, "male": 18, "other": 2}, ("tha", 2007): {"female": 30, "male": 21}}
TRUE = {key_of(VICTIMS, *place): number for place, number in TOTALS.items()} | {
    key_of(VICTIMS, *place, sex=sex): number for place, by_sex in SEXES.items() for sex, number in by_sex.items()
}


@pytest.fixture
def release() -> Release:
    for slug, name in NAMES.items():
        make_state(name, slug=slug)
    make_indicator("Victims detected", VICTIMS)
    return make_release(TRUE)


def result(client: Client, query: str) -> str:
    """The HTML of the figures that a choice gives."""
    response = client.get(f"{EXPLORER}?{query}", follow=True)
    assert response.status_code == 200
    found = re.search(r'<section id="explorer-result".*?</section>', response.text, re.DOTALL)
    assert found
    return found[0]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", strip_tags(re.sub(r"<(/td|/th|/p|/li|/dt|/dd|small)", r" <\1", html))).strip()


def table(html: str, of: str = "released") -> list[list[str]]:
    """The rows of a table, each with the texts of its cells."""
    found = re.search(rf'<table class="{of}">(.*?)</table>' if of else r"<table>(.*?)</table>", html, re.DOTALL)
    assert found
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found[1], re.DOTALL)
    cell = r"<t[hd][^>]*>(.*?)</t[hd]>"
    return [[words(each).strip() for each in re.findall(cell, row, re.DOTALL)] for row in rows]


def views(html: str) -> list[str]:
    """The forms that are offered."""
    navigation = html.partition('<nav class="choose"')[2].partition("</nav>")[0]
    return [words(each) for each in re.findall(r"<li>(.*?)</li>", navigation, re.DOTALL)]


def test_explorer_without_releases_says_so(client):
    response = client.get(EXPLORER)
    assert response.status_code == 200
    assert "No figures are published yet." in response.text


def test_table_has_sums_first_then_every_state(client, release):
    shown = table(result(client, f"indicator={VICTIMS}&by=total&view=table"))
    assert shown == [
        ["State", "2005", "2006", "2007"],
        ["Sum", "114 3 States", "81 3 States", "222–225 1 figure suppressed, 4 States"],
        ["Brazil [en]", "10", "11", "Suppressed 1–4"],
        ["France [en]", "60", "70", "80"],
        ["Germany [en]", "Not recorded ..", "Not recorded ..", "90"],
        ["Thailand [en]", "44", "0", "51"],
    ]


def test_every_cell_of_the_table_leads_to_its_figure_and_sums_to_their_parts(client, release):
    html = result(client, f"indicator={VICTIMS}&by=total&view=table&from=2007")
    links = dict(re.findall(r'<th scope="row">([^<]+)</th><td[^>]*><a href="([^"]+)"', html))
    root = f"/en/data/figures/{release.slug}/{VICTIMS}"
    assert links == {
        "Sum": f"?indicator={VICTIMS}&amp;by=total&amp;from=2007&amp;until=2007&amp;view=table",
        **{f"{name} [en]": f"{root}/{slug}/2007/" for slug, name in NAMES.items()},
    }
    for slug in NAMES:
        assert client.get(f"{root}/{slug}/2007/").status_code == 200


def test_hidden_figures_are_on_no_page(client, release):
    """18 victims are hidden, since 2 others could be computed from it."""
    for view in ("table", "bars", "intervals", "line"):
        html = result(client, f"indicator={VICTIMS}&by=sex&state=fra&view={view}")
        assert re.findall(r"(?<![\d.-])18(?![\d.])", words(html)) == []
    for form in ("csv", "svg"):
        address = f"{EXPLORER}?indicator={VICTIMS}&by=sex&state=fra&view=bars&chart=figures&as={form}"
        response = client.get(address)
        assert response.status_code == 200
        assert re.findall(r">18<|,18\b", response.content.decode()) == []


def test_one_year_has_its_categories_side_by_side(client, release):
    shown = table(result(client, f"indicator={VICTIMS}&by=sex&state=fra&state=tha&view=table"))
    assert shown == [
        ["State", "Female", "Male", "Other"],
        ["France [en]", "60", "Suppressed 0–19", "Suppressed 1–4"],
        ["Thailand [en]", "30", "21", "Not recorded .."],
    ]


def test_states_are_compared_with_the_warning_and_one_state_without(client, release):
    assert "Definitions of States differ." in result(client, f"indicator={VICTIMS}&by=total&state=fra&state=tha")
    assert "Before you compare" not in result(client, f"indicator={VICTIMS}&by=total&state=fra")


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("by=total", ["Table", "Line", "Bars", "Intervals", "Map"]),
        ("by=total&state=fra", ["Table", "Line", "Bars", "Intervals"]),
        ("by=total&state=fra&state=tha", ["Table", "Line", "Bars", "Intervals", "Map", "Matrix"]),
        ("by=total&from=2007", ["Table", "Bars", "Intervals", "Map"]),
        ("by=sex", ["Table", "Bars", "Intervals", "Matrix"]),
        ("by=sex&sex=female", ["Table", "Bars", "Intervals", "Map"]),
        ("by=sex&state=fra", ["Table", "Bars", "Intervals"]),
    ],
)
def test_only_forms_that_fit_are_offered(client, release, query, offered):
    assert views(result(client, f"indicator={VICTIMS}&{query}")) == offered


def test_sums_of_a_changing_set_of_states_are_refused_as_a_trend(client, release):
    html = result(client, f"indicator={VICTIMS}&by=total&view=line")
    assert "No trend is drawn: not the same States reported in each year." in html
    assert re.findall(r'class="(?:curve|spread)-\d"', html) == []
    offer = re.search(r'<a href="\?([^"]+)" rel="nofollow">2005–2007: the sum of the 3 States', html)
    assert offer
    query = offer[1].replace("&amp;", "&")
    assert parse_qsl(query) == [
        ("indicator", VICTIMS),
        ("by", "total"),
        *(("state", each) for each in ("bra", "fra", "tha")),
        *(("from", "2005"), ("until", "2007"), ("sum", "1"), ("view", "line")),
    ]
    html = result(client, query)
    assert "No trend is drawn" not in html
    # From 2005 to 2006 a line, and none to the sum with a suppressed figure; for wide and narrow pages.
    assert re.findall(r'class="(curve|spread)-1"', html) == ["curve"] * 2


def test_too_few_states_in_all_years_is_said(client, release):
    html = result(client, f"indicator={VICTIMS}&by=total&view=line&state=fra&state=deu&sum=1")
    assert "Too few States reported in all of these years." in html


def test_number_of_reporting_states_stands_under_every_sum(client, release):
    html = result(client, f"indicator={VICTIMS}&by=total&view=line")
    assert table(html, of="") == [
        ["Year", "Sum", "States that reported"],
        ["2005", "114", "3"],
        ["2006", "81", "3"],
        ["2007", "222–225", "4"],
    ]
    assert "2007: between 222 and 225; 1 figure suppressed; 4 States" in words(html).replace("Sum · ", "")
    bars = table(result(client, f"indicator={VICTIMS}&by=total&view=bars"), of="")
    assert [row[0] for row in bars[1:]] == ["2005, 3 States", "2006, 3 States", "2007, 4 States"]


def test_marks_lead_to_their_figures(client, release):
    html = result(client, f"indicator={VICTIMS}&by=total&state=fra&state=tha&view=line")
    picture = html.partition('<div class="chart-picture">')[2].partition("</div>")[0]
    links = set(re.findall(r'<a href="([^"]+)" tabindex="-1"', picture))
    root = f"/en/data/figures/{release.slug}/{VICTIMS}"
    assert links == {f"{root}/{state}/{year}/" for state in ("fra", "tha") for year in (2005, 2006, 2007)}


def test_map_hatches_states_without_a_figure(client, release):
    html = result(client, f"indicator={VICTIMS}&by=total&view=map&year=2006")
    assert table(html, of="") == [
        ["State", "2006"],
        ["Brazil [en]", "11"],
        ["France [en]", "70"],
        ["Germany [en]", "Not recorded"],
        ["Thailand [en]", "0"],
    ]
    hatched = re.findall(r'fill="url\(#figures-any-hatched-scaled\)"><title>([^<]+)', html)
    assert hatched == ["Germany [en]: Not recorded"]


def test_matrix_of_categories_and_states(client, release):
    html = result(client, f"indicator={VICTIMS}&by=sex&view=matrix")
    assert table(html, of="") == [
        ["Sex", "France [en]", "Thailand [en]"],
        ["Female", "60", "30"],
        ["Male", "Suppressed (0–19)", "21"],
        ["Other", "Suppressed (1–4)", "Not recorded"],
    ]


def test_address_is_written_in_one_order(client, release):
    untidy = f"view=line&state=tha&state=fra&from=&until=2007&indicator={VICTIMS}&by=total&utm_source=x&page=1"
    response = client.get(f"{EXPLORER}?{untidy}")
    assert response.status_code == 302
    tidy = f"indicator={VICTIMS}&by=total&state=fra&state=tha&until=2007&view=line"
    assert urlsplit(response["Location"]).query == tidy
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("by=form", "This release does not have the indicator by: Form of exploitation."),
        ("by=sex&sex=unknown", "There are no figures for the category “Not known” here."),
        ("by=sex&view=line", "This choice cannot be shown as: Line."),
        ("by=total&view=map&year=1999", "There are no figures for the year “1999” here."),
    ],
)
def test_what_is_known_but_not_there_is_said(client, release, query, sentence):
    response = client.get(f"{EXPLORER}?{query}")
    assert response.status_code == 200
    assert sentence in words(response.text)


UNKNOWN = {
    "indicator=unknown": ("indicator", "There is no choice “unknown”. Choose one from the list."),
    "state=fra&state=xyz": ("boxes-state", "There is no country “xyz”. Choose one from the list."),
    "by=colour": ("by", "There is no choice “colour”. Choose one from the list."),
    "by=sex&sex=woman": ("boxes-sex", "There is no choice “woman”. Choose one from the list."),
    "release=another": ("explorer-form", "There is no choice “another”. Choose one from the list."),
    "view=pie": ("explorer-form", "There is no choice “pie”. Choose one from the list."),
    "year=soon": ("explorer-form", "There is no choice “soon”. Choose one from the list."),
    "from=2009&until=2005": ("from", "The first year must not be after the last year. Choose other years."),
    "sum=no": ("sum", "There is no choice “no”. Choose one from the list."),
    "state=fra&sum=1": ("sum", "Choose two or more States to show their total."),
}


@pytest.mark.parametrize("query", UNKNOWN)
def test_what_is_in_no_list_is_an_error_at_its_field_and_nothing_is_shown(client, release, query):
    response = client.get(f"{EXPLORER}?{query}")
    assert response.status_code == 200
    summary = response.text.partition('<div class="error-summary"')[2].partition("</div>")[0]
    assert re.findall(r'<li><a href="#([^"]+)">([^<]+)</a>', summary)[0] == UNKNOWN[query]
    assert ("explorer-result" in response.text, "chart-drawing" in response.text) == (False, False)
    field, sentence = UNKNOWN[query]
    if field.removeprefix("boxes-") in ("indicator", "by", "from", "state", "sex"):
        at_field = rf'<span class="errorlist" id="{field.removeprefix("boxes-")}_error">([^<]+)</span>'
        assert re.findall(at_field, response.text) == [sentence]


def test_a_state_of_any_slug_is_chosen_on_every_channel(client):
    make_state("Arvania", slug="invented-arvania")
    make_state("Belmora", slug="invented-belmora")
    make_indicator("Victims detected", VICTIMS)
    make_release({key_of(VICTIMS, f"invented-{name}", 2007): 50 for name in ("arvania", "belmora")})
    of_form = re.findall(r'name="state" value="([^"]+)"', client.get(EXPLORER, follow=True).text)
    assert of_form == ["invented-arvania", "invented-belmora"]
    for state in (*of_form, "INVENTED-ARVANIA"):
        shown = words(result(client, f"by=total&state={state}&view=table"))
        assert ("All States" in shown, "There is no" in shown) == (False, False)
        query = f"indicator={VICTIMS}&state={state}"
        rows = client.get(f"/api/v1/figures?{query}").json()["figures"]
        assert [row["state"] for row in rows] == [state.lower()]
        for form, read in READERS.items():
            written = content_of(client.get(f"/en/data/explorer/figures.{form}?{query}"))
            assert [row["state"] for row in read(written)] == [state.lower()]
        drawn = client.get(f"/embed/map.svg?{query}&by=total", follow=True)
        assert (drawn.status_code, "Arvania" in drawn.text) == (404, False)


def test_a_total_is_offered_where_there_are_states_to_add(client, release):
    for query, is_offered, is_chosen in (
        ("sum=1", True, True),
        ("state=fra", False, False),
        ("state=fra&state=bra", True, False),
        ("state=fra&state=bra&sum=1", True, True),
    ):
        box = re.findall(
            r'<input type="checkbox" name="sum"[^>]*>', client.get(f"{EXPLORER}?{query}", follow=True).text
        )
        assert (len(box), any("checked" in each for each in box)) == (is_offered, is_chosen)


def test_years_without_figures_offer_all_years(client, release):
    html = result(client, f"indicator={VICTIMS}&by=total&from=1990&until=1995")
    assert "There are no figures for these years." in html
    assert f'href="?indicator={VICTIMS}&amp;by=total"' in html


def test_state_without_figures_has_a_row_that_says_so(client, release):
    make_state("Peru", slug="per")
    shown = table(result(client, f"indicator={VICTIMS}&by=total&state=fra&state=per&view=table&from=2007"))
    assert shown[1:] == [["France [en]", "80"], ["Peru [en]", "Not recorded .."]]


def test_state_without_any_category_has_a_table_alone(client, release):
    html = result(client, f"indicator={VICTIMS}&by=sex&state=bra")
    assert views(html) == []
    assert table(html)[1:] == [["Brazil [en]", "Not recorded .."]]


def test_reader_chooses_among_releases_and_gets_the_last_one_at_first(client, release):
    other = make_release({key_of(VICTIMS, "fra", 2007): 33}, make_register(), title=text("Returns"))
    Release.objects.filter(pk=other.pk).update(released_on="2007-05-01")
    html = client.get(f"{EXPLORER}?indicator={VICTIMS}&by=total&state=fra&view=table", follow=True).text
    assert re.findall(r'<option value="(release-\d+)"( selected)?>', html) == [
        (release.slug, " selected"),
        (other.slug, ""),
    ]
    shown = table(result(client, f"release={other.slug}&indicator={VICTIMS}&by=total&state=fra&view=table"))
    assert shown == [["State", "2007"], ["France [en]", "33"]]


def test_withdrawn_release_and_one_in_preparation_are_not_offered(client, release):
    for status in ("withdrawn", "releasing"):
        Release.objects.filter(pk=release.pk).update(status=status, withdrawn_on="2007-09-01", reason=text("Wrong"))
        response = client.get(f"{EXPLORER}?release={release.slug}")
        assert "No figures are published yet." in response.text


def test_long_tables_have_pages(client):
    for slug in NAMES:
        make_state(NAMES[slug], slug=slug)
    areas = ("arg", "aus", "aut", "bel", "chl", "chn", "col", "dnk", "egy", "fin", "ghi", "grc", "hun", "ind", "irl")
    citizenships = [code for code in areas if code != "ghi"]
    figures = {
        key_of(VICTIMS, state, year, citizenship=code): 10 + at
        for state in NAMES
        for year in range(1990, 2008)
        for at, code in enumerate(citizenships)
    }
    make_release(figures, slug="released")
    query = f"indicator={VICTIMS}&by=citizenship&view=table"
    first = client.get(f"{EXPLORER}?{query}")
    assert first.status_code == 200
    rows = table(first.text)[1:]
    # 14 sums, then 14 rows of each of 4 States: as many as a page has room for.
    assert len(rows) == 41
    assert [row[0] for row in rows[:2]] == ["Sum, Argentina", "Sum, Australia"]
    second = table(client.get(f"{EXPLORER}?{query}&page=2").text)[1:]
    last = table(client.get(f"{EXPLORER}?{query}&page=99", follow=True).text)[1:]
    assert len(second) == 14 + 4 * 14 - 41
    assert last[-1][0] == "Thailand [en], Ireland"
    assert max(len(first.content), len(client.get(f"{EXPLORER}?{query}&page=2").content)) < 300_000


def test_file_of_a_chart_is_that_of_the_page(client, release):
    query = f"indicator={VICTIMS}&by=total&state=fra&view=line"
    response = client.get(f"{EXPLORER}?{query}&chart=figures&as=csv")
    assert response.content.decode("utf-8-sig").splitlines() == ["Year,France [en]", "2005,60", "2006,70", "2007,80"]


def test_indicators_of_different_measures_are_never_shown_together(client, release):
    make_indicator("Estimated victims", "estimated-victims", measure=Measure.PREVALENCE)
    make_release({key_of("estimated-victims", "fra", 2007): 900}, make_register())
    html = result(client, f"indicator={VICTIMS}&indicator=estimated-victims&by=total&state=fra&view=table")
    assert "900" in html
    assert ">80<" not in html


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_explorer_is_in_every_language(client, release, language):
    for view in ("table", "line", "bars", "intervals", "map"):
        response = client.get(f"/{language}/data/explorer/?indicator={VICTIMS}&by=total&view={view}", follow=True)
        assert response.status_code == 200


@pytest.mark.parametrize("view", ["table", "line", "bars", "intervals", "map"])
def test_number_of_queries_is_fixed(client, release, view, django_assert_num_queries):
    address = f"{EXPLORER}?indicator={VICTIMS}&by=total&view={view}"
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)
