"""The schedule: each run once, by any worker; missed runs are caught up once; by the local time of the place."""

from datetime import UTC, datetime, timedelta

import pytest
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from palermo.config import chores
from palermo.config.schedule import SCHEDULE
from palermo.core import scheduling, worker
from palermo.core.scheduling import Daily, Every, Item, Schedule
from tests.core.tasks import DONE

pytestmark = pytest.mark.django_db

PATH = "tests.core.tasks.scheduled"
NOW = datetime(2026, 11, 24, 10, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _one_item(settings):
    settings.TIME_ZONE = "Europe/Vienna"
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    kept = list(scheduling.ITEMS)
    scheduling.set_items([Item("Something", Every(minutes=10), PATH)])
    DONE.clear()
    yield
    scheduling.set_items(kept)


def every_day(*, hour, weekday=None):
    scheduling.set_items([Item("Something", Daily(hour, weekday=weekday), PATH)])


def test_a_run_that_is_due_is_begun_once_whoever_works():
    one, other = Schedule(), Schedule()
    assert [one.enqueue_due(NOW), other.enqueue_due(NOW), one.enqueue_due(NOW)] == [1, 0, 0]
    assert DBTaskResult.objects.get().run_after == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    assert [other.enqueue_due(NOW + timedelta(minutes=3)), one.enqueue_due(NOW + timedelta(minutes=3))] == [1, 0]


def test_it_is_done_by_the_worker():
    worker.work_once()
    worker.work_once()
    assert DONE == ["scheduled"]
    assert list(scheduling.last_runs()) == [PATH]


def test_what_was_missed_is_caught_up_once():
    every_day(hour=6)
    assert Schedule().enqueue_due(NOW) == 1
    later = NOW + timedelta(days=9)
    assert Schedule().enqueue_due(later) == 1
    assert [row.run_after for row in DBTaskResult.objects.order_by("run_after")] == [
        datetime(2026, 11, 24, 5, 0, tzinfo=UTC),
        datetime(2026, 12, 3, 5, 0, tzinfo=UTC),
    ]


def test_a_worker_that_remembers_asks_the_database_once_a_run(django_assert_num_queries):
    schedule = Schedule()
    schedule.enqueue_due(NOW)
    with django_assert_num_queries(0):
        schedule.enqueue_due(NOW + timedelta(minutes=2))


def test_an_hour_is_the_installations_own_in_summer_and_winter():
    daily = Daily(6)
    assert daily.slot(datetime(2026, 7, 1, 4, 0, tzinfo=UTC)).name == "2026-07-01"
    assert daily.slot(datetime(2026, 7, 1, 3, 59, tzinfo=UTC)).name == "2026-06-30"
    assert daily.slot(datetime(2026, 12, 1, 4, 59, tzinfo=UTC)).name == "2026-11-30"
    assert daily.slot(datetime(2026, 12, 1, 5, 0, tzinfo=UTC)).then == datetime(2026, 12, 2, 5, 0, tzinfo=UTC)


def test_clocks_put_back_or_forward_run_nothing_twice_and_leave_nothing_out():
    daily, begun = Daily(2, 30), []
    instant = datetime(2026, 3, 27, tzinfo=UTC)
    for _quarter in range(4 * 24 * 4):
        begun.append(daily.slot(instant).name)
        instant += timedelta(minutes=15)
    assert sorted(set(begun)) == ["2026-03-26", "2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]
    assert begun == sorted(begun)
    instant, begun = datetime(2026, 10, 24, tzinfo=UTC), []
    for _quarter in range(4 * 24 * 3):
        begun.append(daily.slot(instant).name)
        instant += timedelta(minutes=15)
    assert sorted(set(begun)) == ["2026-10-23", "2026-10-24", "2026-10-25", "2026-10-26"]
    assert begun == sorted(begun)


def test_once_a_week_falls_on_its_day():
    monday = Daily(7, weekday=0)
    slot = monday.slot(NOW)
    assert (slot.name, slot.then) == ("2026-11-23", datetime(2026, 11, 30, 6, 0, tzinfo=UTC))


def test_minutes_are_counted_from_midnight():
    assert Every(minutes=10).slot(NOW).then == datetime(2026, 11, 24, 10, 10, tzinfo=UTC)
    assert Every(minutes=25).slot(datetime(2026, 11, 24, 23, 59, tzinfo=UTC)).then == datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize("item", SCHEDULE, ids=lambda item: item.path)
def test_every_item_of_the_schedule_leads_to_a_task_that_takes_nothing(item):
    task = import_string(item.path)
    assert (isinstance(task, Task), task.module_path) == (True, item.path)
    assert item.slot(timezone.now()).due <= timezone.now()


@pytest.mark.parametrize("item", SCHEDULE, ids=lambda item: item.path)
def test_rows_are_kept_longer_than_the_longest_interval(item):
    slot = item.slot(timezone.now())
    assert slot.then - slot.due < chores.KEEP


@pytest.mark.parametrize("name", ["settle_endorsements", "letters_daily", "keep_search_in_step", "measure_database"])
def test_every_chore_runs_on_an_empty_record(name):
    getattr(chores, name).call()


def test_rows_of_work_that_ended_long_ago_are_removed_what_failed_later():
    scheduling.set_items([Item("Something", Every(minutes=10), PATH)])
    for days in (1, 15, 91):
        for status in ("SUCCESSFUL", "FAILED"):
            DBTaskResult.objects.create(
                status=status,
                task_path=PATH,
                args_kwargs={"args": [], "kwargs": {}},
                backend_name="background",
                run_after=NOW,
                finished_at=timezone.now() - timedelta(days=days),
            )
    assert chores.forget_old_work.call() == 3
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "FAILED", "SUCCESSFUL"]
