"""Real exports of other systems: everything in them is imported, or listed as a loss."""

from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.programme.actions.exchange import import_programme
from palermo.programme.exchange.file_reader import Reading, read_file
from palermo.programme.models import ProgrammeItem, ProgrammePart, ProgrammePerson
from palermo.programme.schedule.conflicts import conflicts_in
from palermo.programme.schedule.content import digest_of, working_content
from palermo.programme.schedule.plan import plan_of
from tests.factories.accounts import make_place, make_user
from tests.factories.activities import make_event
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db
FILES = Path(__file__).parent.parent / "record" / "schedules"
HOW = Reading("Europe/Vienna", "en")


def read(name: str, how: Reading = HOW):
    return read_file((FILES / name).read_bytes(), name, how)


@pytest.fixture
def programme():
    return make_programme(days=0)


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_every_item_of_a_pretalx_export_comes_in(programme, officer, form):
    brought = import_programme(programme, read(f"pretalx-1.0.{form}"), by=officer)
    items = programme.items.all()
    assert (len(items), items.filter(day__isnull=False).count()) == (80, 80)
    assert sorted(programme.days.values_list("day", flat=True)) == [date(2027, 2, day) for day in (13, 14, 15)]
    assert [str(room.name) for room in programme.rooms.all()] == ["Plenary hall", "Hall B", "Hall C", "Gallery"]
    first = programme.items.get(title__en="Expanded mobile system engine")
    assert (first.day.day, first.starts_at, first.ends_at) == (date(2027, 2, 13), time(9), time(9, 30))
    assert first.objective["en"].startswith("Exploit killer e-services!\n\nEverything leader certain")
    assert first.themes == {"en": "Quality-focused"}
    assert sorted(str(part.person.name) for part in first.parts.all()) == ["Raymond Perez", "Russell Jenkins"]
    assert Counter(ProgrammePart.objects.values_list("role", flat=True)) == {"speaker": 96}
    # Nobody has confirmed anything here, and no room is taken twice.
    assert not ProgrammePart.objects.exclude(confirmed_on=None).exists()
    assert "room_clash" not in {conflict.kind for conflict in conflicts_in(plan_of(programme))}
    assert (brought.new, brought.changed, brought.unchanged) == (3 + 4 + 80 + 80 + 96, 0, 0)


def test_what_pretalx_has_and_nothing_here_holds_is_counted_by_item():
    lost = read("pretalx-1.0.json").losses
    counted = Counter(loss.what for loss in lost)
    of_items = {"type": 80, "url": 80, "feedback_url": 80, "do_not_record": 6}
    assert counted == {**of_items, "person.biography": 80, "person.url": 80}
    assert {loss.words for loss in lost if loss.what == "type"} == {"Talk"}


def test_the_same_file_changes_nothing_a_second_time(programme, officer):
    import_programme(programme, read("pretalx-1.0.json"), by=officer)
    before, entries = digest_of(working_content(plan_of(programme))), AuditEvent.objects.count()
    again = import_programme(programme, read("pretalx-1.0.json"), by=officer)
    assert (again.rows, again.unchanged, again.gone) == ([], 3 + 4 + 80 + 80 + 96, [])
    assert (digest_of(working_content(plan_of(programme))), AuditEvent.objects.count()) == (before, entries)


@pytest.mark.slow
def test_the_same_schedule_in_another_form_changes_nothing_either(programme, officer):
    import_programme(programme, read("pretalx-1.0.json"), by=officer)
    again = import_programme(programme, read("pretalx-1.0.xml"), by=officer)
    assert again.rows == []


def test_a_changed_file_changes_what_it_changes_and_nothing_written_here(programme, officer):
    import_programme(programme, read("pretalx-1.0.json"), by=officer)
    renamed = programme.items.get(title__en="Up-sized real-time leverage")
    renamed.title = {**renamed.title, "fr": "Un autre titre"}
    renamed.kind, renamed.languages = "plenary", "en fr"
    renamed.save()
    brought = import_programme(programme, read("pretalx-1.1.json"), by=officer)
    shown = [(row.model, row.name, [change.name for change in row.fields]) for row in brought.rows]
    assert shown == [
        (ProgrammeItem, "Another title", ["title"]),
        (ProgrammeItem, "Expanded mobile system engine", ["day", "starts_at", "ends_at", "room"]),
    ]
    renamed.refresh_from_db()
    assert dict(renamed.title) == {"en": "Another title", "fr": "Un autre titre"}
    assert (renamed.kind, renamed.languages) == ("plenary", "en fr")
    assert programme.items.count() == 80
    entry = AuditEvent.objects.get(verb="programme.imported", details__changed=2)
    assert entry.details == {"rows": 2, "new": 0, "changed": 2, "lost": len(brought.losses)}


def test_every_contribution_of_an_indico_export_comes_in(programme, officer):
    import_programme(programme, read("indico-contributions.json"), by=officer)
    items = programme.items.all()
    assert (items.count(), items.filter(day=None).count()) == (80, 2)
    first = programme.items.get(title__en="Contribution 1: what works")
    assert (first.day.day, first.starts_at, first.ends_at) == (date(2027, 2, 13), time(10), time(10, 15))
    assert (str(first.room.name), first.themes, first.foreign_id) == (
        "Plenary hall",
        {"en": "Session 1"},
        "127.0.0.1:8432/1/c1",
    )
    speaker = first.parts.get().person
    assert (speaker.name, speaker.organisation) == ({"en": "Given114 Family114"}, {"en": "Institute 12"})


@pytest.mark.slow
def test_sessions_and_the_timetable_add_what_they_know_to_the_same_items(programme, officer):
    import_programme(programme, read("indico-contributions.json"), by=officer)
    with_sessions = import_programme(programme, read("indico-sessions.json"), by=officer)
    assert {row.model for row in with_sessions.rows} == {ProgrammePerson, ProgrammePart}
    assert programme.items.count() == 80
    assert ProgrammePart.objects.filter(role="chair").count() == 60
    timetable = import_programme(programme, read("indico-timetable.json"), by=officer)
    assert [(row.model, row.name, row.is_new) for row in timetable.rows] == [(ProgrammeItem, "Coffee", True)] * 3
    assert ProgrammeItem.objects.filter(kind="break").count() == 3
    for name in ("indico-contributions.json", "indico-sessions.json", "indico-timetable.json"):
        assert import_programme(programme, read(name), by=officer).rows == []


def test_what_indico_has_and_nothing_here_holds_is_counted():
    lost = Counter(loss.what for loss in read("indico-sessions.json").losses)
    assert lost == {"keywords": 26, "url": 80, "coauthors": 14, "session.description": 12, "description": 1}


def test_hours_come_in_as_the_clocks_of_the_event_show_them(officer):
    programme = make_programme(make_event(place=make_place("Bangkok", time_zone="Asia/Bangkok")), days=0)
    import_programme(programme, read("pretalx-1.0.json", Reading("Asia/Bangkok", "en")), by=officer)
    first = programme.items.get(title__en="Expanded mobile system engine")
    assert (first.day.day, first.starts_at) == (date(2027, 2, 13), time(15))


@pytest.mark.slow
def test_a_dry_run_says_the_same_and_keeps_nothing(programme, officer):
    tried = import_programme(programme, read("pretalx-1.0.json"), check=True, by=officer)
    assert (programme.items.count(), programme.days.count(), AuditEvent.objects.count()) == (0, 0, 0)
    done = import_programme(programme, read("pretalx-1.0.json"), seen=tried.digest, by=officer)
    assert done.rows == tried.rows


def test_names_are_in_the_language_that_the_items_name_whatever_was_chosen(programme, officer):
    import_programme(programme, read("pretalx-1.0.json", Reading("Europe/Vienna", "zh")), by=officer)
    assert {tuple(row.name) for row in [*programme.rooms.all(), *programme.people.all()]} == {("en",)}
