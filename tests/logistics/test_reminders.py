"""Owners are written to about their tasks: once before the day, once when it is late, and in no detail."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.following.states import Frequency
from palermo.following.tasks import enqueue_reminders
from palermo.logistics.actions.tasks import do_task
from palermo.logistics.models import TaskReminder
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.screens import make_task

pytestmark = pytest.mark.django_db


def at(settings, day: int) -> None:
    settings.PALERMO_TODAY = datetime(2008, 1, day, 7, tzinfo=UTC)


@pytest.fixture
def owner():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def event():
    return make_event("Forum", kind="forum", starts_on=date(2008, 2, 13), ends_on=date(2008, 2, 15), state="authorised")


def reminded(mailoutbox, frequency: str = Frequency.DAILY) -> list[tuple[str, str]]:
    enqueue_reminders(frequency)
    found = [(letter.to[0], letter.body.split("\n")[0]) for letter in mailoutbox]
    mailoutbox.clear()
    return found


def test_once_before_the_day_and_once_when_it_is_late(settings, mailoutbox, event, owner):
    make_task(event, "undisclosed", owner=owner, due_on=date(2008, 1, 20))
    shown = {}
    for day in (12, 13, 14, 20, 21, 22):
        at(settings, day)
        shown[day] = reminded(mailoutbox)
    soon = [(owner.email, "1 of your tasks is due within a week.")]
    assert shown == {12: [], 13: soon, 14: [], 20: [], 21: [(owner.email, "1 of your tasks is overdue.")], 22: []}


def test_a_letter_tells_all_of_a_day_and_names_none(settings, mailoutbox, event, owner):
    at(settings, 21)
    for day in (18, 19, 25):
        make_task(event, "undisclosed", owner=owner, due_on=date(2008, 1, day))
    enqueue_reminders(Frequency.DAILY)
    [letter] = mailoutbox
    assert letter.body.split("\n")[:2] == ["2 of your tasks are overdue.", "1 of your tasks is due within a week."]
    assert "undisclosed" not in letter.subject + letter.body


def test_a_task_that_gets_another_day_or_owner_is_told_anew(settings, mailoutbox, event, owner):
    at(settings, 14)
    task = make_task(event, owner=owner, due_on=date(2008, 1, 20))
    assert len(reminded(mailoutbox)) == 1
    task.due_on = date(2008, 1, 21)
    task.save()
    assert len(reminded(mailoutbox)) == 1
    task.owner = other = make_user(Role.SECRETARIAT)
    task.save()
    assert [to for to, _words in reminded(mailoutbox)] == [other.email]


def test_nobody_hears_of_what_is_over_or_is_no_officer_any_more(settings, mailoutbox, event, owner):
    at(settings, 14)
    done = make_task(event, owner=owner, due_on=date(2008, 1, 16))
    do_task(done, on=date(2008, 1, 14), by=owner)
    make_task(event, owner=make_user(Role.DELEGATE), due_on=date(2008, 1, 16))
    make_task(event, due_on=date(2008, 1, 16))
    over = make_event("Over", starts_on=date(2007, 2, 13), state="completed")
    make_task(over, owner=owner, due_on=date(2008, 1, 16))
    assert reminded(mailoutbox) == []
    assert not TaskReminder.objects.exists()


@pytest.mark.parametrize("chosen", Frequency)
def test_an_officer_hears_as_often_as_they_want(settings, mailoutbox, event, owner, chosen):
    at(settings, 14)
    make_task(event, owner=owner, due_on=date(2008, 1, 16))
    client = Client()
    client.force_login(owner)
    assert 'value="daily" selected' in client.get("/en/following/").text
    client.post("/en/following/tasks/", {"frequency": chosen})
    assert f'value="{chosen}" selected' in client.get("/en/following/").text
    heard = {frequency: len(reminded(mailoutbox, frequency)) for frequency in Frequency}
    assert heard == {frequency: int(frequency == chosen != Frequency.OFF) for frequency in Frequency}


def test_only_officers_choose_it(event):
    client = Client()
    client.force_login(make_user(Role.DELEGATE))
    assert client.post("/en/following/tasks/", {"frequency": "off"}).status_code == 403
    assert "following/tasks/" not in client.get("/en/following/").text
