"""The invented Forum beside a demonstration: there once, marked as invented, whole, and in nothing that was issued."""

import json
from argparse import Namespace
from datetime import UTC, datetime

import pytest
from django.test import Client

from palermo.accounts.models import User
from palermo.audit.chain import find_faults
from palermo.config import demonstration
from palermo.config.cli.check import run as check
from palermo.config.example.forum import ITEMS, SLUG
from palermo.config.example.people import PARTICIPANTS
from palermo.config.example.whole import INVENTED, add_forum
from palermo.core import clock
from palermo.core.languages import LANGUAGES
from palermo.events.models import Event
from palermo.programme.models import ProgrammeItem
from palermo.registration.models import Participant
from tests.portal.reading import Page

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
EVENT = f"events/{SLUG}"


def test_it_is_added_once():
    demonstration.add_forum()
    demonstration.add_forum()
    assert Event.objects.filter(activity__slug=SLUG).count() == 1
    assert Participant.objects.filter(registration__slug=SLUG).count() == PARTICIPANTS


def test_everybody_reads_it_as_invented_in_six_languages():
    add_forum(by="a test")
    titles = {each.code: Page(Client().get(f"/{each.django_code}/{EVENT}/")).one("h1") for each in LANGUAGES}
    assert [code for code, title in titles.items() if not title.startswith(INVENTED[code])] == []
    programme = json.loads(Client().get(f"/en/{EVENT}/programme.json").content)
    assert len(programme["items"]) == ITEMS


def test_each_kind_of_reader_has_something_to_look_at():
    add_forum(by="a test")
    pages = (
        "programme/",
        "participants/",
        "participants/?as=published",
        "registration/check-in/",
        "logistics/",
        "floor/",
    )
    found = {}
    for who in (None, "delegate@example.org", "secretariat@example.org"):
        client = Client()
        if who:
            client.force_login(User.objects.get(email=who))
        found[who] = [client.get(f"/en/{EVENT}/{page}").status_code for page in pages]
    assert found == {
        None: [200, 200, 200, 302, 302, 302],
        "delegate@example.org": [200, 200, 200, 403, 403, 200],
        "secretariat@example.org": [200] * 6,
    }


def test_its_preparations_are_where_they_should_be_but_for_one_task():
    add_forum(by="a test")
    tasks = Event.objects.get(activity__slug=SLUG).tasks.filter(due_on__lt=clock.today()).order_by("due_on", "pk")
    assert [task.state for task in tasks] == ["done"] * (len(tasks) - 1) + ["open"]


def test_sessions_that_are_over_have_a_summary_and_none_has_before():
    add_forum(by="a test")
    assert not ProgrammeItem.objects.exclude(summarized_on=None).exists()


def test_after_the_forum_each_day_has_the_summary_of_its_first_plenary(settings):
    settings.PALERMO_TODAY = datetime(2008, 2, 20, 12, tzinfo=UTC)
    add_forum(by="a test")
    summarized = ProgrammeItem.objects.exclude(summarized_on=None)
    assert sorted(str(each.day.day) for each in summarized) == ["2008-02-13", "2008-02-14", "2008-02-15"]
    page = Page(Client().get(f"/en/{EVENT}/outcomes/"))
    assert len(page.soup.select("#summaries article")) == 3


def test_what_was_issued_says_nothing_of_it_and_the_log_is_whole(capsys):
    before = Page(Client().get("/en/reports/progress-2008/")).text
    add_forum(by="a test")
    assert Page(Client().get("/en/reports/progress-2008/")).text == before
    assert find_faults() == []
    assert check(Namespace(deploy=False, full=False)) == 0, capsys.readouterr().out
