"""The pages, files and calendars of a programme: what each reader is shown of a released version."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.languages import CODES
from palermo.programme.models import ProgrammeItem, ProgrammeRelease
from tests.factories.accounts import make_place, make_state
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.library import make_document
from tests.factories.programmes import (
    make_item,
    make_part,
    make_programme,
    make_programme_person,
    make_release,
    make_room,
)
from tests.portal.programme_pages import address, client_of, endorsed, questions, read, two_rooms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]


def test_a_list_by_day_with_who_does_what(programme):
    two_rooms(programme)
    make_release(programme)
    page = read(programme, "/?day=all")
    assert page.all("main h2") == ["13 February 2008", "14 February 2008"]
    assert page.all(".programme-hour > h3") == ["10:00", "10:30", "11:30", "15:00"]
    assert page.all(".programme > li h4") == ["First [en]", "Beside it [en]", "Coffee [en]", "Last [en]"]
    assert page.all(".programme > li .side") == [
        "10:00–11:00 · Hall [en] · Panel",
        "10:30–11:30 · Small [en] · Side event",
        "11:30–12:00 · Break",
        "15:00–16:00 · Small [en] · Plenary",
    ]
    assert page.all("#item-first summary ~ p") == [
        "Interpretation: العربية, Français",
        "Objective [en]",
    ]
    assert page.all(".roles") == [
        "Chair Ms. Chair [en] Minister [en], Land [en] 10′",
        "Speaker Ms. Chair [en] Minister [en], Land [en]",
    ]


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "ru", "es"])
def test_hours_are_those_of_the_24_hour_clock_in_each_language(programme, language):
    two_rooms(programme)
    make_release(programme)
    side = read(programme, language=language).all("#item-first .side")[0]
    assert side.split(" · ")[0] == "10:00–11:00"


def test_a_table_with_rooms_as_columns(programme):
    two_rooms(programme)
    make_release(programme)
    page = read(programme, "/?as=rooms")
    tables = page.soup.select("table")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in tables[0].select("tr")]
    assert rows == [
        ["Time", "Hall [en]", "Small [en]"],
        ["10:00", "First [en] Panel · 10:00–11:00", ""],
        ["10:30", "Beside it [en] Side event · 10:30–11:30"],
        ["11:00", ""],
        ["11:30", "Coffee [en] Break · 11:30–12:00"],
    ]
    spans = [(cell.get("rowspan"), cell.get("colspan")) for cell in tables[0].select("td")]
    assert spans == [("2", None), (None, None), ("2", None), (None, None), (None, "2")]


def test_items_that_clash_share_a_cell_and_a_break_beside_others_has_a_column(programme):
    hall = make_room(programme, "Hall", slug="hall")
    make_item(programme, "First", room=hall, hours="10-12")
    make_item(programme, "Second", room=hall, hours="11-13")
    make_item(programme, "Lunch", kind="break", hours="12-14")
    make_release(programme)
    page = read(programme, "/?as=rooms")
    assert page.all("thead th") == ["Time", "Hall [en]", "Unassigned"]
    assert [len(cell.select(".programme-cell")) for cell in page.soup.select("td")] == [2, 0, 0, 1, 0]


def test_what_one_room_and_one_person_have(programme):
    two_rooms(programme)
    make_release(programme)
    assert read(programme, "/?room=small").all(".programme > li h4") == ["Beside it [en]", "Coffee [en]", "Last [en]"]
    page = read(programme, "/?person=chair")
    assert page.all(".programme > li h4") == ["First [en]", "Last [en]"]
    assert page.all("main .lead") == ["Programme of Ms. Chair [en] · full programme"]
    assert read(programme, "/?day=2008-02-14").all(".programme > li h4") == ["Last [en]"]


def test_it_opens_on_the_day_of_the_event_and_before_it_on_the_first(programme, settings):
    two_rooms(programme)
    make_release(programme)
    days = ["13 February 2008", "14 February 2008", "All days"]
    opened = {}
    for today in (date(2008, 1, 31), date(2008, 2, 13), date(2008, 2, 14), date(2008, 3, 1)):
        settings.PALERMO_TODAY = today
        page = read(programme)
        assert page.all(".programme-days a") == days
        opened[today.isoformat()] = (page.all("main h2"), page.one(".programme-days [aria-current]"))
    first, second = ([days[0]], days[0]), ([days[1]], days[1])
    assert opened == {"2008-01-31": first, "2008-02-13": first, "2008-02-14": second, "2008-03-01": first}
    assert read(programme, "/?day=all").one(".programme-days [aria-current]") == "All days"


def test_it_states_its_time_zone(programme):
    two_rooms(programme)
    make_release(programme)
    assert read(programme).one(".programme-zone") == "All times: Vienna time ( UTC+1 )"


def test_it_is_narrowed_by_theme_and_language(programme):
    item = two_rooms(programme)
    item.themes = {"en": "Demand\nVictims", "fr": "Demande\nVictimes"}
    item.save()
    make_release(programme)
    titles = lambda rest, **fields: read(programme, rest, **fields).all(".programme > li h4")  # noqa: E731 -- one word, five times
    assert titles("/?theme=Demand") == ["First [en]"]
    assert titles("/?theme=Victimes") == ["First [en]"]
    assert titles("/?theme=Demand", language="fr") == ["First [fr]"]
    assert titles("/?language=ar") == ["First [en]"]
    choices = read(programme, language="fr").all("#theme option")
    assert choices[1:] == ["Demande", "Victimes"]
    assert read(programme).all("#person option")[1:] == ["Ms. Chair [en]"]


def test_what_is_on_at_one_hour_stands_in_the_order_in_which_one_counts(programme):
    for number in (10, 9, 11, 2):
        make_item(programme, f"Panel {number}", slug=f"panel-{number}", hours="10-11")
    make_release(programme)
    numbers = [2, 9, 10, 11]
    assert read(programme).all(".programme > li h4") == [f"Panel {number} [en]" for number in numbers]
    # Also in a version that was frozen in another order.
    release = programme.releases.get()
    release.content["items"].reverse()
    release.save()
    assert read(programme).all(".programme > li h4") == [f"Panel {number} [en]" for number in numbers]


def test_an_item_is_one_line_that_unfolds_and_a_persons_own_stand_open(programme):
    two_rooms(programme)
    make_release(programme)
    page = read(programme, "/?day=all")
    shown = ("details", "details[open]", "div.session")
    assert [len(page.soup.select(f".programme {each}")) for each in shown] == [2, 0, 2]
    assert len(read(programme, "/?person=chair").soup.select(".programme details[open]")) == 2
    assert len(read(programme, "/?open=yes&day=all").soup.select(".programme details[open]")) == 2


@pytest.mark.parametrize("asked", ["version=9", "version=x"])
def test_a_version_that_there_is_not_is_not_there(programme, asked):
    two_rooms(programme)
    make_release(programme)
    assert client_of(None).get(address(programme, f"/?{asked}")).status_code == 404


@pytest.mark.parametrize(
    "asked", ["room=none", "person=nobody", "day=2008-02-20", "theme=None", "language=zh", "as=plan"]
)
def test_what_is_not_in_a_version_is_an_error_at_its_filter_and_no_file(programme, asked):
    two_rooms(programme)
    make_release(programme)
    name, value = asked.split("=")
    sentence = f"There is no choice “{value}”. Choose one from the list."
    [error] = read(programme, f"/?{asked}").soup.select(".error-summary a")
    assert (error["href"], error.text) == (f"#{name}", sentence)
    # Without themes there is no filter by them.
    assert len(read(programme, f"/?{asked}").soup.select(f"#{name}")) == (name != "theme")
    if name != "as":
        answer = client_of(None).get(address(programme, f".ics?{asked}"))
        assert (answer.status_code, answer.text) == (400, f"{name}: {sentence}")


def test_each_reader_is_shown_their_version_and_no_other(programme):
    """Secret before it is for them: a version for Member States, and the working copy."""
    item = two_rooms(programme)
    make_release(programme)
    item.title = text("undisclosed")
    item.save()
    make_release(programme, Audience.MEMBER_STATES)
    ProgrammeItem.objects.filter(pk=item.pk).update(title=text("not released"))
    shown = {role for role in [None, *Role] if "undisclosed" in read(programme, role=role).text}
    assert shown == {Role.SECRETARIAT, Role.COMMITTEE_MEMBER, Role.DELEGATE}
    assert [role for role in [None, *Role] if "not released" in read(programme, role=role).text] == []
    assert client_of(None).get(address(programme, "/?version=2")).status_code == 404


def test_a_version_that_was_withdrawn_is_the_secretariats_alone(programme):
    two_rooms(programme)
    make_release(programme, state="withdrawn", withdrawn_on=date(2008, 1, 25))
    assert client_of(Role.DELEGATE).get(address(programme)).status_code == 404
    assert "Withdrawn" in read(programme, "/?version=1", Role.SECRETARIAT).text


@pytest.mark.parametrize("rest", ["/", ".pdf", ".ics", ".json", "/changes/"])
def test_where_every_version_was_withdrawn_the_secretariat_is_shown_the_last(programme, rest):
    two_rooms(programme)
    make_release(programme, state="withdrawn", withdrawn_on=date(2008, 1, 25))
    answers = {role: client_of(role).get(address(programme, rest)).status_code for role in [None, *Role]}
    assert answers == {role: 200 if role == Role.SECRETARIAT else 404 for role in [None, *Role]}


def test_an_event_leads_to_its_programme_only_once_there_is_one_for_the_reader(programme):
    two_rooms(programme)
    make_release(programme, Audience.MEMBER_STATES)
    event = f"/en/events/{programme.event.activity.slug}/"
    link = f'href="{address(programme)}"'
    shown = {role for role in [None, *Role] if link in client_of(role).get(event).text}
    assert shown == {Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.SECRETARIAT}


def test_a_paper_is_shown_only_to_its_readers(programme):
    item = two_rooms(programme)
    item.documents.add(make_document("undisclosed paper", audience=Audience.MEMBER_STATES, slug="undisclosed-paper"))
    item.documents.add(make_document("Open paper", slug="open-paper"))
    make_release(programme)
    for rest in ("/", ".json"):
        assert "undisclosed" not in client_of(None).get(address(programme, rest)).text
    assert read(programme).all("#item-first .meta")[1] == "Documents: Open paper [en]"
    assert "undisclosed-paper" in client_of(Role.DELEGATE).get(address(programme, ".json")).text


# Against what Member States endorsed


def test_what_is_not_as_it_was_endorsed_is_marked_for_those_who_may_know(programme):
    item = two_rooms(programme)
    endorsed(make_release(programme))
    item.title = text("Renamed")
    item.save()
    make_release(programme)
    page = read(programme, role=Role.DELEGATE)
    assert page.all(".programme > li:has(.changed) h4") == ["Renamed [en]"]
    assert "Items marked “changed” differ from version 1, which Member States endorsed." in page.text
    assert read(programme).all(".changed") == []
    assert "endorsed" not in read(programme).text


def test_a_name_that_only_the_public_is_not_told_is_no_change(programme):
    first = two_rooms(programme)
    asked = make_programme_person(programme, "Ms. Asked", slug="asked")
    make_part(first, asked, "speaker", confirmed_on=None)
    endorsed(make_release(programme))
    make_release(programme, "public")
    page = read(programme, role=Role.DELEGATE)
    assert page.all(".changed") == []
    changes = read(programme, "/changes/?from=1&to=2", Role.DELEGATE)
    assert "Asked" not in changes.text
    # Somebody else in the place of a person whom it names is one.
    first.parts.filter(role="chair").update(person=make_programme_person(programme, "Ms. Other", slug="other"))
    make_release(programme, "public")
    assert read(programme, role=Role.DELEGATE).all(".programme > li:has(.changed) h4") == ["First [en]"]


def test_while_member_states_are_asked_nothing_is_marked(programme):
    item = two_rooms(programme)
    endorsed(make_release(programme), "open")
    item.title = text("Renamed")
    item.save()
    make_release(programme)
    assert read(programme, role=Role.DELEGATE).all(".changed") == []


def test_the_changes_between_two_versions(programme):
    item = two_rooms(programme)
    make_release(programme)
    item.title = text("Renamed")
    item.save()
    make_release(programme)
    page = read(programme, "/changes/")
    assert page.all("main .papers li") == ["Reworded “Renamed [en]” was previously “First [en]”."]
    assert page.one("h1 + .meta") == "From version 1 to version 2"
    assert "There is no earlier version" in read(programme, "/changes/?to=1").text


def test_only_the_secretariat_compares_with_the_working_copy(programme):
    item = two_rooms(programme)
    make_release(programme)
    item.title = text("undisclosed")
    item.save()
    assert "undisclosed" in read(programme, "/changes/?to=working", Role.SECRETARIAT).text
    for role in (None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT):
        response = client_of(role).get(address(programme, "/changes/?to=working"))
        assert (response.status_code, "undisclosed" in response.text) == (404, False)


# Files


def entries(response) -> list:
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_the_calendar_tells_hours_in_the_events_time_zone(programme):
    two_rooms(programme)
    make_release(programme)
    response = client_of(None).get(address(programme, ".ics"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Vienna"]
    first = entries(response)[0]
    assert (str(first["SUMMARY"]), str(first["LOCATION"]), str(first["CLASS"])) == ("First [en]", "Hall [en]", "PUBLIC")
    begins = first["DTSTART"].dt
    assert (begins.isoformat(), begins.astimezone(UTC).hour) == ("2008-02-13T10:00:00+01:00", 9)
    assert str(first["UID"]).startswith(f"programme-{programme.event.activity.slug}-first@")
    assert str(first["DESCRIPTION"]) == "Objective [en]\nChair: Ms. Chair [en], Minister [en], Land [en]"
    assert len(entries(response)) == 4


def test_the_calendar_of_an_event_in_summer_in_another_zone():
    place = make_place("Brasília", time_zone="America/Sao_Paulo")
    programme = make_programme(make_event(place=place, starts_on=date(2008, 7, 1), ends_on=date(2008, 7, 1)), days=0)
    programme.days.create(day=date(2008, 7, 1))
    make_item(programme, "First", day=date(2008, 7, 1), hours="9-10")
    make_release(programme)
    begins = entries(client_of(None).get(address(programme, ".ics")))[0]["DTSTART"].dt
    assert begins.astimezone(UTC) == datetime(2008, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("state", "expected"), [("planned", "CONFIRMED"), ("cancelled", "CANCELLED")])
def test_the_calendar_of_an_event_that_was_cancelled_says_so(programme, state, expected):
    two_rooms(programme)
    make_release(programme)
    activity = programme.event.activity
    activity.state = state
    activity.save()
    found = entries(client_of(None).get(address(programme, ".ics")))
    assert [str(each["STATUS"]) for each in found] == [expected] * 4


def test_a_person_takes_what_they_do_and_a_later_version_counts_on(programme):
    two_rooms(programme)
    make_release(programme)
    make_release(programme, Audience.MEMBER_STATES, content=ProgrammeRelease.objects.get().content)
    response = client_of(Role.DELEGATE).get(address(programme, ".ics?person=chair"))
    found = [(str(each["SUMMARY"]), int(each["SEQUENCE"]), str(each["CLASS"])) for each in entries(response)]
    assert found == [("First [en]", 1, "CONFIDENTIAL"), ("Last [en]", 1, "CONFIDENTIAL")]
    assert "private" in response["Cache-Control"]


def test_json_has_every_language_the_instants_and_the_digest(programme):
    two_rooms(programme)
    release = make_release(programme)
    data = json.loads(client_of(None).get(address(programme, ".json")).content)
    assert (data["version"], data["digest"], data["time_zone"]) == (1, release.digest, "Europe/Vienna")
    assert set(data["items"][0]["title"]) == set(CODES)
    assert data["items"][0]["begins_at"] == "2008-02-13T10:00:00+01:00"
    assert [room["id"] for room in data["rooms"]] == ["hall", "small"]


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_a_pdf_is_the_same_for_the_same_version(programme, language):
    two_rooms(programme)
    make_release(programme)
    page = address(programme, ".pdf").replace("/en/", f"/{language}/", 1)
    first, second = client_of(None).get(page), client_of(None).get(page)
    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF-")
    assert first.content == second.content


# Queries


@pytest.mark.parametrize("rest", ["/", "/?as=rooms", "/changes/", ".ics", ".json"])
@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.SECRETARIAT])
def test_a_programme_asks_as_often_for_three_items_and_versions_as_for_one(programme, rest, role):
    client, hall = client_of(role), make_room(programme)

    def more(times: int) -> int:
        for _time in range(times):
            item = make_item(programme, room=hall)
            item.documents.add(make_document())
            make_part(item, make_programme_person(programme, state=make_state()))
            endorsed(make_release(programme))
            make_release(programme)
        return questions(client, address(programme, rest))

    for_one = more(1)
    assert more(2) <= for_one <= 12


def test_an_event_that_was_cancelled_is_said_to_be_on_its_page_on_paper_and_in_files(programme):
    two_rooms(programme)
    make_release(programme)
    before = client_of(None).get(address(programme, ".pdf")).content
    words = "This event was cancelled. The programme will not take place."
    is_off = lambda: json.loads(client_of(None).get(address(programme, ".json")).content)["is_cancelled"]  # noqa: E731
    assert (words in read(programme).text, is_off()) == (False, False)
    activity = programme.event.activity
    activity.state = "cancelled"
    activity.save()
    assert (words in read(programme).text, is_off()) == (True, True)
    after = client_of(None).get(address(programme, ".pdf")).content
    assert [words in text_of_pdf(each) for each in (before, after)] == [False, True]
    schedule = client_of(None).get(f"/en/events/{activity.slug}/schedule.json").content
    assert json.loads(schedule)["schedule"]["conference"]["title"] == "Forum [en] (cancelled)"


def text_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


def test_a_pdf_is_set_once_for_a_version_a_language_and_what_is_asked(programme, settings):
    two_rooms(programme)
    make_release(programme)
    folder = Path(settings.MEDIA_ROOT) / "programmes"
    before = set(folder.glob("*"))
    pages = [address(programme, ".pdf"), address(programme, ".pdf?room=hall")]
    pages.append(pages[0].replace("/en/", "/fr/", 1))
    for page in pages * 2:
        client_of(None).get(page)
    kept = set(folder.glob("*")) - before
    assert len(kept) == 3
    # What is kept is what is given.
    for each in kept:
        each.write_bytes(b"%PDF-kept")
    assert client_of(None).get(pages[0]).content == b"%PDF-kept"
    make_release(programme, Audience.MEMBER_STATES)
    assert client_of(Role.DELEGATE).get(pages[0]).content != b"%PDF-kept"
    assert client_of(None).get(pages[0]).content == b"%PDF-kept"


def test_a_comparison_is_labelled_for_those_who_may_read_both_versions(programme):
    two_rooms(programme)
    make_release(programme, Audience.MEMBER_STATES)
    make_release(programme, content={**ProgrammeRelease.objects.get().content, "note": {"en": "Note"}})
    label = lambda rest: read(programme, rest, Role.SECRETARIAT).one(".colophon dl > div:last-of-type dd")  # noqa: E731 -- one word, three times
    assert label("/changes/?from=1&to=2") == "Member States"
    assert label("/changes/?from=2&to=working") == "Secretariat"
