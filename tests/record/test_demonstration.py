"""The demonstration's own files: they load whole, and come back as the same bytes."""

from pathlib import Path

import pytest

from palermo.governance.models import Mandate, Meeting
from palermo.record.exporting import export_folder
from palermo.record.importing import import_folder
from palermo.record.kinds.pages import PAGES
from palermo.record.kinds.registry import KINDS
from palermo.record.kinds.tool_texts import TOOL_TEXTS
from tests.record.sample import folder_bytes
from tests.record.test_export import empty_the_database

pytestmark = pytest.mark.django_db
RECORD = Path(__file__).parents[2] / "src/palermo/record"
BY = "palermo demo"


@pytest.mark.slow
def test_the_demonstration_loads_once_and_comes_back_as_the_same_bytes(tmp_path):
    for folder in (RECORD / "world", RECORD / "demonstration"):
        folders = [*(kind.folder for kind in KINDS), TOOL_TEXTS, PAGES]
        files = sum(len(list((folder / name).glob("*.yaml"))) for name in folders)
        assert import_folder(folder, by=BY).new == files
        assert import_folder(folder, by=BY).records == ()
    assert (Meeting.objects.filter(kind="consultation").count(), Mandate.objects.count()) == (16, 8)
    export_folder(tmp_path / "first")
    empty_the_database()
    import_folder(tmp_path / "first", by=BY)
    export_folder(tmp_path / "second")
    assert folder_bytes(tmp_path / "second") == folder_bytes(tmp_path / "first")


@pytest.mark.slow
def test_what_followed_loads_upon_the_demonstration():
    for folder in ("world", "demonstration"):
        import_folder(RECORD / folder, by=BY)
    files = len(list((RECORD / "followed").rglob("*.yaml")))
    done = import_folder(RECORD / "followed", by=BY)
    assert (done.new, len(done.records)) == (files - 1, files)
    assert import_folder(RECORD / "followed", by=BY).records == ()
