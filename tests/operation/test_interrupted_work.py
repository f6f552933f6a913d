"""What a killed `palermo work` had in hand, the next one takes up at once and brings to its end.

On PostgreSQL where PALERMO_DATABASE names a server.
"""

import json
import subprocess

import pytest

from tests.operation.installation import PALERMO, Installation, kill, new_installation, wait_until
from tests.operation.test_kills import answer_of, is_whole

pytestmark = [pytest.mark.slow, pytest.mark.full]

TASKS = ("palermo.figures.pipeline.preparing.prepare_release", "palermo.knowledge.checking.check_edition")


def state_of(installation: Installation, task: str) -> str:
    """The state of the last row of a task."""
    query = f"SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path = '{task}' ORDER BY enqueued_at"
    return installation.rows(query)[-1][0]


def work_until_killed_in(installation: Installation, task: str) -> None:
    """A worker that is killed, with all that it started, as soon as it has a task in hand."""
    command = [PALERMO, "work", "--data", installation.folder]
    options = {"env": installation.environment, "cwd": "/", "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, **options) as worker:
        assert wait_until(lambda: state_of(installation, task) == "RUNNING")
        kill(worker)
    assert state_of(installation, task) == "RUNNING"


def test_a_release_and_an_edition_in_hand_are_taken_up_again_by_the_next_worker(tmp_path):
    installation = new_installation(tmp_path, "interrupted_work")
    made = installation.run("demo", "--now", "--no-serve")
    assert made.returncode == 0, made.stderr
    # What the demonstration leaves to be done in the background.
    installation.run("work", "--once")
    assert json.loads(answer_of(installation, "begin-work")) == ["preparing", "received"]
    for task in TASKS:
        work_until_killed_in(installation, task)
    ended = installation.run("work", "--once")
    assert ended.stdout.endswith(" tasks completed, 0 failed.\n"), ended.stdout + ended.stderr
    assert [state_of(installation, task) for task in TASKS] == ["SUCCESSFUL", "SUCCESSFUL"]
    assert json.loads(answer_of(installation, "inspect-work")) == ["prepared", "checked"]
    assert is_whole(installation) == (0, [])
