"""Files of data made to take the site down: received, read in the background within limits, and returned."""

from contextlib import nullcontext
from datetime import date

import pytest
from django.core.files.base import ContentFile

from palermo.audit.models import AuditEvent
from palermo.core.limited_process.starting import Unreadable
from palermo.knowledge.actions import datasets as actions
from palermo.knowledge.models import DatasetEdition
from palermo.knowledge.states.datasets import DatasetEditionStatus
from tests.factories.accounts import make_state
from tests.factories.knowledge import make_agreement, make_dataset, make_source
from tests.hostile import DATA_FILES
from tests.memory import memory_measured, size_of_database

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
QUICK = {"half a workbook", "a broken old workbook", "nested archives", "two cells far apart", "NUL in a cell"}
SAMPLE = {"one cell of 200 MB", "a million columns", "one line", "a billion repeated rows", "JSON without end"}

# Within the limits nobody could see whether they identify persons: nothing of them is kept.
NOT_LOOKED_THROUGH = {"a long string in every cell", "JSON of a million fields"}


def marked(name):
    if name in QUICK:
        return name
    return pytest.param(name, marks=pytest.mark.slow if name in SAMPLE else pytest.mark.full)


@pytest.mark.parametrize("name", [marked(name) for name in DATA_FILES])
def test_a_hostile_file_is_returned_within_the_limits(name, settings):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    dataset = make_dataset(make_source(state=make_state()), layout="unodc")
    agreement = make_agreement(dataset.source)
    file, content = DATA_FILES[name][0], DATA_FILES[name][1]()
    before = size_of_database()
    refused_at_once = pytest.raises(Unreadable, match="takes too much time or memory")
    with memory_measured() as most, refused_at_once if name in NOT_LOOKED_THROUGH else nullcontext():
        actions.hand_in_edition(dataset, file=ContentFile(content, file), agreement=agreement, by="an officer")
    kept = [(edition.status, bool(edition.reason)) for edition in DatasetEdition.objects.all()]
    assert kept == ([] if name in NOT_LOOKED_THROUGH else [(DatasetEditionStatus.REFUSED, True)])
    assert size_of_database() - before < MEGABYTE
    assert most["process"] < 800 * MEGABYTE
    assert max((len(str(event.details)) for event in AuditEvent.objects.all()), default=0) < 6_000
