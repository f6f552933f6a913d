"""The record written back as files."""

from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.db import connection
from wagtail.models import Page

from palermo.accounts.models import Organisation
from palermo.core.refusals import Refused
from palermo.governance.models import Body
from palermo.library.models import Document
from palermo.outreach.models import MaterialFile
from palermo.record import emitting
from palermo.record.codecs import Plain
from palermo.record.emitting import yaml_of
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.record.nodes import tree_of
from tests.record.sample import PAGES, SAMPLE, folder_bytes, write
from tests.slices import OF_THE_SITE

pytestmark = pytest.mark.django_db
BY = "palermo record import"


def empty_the_database() -> None:
    for page in Page.objects.filter(depth=2):
        page.delete()
    with connection.constraint_checks_disabled():
        for model in apps.get_models(include_auto_created=True):
            if model.__module__.startswith("palermo") and model.__module__.split(".")[1] not in OF_THE_SITE | {"audit"}:
                model._base_manager.all()._raw_delete("default")


def test_import_export_import_into_nothing_export_gives_the_same_bytes(folder, tmp_path):
    import_folder(write(folder, PAGES), by=BY)
    export_folder(tmp_path / "first")
    empty_the_database()
    assert Document.objects.count() == 0
    import_folder(tmp_path / "first", by=BY)
    export_folder(tmp_path / "second")
    first = folder_bytes(tmp_path / "first")
    assert folder_bytes(tmp_path / "second") == first
    assert {name for name in first if name.endswith(".yaml")} == {
        "record.yaml",
        *(name for name in SAMPLE | PAGES if name.endswith(".yaml")),
    }


def test_an_export_imported_into_its_own_database_changes_nothing(folder, tmp_path):
    import_folder(folder, by=BY)
    Body.objects.get(slug="committee").memberships.update(order=7)
    export_folder(tmp_path / "export")
    assert import_folder(tmp_path / "export", by=BY, check=True).records == ()


def test_a_file_begins_with_what_it_is_and_keeps_the_order_of_its_keys(folder, tmp_path):
    import_folder(folder, by=BY)
    export_folder(tmp_path / "export")
    assert (tmp_path / "export/documents/agenda.yaml").read_text() == (
        "# One document: one work under one symbol, in up to six languages.\n"
        "id: agenda\n"
        "symbol: E/CN.15/2008/1\n"
        "title:\n"
        "  en: Provisional agenda\n"
        "kind: provisional_agenda\n"
        "audience: public\n"
        "state: issued\n"
        "original_language: en\n"
        "dated: late 2007-11\n"
        "issued_on: 2007-11-30\n"
        "aliases:\n"
        "- symbol: '2008'\n"
        "  kind: temporary\n"
        "versions:\n"
        "  zh:\n"
        "    status: draft\n"
        "    file: agenda.zh.pdf\n"
        "    file_name: agenda-in-chinese.pdf\n"
        "    media_type: application/pdf\n"
        "  en:\n"
        "    status: final\n"
        "    text: |\n"
        "      1. Opening.\n"
        "\n"
        "      4. Trends.\n"
        "showings:\n"
        "- forum: brasilia-2007\n"
        "  kind: on_screens\n"
        "  withdrawn_on: 2008-01-10\n"
        "  withdrawal_reason:\n"
        "    en: Outdated.\n"
    )
    assert (tmp_path / "export/documents/agenda.zh.pdf").read_text() == "%PDF-1.7 not really"


def test_files_of_material_are_kept_by_their_digests_and_lie_beside_their_record(folder, tmp_path, stored_files: Path):
    import_folder(folder, by=BY)
    file = MaterialFile.objects.get()
    assert file.size == len("%PDF-1.7 a leaflet")
    assert (stored_files / f"material/{file.digest[:2]}/{file.digest}").read_text() == "%PDF-1.7 a leaflet"
    export_folder(tmp_path / "export")
    assert (tmp_path / "export/campaign_material/leaflet.en.1.pdf").read_text() == "%PDF-1.7 a leaflet"
    written = yaml.safe_load((tmp_path / "export/campaign_material/leaflet.yaml").read_text())
    assert written["files"] == [
        {
            "language": "en",
            "number": 1,
            "file": "leaflet.en.1.pdf",
            "name": "leaflet.pdf",
            "media_type": "application/pdf",
            "alt": "A sheet with five lines.",
        }
    ]


def test_each_folder_says_what_its_keys_mean(folder, tmp_path):
    import_folder(folder, by=BY)
    export_folder(tmp_path / "export")
    assert (tmp_path / "export/places/README.txt").read_text() == (
        "One place where meetings and events are held.\n"
        "\n"
        "id: the id, which is the file's name without .yaml; required\n"
        "name: the name; a text by language (ar, zh, en, fr, ru, es); required\n"
        "locative: “in” the place, inflected as each language does, as used in a sentence; "
        "a text by language (ar, zh, en, fr, ru, es)\n"
        "state: the State in which it lies; an id\n"
        "time_zone: the time zone of its hours, by its IANA name; a text of at most 40 characters\n"
    )


def test_a_folder_that_is_no_export_is_refused_and_left_as_it_is(folder, tmp_path):
    target = write(tmp_path / "target", {"notes.txt": "mine"})
    with pytest.raises(Refused) as refused:
        export_folder(target)
    assert str(refused.value) == (
        f"{target} is not an earlier export and is not empty. Choose an empty or a new folder."
    )
    assert folder_bytes(target) == {"notes.txt": b"mine"}


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match=r"file is a file\. Choose a folder\.$"):
        export_folder(tmp_path / "file")


def test_an_earlier_export_is_replaced_and_what_is_not_of_it_stays(folder, tmp_path):
    import_folder(folder, by=BY)
    target = tmp_path / "export"
    export_folder(target)
    write(target, {".git/HEAD": "ref: refs/heads/main"})
    Organisation.objects.create(slug="new", name={"en": "New"}, kind="private")
    report = export_folder(target)
    assert report.counts["organisations"] == 3
    assert (target / "organisations/new.yaml").exists()
    assert sorted(path.name for path in target.iterdir() if path.name.startswith(".")) == [".git"]


def test_an_export_that_fails_leaves_the_earlier_one(folder, tmp_path, stored_files: Path):
    import_folder(folder, by=BY)
    target = tmp_path / "export"
    export_folder(target)
    before = folder_bytes(target)
    for stored in stored_files.rglob("*"):
        if stored.is_file():
            stored.unlink()
    with pytest.raises(FileNotFoundError):
        export_folder(target)
    assert folder_bytes(target) == before


HARD_TEXTS = [
    "yes",
    "~",
    "123",
    "2007-06-18",
    "a: b # c",
    "- a",
    "  led and trailed  ",
    "one\n\n  two\n",
    "tab\there",
    "a\r\nb",
    "“quoted” 'and' \"quoted\"",
    "ضوابط: \u200f(أ)",
    "预防犯罪\u3000：" + "长" * 100,
    "\U00020000 rare",
    "word " * 40,
    "*star &and !bang %percent @at `tick",
    "line\u2028separator",
]


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_every_text_comes_back_as_it_was(text):
    written = yaml_of({"text": text, "day": Plain("2007-06-18")}, "A comment.")
    tree = tree_of(written, "x.yaml")
    assert (tree.entries["text"].node.text, tree.entries["day"].node.text) == (text, "2007-06-18")
    assert yaml.safe_load(written)["text"] == text


def test_both_emitters_write_the_same(monkeypatch):
    texts = {str(place): text for place, text in enumerate(HARD_TEXTS) if "\U00020000" not in text}
    fast = yaml_of(texts, "")
    monkeypatch.setattr(emitting, "DUMPER", yaml.SafeDumper)
    assert yaml_of(texts, "") == fast
