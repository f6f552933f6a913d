"""What is written as a file of another system comes back whole; what another program changed in it holds."""

import json
from dataclasses import replace

import pytest
from django.utils import translation

from palermo.accounts.states import Role
from palermo.config.example.forum import Forum
from palermo.core.audiences import Audience
from palermo.programme.actions.exchange import import_programme
from palermo.programme.exchange.file_reader import Reading, read_file
from palermo.programme.exchange.writing.identity import About
from palermo.programme.exchange.writing.indico import event_of, timetable_of
from palermo.programme.exchange.writing.schedules import schedule_of, schedule_xml
from palermo.programme.models import Programme, ProgrammeItem
from palermo.programme.schedule.content import content_of
from palermo.programme.schedule.plan import Plan, plan_of
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_mandate
from tests.factories.programmes import full, make_programme

pytestmark = pytest.mark.django_db
HOW = Reading("Europe/Vienna", "en")
FORMS = {
    "schedule.json": lambda content, about: json.dumps(schedule_of(content, about)).encode(),
    "schedule.xml": schedule_xml,
    "indico.json": lambda content, about: json.dumps(event_of(content, about)).encode(),
    "indico-timetable.json": lambda content, about: json.dumps(timetable_of(content, about)).encode(),
}


def written(programme, form: str, audience=Audience.MEMBER_STATES, language: str = "en") -> bytes:
    about = About(3, "2008-01-20T12:00:00+00:00", language, "http://testserver/en/events/forum/programme/")
    return FORMS[form](content_of(plan_of(programme), audience), about)


def as_released(plan: Plan) -> Plan:
    """What a version for Member States says of a plan: hours of interpretation, how many people are expected, what is
    known of anybody's gender, and what has no place yet are in none."""

    def bare(person):
        return replace(person, gender="")

    days = {day.day: replace(day, interpreted=()) for day in plan.days}
    items = tuple(
        replace(
            item,
            day=days[item.day.day],
            expected=None,
            parts=tuple(replace(part, person=bare(part.person)) for part in item.parts),
        )
        for item in plan.placed
    )
    return replace(plan, event="", title=text(""), changeover=0, days=tuple(days.values()), items=items)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_whole_forum_comes_back_as_it_went(form):
    forum = Forum().make(make_mandate())
    other = make_programme(make_event("Another"), days=0)
    incoming = read_file(written(forum, form), form, HOW)
    import_programme(other, incoming, by=make_user(Role.SECRETARIAT))
    assert incoming.losses == ()
    assert as_released(plan_of(other)) == as_released(plan_of(forum))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "ar"])
def test_where_it_came_from_nothing_changes(form, language):
    forum = Forum().make(make_mandate())
    with translation.override("fr"):
        incoming = read_file(written(forum, form, language=language), form, HOW)
    assert import_programme(forum, incoming, by=make_user(Role.SECRETARIAT)).rows == []
    assert incoming.event == "full-forum"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_for_the_public_names_nobody_who_has_not_confirmed(form):
    programme = make_programme()
    full(programme)
    public = written(programme, form, Audience.PUBLIC).decode()
    assert ("Sure" in public, "Asked" in public, "asked" in public) == (True, False, False)
    lost = read_file(public.encode(), form, HOW).losses
    assert [(loss.what, loss.item, loss.words) for loss in lost] == [("part.person", "Panel [en]", "speaker")]
    assert "Mr. Asked [en] (to be confirmed)" in written(programme, form).decode()


def test_what_another_program_changed_in_the_file_holds_and_the_rest_comes_back():
    forum = Forum().make(make_mandate())
    data = json.loads(written(forum, "schedule.json"))
    rooms = data["schedule"]["conference"]["days"][0]["rooms"]
    room, events = next((name, events) for name, events in rooms.items() if name)
    moved, gone = events[0], events.pop()
    moved["title"], moved["duration"] = "Renamed elsewhere", "00:20"
    moved["persons"] = [*moved["persons"][1:], {"name": "Somebody new", "code": "NEW1"}]
    added = {**moved, "guid": "11111111-1111-4111-8111-111111111111", "title": "Added elsewhere", "persons": []}
    events.append(added)
    slug = moved["slug"].removeprefix("full-forum-")
    before = forum.items.get(slug=slug)
    brought = import_programme(
        forum, read_file(json.dumps(data).encode(), "schedule.json", HOW), by=make_user(Role.SECRETARIAT)
    )
    after = forum.items.get(slug=slug)
    assert dict(after.title) == {**before.title, "en": "Renamed elsewhere"}
    assert (after.starts_at, str(after.room.name)) == (before.starts_at, room)
    assert (after.ends_at.hour * 60 + after.ends_at.minute) - (after.starts_at.hour * 60 + after.starts_at.minute) == 20
    assert "Somebody new" in [str(part.person.name) for part in after.parts.all()]
    assert [row.name for row in brought.rows if row.is_new and row.model is ProgrammeItem] == ["Added elsewhere"]
    # What is gone there stays here: nothing is taken out by a file.
    assert forum.items.filter(slug=gone["slug"].removeprefix("full-forum-")).exists()
    assert Programme.objects.get().items.count() == 81


def test_a_changed_xml_is_read_the_same_way():
    forum = Forum().make(make_mandate())
    shown = written(forum, "schedule.xml").decode().replace(">Coffee<", ">Tea<")
    brought = import_programme(forum, read_file(shown.encode(), "schedule.xml", HOW), by=make_user(Role.SECRETARIAT))
    assert {(row.model, row.name, row.fields[0].name) for row in brought.rows} == {(ProgrammeItem, "Tea", "title")}
    assert len(brought.rows) == 9
