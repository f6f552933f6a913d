"""Work in the background is followed on its page, which keeps still while it is read: by script, and without."""

import pytest
from playwright.sync_api import Page, expect

from palermo.figures.models import Release
from palermo.figures.pipeline.draft_files import digest_of, make_folder, write_file
from palermo.figures.pipeline.drafts import DIGEST, prepared_files
from palermo.figures.pipeline.places import draft_folder
from palermo.figures.states.releases import ReleaseStatus
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.states.datasets import DatasetEditionStatus
from tests.factories.knowledge import make_dataset_edition
from tests.factories.releases import make_draft
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Looked for every five seconds.
PATIENCE = 20_000


def change(release: Release, **fields) -> None:
    Release.objects.filter(pk=release.pk).update(**fields)


def preparing() -> Release:
    return make_draft(slug="a-release", status=ReleaseStatus.PREPARING, steps=10, done=4)


def prepared_digest(release: Release) -> str:
    """The digest of empty files in place of prepared ones; the page checks only that they are unchanged."""
    folder = make_folder(draft_folder(release))
    for name in prepared_files(release):
        write_file(folder, name, b"")
    return digest_of(folder, prepared_files(release))


def open_page(officer) -> Page:
    officer.sign_in("secretariat")
    return officer.open("data/releases/a-release/")


def test_progress_comes_by_itself_and_the_page_is_loaded_again_only_at_its_end(reader):
    release = preparing()
    page = open_page(reader())
    shown = page.get_by_role("main").get_by_role("status")
    expect(shown).to_have_text("In preparation: step 4 of 10 is done.")
    assert violations(page) == []
    page.evaluate("window.isTheSame = true")
    change(release, done=7)
    expect(shown).to_have_text("In preparation: step 7 of 10 is done.", timeout=PATIENCE)
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "7")
    assert page.evaluate("window.isTheSame")
    change(release, status=ReleaseStatus.PREPARED, loss={"cells": 12, DIGEST: prepared_digest(release)})
    expect(page.get_by_role("link", name="See what will be hidden and why")).to_be_visible(timeout=PATIENCE)
    assert not page.evaluate("window.isTheSame")
    expect(shown).to_have_count(0)


def test_without_script_a_link_shows_how_far_it_has_come(reader):
    release = preparing()
    page = open_page(reader(java_script_enabled=False))
    change(release, done=7)
    page.get_by_role("main").get_by_role("link", name="Reload").click()
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "7")


def test_a_file_is_checked_until_its_findings_are_shown(reader):
    edition = make_dataset_edition(status=DatasetEditionStatus.RECEIVED, decided_on=None)
    officer = reader()
    officer.sign_in("secretariat")
    page = officer.open(f"data/datasets/{edition.dataset.slug}/{edition.number}/")
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("The file is being checked: step 0 of")
    assert violations(page) == []
    DatasetEdition.objects.filter(pk=edition.pk).update(status=DatasetEditionStatus.CHECKED)
    expect(page.get_by_role("main")).to_contain_text("This edition awaits a decision.", timeout=PATIENCE)
