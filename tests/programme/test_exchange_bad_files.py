"""Files that cannot be brought in: each is refused in sentences that say where, what was expected, what was found."""

import json
from copy import deepcopy

import pytest

from palermo.accounts.states import Role
from palermo.core.refusals import Refused
from palermo.programme.actions.exchange import import_programme
from palermo.programme.exchange.faults import FileRefused
from palermo.programme.exchange.file_reader import LARGEST_FILE, Reading, read_file
from tests.factories.accounts import make_user
from tests.factories.activities import make_event
from tests.factories.programmes import full, make_programme
from tests.programme.test_exchange_round_trip import written

pytestmark = pytest.mark.django_db
HOW = Reading("Europe/Vienna", "en")
EVENT = {
    "guid": "a1e133e9-6502-5066-a7e5-b28f84591ba1",
    "date": "2008-02-13T10:00:00+01:00",
    "duration": "01:00",
    "title": "An item",
    "persons": [{"name": "Ms. One"}],
}
SCHEDULE = {
    "schedule": {
        "conference": {"acronym": "one", "title": "One", "days": [{"date": "2008-02-13", "rooms": {"Hall": [EVENT]}}]}
    }
}
HERE = "schedule.conference.days[0].rooms[Hall][0]"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<schedule><conference><title>&d;</title></conference></schedule>"""
OUTSIDE = b'<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule><version>&x;</version></schedule>'


def refused(content: bytes, name: str = "file") -> list[str]:
    with pytest.raises(FileRefused) as error:
        read_file(content, name, HOW)
    return error.value.sentences


def changed(**values) -> bytes:
    shown = deepcopy(SCHEDULE)
    shown["schedule"]["conference"]["days"][0]["rooms"]["Hall"][0] |= values
    return json.dumps(shown).encode()


def test_the_file_that_is_changed_below_is_sound():
    assert [str(item.title) for item in read_file(changed(), "file", HOW).items] == ["An item"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "file: expected schedule JSON, schedule XML or JSON of Indico's HTTP API, found “another file”."),
        (b"[1]", "file: expected schedule JSON, schedule XML or JSON of Indico's HTTP API, found “another file”."),
        (b"{}", "file: expected “schedule” or “results”, found “an empty object”."),
        (b'{"a": \xff}', "file: expected UTF-8, found “byte 6 is not”."),
        (b'{"a": ' * 100_000, "file: expected at most 40 levels, found “objects within objects without end”."),
        (BOMB, "file: expected plain XML, found “a document type”."),
        (OUTSIDE, "file: expected plain XML, found “a document type”."),
        (b"<feed/>", "file: expected the element “schedule”, found “feed”."),
        (b'{"schedule": []}', "schedule: expected an object, found a list of 0."),
        (b'{"results": []}', "results: expected one event, found “0”."),
        (b'{"results": {"1": [], "2": []}}', "results: expected the timetable of one event, found “2”."),
    ],
)
def test_what_is_no_programme(content, sentence):
    assert refused(content)[0] == sentence


@pytest.mark.parametrize("content", [b"{", b"<schedule>", b'<schedule a="1" a="2"/>', b"<schedule>&x;</schedule>"])
def test_what_is_broken_says_where(content):
    shown = refused(content)[0]
    assert shown.startswith(("file: expected JSON, found “", "file: expected XML, found “"))
    assert any(word in shown for word in ("line 1", "char 1"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, f"{HERE}.title: expected a text, found nothing."),
        ({"title": ["a"]}, f"{HERE}.title: expected a text, found a list of 1."),
        ({"guid": None}, f"{HERE}: expected “guid” or “id”, found “neither”."),
        ({"duration": "1 hour"}, f"{HERE}.duration: expected how long it lasts, such as 01:30, found “1 hour”."),
        ({"duration": "00:00"}, f"{HERE}.duration: expected how long it lasts, such as 01:30, found “00:00”."),
        ({"date": "soon"}, f"{HERE}.date: expected an instant such as 2008-02-13T10:00:00+01:00, found “soon”."),
        ({"persons": {}}, f"{HERE}.persons: expected a list, found an object."),
        ({"persons": [{}]}, f"{HERE}.persons[0]: expected the name of a person, found nothing."),
    ],
)
def test_what_is_wrong_with_an_item(values, sentence):
    assert sentence in refused(changed(**values))


def test_every_fault_is_told_at_once_and_nothing_is_kept():
    data = json.loads(changed(title="", duration="x"))
    data["schedule"]["conference"]["days"].append({"date": "the 14th", "rooms": {"Hall": []}})
    shown = refused(json.dumps(data).encode())
    assert len(shown) == 3
    assert shown[2] == "schedule.conference.days[1].date: expected a day such as 2008-02-13, found “the 14th”."


def test_an_id_stands_for_one_item():
    data = json.loads(changed())
    data["schedule"]["conference"]["days"][0]["rooms"]["Hall"].append(EVENT)
    assert refused(json.dumps(data).encode()) == [
        "An item: expected an id of its own, found “a1e133e9-6502-5066-a7e5-b28f84591ba1”."
    ]


def test_a_file_that_is_too_large():
    assert refused(b" " * (LARGEST_FILE + 1)) == ["file: expected at most 10,485,760 bytes, found 10,485,761."]
    data = json.loads(changed())
    events = [{**EVENT, "guid": f"id-{number}"} for number in range(2_001)]
    data["schedule"]["conference"]["days"][0]["rooms"]["Hall"] = events
    assert refused(json.dumps(data).encode()) == ["file: expected at most 2,000 items, found “2,001”."]


def test_hours_past_midnight_leave_an_item_without_a_place_and_that_is_said():
    incoming = read_file(changed(date="2008-02-13T23:30:00+01:00"), "file", HOW)
    assert incoming.items[0].day is None
    assert [(loss.what, loss.item) for loss in incoming.losses] == [("date", "An item")]


@pytest.mark.parametrize(
    "own",
    [
        {"language": "xx"},
        {"content": {}},
        {"content": {"format": "palermo-programme/1"}},
        {"about": {}},
        {"about": {"number": 1, "released_at": "then", "language": "en", "page": ""}},
    ],
)
def test_what_was_written_here_and_broken_since_is_refused(own):
    programme = make_programme()
    full(programme)
    data = json.loads(written(programme, "schedule.json"))
    data["schedule"]["palermo"] |= own
    assert refused(json.dumps(data).encode())[0].startswith("palermo: expected ")


def test_a_row_that_does_not_hold_together_is_told_by_its_name_and_nothing_is_kept():
    programme = make_programme()
    data = json.loads(changed())
    data["schedule"]["conference"]["days"][0]["rooms"]["Hall"].append({**EVENT, "guid": "x" * 120, "title": "Fine"})
    data["schedule"]["conference"]["acronym"] = "y" * 300
    data["schedule"]["conference"]["days"][0]["rooms"]["Hall"][0].pop("guid")
    data["schedule"]["conference"]["days"][0]["rooms"]["Hall"][0]["id"] = 1
    with pytest.raises(FileRefused) as error:
        import_programme(programme, read_file(json.dumps(data).encode(), "file", HOW), by=make_user(Role.SECRETARIAT))
    assert any(sentence.startswith("Hall: ") for sentence in error.value.sentences)
    assert (programme.items.count(), programme.people.count()) == (0, 0)


def test_only_the_secretariat_brings_a_file_in_and_not_once_the_event_is_over():
    incoming = read_file(changed(), "file", HOW)
    programme = make_programme()
    for role in (Role.DELEGATE, Role.COMMITTEE_MEMBER):
        with pytest.raises(Refused):
            import_programme(programme, incoming, by=make_user(role))
    over = make_programme(make_event("Over", state="completed"), days=0)
    with pytest.raises(Refused, match="over"):
        import_programme(over, incoming, by=make_user(Role.SECRETARIAT))


def test_what_was_changed_since_it_was_shown_is_not_laid_over():
    incoming, officer = read_file(changed(), "file", HOW), make_user(Role.SECRETARIAT)
    programme = make_programme()
    shown = import_programme(programme, incoming, check=True, by=officer)
    import_programme(programme, incoming, by=officer)
    with pytest.raises(Refused, match=r"The working copy has changed since this preview\."):
        import_programme(programme, incoming, seen=shown.digest, by=officer)
