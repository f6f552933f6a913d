"""Files of figures: every channel gives the same cells, and what reads them for their users accepts them."""

import json
from datetime import date

import pytest
from django.test import Client

from palermo.core import clock
from palermo.figures.changes import list_changes
from palermo.figures.exchange.rows import COLUMNS
from palermo.figures.models import FigureOrigin, Release
from palermo.figures.states.releases import ReleaseStatus
from tests.factories.common import text
from tests.factories.figures import key_of, make_register, make_release
from tests.figures.channels import READERS, content_of, of_api, sorted_rows

pytestmark = pytest.mark.django_db

VICTIMS, CONVICTED = "victims-detected", "persons-convicted"
TRUE = {
    key_of(VICTIMS, "fra", 2007): 60,
    key_of(VICTIMS, "fra", 2007, sex="female"): 38,
    key_of(VICTIMS, "fra", 2007, sex="male"): 20,
    key_of(VICTIMS, "fra", 2007, sex="other"): 2,
    key_of(VICTIMS, "fra", 2007, sex="female", age="18+"): 31,
    key_of(VICTIMS, "fra", 2007, citizenship="own"): 60,
    key_of(VICTIMS, "tha", 2006): 0,
    key_of(VICTIMS, "tha", 2007): 44,
    key_of(CONVICTED, "fra", 2007): 12,
}


@pytest.fixture
def release() -> Release:
    made = make_release(TRUE)
    FigureOrigin.objects.update(source_text='=HYPERLINK("x")', agency="Ministry of the “Interior” & <Justice>")
    return made


def withdraw(release: Release) -> Release:
    """A release as it stands after its withdrawal."""
    release.status, release.withdrawn_on = ReleaseStatus.WITHDRAWN, date(2007, 7, 2)
    release.reason = text("A ministry counted twice")
    release.save()
    return release


def read(form: str, address: str) -> list[dict]:
    return READERS[form](content_of(Client().get(address)))


def test_whole_release_is_the_same_on_every_channel(release: Release) -> None:
    address = f"/en/data/releases/{release.slug}/figures"
    expected = sorted_rows(read("csv", f"{address}.csv"))
    assert len(expected) == len(TRUE)
    for form in READERS:
        assert sorted_rows(read(form, f"{address}.{form}")) == expected, form
    assert sorted_rows(of_api(Client(), f"release={release.slug}")) == expected


def test_cells_are_those_of_the_bundle(release: Release) -> None:
    rows = read("csv", f"/en/data/releases/{release.slug}/figures.csv")
    found = {
        (row["indicator"], row["by"], row["state"], row["year"], row["sex"], row["age"]): (
            *(row["kind"], row["value"], row["low"], row["high"], row["sign"]),
        )
        for row in rows
    }
    assert found == {
        (CONVICTED, "", "fra", 2007, "total", "total"): ("count", 12, None, None, ""),
        (VICTIMS, "", "fra", 2007, "total", "total"): ("count", 60, None, None, ""),
        (VICTIMS, "", "tha", 2006, "total", "total"): ("zero", 0, None, None, ""),
        (VICTIMS, "", "tha", 2007, "total", "total"): ("count", 44, None, None, ""),
        (VICTIMS, "citizenship", "fra", 2007, "total", "total"): ("count", 60, None, None, ""),
        (VICTIMS, "sex", "fra", 2007, "female", "total"): ("count", 38, None, None, ""),
        (VICTIMS, "sex", "fra", 2007, "male", "total"): ("suppressed", None, 0, None, "*"),
        (VICTIMS, "sex", "fra", 2007, "other", "total"): ("suppressed", None, 1, 4, "<5"),
        (VICTIMS, "sex+age", "fra", 2007, "female", "18+"): ("count", 31, None, None, ""),
    }


def test_choice_is_the_same_on_every_channel(release: Release) -> None:
    query = f"release={release.slug}&indicator={VICTIMS}&by=sex&state=fra&from=2007&sex=male&sex=other"
    expected = sorted_rows(read("csv", f"/en/data/explorer/figures.csv?{query}"))
    assert len(expected) == 2
    for form in READERS:
        assert sorted_rows(read(form, f"/en/data/explorer/figures.{form}?{query}")) == expected, form
    assert sorted_rows(of_api(Client(), query, limit=1)) == expected


def test_names_stand_beside_codes_in_the_language_of_the_page(release: Release) -> None:
    rows = content_of(Client().get(f"/fr/data/releases/{release.slug}/figures.csv")).decode("utf-8-sig").splitlines()
    head = rows[0].split(",")
    male = next(row.split(",") for row in rows if ",male," in row)
    named = dict(zip(head, male, strict=False))
    assert (named["state_name"], named["sex_name"]) == ("France", "Masculin")


def test_text_that_looks_like_a_formula_is_text(release: Release) -> None:
    content = content_of(Client().get(f"/en/data/releases/{release.slug}/figures.csv")).decode("utf-8-sig")
    assert content.count(""","'=HYPERLINK(""x"")",""") == len(TRUE)
    assert content.count(",=HYPERLINK") == 0


def test_withdrawn_release_stays_reachable_with_its_notice_in_every_row(release: Release) -> None:
    withdraw(release)
    notice = "Withdrawn on 2 July 2007: A ministry counted twice [en]"
    for form in READERS:
        rows = read(form, f"/en/data/releases/{release.slug}/figures.{form}")
        assert [(row["status"], row["notice"]) for row in rows] == [("withdrawn", notice)] * len(TRUE), form
    rows = of_api(Client(), f"release={release.slug}")
    assert [(row["status"], row["notice"]) for row in rows] == [("withdrawn", notice)] * len(TRUE)
    # It is no longer among the current figures.
    assert of_api(Client(), "") == []
    assert Client().get("/en/data/explorer/figures.csv").status_code == 404


def test_each_series_comes_from_the_release_made_last() -> None:
    register = make_register()
    first = make_release({key_of(VICTIMS, "fra", 2007): 60, key_of(CONVICTED, "fra", 2007): 12}, register)
    beside = f"{first.population}-2, edition 1 beside {first.population}, edition 1"
    named = {"population": f"{first.population}-2"}
    second = make_release({key_of(VICTIMS, "fra", 2007): 81}, register, declared=[beside], **named)
    rows = read("csv", "/en/data/explorer/figures.csv")
    found = {(row["release"], row["indicator"], row["value"]) for row in rows}
    assert found == {(first.slug, CONVICTED, 12), (second.slug, VICTIMS, 81)}
    assert sorted_rows(of_api(Client(), "", limit=1)) == sorted_rows(rows)


def test_drafts_have_no_files_whoever_asks(release: Release, admin_client: Client) -> None:
    Release.objects.filter(pk=release.pk).update(status=ReleaseStatus.PROPOSED)
    for client in (Client(), admin_client):
        for form in (*READERS, "sdmx.csv", "sdmx.xml"):
            assert client.get(f"/en/data/releases/{release.slug}/figures.{form}").status_code == 404
            assert client.get(f"/en/data/explorer/figures.{form}?release={release.slug}").status_code == 404
        for place in ("citation.txt", "citation.json", "citation.bib", "changes.csv"):
            assert client.get(f"/en/data/releases/{release.slug}/{place}").status_code == 404
        assert client.get(f"/api/v1/figures?release={release.slug}").status_code == 404
        assert client.get(f"/api/v1/releases/{release.slug}").status_code == 404
        assert client.get("/api/v1/figures").json()["figures"] == []
        for place in ("/data/catalogue.jsonld", "/data/structure.xml", "/api/v1/releases"):
            assert content_of(client.get(place)).count(release.slug.encode()) == 0


def test_address_that_is_not_understood_is_refused_with_sentences(release: Release) -> None:
    answer = Client().get("/en/data/explorer/figures.csv?state=france&year=2007")
    assert answer.status_code == 400
    page = " ".join(answer.content.decode().split())
    assert "state: expected a code listed under /dimensions/state, such as fra, found “france”." in page
    assert "Expected only the parameters release, indicator, by, state, from, until, sex" in page


def test_file_that_the_client_has_is_not_sent_again(release: Release) -> None:
    address = f"/en/data/releases/{release.slug}/figures.csv"
    first = Client().get(address)
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.cookies == {}
    tag = first.headers["ETag"]
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 304
    withdraw(release)
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_file_is_asked_for_a_limited_number_of_times(release: Release) -> None:
    statuses = []
    for _time in range(61):
        answer = Client().get(f"/en/data/releases/{release.slug}/citation.txt")
        statuses.append(answer.status_code)
    assert statuses == [200] * 60 + [429]
    assert 0 < int(answer.headers["Retry-After"]) <= 300


def test_workbook_has_dictionary_sources_and_notes(release: Release) -> None:
    import io

    from openpyxl import load_workbook

    content = content_of(Client().get(f"/en/data/releases/{release.slug}/figures.xlsx"))
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["figures", "dictionary", "sources", "notes"]
    dictionary = [row[:2] for row in book["dictionary"].iter_rows(min_row=2, values_only=True)]
    assert [name for name, code in dictionary if not code] == list(COLUMNS)
    assert {code for name, code in dictionary if name == "sex" and code} == {
        "total",
        "female",
        "male",
        "other",
        "unknown",
    }
    notes = {row[0]: row[1] for row in book["notes"].iter_rows(values_only=True)}
    assert notes["Digest"] == f"SHA-256 {release.digest}"
    assert notes["Licence"].startswith("Creative Commons Attribution 3.0 IGO")
    assert [row[1].value for row in book["sources"].iter_rows(min_row=2)] == ["persons"]


def test_citation_names_release_and_digest(release: Release) -> None:
    cited = content_of(Client().get(f"/en/data/releases/{release.slug}/citation.txt")).decode()
    assert cited == (
        f"United Nations, “Figures on victims [en]”, Figures on trafficking in persons [en], release {release.number}, "
        f"1 June 2007. SHA-256 {release.digest[:16]}. http://127.0.0.1:8000/en/data/releases/{release.slug}/\n"
    )
    (item,) = json.loads(content_of(Client().get(f"/en/data/releases/{release.slug}/citation.json")))
    assert (item["type"], item["number"], item["issued"]) == (
        *("dataset", str(release.number)),
        {"date-parts": [[2007, 6, 1]]},
    )
    assert item["note"] == f"SHA-256: {release.digest}"
    entry = content_of(Client().get(f"/en/data/releases/{release.slug}/citation.bib")).decode()
    assert entry.startswith(f"@dataset{{{release.slug},\n  author = {{{{United Nations}}}},\n")
    withdraw(release)
    cited = content_of(Client().get(f"/en/data/releases/{release.slug}/citation.txt")).decode()
    assert cited.endswith("(withdrawn on 2 July 2007)\n")


def test_changes_since_the_release_before() -> None:
    register = make_register()
    population = {"population": "victims", "population_edition": "1"}
    before = make_release(
        {
            key_of(VICTIMS, "fra", 2005): 30,
            key_of(VICTIMS, "fra", 2006): 50,
            key_of(VICTIMS, "fra", 2007): 60,
            key_of(VICTIMS, "fra", 2007, sex="other"): 20,
            key_of(VICTIMS, "tha", 2007): 3,
        },
        register,
        **population,
    )
    after = make_release(
        {
            key_of(VICTIMS, "fra", 2006): 50,
            key_of(VICTIMS, "fra", 2007): 81,
            key_of(VICTIMS, "fra", 2007, sex="other"): 2,
            key_of(VICTIMS, "fra", 2008): 70,
            key_of(VICTIMS, "tha", 2007): 13,
        },
        register,
        declared=["victims, edition 2 beside victims, edition 1"],
        **population | {"population_edition": "2"},
    )
    found = json.loads(content_of(Client().get(f"/en/data/releases/{after.slug}/changes.json")))
    names = ("state", "year", "sex", "change", "kind_before", "value_before", "kind", "value")
    assert (found["before"]["id"], found["after"]["id"]) == (before.slug, after.slug)
    assert [tuple(row[name] for name in names) for row in found["changes"]] == [
        ("fra", 2005, "total", "removed", "count", 30, "", None),
        ("fra", 2007, "total", "revised", "count", 60, "count", 81),
        ("fra", 2008, "total", "added", "", None, "count", 70),
        ("tha", 2007, "total", "shown", "suppressed", None, "count", 13),
        ("fra", 2007, "other", "hidden", "count", 20, "suppressed", None),
    ]
    on_page = list_changes(before, after)
    assert [each.change.value for each in on_page] == [row["change"] for row in found["changes"]]
    rows = content_of(Client().get(f"/en/data/releases/{after.slug}/changes.csv")).decode("utf-8-sig").splitlines()
    assert len(rows) == 6
    assert Client().get(f"/en/data/releases/{before.slug}/changes.csv").status_code == 404
    assert Client().get(f"/en/data/releases/{after.slug}/changes.csv?since={before.slug}").status_code == 200
    wrong = Client().get(f"/en/data/releases/{after.slug}/changes.csv?since=nothing")
    assert wrong.status_code == 400
    assert f"since: expected one of {before.slug}, found “nothing”." in wrong.content.decode()


def test_files_are_dated_once_the_day_of_the_last_change_is_over(release: Release, settings) -> None:
    address = f"/en/data/releases/{release.slug}/figures.csv"
    settings.PALERMO_TODAY = date(2007, 6, 1)
    assert clock.today() == release.released_on
    assert Client().get(address).headers.get("Last-Modified") is None
    settings.PALERMO_TODAY = date(2007, 6, 3)
    assert Client().get(address).headers["Last-Modified"] == "Sat, 02 Jun 2007 00:00:00 GMT"
