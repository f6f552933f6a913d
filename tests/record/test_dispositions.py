"""An activity that goes on under another mandate: its authority holds together in files, too."""

import pytest

from palermo.governance.models import Activity
from palermo.governance.queries.activities import activities_without_authority
from palermo.record.exporting import export_folder
from palermo.record.faults import ImportRefused
from palermo.record.importing import import_folder
from tests.record.sample import SAMPLE, folder_bytes, write

pytestmark = pytest.mark.django_db
BY = "palermo record import"
TOOL, FROM = "tools/manual.yaml", "mandates/guided.yaml"
# Authorized on 27 April under one mandate; under another, in force from 18 June, since July.
MOVED = {**SAMPLE, TOOL: SAMPLE[TOOL].replace("mandate: guided", "mandate: convene")}


def disposition(under: str = "convene", on: str = "2007-07-01") -> dict:
    words = "dispositions:\n- activity: manual\n  change: narrowed\n  fate: other_mandate\n"
    return {FROM: f"{SAMPLE[FROM]}{words}  decided_on: {on}\n  under: {under}\n"}


def refused(folder) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        import_folder(folder, by=BY)
    return [str(fault) for fault in refusal.value.faults]


def test_with_its_disposition_it_is_taken_and_given_out_again(folder, tmp_path):
    import_folder(write(folder, MOVED | disposition()), by=BY)
    assert Activity.objects.get(slug="manual").mandate.slug == "convene"
    assert list(activities_without_authority()) == []
    export_folder(tmp_path / "out")
    import_folder(tmp_path / "out", by=BY)
    export_folder(tmp_path / "again")
    assert folder_bytes(tmp_path / "out") == folder_bytes(tmp_path / "again")


def test_without_its_disposition_it_is_refused(folder):
    [fault] = refused(write(folder, MOVED))
    assert fault.startswith(f"{TOOL}, line 3, mandate: expected a mandate in force on 2007-04-27, when the")


def test_a_disposition_to_another_mandate_than_its_own_is_refused(folder):
    [fault] = refused(write(folder, SAMPLE | disposition()))
    sentence = "expected the mandate under which it went on last, “convene”; found “guided”."
    assert fault == f"{TOOL}, line 3, mandate: {sentence}"


def test_a_disposition_to_a_mandate_not_in_force_is_refused(folder):
    [fault] = refused(write(folder, MOVED | disposition(on="2007-06-17")))
    assert fault.endswith("dispositions[1].under: expected a mandate in force on 2007-06-17; found “convene”.")
