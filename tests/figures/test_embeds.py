"""Charts on the pages of others: what they carry, under which policy, and what becomes of them after a withdrawal."""

import csv
import html
import io
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from palermo.accounts.rate_limits import consume
from palermo.figures.models import FigureOrigin, Release
from palermo.figures.states.releases import ReleaseStatus
from palermo.figures.web.embeds import FORMS
from palermo.figures.web.views.embeds import CHARTS
from tests.factories.common import text
from tests.factories.figures import key_of, make_release
from tests.figures.channels import content_of

pytestmark = pytest.mark.django_db

VICTIMS = "victims-detected"
TRUE = {
    **{key_of(VICTIMS, state, year): 40 + year % 10 for state in ("fra", "tha") for year in (2005, 2006, 2007)},
    **{
        key_of(VICTIMS, state, 2007, sex=sex): number
        for state in ("fra", "tha")
        for sex, number in (("female", 27), ("male", 18), ("other", 2))
    },
}
CHOICES = {
    "line": "by=total",
    "bars": "by=sex",
    "intervals": "by=sex",
    "map": "by=total",
    "matrix": "by=sex&state=fra&state=tha",
}


@pytest.fixture
def release() -> Release:
    made = make_release(TRUE, title=text("Victims & others"))
    FigureOrigin.objects.update(source_text="Ministries of the Interior")
    return made


def address_of(release: Release, form: str, end: str = "/") -> str:
    return f"/embed/charts/{form}{end}?release={release.slug}&indicator={VICTIMS}&{CHOICES[form]}&lang=en"


def words_of(content: bytes) -> str:
    """The words of a page, without marks."""
    without_styles = re.sub(r"<style.*?</style>", "", content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>|[\u2066-\u2069]", " ", without_styles)).split())


@pytest.mark.parametrize("form", FORMS)
def test_page_carries_title_source_caveat_and_the_way_back(release: Release, form: str) -> None:
    answer = Client().get(address_of(release, form))
    assert answer.status_code == 200
    words = words_of(answer.content)
    assert "Victims detected [en]" in words
    sources = "Source: Victims & others [en], release 1, 1 June 2007; data of Ministries of the Interior."
    assert sources in words
    assert "Definitions of States differ. [en]" in words
    content = answer.content.decode()
    assert f'href="http://127.0.0.1:8000/en/data/releases/{release.slug}/"' in content
    assert 'href="http://127.0.0.1:8000/en/data/explorer/?indicator=victims-detected' in content
    assert "Withdrawn" not in words


@pytest.mark.parametrize("form", FORMS)
def test_drawing_stands_alone(release: Release, form: str) -> None:
    answer = Client().get(address_of(release, form, ".svg"))
    assert answer.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    root = ET.fromstring(answer.content)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = words_of(answer.content)
    assert "Source: Victims & others" in words
    assert f"/en/data/releases/{release.slug}/" in words
    assert b"<script" not in answer.content


@pytest.mark.parametrize("end", ["/", ".svg"])
def test_policy_allows_any_frame_and_nothing_else(release: Release, end: str) -> None:
    answer = Client().get(address_of(release, "line", end))
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["Content-Security-Policy"].split(";"))
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "*")
    assert "script-src" not in policy
    assert "X-Frame-Options" not in answer.headers
    assert answer.cookies == {}
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert answer.content.count(b"<script") == 0


def test_signed_in_reader_embeds_the_same(release: Release, admin_client: Client) -> None:
    for end in ("/", ".svg"):
        assert admin_client.get(address_of(release, "bars", end)).content == (
            Client().get(address_of(release, "bars", end)).content
        )


def test_address_names_the_release_and_stays_with_it(release: Release) -> None:
    first = Client().get(f"/embed/charts/line.svg?indicator={VICTIMS}&by=total&lang=fr")
    assert (first.status_code, first.headers["Location"]) == (
        302,
        f"/embed/charts/line.svg?release={release.slug}&indicator={VICTIMS}&by=total&lang=fr",
    )
    drawing = Client().get(first.headers["Location"])
    assert drawing.headers["Content-Language"] == "fr"
    # Another edition follows; the drawing of the old one is the same.
    make_release(
        {key_of(VICTIMS, "fra", year): 90 for year in (2005, 2006, 2007)},
        release.register,
        declared=[f"{release.population}-2, edition 1 beside {release.population}, edition 1"],
        population=f"{release.population}-2",
    )
    again = Client().get(first.headers["Location"])
    assert words_of(again.content) == words_of(drawing.content)


@pytest.mark.parametrize("form", FORMS)
def test_chart_of_a_withdrawn_release_is_stamped(release: Release, form: str) -> None:
    release.status, release.withdrawn_on = ReleaseStatus.WITHDRAWN, date(2007, 7, 2)
    release.reason = text("A ministry counted twice")
    release.save()
    for end in ("/", ".svg"):
        answer = Client().get(address_of(release, form, end))
        assert "Withdrawn on 2 July 2007: A ministry counted twice [en]" in words_of(answer.content)
    drawing = ET.fromstring(answer.content)
    (stamp,) = [each for each in drawing.iter("{http://www.w3.org/2000/svg}text") if "stamp" in each.get("class", "")]
    assert stamp.text == "Withdrawn"
    page = Client().get(address_of(release, form)).content.decode()
    assert 'data-stamp="Withdrawn"' in page
    # The explorer no longer has it: the page of the release says why.
    assert "data/explorer/?" not in page


def test_drafts_and_nonsense_cannot_be_embedded(release: Release, admin_client: Client) -> None:
    Release.objects.filter(pk=release.pk).update(status=ReleaseStatus.PROPOSED)
    for client in (Client(), admin_client):
        for end in ("/", ".svg"):
            answer = client.get(address_of(release, "line", end), follow=True)
            assert answer.status_code == 404
            assert "Victims &amp; others" not in answer.content.decode()
    Release.objects.filter(pk=release.pk).update(status=ReleaseStatus.RELEASED)
    # One year is no line, and a table is no chart.
    one_year = f"/embed/charts/line/?release={release.slug}&indicator={VICTIMS}&by=total&from=2007"
    assert Client().get(one_year, follow=True).status_code == 404
    assert Client().get(f"/embed/charts/table/?release={release.slug}", follow=True).status_code == 404


def test_charts_are_asked_for_a_limited_number_of_times(release: Release) -> None:
    for _time in range(CHARTS.count):
        consume("embedded-charts", CHARTS, by="127.0.0.1")
    answer = Client().get(address_of(release, "line"))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_pages_offer_files_and_the_code(release: Release) -> None:
    page = Client().get(f"/en/data/explorer/?indicator={VICTIMS}&by=sex&view=bars").content.decode()
    (frame,) = re.findall(r'<textarea id="embed-page"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    code = html.unescape(frame)
    assert "&amp;by=sex&amp;" in code
    (address,) = re.findall(r'src="([^"]*)"', code)
    path = html.unescape(address).removeprefix("http://127.0.0.1:8000")
    assert path.startswith(f"/embed/charts/bars/?release={release.slug}&indicator={VICTIMS}&by=sex&")
    assert Client().get(path).status_code == 200
    links = [html.unescape(each) for each in re.findall(r'href="([^"]*/data/explorer/figures\.[^"]*)"', page)]
    assert len(links) == 7
    for link in links:
        assert content_of(Client().get(link)), link
    own = Client().get(f"/en/data/releases/{release.slug}/").content.decode()
    for link in re.findall(rf'href="(/en/data/releases/{release.slug}/(?:figures|citation)\.[^"]*)"', own):
        assert content_of(Client().get(link)), link
    table = Client().get(f"/en/data/explorer/?indicator={VICTIMS}&by=sex&view=table").content.decode()
    assert "embed-page" not in table


def shown_value(row: dict[str, str]) -> str:
    """What the table of the explorer has for a row of the file."""
    return row["value"] or (f"{row['low']}–{row['high']}" if row["high"] else row["sign"])


def test_explorer_shows_the_cells_of_the_file(release: Release) -> None:
    """What the table of the explorer shows is what its file has, figure by figure."""
    query = f"indicator={VICTIMS}&by=sex&state=fra&state=tha"
    page = Client().get(f"/en/data/explorer/?{query}&view=table").content.decode()
    shown = {
        html.unescape(address): re.sub(r"[\u2066-\u2069]", "", html.unescape(re.sub(r"<[^>]*>", "", words))).strip()
        for address, words in re.findall(r'<a[^>]*href="(/en/data/figures/[^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    }
    content = content_of(Client().get(f"/en/data/explorer/figures.csv?{query}")).decode("utf-8-sig")
    expected = {
        f"/en/data/figures/{row['release']}/{VICTIMS}/{row['state']}/{row['year']}/?sex={row['sex']}": shown_value(row)
        for row in csv.DictReader(io.StringIO(content))
    }
    assert len(expected) == 6
    assert set(shown) == set(expected)
    for address, words in expected.items():
        assert shown[address].split()[-1] == words, address


def test_page_about_the_interface_names_every_address() -> None:
    page = Client().get("/en/data/api/").content.decode()
    described = Client().get("/api/v1/openapi.json").json()["paths"]
    assert re.findall(r"<code dir=\"ltr\">GET ([^<]*)</code>", page) == list(described)
    assert Client().get("/ar/data/api/").status_code == 200
