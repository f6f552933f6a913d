"""A version as files of other systems: their format, what each reader gets, and losses."""

import json
import re
from datetime import date

import pytest
from lxml import etree

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.programme.exchange.lost import FileFormat
from tests.factories.library import make_document
from tests.factories.programmes import full, make_item, make_release, make_room
from tests.portal.programme_pages import address, client_of, questions, read, two_rooms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]
UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
IN_EVENT = {
    *("guid", "id", "date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type"),
    *("language", "abstract", "persons", "links"),
}
IN_CONFERENCE = {
    *("acronym", "title", "start", "end", "daysCount", "timeslot_duration", "time_zone_name", "url", "rooms", "days"),
}


def file_address(programme, form: str, rest: str = "") -> str:
    return f"/en/events/{programme.event.activity.slug}/{form}{rest}"


def exported(programme, form: str = "schedule.json", role: Role | None = None):
    response = client_of(role).get(file_address(programme, form))
    assert response.status_code == 200
    return json.loads(response.content) if form.endswith("json") else etree.fromstring(response.content)


def test_schedule_json_has_the_shape_that_conference_systems_agreed_on(programme):
    """What https://c3voc.de/schedule/schema.json asks for, and no key that it does not know where it allows none."""
    two_rooms(programme)
    make_release(programme)
    whole = exported(programme)
    assert set(whole) == {"$schema", "generator", "schedule"}
    conference = whole["schedule"]["conference"]
    assert set(conference) == IN_CONFERENCE
    assert re.match(r"^[a-z0-9_-][a-z0-9_]{3,}$", conference["acronym"])
    assert (conference["start"], conference["end"], conference["daysCount"]) == ("2008-02-13", "2008-02-14", 2)
    assert [set(day) for day in conference["days"]] == [{"index", "date", "day_start", "day_end", "rooms"}] * 2
    assert [(UUID.match(room["guid"]) is not None, room["name"]) for room in conference["rooms"]] == [
        (True, "Hall [en]"),
        (True, "Small [en]"),
    ]
    events = [event for day in conference["days"] for room in day["rooms"].values() for event in room]
    assert all(set(event) == IN_EVENT and UUID.match(event["guid"]) and event["id"] > 0 for event in events)
    assert len({event["id"] for event in events}) == len({event["slug"] for event in events}) == 4
    assert all(re.match(r"^[a-z0-9_-]+[a-z0-9]$", event["slug"]) for event in events)
    first = conference["days"][0]["rooms"]["Hall [en]"][0]
    wanted = {"title": "First [en]", "date": "2008-02-13T10:00:00+01:00", "start": "10:00", "duration": "01:00"}
    wanted |= {"type": "panel", "language": "en", "abstract": "Objective [en]", "room": "Hall [en]"}
    assert {name: first[name] for name in wanted} == wanted
    assert [(person["name"], person["biography"]) for person in first["persons"]] == [
        ("Ms. Chair [en]", "Minister [en], Land [en]")
    ]
    assert [event["title"] for event in conference["days"][0]["rooms"][""]] == ["Coffee [en]"]


def test_schedule_xml_has_the_same_in_the_order_in_which_its_schema_wants_it(programme):
    two_rooms(programme)
    make_release(programme)
    root = exported(programme, "schedule.xml")
    elements = [element for element in root if isinstance(element.tag, str)]
    assert [element.tag for element in elements] == ["generator", "version", "conference", "day", "day"]
    wanted = {"title", "acronym", "start", "end", "days", "timeslot_duration", "time_zone_name", "base_url"}
    assert {element.tag for element in root.find("conference")} == wanted
    for event in root.iter("event"):
        assert set(event.attrib) == {"guid", "id"}
        assert {child.tag for child in event} == IN_EVENT - {"guid", "id", "links"}
    assert root.find("day").attrib["start"] == "2008-02-13T00:00:00+01:00"
    assert root.xpath("day[1]/room/@name") == ["", "Hall [en]", "Small [en]"]
    assert root.xpath("day[1]/room[2]/event/persons/person/text()") == ["Ms. Chair [en]"]


def test_indico_files_have_the_shape_of_its_api(programme):
    two_rooms(programme)
    make_release(programme)
    whole = exported(programme, "indico.json")
    assert (whole["_type"], whole["count"]) == ("HTTPAPIResult", 1)
    event = whole["results"][0]
    assert (event["_type"], event["timezone"], event["startDate"]["date"]) == (
        "Conference",
        "Europe/Vienna",
        "2008-02-13",
    )
    # A break is no contribution there.
    assert [each["title"] for each in event["contributions"]] == ["First [en]", "Beside it [en]", "Last [en]"]
    first = event["contributions"][0]
    assert first["startDate"] == {"date": "2008-02-13", "time": "10:00:00", "tz": "Europe/Vienna"}
    assert (first["duration"], first["room"]) == (60, "Hall [en]")
    assert [person["fullName"] for person in first["speakers"]] == ["Ms. Chair [en]"]
    days = next(iter(exported(programme, "indico-timetable.json")["results"].values()))
    entries = {
        day: [(entry["entryType"], entry["title"]) for entry in exported.values()] for day, exported in days.items()
    }
    assert entries == {
        "20080213": [("Contribution", "First [en]"), ("Contribution", "Beside it [en]"), ("Break", "Coffee [en]")],
        "20080214": [("Contribution", "Last [en]")],
    }


@pytest.mark.parametrize("form", FileFormat.values)
def test_each_audience_is_told_its_own_version_and_nobody_else_s(programme, form):
    full(programme)
    make_release(programme)
    make_release(programme, Audience.MEMBER_STATES)
    public = client_of(None).get(file_address(programme, form))
    delegate = client_of(Role.DELEGATE).get(file_address(programme, form))
    assert ("Asked" in public.content.decode(), "Asked" in delegate.content.decode()) == (False, True)
    assert client_of(None).get(file_address(programme, form, "?version=2")).status_code == 404
    assert (public["Cache-Control"], delegate["Cache-Control"]) == ("public, max-age=300", "private, no-cache")


@pytest.mark.parametrize("form", FileFormat.values)
def test_a_paper_that_the_reader_may_not_see_is_in_no_file(programme, form):
    item = make_item(programme)
    item.documents.add(make_document("Open paper", slug="open-paper"))
    item.documents.add(make_document("Closed", slug="closed-paper", audience=Audience.MEMBER_STATES))
    make_release(programme)
    read_by = {role: client_of(role).get(file_address(programme, form)).content.decode() for role in (None, "delegate")}
    assert [("open-paper" in words, "closed-paper" in words) for words in read_by.values()] == [
        (True, False),
        (True, True),
    ]


def test_texts_are_in_the_language_of_the_address(programme):
    item = make_item(programme)
    item.title = MultilingualText({"fr": "La séance", "en": "The sitting"})
    item.save()
    make_release(programme)
    found = [etree.fromstring(client_of(None).get(page).content) for page in _in_two_languages(programme)]
    assert [root.xpath("//event/title/text() | //event/language/text()") for root in found] == [
        ["La séance", "fr"],
        ["The sitting", "en"],
    ]


def _in_two_languages(programme) -> list[str]:
    page = file_address(programme, "schedule.xml")
    # In Russian there is none: another language, named as such.
    return [page.replace("/en/", f"/{language}/", 1) for language in ("fr", "ru")]


def test_ids_stay_from_version_to_version(programme):
    item = two_rooms(programme)
    make_release(programme)
    before = exported(programme)["schedule"]["conference"]["days"][0]["rooms"]["Hall [en]"][0]
    item.title = MultilingualText({"en": "Renamed"})
    item.save()
    make_release(programme)
    after = exported(programme)["schedule"]["conference"]["days"][0]["rooms"]["Hall [en]"][0]
    assert (after["title"], after["guid"], after["id"]) == ("Renamed", before["guid"], before["id"])


def test_the_page_of_the_files_counts_what_has_no_place_in_each(programme):
    first = two_rooms(programme)
    first.themes = MultilingualText({"en": "One\nTwo"})
    first.save()
    make_release(programme)
    page = read(programme, "/files/")
    rows = [
        [(row.find("dt").get_text(), row.find("dd").get_text(" ", strip=True)) for row in part.select(".facts > div")]
        for part in page.soup.select("main .papers > li")
    ]
    in_schedules = [
        ("Texts in other languages", "4 First [en] · Beside it [en] · Coffee [en] · Last [en]"),
        ("Roles other than speaker", "1 First [en]"),
        ("Speaking time", "1 First [en]"),
        ("Languages of interpretation", "1 First [en]"),
        ("Additional themes", "1 First [en]"),
        ("Capacity and languages of rooms", "2 Hall [en] · Small [en]"),
    ]
    assert rows[0] == in_schedules
    functions = ("Functional titles and States", "2 First [en] · Last [en]")
    assert rows[1] == [*in_schedules[:5], functions, in_schedules[5]]
    assert rows[2][-1] == ("Breaks", "1 Coffee [en]")
    assert page.all("main .papers > li > h2")[0] == "Schedule JSON (frab, pretalx)"


def test_files_ask_as_often_for_three_items_as_for_one(programme):
    make_item(programme, room=make_room(programme))
    make_release(programme)
    client = client_of(None)
    pages = [file_address(programme, form) for form in FileFormat.values] + [address(programme, "/files/")]
    for_one = [questions(client, page) for page in pages]
    for _time in range(2):
        make_item(programme, room=make_room(programme), day=date(2008, 2, 14))
    make_release(programme)
    assert [questions(client, page) for page in pages] == for_one
