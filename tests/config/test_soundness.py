"""`palermo check` finds damage: in the database, in files, in releases, on the disk, in background work, in backups."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.tasks import TaskResultStatus

from palermo.accounts.actions.accounts import begin_installation
from palermo.accounts.models import Installation
from palermo.accounts.states import InstallationKind
from palermo.config import soundness
from palermo.config.backup.archive import Manifest
from palermo.config.backup.databases import files_here
from palermo.config.backup.heads import note_backup
from palermo.config.cli.main import main
from palermo.config.stored_files import DIGESTS, file_fields, path_of, stored_files
from palermo.core import clock
from palermo.core.worker import background_rows
from palermo.figures.pipeline.draft_files import write_origins
from palermo.figures.pipeline.places import bundle_path, cube_path, draft_folder, origins_path
from palermo.library.models import LanguageVersion
from palermo.outreach.models import Partnership
from tests.core.tasks import note
from tests.factories.common import text
from tests.factories.figures import key_of, make_release
from tests.factories.library import make_document
from tests.factories.outreach import make_material, make_material_file, make_partner
from tests.factories.releases import make_prepared

pytestmark = pytest.mark.django_db

WAY_OUT = "Restore it from a backup."


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.PALERMO_TODAY = None
    for name in ("DATA", "MEDIA_ROOT", "PALERMO_RELEASES"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        setattr(settings, name, folder)


@pytest.mark.parametrize("is_full", [False, True])
def test_sound_database_has_no_fault(is_full):
    assert soundness.database_faults(is_full=is_full) == []


def test_reference_to_a_row_that_is_gone_is_found():
    """Where the database itself does not keep it from being written, as SQLite without foreign keys."""
    if connection.vendor == "postgresql":
        return
    material = make_material()
    campaign, row = material.campaign_id, f"UPDATE outreach_material SET campaign_id = %s WHERE id = {material.pk}"
    with connection.cursor() as cursor:
        cursor.execute(row, [999_999])
        faults = soundness.database_faults(is_full=False)
        cursor.execute(row, [campaign])
    assert [each.partition(" Stop")[0].partition("row ")[0] for each in faults] == ["The database is damaged: "]
    assert (
        f"row {material.pk} of outreach_material refers to a row of outreach_campaign that does not exist." in faults[0]
    )


def make_files() -> list[str]:
    """Files of each way of storing them, by name."""
    version = LanguageVersion(document=make_document(), language="en", file_name="paper.txt", media_type="text/plain")
    version.sha256 = sha256(b"paper").hexdigest()
    version.file.save("paper.txt", ContentFile(b"paper"))
    make_material_file(make_material(), b"poster")
    logo = "ab" * 32
    Partnership.objects.filter(pk=make_partner().pk).update(logo=logo)
    place = path_of(f"logos/{logo}.png")
    place.parent.mkdir()
    place.write_bytes(b"logo")
    return sorted(each.name for each in stored_files())


def test_every_file_that_the_record_names_is_known_also_to_the_backup():
    assert {name for _model, name in file_fields()} == {*DIGESTS, "rows_file", "avatar"}
    names = make_files()
    assert [name.partition("/")[0] for name in names] == [sha256(b"paper").hexdigest()[:2], "logos", "material"]
    assert files_here() == set(names)


def test_file_that_is_missing_or_changed_is_named():
    paper, logo, poster = make_files()
    assert soundness.file_faults(is_full=False) == [
        f"File {logo} is not what was stored: its digest differs. {WAY_OUT}"
    ]
    path_of(paper).unlink()
    path_of(poster).write_bytes(b"poster!")
    assert soundness.file_faults(is_full=True) == [
        f"File {paper}, which the record names, is missing. {WAY_OUT}",
        f"File {logo} is not what was stored: its digest differs. {WAY_OUT}",
        f"File {poster} is not what was stored: its digest differs. {WAY_OUT}",
    ]


def test_sample_reads_some_files_and_the_full_check_all(monkeypatch):
    monkeypatch.setattr(soundness, "SAMPLE", 3)
    material = make_material()
    for number, language in enumerate(("ar", "en", "es", "fr", "ru", "zh")):
        row = make_material_file(material, f"{number}".encode(), language=language)
        path_of(f"material/{row.digest[:2]}/{row.digest}").write_bytes(b"others")
    assert len(soundness.file_faults(is_full=False)) == 3
    assert len(soundness.file_faults(is_full=True)) == 6


def lose(path: Path) -> None:
    path.unlink()


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def test_bundle_cube_and_origins_are_looked_at():
    key = key_of("victims", "aut", 2007)
    release = make_release({key: 120})
    write_origins(origins_path(release), [(key, 1)])
    assert [soundness.release_faults(is_full=each) for each in (False, True)] == [[], []]
    again = "Make it again with `palermo figures read-back`."
    bundle, cube, origins = bundle_path(release), cube_path(release), origins_path(release)
    for change, path, fault in (
        (spoil, cube, f"{release.slug}: {cube} is not what was released: its digest differs. {again}"),
        (lose, cube, f"{release.slug}: {cube} is missing. {again}"),
        (spoil, bundle, f"{release.slug}: {bundle} is not what was released: its digest differs. {WAY_OUT}"),
        (lose, bundle, f"{release.slug}: {bundle} is missing. {WAY_OUT}"),
        (lose, origins, f"{release.slug}: {origins} is missing. {WAY_OUT}"),
    ):
        kept = path.read_bytes()
        change(path)
        assert soundness.release_faults(is_full=False) == [fault]
        assert len(soundness.release_faults(is_full=True)) >= 1
        path.write_bytes(kept)


def test_release_whose_prepared_files_are_lost_is_named():
    release = make_prepared()
    assert soundness.release_faults(is_full=False) == []
    lose(draft_folder(release) / "truth.csv")
    [fault] = soundness.release_faults(is_full=False)
    assert fault.startswith(f"{release.slug}: The prepared figures of this release are missing or have changed")


def test_nearly_full_disk_is_named(monkeypatch, settings):
    monkeypatch.setattr(soundness, "LEAST_SPACE", 0)
    monkeypatch.setattr(soundness, "LEAST_INODES", 0)
    assert soundness.space_faults() == []
    monkeypatch.setattr(soundness, "LEAST_SPACE", 1 << 60)
    folders = (settings.DATA, settings.MEDIA_ROOT, settings.PALERMO_RELEASES)
    faults = soundness.space_faults()
    assert [each.partition(" has ")[0] for each in faults] == [str(each) for each in folders]
    assert all("at least 1,099,511,627,776 MB are needed" in each for each in faults)
    monkeypatch.setattr(soundness, "LEAST_SPACE", 0)
    monkeypatch.setattr(soundness, "LEAST_INODES", 1 << 62)
    assert all("more files. Delete files" in each for each in soundness.space_faults())


def test_task_that_runs_for_longer_than_it_may_is_named(settings):
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    note.enqueue(1)
    row = background_rows().get()
    began = clock.machine_now()
    for left, is_stuck in ((timedelta(seconds=20), False), (timedelta(seconds=-1), True)):
        background_rows().update(status=TaskResultStatus.RUNNING, started_at=began, run_after=began + left)
        expected = (
            f"tests.core.tasks.note, begun on {began:%Y-%m-%d %H:%M} UTC, was interrupted ({row.pk}). "
            "A worker takes it up again: `palermo work`."
        )
        assert soundness.stuck_tasks() == ([expected] if is_stuck else [])


def backed_up(ago: timedelta, archive: Path) -> None:
    made_at = (clock.machine_now() - ago).isoformat(timespec="seconds")
    manifest = Manifest("1", made_at, "sqlite", "real", 1, "0" * 64, [], {})
    note_backup(Path(settings.DATA), manifest, archive, is_verified=True)


def test_real_installation_without_a_recent_verified_backup_is_told(settings, tmp_path):
    settings.DATA = tmp_path
    assert soundness.backup_faults() == []
    begin_installation(InstallationKind.REAL, by="a test")
    assert soundness.backup_faults() == []
    Installation.objects.update(created_at=clock.machine_now() - timedelta(days=9))
    way_out = "Make one with `palermo backup FILE --verify`."
    assert soundness.backup_faults() == [f"The last verified backup has not been made yet. {way_out}"]
    backed_up(timedelta(days=9), tmp_path / "first.zip")
    day = f"{clock.machine_now() - timedelta(days=9):%Y-%m-%d}"
    assert soundness.backup_faults() == [f"The last verified backup is of {day}. {way_out}"]
    backed_up(timedelta(days=7), tmp_path / "second.zip")
    assert soundness.backup_faults() == []
    Installation.objects.update(kind=InstallationKind.DEMONSTRATION)
    assert soundness.backup_faults() == []


def test_check_prints_each_of_them(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("PALERMO_DATA", str(tmp_path / "default"))
    make_material_file(make_material(title=str(text("Poster"))), b"poster")
    [name] = [each.name for each in stored_files()]
    path_of(name).chmod(0o600)
    path_of(name).unlink()
    assert main(["check", "--full"]) == 1
    assert f"Error: File {name}, which the record names, is missing. {WAY_OUT}" in capsys.readouterr().err.splitlines()
