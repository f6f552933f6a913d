"""A whole Forum, made with a seed, read through its pages: nothing of eighty items and two hundred people is lost."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from palermo.accounts.states import Role
from palermo.config.example.forum import ITEMS, PEOPLE, Forum
from palermo.programme.models import ProgrammePart
from palermo.programme.schedule.conflicts import conflicts_in
from palermo.programme.schedule.plan import plan_of
from tests.factories.accounts import make_user
from tests.factories.governance import make_mandate
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/en/events/full-forum/programme"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = datetime(2008, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def forum():
    return Forum().make(make_mandate())


def read(rest: str = "/") -> Page:
    return Page(Client().get(ADDRESS + rest))


def test_the_list_the_table_the_calendar_and_json_hold_the_same_items(forum):
    ids = {item["id"] for item in json.loads(Client().get(f"{ADDRESS}.json").content)["items"]}
    listed = [item["id"].removeprefix("item-") for item in read("/?day=all").soup.select(".programme > li")]
    in_table = [a["href"].partition("#item-")[2] for a in read("/?as=rooms&day=all").soup.select(".programme-cell a")]
    calendar = Calendar.from_ical(Client().get(f"{ADDRESS}.ics").content).walk("VEVENT")
    dated = [str(event["UID"]).partition("@")[0].removeprefix("programme-full-forum-") for event in calendar]
    assert len(ids) == ITEMS
    assert sorted(listed) == sorted(in_table) == sorted(dated) == sorted(ids)


def test_each_person_finds_what_they_do_and_the_public_only_who_has_confirmed(forum):
    confirmed = ProgrammePart.objects.filter(confirmed_on__isnull=False).values_list("person__slug", flat=True)
    wanted = Counter(confirmed)
    people = json.loads(Client().get(f"{ADDRESS}.json").content)["people"]
    assert {person["id"] for person in people} == set(wanted)
    for person in sorted(wanted)[:5]:
        events = Calendar.from_ical(Client().get(f"{ADDRESS}.ics?person={person}").content).walk("VEVENT")
        assert len(events) == wanted[person]
    assert forum.people.count() == PEOPLE


def test_the_plan_has_no_clash_and_the_editor_says_what_is_open(forum):
    kinds = {conflict.kind.value for conflict in conflicts_in(plan_of(forum))}
    assert kinds <= {"not_confirmed", "one_gender", "one_group"}
    waiting = ProgrammePart.objects.filter(confirmed_on=None).count()
    office = Client()
    office.force_login(make_user(Role.SECRETARIAT))
    days = [day.day.isoformat() for day in forum.days.all()]
    pages = [Page(office.get(f"/en/programmes/full-forum/?day={day}")) for day in days]
    shown = [words for page in pages for words in page.all(".programme .conflicts [data-severity=unconfirmed]")]
    assert len(shown) == waiting
    assert pages[0].all("#issues summary")[-1] == f"Unconfirmed speakers: {waiting}"
