"""The page of background work: what failed, in words; run again and given up by the secretariat alone, in the log."""

from datetime import date, timedelta

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.config.cli.main import main
from palermo.core import worker
from palermo.core.work import TRIES
from tests.core import tasks
from tests.core.tasks import DONE, FAILURES
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_database(settings, monkeypatch):
    settings.TASKS = settings.TASKS | {"background": {"BACKEND": "palermo.core.work.InDatabase"}}
    monkeypatch.setenv("PALERMO_TODAY", "")
    DONE.clear()
    FAILURES.clear()


@pytest.fixture
def secretariat(client):
    client.force_login(make_user(Role.SECRETARIAT))
    return client


def failed_for_good(number=7):
    FAILURES[:] = [ConnectionRefusedError("Kestrel") for _try in range(TRIES)]
    tasks.falter.enqueue(number)
    for _try in range(TRIES):
        DBTaskResult.objects.update(run_after=timezone.now())
        worker.RetryingWorker("a worker").round()
    row = DBTaskResult.objects.get()
    assert row.status == TaskResultStatus.FAILED
    return row


def page(client):
    return Page(client.get("/en/secretariat/work/"))


def test_it_says_when_nothing_waits_and_shows_the_schedule(secretariat):
    found = page(secretariat)
    assert found.all("main .nothing") == ["No failed tasks.", "No pending tasks."]
    assert len(found.soup.select("main tbody tr")) >= 8


def test_a_failure_is_told_in_words_with_its_tries_and_ids_and_no_more(secretariat):
    failed_for_good()
    found = page(secretariat)
    assert found.one("main .papers .meta") == "failed after 5 attempts · The other server does not respond. · 7"
    assert "Kestrel" not in found.text


def test_it_is_run_again_with_all_its_tries(secretariat):
    row = failed_for_good()
    secretariat.post(f"/en/secretariat/work/{row.pk}/", {"act": "again"})
    assert worker.RetryingWorker("a worker").round() == (1, 0)
    assert DONE == [7]
    entry = AuditEvent.objects.get(verb="work.run_again")
    assert (entry.target_id, entry.details) == (str(row.pk), {"task": "tests.core.tasks.falter", "tries": TRIES})


def test_it_is_given_up(secretariat):
    row = failed_for_good()
    secretariat.post(f"/en/secretariat/work/{row.pk}/", {"act": "give-up"})
    assert page(secretariat).all("main .nothing") == ["No failed tasks.", "No pending tasks."]
    assert worker.RetryingWorker("a worker").round() == (0, 0)
    assert AuditEvent.objects.filter(verb="work.given_up").count() == 1


def test_what_is_done_is_not_done_again(secretariat):
    tasks.note.enqueue(7)
    worker.RetryingWorker("a worker").round()
    row = DBTaskResult.objects.get()
    assert secretariat.post(f"/en/secretariat/work/{row.pk}/", {"act": "again"}).status_code == 409
    assert (DBTaskResult.objects.get().status, DONE) == (TaskResultStatus.SUCCESSFUL, [7])


@pytest.mark.parametrize("role", [None, Role.FOCAL_POINT, Role.DELEGATE, Role.COMMITTEE_MEMBER])
def test_it_is_the_secretariats_alone(client, role):
    row = failed_for_good()
    if role:
        client.force_login(make_user(role))
    refused = 403 if role else 302
    assert client.get("/en/secretariat/work/").status_code == refused
    assert client.post(f"/en/secretariat/work/{row.pk}/", {"act": "again"}).status_code == refused
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


def test_check_names_what_failed_and_says_when_nobody_works(capsys, secretariat):
    row = failed_for_good()
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=61))
    assert main(["check"]) == 1
    output = capsys.readouterr().err
    assert f"Error: tests.core.tasks.falter failed after 5 attempts ({row.pk})." in output
    assert "No worker has run for an hour" in output
    assert "the worker is not running" in page(secretariat).text


def test_where_nothing_was_ever_left_for_later_nobody_is_missed(capsys):
    assert main(["check"]) == 0


def test_in_a_demonstration_it_tells_the_day_that_every_other_page_tells(secretariat, settings):
    failed_for_good()
    settings.PALERMO_TODAY = date(2008, 2, 1)
    shown = {moment["datetime"][:4] for moment in page(secretariat).soup.select("main time.moment")}
    assert shown == {"2008"}
