"""Background tasks: a row with its act, tried again later and later, kept when it failed for good."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from palermo.core import work, worker
from tests.core import tasks
from tests.core.tasks import DONE, FAILURES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_database(settings):
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    DONE.clear()
    FAILURES.clear()


def the_row():
    return DBTaskResult.objects.get()


def let_time_pass(how_long: timedelta) -> None:
    """As if the row had been written that much earlier."""
    row = the_row()
    DBTaskResult.objects.filter(pk=row.pk).update(run_after=row.run_after - how_long)


def work_once():
    return worker.RetryingWorker("a worker").round()


def test_work_waits_in_the_database_and_is_done_once():
    tasks.note.enqueue(7)
    assert (DONE, the_row().status) == ([], TaskResultStatus.READY)
    assert work_once() == (1, 0)
    assert (DONE, the_row().status) == ([7], TaskResultStatus.SUCCESSFUL)
    assert work_once() == (0, 0)
    assert DONE == [7]


@transaction.atomic
def an_act_that_fails():
    tasks.note.enqueue(7)
    raise ZeroDivisionError


def test_work_is_undone_with_the_act_that_needed_it():
    with pytest.raises(ZeroDivisionError):
        an_act_that_fails()
    assert not DBTaskResult.objects.exists()
    assert work_once() == (0, 0)


def test_what_fails_is_tried_again_later_each_time_with_its_error_kept():
    FAILURES[:] = [OSError(f"no server, {number}") for number in range(4)]
    tasks.falter.enqueue(7)
    for number, delay in enumerate(work.DELAYS):
        before = timezone.now()
        assert work_once() == (0, 1)
        row = the_row()
        assert (row.status, worker.tries_of(row)) == (TaskResultStatus.READY, number + 1)
        assert before + delay <= row.run_after <= timezone.now() + delay
        assert (row.exception_class_path, "in falter" in row.traceback) == ("builtins.OSError", True)
        # A message can quote a file.
        assert "no server" not in row.traceback
        assert work_once() == (0, 0)
        let_time_pass(delay - timedelta(seconds=30))
        assert work_once() == (0, 0)
        let_time_pass(timedelta(seconds=31))
    assert work_once() == (1, 0)
    assert (DONE, the_row().status, the_row().traceback) == ([7], TaskResultStatus.SUCCESSFUL, "")


def test_after_the_last_try_it_stays_failed(caplog):
    FAILURES[:] = [OSError("no server") for _number in range(work.TRIES)]
    tasks.falter.enqueue(7)
    for _delay in work.DELAYS:
        work_once()
        DBTaskResult.objects.update(run_after=timezone.now())
    assert work_once() == (0, 1)
    assert (the_row().status, worker.tries_of(the_row())) == (TaskResultStatus.FAILED, work.TRIES)
    assert "tests.core.tasks.falter failed after 5 attempts" in caplog.text
    assert work_once() == (0, 0)


def test_what_a_stopped_worker_left_is_taken_up_again_after_an_hour():
    tasks.note.enqueue(7)
    the_row().claim("a worker that was stopped")
    assert (worker.take_up_again(), work_once()) == (0, (0, 0))
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=61))
    assert (worker.take_up_again(), work_once(), DONE) == (1, (1, 0), [7])
    assert worker.tries_of(the_row()) == 2


def test_an_error_of_one_piece_of_work_leaves_the_others():
    FAILURES[:] = [OSError("no server")]
    tasks.falter.enqueue(1)
    tasks.note.enqueue(2)
    assert work_once() == (1, 1)
    assert DONE == [2]


@pytest.mark.parametrize("argument", [7, None, True, "meeting_moved", "a1/2:3+4.zip", [1, 2], {"to": "x"}])
def test_ids_numbers_and_names_are_taken(argument):
    work.check_plain(argument)


@pytest.mark.parametrize("argument", ["two words", "x" * 101, 1.5, object(), ["fine", "not fine"], "中 文"])
def test_words_of_a_record_are_not_written_beside_it(argument):
    with pytest.raises(TypeError, match="ids, numbers and names"):
        tasks.note.enqueue(argument)
    assert not DBTaskResult.objects.exists()


def test_a_worker_that_is_told_to_stop_ends_what_it_has_in_hand(monkeypatch):
    shown = worker.RetryingWorker("a worker")
    shown.running_task = True
    shown.shutdown(15, None)
    shown.shutdown(15, None)
    assert shown.running is False
    shown.running_task = False
    with pytest.raises(SystemExit) as stop:
        shown.shutdown(15, None)
    assert stop.value.code == 0
