"""A register that was cut off, or of which an old copy was put back, is noticed by what the record knows of it."""

import shutil

import pytest
from disclosure.release import Register

from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.figures.actions import releases as actions
from palermo.figures.actions.reading_back import keep_release
from palermo.figures.models import Release
from palermo.figures.places import register_folder
from palermo.figures.preparing import BY
from palermo.figures.releasing import publish
from palermo.figures.verifying import find_faults
from tests.factories.common import text
from tests.factories.figures import make_register
from tests.factories.releases import make_officer
from tests.figures.sources import approve, make_accepted_edition, prepared, released, unodc_row

pytestmark = pytest.mark.django_db

CUT_OFF = "its end was cut off, or an old copy was put back"


def figures_of(year: int):
    """An accepted edition with the victims of a year."""
    return make_accepted_edition([unodc_row(60, Year=year), unodc_row(44, Sex="Female", Year=year)])


@pytest.fixture
def register():
    return make_register()


def put_back_an_old_copy(register, tmp_path, act):
    """Do something, then put the register's folder back as it was before."""
    folder, copy = register_folder(register), tmp_path / "copy"
    shutil.copytree(folder, copy)
    act()
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)


def test_the_log_notes_the_head_of_the_register(register):
    release = released(figures_of(2007), register=register)
    gate = Register(register_folder(register))
    (noted,) = AuditEvent.objects.filter(verb="release.released")
    assert noted.details["register_head"] == [gate.head().lines, gate.head().hash]
    before = gate.head()
    actions.withdraw_release(release, reason=text("A mistake"), by=make_officer())
    (noted,) = AuditEvent.objects.filter(verb="release.withdrawn")
    assert noted.details["register_head"] == [before.lines, before.hash]
    assert (gate.head().lines, list(find_faults())) == (before.lines + 1, [])


def test_nothing_is_released_into_an_old_copy_of_the_register(register, tmp_path):
    put_back_an_old_copy(register, tmp_path, lambda: released(figures_of(2007), register=register))
    release = approve(prepared(figures_of(2006), register=register))
    publish(release.pk, by=BY)
    release.refresh_from_db()
    assert (release.status, CUT_OFF in release.refusal) == ("draft", True)
    assert Register(register_folder(register)).releases() == ()
    assert [CUT_OFF in each for each in find_faults()][:1] == [True]


def test_nothing_is_withdrawn_in_an_old_copy_of_the_register(register, tmp_path):
    first = released(figures_of(2007), register=register)
    put_back_an_old_copy(register, tmp_path, lambda: released(figures_of(2006), register=register))
    with pytest.raises(Refused, match=CUT_OFF):
        actions.withdraw_release(first, reason=text("A mistake"), by=make_officer())
    first.refresh_from_db()
    assert first.status == "released"


def test_a_second_call_for_one_release_finds_what_the_first_has_made(register):
    release = approve(prepared(figures_of(2007), register=register))
    publish(release.pk, by=BY)
    # As of a worker that was stopped between the gate and the record, while another one took the work up.
    Release.objects.filter(pk=release.pk).exists()
    assert publish(release.pk, by=BY) == "released"
    assert keep_release(release, number=1, by=BY).number == 1
    assert [one.mark for one in Register(register_folder(register)).releases()] == [f"{release.slug}/1"]
    assert AuditEvent.objects.filter(verb="release.released").count() == 1
