"""Background tasks: a row with its act, tried again later and later, kept when it failed for good."""

import os
import subprocess
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


def claim(worker_name: str, *, lease_left: timedelta) -> None:
    """As if a worker had begun the row, and not finished it."""
    tasks.note.enqueue(7)
    the_row().claim(worker_name)
    DBTaskResult.objects.update(run_after=timezone.now() + lease_left)


def test_what_a_worker_of_another_machine_left_is_taken_up_again_when_its_lease_is_over():
    claim("elsewhere:4026531836:7:abc", lease_left=worker.LEASE)
    assert worker.progress_of(tasks.note, 7) == worker.Progress.RUNNING
    assert (worker.take_up_again(), work_once()) == (0, (0, 0))
    let_time_pass(worker.LEASE)
    assert worker.progress_of(tasks.note, 7) == worker.Progress.INTERRUPTED
    assert (worker.take_up_again(), work_once(), DONE) == (1, (1, 0), [7])
    assert worker.tries_of(the_row()) == 2
    assert worker.progress_of(tasks.note, 7) == worker.Progress.NONE


def ended_process() -> int:
    """The number of a process that was and is no more."""
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def test_what_a_killed_worker_of_this_machine_left_is_taken_up_again_at_once():
    claim(f"{worker._process_name(ended_process())}:abc", lease_left=worker.LEASE)
    assert worker.progress_of(tasks.note, 7) == worker.Progress.INTERRUPTED
    assert (worker.take_up_again(), work_once(), DONE) == (1, (1, 0), [7])


def test_what_a_worker_of_this_machine_does_is_left_to_it():
    claim(f"{worker._process_name(os.getppid())}:abc", lease_left=worker.LEASE)
    assert (worker.take_up_again(), work_once(), DONE) == (0, (0, 0), [])


def test_what_ends_its_process_again_and_again_has_failed(caplog):
    tasks.note.enqueue(7)
    for _interruption in range(worker.MOST_INTERRUPTIONS):
        the_row().claim("elsewhere:1:7:abc")
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
        assert worker.take_up_again() == 1
    assert (the_row().status, work_once(), DONE) == (TaskResultStatus.FAILED, (0, 0), [])
    assert worker.progress_of(tasks.note, 7) == worker.Progress.FAILED
    assert set(the_row().traceback.splitlines()) == {worker.INTERRUPTED.strip()}
    assert "tests.core.tasks.note failed: The process that did this work ended unexpectedly" in caplog.text


def test_what_takes_too_much_memory_is_not_tried_again_as_it_is():
    FAILURES[:] = [MemoryError()]
    tasks.falter.enqueue(7)
    assert work_once() == (0, 1)
    assert the_row().status == TaskResultStatus.FAILED


def test_of_the_message_of_an_error_nothing_is_kept():
    FAILURES[:] = [OSError("x" * 1_000_000)]
    tasks.falter.enqueue(7)
    assert work_once() == (0, 1)
    assert ("xxx" in the_row().traceback, "in falter" in the_row().traceback) == (False, True)


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


def test_a_worker_that_is_stopped_with_nothing_in_hand_ends_at_once():
    with pytest.raises(SystemExit) as stop:
        worker.RetryingWorker("a worker").shutdown(15, None)
    assert stop.value.code == 0


def test_a_worker_that_is_stopped_interrupts_what_takes_long_and_leaves_it_to_the_next(monkeypatch):
    monkeypatch.setattr(worker, "PATIENCE", 0.05)
    monkeypatch.setattr(worker, "LAST_PATIENCE", 600)
    tasks.linger.enqueue(7)
    shown = worker.RetryingWorker("a worker")
    shown.configure_signals()
    try:
        with pytest.raises(SystemExit) as stop:
            shown.round()
    finally:
        shown.reset_signals()
    assert (stop.value.code, shown.running, DONE) == (0, False, [])
    row = the_row()
    assert (row.status, worker.tries_of(row), row.traceback) == (TaskResultStatus.READY, 0, "")
    assert row.run_after <= timezone.now()
    assert worker.progress_of(tasks.linger, 7) == worker.Progress.WAITING
