"""A register that was cut off, or of which an old copy was put back, is noticed by what the record knows of it."""

import shutil
from functools import partial

import pytest
from disclosure.release import Register
from django.db import transaction

from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.figures.actions import releases as actions
from palermo.figures.actions.registers import begin_register
from palermo.figures.models import Release, ReleaseDecision
from palermo.figures.pipeline.places import register_folder
from palermo.figures.pipeline.preparing import BY
from palermo.figures.pipeline.releasing import publish
from palermo.figures.pipeline.verifying import find_faults
from palermo.figures.states.releases import Verdict
from tests.factories.common import text
from tests.factories.figures import make_population, make_register
from tests.factories.releases import make_officer
from tests.figures.sources import approve, make_accepted_edition, prepared, released, unodc_row
from tests.together import do_together

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

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
    release = prepared(figures_of(2006), register=register)
    put_back_an_old_copy(register, tmp_path, lambda: released(figures_of(2007), register=register))
    approve(release)
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


def approved_but_not_released(register):
    """A release that two officers have approved and that no worker has begun to make."""
    release = prepared(figures_of(2007), register=register)
    actions.propose_release(release, by=release.author)
    release.refresh_from_db()
    for name in ("First", "Second"):
        ReleaseDecision.objects.create(
            release=release,
            attempt=release.attempt,
            person=make_officer(name),
            verdict=Verdict.APPROVED,
            decided_at="2008-01-01T12:00Z",
        )
    Release.objects.filter(pk=release.pk).update(status="releasing")
    return release


def test_work_stopped_between_the_gate_and_the_record_is_finished_without_a_second_release(register):
    release = approved_but_not_released(register)
    with transaction.atomic():
        assert publish(release.pk, by=BY) == "released"
        transaction.set_rollback(True)
    release.refresh_from_db()
    marks = [one.mark for one in Register(register_folder(register)).releases()]
    assert (release.status, release.number, marks) == ("releasing", None, [f"{release.slug}/1"])
    assert publish(release.pk, by=BY) == "released"
    release.refresh_from_db()
    assert (release.number, len(Register(register_folder(register)).releases()), list(find_faults())) == (1, 1, [])


@pytest.mark.django_db(transaction=True)
def test_of_workers_at_one_release_one_makes_it_and_the_others_find_it(register):
    release = approved_but_not_released(register)
    done = do_together([partial(publish, release.pk, by=BY)] * 3)
    assert done == ["released"] * 3
    assert [one.mark for one in Register(register_folder(register)).releases()] == [f"{release.slug}/1"]
    assert AuditEvent.objects.filter(verb="release.released").count() == 1
    assert list(find_faults()) == []


def test_a_register_whose_folder_is_gone_is_not_begun_anew(register):
    released(figures_of(2007), register=register)
    shutil.rmtree(register_folder(register))
    with pytest.raises(Refused, match="There is no register in"):
        begin_register(register, by=make_officer())
    assert not register_folder(register).exists()


def test_a_withdrawal_that_was_cut_off_stops_further_releases(register, tmp_path):
    first = released(figures_of(2007), register=register)
    release = prepared(figures_of(2006), register=register)
    put_back_an_old_copy(
        register, tmp_path, lambda: actions.withdraw_release(first, reason=text("A mistake"), by=make_officer())
    )
    approve(release)
    release.refresh_from_db()
    assert release.status == "draft"
    assert release.refusal.endswith(
        f"does not have {first.slug} as it is on record: its end was cut off, or an old copy was put back. Restore the "
        "newest copy."
    )


def test_nothing_is_signed_into_an_old_copy(register, tmp_path):
    put_back_an_old_copy(register, tmp_path, lambda: released(figures_of(2007), register=register))
    lines = Register(register_folder(register)).head().lines
    with pytest.raises(Refused, match=CUT_OFF):
        make_population(register, "others")
    assert Register(register_folder(register)).head().lines == lines
