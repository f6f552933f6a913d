"""Figures that their source has published: kept as they are on every channel; what follows is for the source alone."""

import csv
import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from disclosure.release.bundle import unpack
from django.core import mail

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.figures.actions.republications import write_to_source
from palermo.figures.bundles import DATA, NAMES
from palermo.figures.cubes import Selection
from palermo.figures.limits import with_limits
from palermo.figures.models import Release
from palermo.figures.pipeline.places import bundle_path, register_folder, source_list_path
from palermo.figures.pipeline.verifying import find_faults
from palermo.figures.published_figures import figures_of
from palermo.figures.states.releases import ReleaseKind
from palermo.figures.sums import sum_of
from palermo.knowledge.states.sources import SourceKind
from tests.factories.accounts import make_organisation, make_person, make_user
from tests.factories.figures import make_population, make_register
from tests.factories.knowledge import make_dataset, make_source
from tests.figures.channels import content_of, of_csv, of_json, of_parquet
from tests.figures.sources import (
    VICTIMS,
    approve,
    edition_of,
    make_accepted_edition,
    prepared,
    released,
    unodc_row,
)
from tests.portal.filling import client_of, held

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WEBSITE = "https://statistics.example/victims"
# 60 - 38 - 19 = 3 are masked; 2 are shown, although they are few; in 2006 nothing follows.
ROWS = [
    unodc_row(60),
    unodc_row(38, Sex="Female"),
    unodc_row("<5", Sex="Male"),
    unodc_row(19, Sex="Unknown"),
    unodc_row(44, Year=2006),
    unodc_row(2, Year=2006, Sex="Female"),
]
SHOWN = ["60", "38", "<5", "19", "44", "2"]


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)


def published_edition(rows=ROWS, **fields):
    """An edition of statistics that their source has published."""
    source = make_source("Statistics portal", **{"kind": SourceKind.PUBLISHED, "website": WEBSITE, **fields})
    return make_accepted_edition(rows, make_dataset(source))


def republished(edition=None, **fields) -> Release:
    """A republication that everybody sees."""
    release = released(edition or published_edition(), kind=ReleaseKind.REPUBLICATION, **fields)
    assert (release.status, release.refusal) == ("released", "")
    return release


def shown_in(release: Release) -> list[str]:
    """What stands in the file of a release, figure by figure."""
    content = unpack(bundle_path(release).read_bytes(), "bundle")[DATA].decode()
    return [row["value"] for row in csv.DictReader(io.StringIO(content))]


def test_the_figures_and_masks_of_the_source_are_in_the_bundle_and_on_the_pages_as_they_are():
    release = republished()
    assert sorted(shown_in(release)) == sorted(SHOWN)
    figures = figures_of(release, Selection())
    assert sorted((each.kind, each.value, each.low, each.high) for each in figures if each.kind == "suppressed") == [
        ("suppressed", None, 1, 4)
    ]
    assert sorted(each.value for each in figures if each.value) == [2, 19, 38, 44, 60]
    sheet = unpack(bundle_path(release).read_bytes(), "bundle")["method.md"].decode()
    assert f"as Statistics portal [en] published them: Dataset [en], 1, {WEBSITE}" in sheet
    assert "stand-ins" not in sheet
    assert list(find_faults()) == []


def test_protected_figures_of_the_same_table_hide_more():
    edition = published_edition(ROWS[:4])
    assert shown_in(released(edition)) == ["60", "38", "<5", "*"]


def test_what_follows_from_the_masks_is_in_the_file_for_the_source_alone(client):
    release = republished()
    rows = list(csv.reader(io.StringIO(source_list_path(release).read_text("utf-8"))))
    assert [row[len(NAMES) :] for row in rows[1:]] == [
        ["1", "4", "3", "3", "sex total: 60; sex female: 38; sex unknown: 19"]
    ]
    assert rows[1][: len(NAMES)] == ["tha", VICTIMS, "2007", "male", "total", "total", "total", "total"]
    assert source_list_path(release).stat().st_mode & 0o077 == 0
    officer = client_of(make_user(Role.SECRETARIAT))
    address = f"/en/data/releases/{release.slug}/for-source.csv"
    given = officer.get(address)
    assert (given.status_code, given["Cache-Control"]) == (200, "private, no-cache")
    assert b"".join(given.streaming_content) == source_list_path(release).read_bytes()
    for role in (Role.DELEGATE, Role.PARTNER):
        assert client_of(make_user(role)).get(address).status_code == 403
    assert client.get(address).status_code in (302, 403)
    public = client.get(f"/en/data/releases/{release.slug}/").content.decode()
    assert "for-source" not in public
    assert "for-source" in officer.get(f"/en/data/releases/{release.slug}/").content.decode()


def test_no_other_file_or_log_entry_tells_what_follows(client):
    release = republished()
    told = "sex total: 60; sex female: 38; sex unknown: 19"
    assert told in source_list_path(release).read_text("utf-8")
    folder = register_folder(release.register)
    kept = [path.read_bytes() for path in folder.iterdir() if path.is_file()]
    assert not any(told.encode() in each for each in kept)
    assert sorted(path.name for path in folder.glob("0001*")) == ["0001.zip"]
    assert not any(told in str(each.details) for each in AuditEvent.objects.all())
    for address in ("figures.csv", "figures.json", "bundle.zip"):
        response = client.get(f"/en/data/releases/{release.slug}/{address}")
        assert response.status_code == 200
        content = b"".join(response.streaming_content) if response.streaming else response.content
        assert told.encode() not in content
    explorer = client.get(f"/en/data/explorer/?indicator={VICTIMS}&by=sex&view=table", follow=True).content.decode()
    assert "as published by Statistics portal [en]" in explorer


@pytest.mark.parametrize(("form", "read"), [("csv", of_csv), ("json", of_json), ("parquet", of_parquet)])
def test_files_give_the_masks_as_the_source_has_them(client, form, read):
    release = republished()
    rows = read(content_of(client.get(f"/en/data/releases/{release.slug}/figures.{form}")))
    masked = [[row[name] for name in ("sex", "value", "low", "high", "sign")] for row in rows if row["value"] is None]
    assert masked == [["male", None, 1, 4, "<5"]]
    assert len(rows) == len(ROWS)


def test_the_page_says_whose_figures_they_are(client):
    release = republished()
    page = client.get(f"/en/data/releases/{release.slug}/").content.decode()
    assert "As published by Statistics portal [en], with its own masks. Nothing is computed." in " ".join(page.split())


def test_the_preview_says_what_the_source_masks_and_that_nothing_is_hidden_beside():
    release = prepared(published_edition(), kind=ReleaseKind.REPUBLICATION)
    assert (release.status, release.refusal) == ("prepared", "")
    assert {name: release.loss[name] for name in ("cells", "hidden", "reasons")} == {
        "cells": 6,
        "hidden": 1,
        "reasons": {"masked": 1},
    }
    page = client_of(make_user(Role.SECRETARIAT)).get(f"/en/data/releases/{release.slug}/preview/").content.decode()
    words = " ".join(page.split())
    assert "Nothing is hidden beside them, and no masked figure is computed." in words
    assert WEBSITE in words


def test_a_file_of_the_source_that_was_changed_since_is_refused():
    """The gate compares with the source's file, read anew."""
    edition = published_edition()
    release = prepared(edition, kind=ReleaseKind.REPUBLICATION)
    with open(edition.received_file.path, "ab") as file:
        file.write(b"\n")
    release = approve(release)
    assert release.status == "draft"
    assert "its digest differs" in release.refusal


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": SourceKind.STATE}, "It is not on record that"),
        ({"audience": "secretariat"}, "It is not on record that"),
        ({"website": ""}, "The web address of"),
    ],
)
def test_only_what_a_source_has_published_can_be_chosen(fields, words):
    edition, officer = published_edition(**fields), make_user(Role.SECRETARIAT)
    client, path, register = client_of(officer), "/en/acts/draft-release/", make_register()
    make_population(register, "victims")
    written = {
        "title_en": "Victims",
        "kind": "republication",
        "register": register.slug,
        "population": "victims",
        "population_edition": "2007",
        "indicators": [edition_of(VICTIMS).pk],
        "dataset_editions": [edition.pk],
    }
    form = BeautifulSoup(client.get(path).content, "lxml").select_one("form.act")
    refused = BeautifulSoup(client.post(path, {**held(form), **written}).content, "lxml")
    assert next(each.get_text(" ", strip=True) for each in refused.select(".errorlist")).startswith(words)
    assert not Release.objects.exists()


def test_a_letter_to_the_source_says_nothing_of_the_figures(django_capture_on_commit_callbacks):
    office = make_organisation("Office")
    contact = make_person("Contact", Role.PARTNER, organisation=office)
    release = republished(published_edition(organisation=office))
    officer = make_user(Role.SECRETARIAT)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        write_to_source(release, by=officer)
    letters = [each for each in mail.outbox if contact.email in each.to]
    assert [each.subject for each in letters] == ["Masked figures"]
    assert not {"38", "60", "3"} & set(letters[0].body.split())


def test_no_limit_is_computed_for_a_mask_of_the_source():
    """Of 60, at least 38 are seen in the parts; the source masks both without a limit."""

    def row(kind, value, low, high, sex):
        return (VICTIMS, "sex", "tha", 2007, sex, *["total"] * 4, kind, value, low, high, 1)

    rows = [
        row("suppressed", None, None, None, "total"),
        row("count", 38, None, None, "female"),
        row("count", 22, None, None, "male"),
    ]
    assert [each[-3] for each in with_limits(rows)] == [60, None, None]
    assert with_limits(rows, are_masks_closed=True) == rows


def test_a_later_edition_of_the_source_is_another_edition_of_the_population():
    first = republished(population_edition="2007")
    later = [*ROWS[:4], unodc_row(45, Year=2006)]
    second = republished(
        published_edition(later), register=first.register, population_edition="2008", author=first.author
    )
    assert shown_in(second) == ["45", "60", "38", "<5", "19"]


def test_protected_figures_are_prepared_beside_those_that_a_source_has_published():
    first = republished()
    own = published_edition([unodc_row(60), unodc_row(9, Year=2005), unodc_row("<5", Year=2004)])
    second = released(own, register=first.register, author=first.author)
    assert (second.status, second.refusal) == ("released", "")
    assert shown_in(second) == ["<5", "9", "60"]


def test_a_sum_is_no_closer_than_the_masks_in_it():
    figures = [each for each in figures_of(republished(), Selection()) if each.year == 2007 and each.codes]
    summed = sum_of(figures)
    assert (summed.low, summed.high) == (38 + 19 + 1, 38 + 19 + 4)
