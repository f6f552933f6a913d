"""Pages of releases: what everybody sees of what was released, and nobody but the secretariat of what was not."""

import io
import re
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup
from disclosure.release import verify
from django.db import IntegrityError, connection, transaction
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import LANGUAGES
from palermo.figures import triggers
from palermo.figures.actions.reading_back import read_back
from palermo.figures.actions.releases import withdraw_release
from palermo.figures.models import FigureOrigin, Release, ReleaseDecision, ReleaseSeries
from palermo.figures.pipeline.places import bundle_path
from palermo.figures.pipeline.release_key import release_signer
from palermo.figures.states.releases import ReleaseStatus
from palermo.figures.web.questions.pages import QUESTIONS
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.figures import key_of, make_register, make_release
from tests.factories.knowledge import make_agreement, make_dataset, make_dataset_edition, make_source
from tests.factories.releases import make_draft, make_officer, make_prepared, make_proposed
from tests.portal.filling import client_of, words_of

pytestmark = pytest.mark.django_db

FIGURES = {
    key_of("victims-detected", "aut", 2005): 40,
    key_of("victims-detected", "aut", 2005, sex="female"): 27,
    key_of("victims-detected", "aut", 2005, sex="male"): 13,
    key_of("victims-detected", "aut", 2006): 50,
    key_of("victims-detected", "aut", 2006, sex="female"): 47,
    key_of("victims-detected", "aut", 2006, sex="male"): 3,
    key_of("victims-detected", "bel", 2006): 0,
}


@pytest.fixture(autouse=True)
def _day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def soup(path, client=None):
    page = (client or Client()).get(path)
    assert page.status_code == 200, path
    return BeautifulSoup(page.content, "lxml")


def cells(table):
    return [[" ".join(each.get_text(" ").split()) for each in row.select("th, td")] for row in table.select("tr")]


def test_a_release_shows_what_it_contains_and_all_that_stands_behind_it():
    release = make_release(FIGURES, title=text("Victims"), summary=text("By sex."), notes="Read with care.")
    page = soup(f"/en/data/releases/{release.slug}/")
    words = " ".join(page.get_text(" ").split())
    series = page.select_one("table[aria-labelledby=content], [aria-labelledby=content] table")
    assert cells(series) == [
        ["Indicator", "Breakdown", "Years", "States", "Figures", "Suppressed"],
        ["Victims detected [en]", "Total", "2005–2006", "2", "3", "0"],
        ["Victims detected [en]", "Sex", "2005–2006", "1", "4", "2"],
    ]
    assert "Prepared by Author, approved by First Approver and Second Approver." in words
    assert "No figure from 1 to 4 is published." in words
    assert "Read with care." in words
    signer = release_signer().public_key.hex()
    assert f"disclosure release verify {release.slug}.zip --public-key {signer}" in words
    assert release.digest in words
    assert "Ministry of the Interior" in words
    assert page.select_one(f'a[href="/en/data/registers/{release.register.slug}/"]') is not None


def test_the_bundle_is_the_one_that_was_released_or_is_not_served(tmp_path):
    release = make_release(FIGURES)
    address = f"/en/data/releases/{release.slug}/bundle.zip"
    response = Client().get(address)
    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == "application/zip"
    (tmp_path / "got.zip").write_bytes(content)
    assert verify(tmp_path / "got.zip", public_key=release_signer().public_key).manifest["title"] == release.slug
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "data/figures.csv" in archive.namelist()
    bundle_path(release).write_bytes(content + b"x")
    assert Client().get(address).status_code == 404
    page = words_of(Client().get(f"/en/data/releases/{release.slug}/"))
    assert "The signed bundle of this release is not available at the moment." in page
    assert "First Approver" not in page


def test_earlier_and_later_releases_and_what_changed():
    register = make_register()
    shared = {"register": register, "population": "victims"}
    first = make_release(FIGURES, title=text("First"), population_edition="1", **shared)
    revised = {
        **{key: value for key, value in FIGURES.items() if key[0] == "aut"},
        key_of("victims-detected", "aut", 2005): 50,
        key_of("victims-detected", "aut", 2005, sex="male"): 23,
        key_of("victims-detected", "cyp", 2006): 9,
    }
    declared = ["victims, edition 2 beside victims, edition 1"]
    second = make_release(revised, title=text("Second"), population_edition="2", declared=declared, **shared)
    page = soup(f"/en/data/releases/{second.slug}/")
    table = page.select_one("[aria-labelledby=changes] table")
    assert cells(table) == [
        ["Indicator", "New", "No longer there", "Revised", "Newly suppressed", "No longer suppressed"],
        ["Victims detected [en]", "1", "1", "2", "0", "0"],
    ]
    assert [each["href"] for each in page.select(".margin a") if first.slug in each["href"]] == [
        first.get_absolute_url()
    ]
    listed = cells(soup(f"/en/data/releases/{second.slug}/changes/").select_one("[aria-labelledby=rows] table"))
    assert [row[2:] for row in listed[1:]] == [
        ["2005", "Revised", "40", "50"],
        ["2006", "No longer there", "0", ""],
        ["2006", "New", "", "9"],
        ["2005", "Revised", "13", "23"],
    ]
    narrowed = soup(f"/en/data/releases/{second.slug}/changes/?change=added")
    assert [row[3] for row in cells(narrowed.select_one("[aria-labelledby=rows] table"))[1:]] == ["New"]
    assert Client().get(f"/en/data/releases/{first.slug}/changes/").status_code == 404


def test_breakdowns_of_a_current_release_lead_to_its_figures_in_the_explorer():
    register = make_register()
    shared = {"register": register, "population": "victims"}
    first = make_release(FIGURES, population_edition="1", **shared)
    assert _explored(first) == [f"release={first.slug}&indicator=victims-detected&by={by}" for by in ("total", "sex")]
    for query in _explored(first):
        page = Client().get(f"/en/data/explorer/?{query}", follow=True)
        assert (page.status_code, "No figures" in words_of(page)) == (200, False)
    declared = ["victims, edition 2 beside victims, edition 1"]
    second = make_release(FIGURES, population_edition="2", declared=declared, **shared)
    assert (_explored(first), len(_explored(second))) == ([], 2)
    indicator = soup("/en/data/indicators/victims-detected/").select("[aria-labelledby=releases] td a")
    assert [second.slug in each["href"] for each in indicator] == [True, True]


def _explored(release):
    """The questions to the data explorer to which the contents of a release lead."""
    links = soup(f"/en/data/releases/{release.slug}/").select("[aria-labelledby=content] td a")
    return [each["href"].removeprefix("/en/data/explorer/?") for each in links]


def test_a_withdrawn_release_stays_visible_with_its_reason():
    release = make_release(FIGURES, title=text("Victims"))
    withdraw_release(release, reason=text("Counted twice"), by=make_officer())
    page = words_of(Client().get(f"/en/data/releases/{release.slug}/"))
    assert ("Withdrawn: do not use these figures" in page, "Counted twice" in page) == (True, True)
    listed = words_of(Client().get("/en/data/releases/"))
    assert re.search(r"Victims \[en\].*Withdrawn", listed)
    register = words_of(Client().get(f"/en/data/registers/{release.register.slug}/"))
    assert "· Withdrawn" in register
    bundle = Client().get(f"/en/data/releases/{release.slug}/bundle.zip")
    assert (bundle.status_code, len(b"".join(bundle.streaming_content)) > 1000) == (200, True)


def test_a_register_shows_its_policy_in_plain_words_and_every_release():
    register = make_register()
    first = make_release(FIGURES, register, title=text("First"), population="one")
    declared = ["two, edition 1 beside one, edition 1"]
    figures = {key_of("victims-detected", "cyp", 2006): 9}
    second = make_release(figures, register, title=text("Second"), population="two", declared=declared)
    make_draft(register=register, title=text("Canary"))
    page = soup(f"/en/data/registers/{register.slug}/")
    words = " ".join(page.get_text(" ").split())
    assert "No figure from 1 to less than 5 is published" in words
    assert "may be anything from 1 to 4" in words
    assert "Persons , Offences" in words or "Persons, Offences" in words
    assert "Nobody may be recognized by a small number." in words
    rows = cells(page.select_one("[aria-labelledby=ledger] table"))
    assert [row[:2] for row in rows[1:]] == [["2", "Second [en]"], ["1", "First [en]"]]
    digests = [each["title"] for each in page.select("[aria-labelledby=ledger] code")]
    assert digests == [second.digest, first.digest]
    assert "Canary" not in words


def test_a_register_that_is_damaged_or_not_begun_says_so():
    release = make_release(FIGURES)
    chain = bundle_path(release).with_name("register.jsonl")
    chain.write_text(chain.read_text().replace("first policy", "another policy"))
    address = f"/en/data/registers/{release.register.slug}/"
    assert "The register cannot be read at the moment." in words_of(Client().get(address))
    assert "line 2 is not what was written" in words_of(client_of(make_officer()).get(address))
    assert "line 2" not in words_of(Client().get(address))
    chain.unlink()
    assert "The register has not been started." in words_of(Client().get(address))


def test_releases_are_listed_searched_and_narrowed():
    first = make_release(FIGURES, title=text("Victims"))
    second = make_release({key_of("persons-convicted", "aut", 2006): 9}, title=text("Convictions"))
    assert hrefs(Client(), "") == [second.get_absolute_url(), first.get_absolute_url()]
    assert hrefs(Client(), "?find=victims") == [first.get_absolute_url()]
    assert hrefs(Client(), "?indicator=persons-convicted") == [second.get_absolute_url()]
    assert "No release matches your selection." in words_of(Client().get("/en/data/releases/?find=nothing-such"))
    waiting = make_proposed()
    assert hrefs(client_of(make_officer()), "")[0] == waiting.get_absolute_url()
    assert hrefs(client_of(make_officer()), "?status=proposed") == [waiting.get_absolute_url()]


def hrefs(client, query):
    return [each["href"] for each in soup(f"/en/data/releases/{query}", client).select(".papers h2 a")]


def plant(make, **fields):
    """A release that is not public, with words and numbers that could leak."""
    release = make(
        title=text("Canary title"),
        summary=text("Canary summary"),
        notes="Canary notes",
        population="canary-population",
        refusal="Canary refusal: 2 figures can be computed",
        **fields,
    )
    release.loss = {"cells": 987_123, "canary": "Canary loss"}
    release.save()
    FigureOrigin.objects.create(release=release, number=1, unit="persons", source_text="Canary ministry")
    ReleaseDecision.objects.create(
        release=release,
        attempt=1,
        person=make_officer("Canary person"),
        verdict="returned",
        note="Canary note",
        decided_at="2008-01-01T12:00Z",
    )
    return release


@pytest.mark.parametrize("status", [each for each in ReleaseStatus if each not in ("released", "withdrawn")])
def test_what_is_not_released_is_seen_by_the_secretariat_alone(status):
    public = make_release(FIGURES)
    release = plant(make_draft, status=status, register=public.register, attempt=1)
    for indicator in public.indicators.all():
        release.indicators.add(indicator)
    readers = [Client(), *(client_of(make_user(role)) for role in Role if role != Role.SECRETARIAT)]
    paths = {
        f"/en/data/releases/{release.slug}/": 404,
        f"/en/data/releases/{release.slug}/bundle.zip": 404,
        f"/en/data/releases/{release.slug}/changes/": 404,
        "/en/data/releases/": 200,
        "/en/data/releases/?find=title": 200,
        f"/en/data/registers/{release.register.slug}/": 200,
        "/en/data/indicators/victims-detected/": 200,
        f"/en/data/releases/{public.slug}/": 200,
    }
    for reader in readers:
        for path, expected in paths.items():
            page = reader.get(path)
            shown = page.content.decode()
            assert (page.status_code, "anary" in shown, bool(re.search(r"\b987\b", shown))) == (
                expected,
                False,
                False,
            ), path
        preview = reader.get(f"/en/data/releases/{release.slug}/preview/")
        assert preview.status_code in (302, 403, 404)
    officer = client_of(make_officer())
    page = words_of(officer.get(f"/en/data/releases/{release.slug}/"))
    assert ("Canary title" in page, "Canary note" in page) == (True, True)
    assert officer.get(f"/en/data/releases/{release.slug}/bundle.zip").status_code == 404


def test_after_release_decisions_and_what_was_prepared_stay_with_the_secretariat():
    release = make_release(FIGURES)
    ReleaseDecision.objects.create(
        release=release,
        attempt=1,
        person=make_officer("Second reader"),
        verdict="returned",
        note="Canary note",
        decided_at="2008-01-01T12:00Z",
    )
    Release.objects.filter(pk=release.pk).update(refusal="Canary refusal", loss={"canary": "Canary loss"})
    for reader in (Client(), client_of(make_user(Role.DELEGATE))):
        page = reader.get(f"/en/data/releases/{release.slug}/").content.decode()
        assert ("Canary" in page, "Second reader" in page) == (False, False)
    assert "Canary note" in words_of(client_of(make_officer()).get(f"/en/data/releases/{release.slug}/"))


def test_a_source_that_is_not_public_is_named_to_nobody_who_may_not_see_it():
    release = make_release(FIGURES)
    source = make_source("Canary shelter", audience=Audience.SECRETARIAT)
    agreement = make_agreement(source, title=text("Canary terms"), audience=Audience.SECRETARIAT)
    dataset = make_dataset(source, title=text("Canary cases"), audience=Audience.SECRETARIAT)
    edition = make_dataset_edition(dataset, agreement=agreement)
    FigureOrigin.objects.create(release=release, number=2, unit="persons", source=source, dataset_edition=edition)
    address = f"/en/data/releases/{release.slug}/"
    for reader in (Client(), client_of(make_user(Role.DELEGATE))):
        assert "Canary" not in reader.get(address).content.decode()
    page = words_of(client_of(make_officer()).get(address))
    assert [each in page for each in ("Canary shelter", "Canary terms", "Canary cases")] == [True, True, True]


def test_the_database_refuses_to_change_what_was_released():
    release, draft = make_release(FIGURES), make_prepared()
    source = FigureOrigin.objects.create(release=draft, number=1, unit="persons")
    triggers.install(connection)
    series = ReleaseSeries.objects.filter(release=release)
    origins = FigureOrigin.objects.filter(release=release)
    rows = Release.objects.filter(pk=release.pk)
    for change in (
        lambda: rows.update(title=text("Other")),
        lambda: rows.update(digest="0" * 64),
        lambda: rows.update(status="draft"),
        lambda: rows.update(reason=text("No reason")),
        lambda: rows.delete(),
        lambda: series.update(cells=1),
        lambda: series.delete(),
        lambda: origins.update(agency="Other"),
        lambda: origins.delete(),
        lambda: FigureOrigin.objects.create(release=release, number=9, unit="persons"),
        lambda: FigureOrigin.objects.filter(pk=source.pk).update(release=release, number=9),
        lambda: release.indicators.clear(),
        lambda: release.rounds.add(*draft.rounds.all()),
    ):
        with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
            change()
    # What is read back again is the same, and a draft changes as it likes.
    read_back(Release.objects.get(pk=release.pk), lambda _key: 1)
    draft.indicators.clear()
    Release.objects.filter(pk=draft.pk).update(title=text("Other"))
    withdraw_release(release, reason=text("Counted twice"), by=make_officer())
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        rows.update(reason=text("Another reason"))
    with pytest.raises(IntegrityError, match=triggers.SENTENCE), transaction.atomic():
        rows.update(status="released")


@pytest.mark.parametrize("language", [each.django_code for each in LANGUAGES])
def test_pages_are_whole_in_every_language(language):
    release = make_release(FIGURES)
    for path in (
        "data/releases/",
        f"data/releases/{release.slug}/",
        f"data/registers/{release.register.slug}/",
        "data/indicators/",
        "data/indicators/victims-detected/",
        "data/",
    ):
        page = Client().get(f"/{language}/{path}")
        assert page.status_code == 200, path
        assert len(page.content) < 300_000


def test_the_overview_of_data_leads_to_releases_and_indicators():
    page = soup("/en/data/")
    leads = [each["href"] for each in page.select(".doors a")]
    questions = [each.get_absolute_url() for each in QUESTIONS]
    after = ["/en/data/explorer/", "/en/data/releases/", "/en/data/indicators/"]
    assert leads[: len(questions) + 3] == [*questions, *after]


def test_queries_of_a_release_do_not_grow_with_its_origins(django_assert_max_num_queries):
    release = make_release(FIGURES)
    for number in range(2, 40):
        FigureOrigin.objects.create(release=release, number=number, unit="persons", source=make_source())
    with django_assert_max_num_queries(30):
        Client().get(f"/en/data/releases/{release.slug}/")
