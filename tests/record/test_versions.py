"""An import keeps a version of everything that it writes, each tied to its record's entry in the log."""

from datetime import date

import pytest

from palermo.audit.models import AuditEvent, RecordVersion
from palermo.audit.queries import as_recorded
from palermo.audit.versioned_models import data_of
from palermo.core.kinds import all_kinds, slug_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def _stored(model) -> dict[int, dict]:
    many = [field.name for field in model._meta.local_many_to_many]
    return {
        row.pk: data_of(row) | {name: sorted(getattr(row, name).values_list("pk", flat=True)) for name in many}
        for row in model._base_manager.all()
    }


@pytest.mark.parametrize("model", [kind.model for kind in all_kinds() if kind.is_versioned], ids=slug_of)
def test_the_latest_versions_are_the_record(model):
    latest = {version.record: version.data for version in as_recorded(model, on=date(9999, 1, 1))}
    assert latest == _stored(model)


def test_every_version_is_tied_to_an_entry_about_its_own_record():
    kinds = dict(AuditEvent.objects.values_list("sequence", "target_kind"))
    versions = RecordVersion.objects.values_list("entry", "kind", "root_kind", "at")
    assert {(kind, root) for entry, kind, root, _at in versions if kinds.get(entry) not in {kind, root}} == set()
    assert RecordVersion.objects.filter(entry=None).count() == 0


def test_versions_and_their_entries_are_of_one_instant():
    at = dict(AuditEvent.objects.values_list("sequence", "at"))
    assert {v.pk for v in RecordVersion.objects.all() if v.at != at[v.entry]} == set()
