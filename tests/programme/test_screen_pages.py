"""The pages of screens: what each shows in public, the addresses for the secretariat, and nothing restricted."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.core.text import MultilingualText
from palermo.programme.models import Screen, ScreenNotice
from tests.factories.activities import make_event, make_outcome
from tests.factories.common import text
from tests.factories.library import make_document
from tests.factories.preparation import make_showing
from tests.factories.programmes import make_item, make_part, make_programme, make_programme_person, make_release
from tests.factories.screens import make_notice, make_screen
from tests.portal.programme_pages import client_of, questions, two_rooms
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db
# Half past ten in Vienna.
NOW = datetime(2008, 2, 13, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now(settings):
    settings.PALERMO_TODAY = NOW


@pytest.fixture
def programme():
    made = make_programme(days=2)
    two_rooms(made)
    make_release(made)
    return made


def door(programme, room: str = "hall", **fields) -> Screen:
    return make_screen(programme, "door", room=programme.rooms.get(slug=room), languages="en", **fields)


def look(screen: Screen) -> Page:
    return Page(Client().get(f"/screens/{screen.key}/"))


def data(screen: Screen) -> dict:
    return json.loads(Client().get(f"/screens/{screen.key}.json").content)


def test_without_script_a_door_shows_what_is_on_and_what_comes_next_and_asks_again(programme):
    page = look(door(programme))
    assert page.one("h1") == "Hall [en]"
    assert page.all(".screen-now .screen-title") == ["First [en]"]
    assert page.all(".screen-now .screen-hours") == ["10:00–11:00"]
    assert page.all(".screen-now .screen-people li") == ["Chair Ms. Chair [en] Minister [en]"]
    assert page.all(".screen-next .screen-title") == ["Coffee [en]"]
    assert page.soup.select_one("noscript meta")["content"] == "60"
    assert page.soup.select_one("html")["lang"] == "en"


def test_a_foyer_shows_every_room(programme):
    page = look(make_screen(programme, languages="en"))
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in page.soup.select("tbody tr")]
    assert [row[0] for row in rows] == ["Hall [en]", "Small [en]"]
    assert rows[0][1].startswith("First [en]")
    assert rows[1][1].startswith("Beside it [en]")
    assert [row[2].split(" 11:30")[0] for row in rows] == ["Coffee [en]", "Coffee [en]"]


@pytest.mark.parametrize(
    ("now", "on", "then"),
    [
        (
            datetime(2008, 2, 12, 22, 59, 59, tzinfo=UTC),
            ["Nothing scheduled"],
            ["13 February 2008 10:00–11:00"],
        ),
        (datetime(2008, 2, 13, 11, tzinfo=UTC), ["Nothing scheduled"], ["14 February 2008 15:00–16:00"]),
        (datetime(2008, 2, 14, 14, tzinfo=UTC), [], []),
    ],
)
def test_by_time_alone_it_changes_from_day_to_day(programme, settings, now, on, then):
    settings.PALERMO_TODAY = now
    page = look(door(programme, "small" if now.day > 12 and now.hour == 11 else "hall" if now.day == 12 else "small"))
    assert page.all(".screen-free") == on
    assert page.all(".screen-next .screen-hours") == then


def test_after_the_end_it_says_so(programme, settings):
    settings.PALERMO_TODAY = datetime(2008, 2, 14, 15, tzinfo=UTC)
    assert look(door(programme)).all(".screen-still") == ["The programme has ended."]


def test_it_speaks_its_first_language_and_arabic_from_the_right(programme):
    html = look(make_screen(programme, languages="ar en")).soup.select_one("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


def test_a_missing_translation_is_said_to_be_missing(programme):
    make_notice(programme, text=MultilingualText({"fr": "Déjeuner"}))
    notices = look(door(programme)).all(".screen-notices li")
    assert notices == ["Déjeuner FR (not yet available in English; shown in French)"]


def test_notices_that_stand_are_shown_the_most_urgent_first(programme):
    screen = door(programme)
    make_notice(programme, "Lunch at noon")
    make_notice(programme, "Leave the hall", priority="urgent")
    make_notice(programme, "Tomorrow", shown_from=NOW + timedelta(days=1))
    make_notice(programme, "Never published", state="draft")
    make_notice(programme, "Taken back", state="withdrawn")
    assert look(screen).all(".screen-notices li") == ["Urgent Leave the hall [en]", "Lunch at noon [en]"]
    given = json.dumps(data(screen))
    assert ("Tomorrow" in given, "Never published" in given, "Taken back" in given) == (True, False, False)


def test_what_is_marked_for_the_screens_is_shown_where_many_pass_each_in_its_turn(programme, settings):
    event = make_event("Regional event")
    for title in ("Declaration", "Recommendations"):
        make_showing(make_outcome(event, title, audience=Audience.PUBLIC), programme.event, "on_screens")
    make_showing(make_document("Paper", slug="a-paper"), programme.event, "on_screens")
    foyer = make_screen(programme, languages="en fr", period_seconds=10)
    assert [each["title"]["en"] for each in data(foyer)["shown"]] == [
        "Declaration [en]",
        "Recommendations [en]",
        "Paper [en]",
    ]
    shown_words = []
    # Each stays until both languages had their turn.
    for seconds in (0, 10, 20, 40, 60):
        settings.PALERMO_TODAY = datetime(2008, 2, 13, 9, 30, tzinfo=UTC) + timedelta(seconds=seconds)
        shown_words.append(look(foyer).one(".screen-shown"))
    shown = [
        "Presented at the Forum Declaration [en] Regional event [en]",
        "Presented at the Forum Recommendations [en] Regional event [en]",
        "Presented at the Forum Paper [en]",
    ]
    first = int(datetime(2008, 2, 13, 9, 30, tzinfo=UTC).timestamp()) // 20
    assert shown_words == [shown[(first + place) % 3] for place in (0, 0, 1, 2, 3)]
    assert (data(door(programme))["shown"], look(door(programme, slug="other")).all(".screen-shown")) == ([], [])


def test_a_wall_shows_the_screens_chosen_or_all(programme):
    one, other = door(programme), door(programme, "small")
    wall = make_screen(programme, "wall", languages="en")
    make_screen(programme, "wall")
    assert [tile["room"] for tile in data(wall)["tiles"]] == ["hall", "small"]
    wall.tiles.add(other)
    assert [tile["room"] for tile in data(wall)["tiles"]] == ["small"]
    assert data(one)["tiles"] == []


# What goes on without network


def test_the_data_hold_all_that_a_screen_needs_to_go_on(programme):
    given = data(make_screen(programme, languages="ar en", period_seconds=20))
    assert [language["code"] for language in given["languages"]] == ["ar", "en"]
    assert [language["dir"] for language in given["languages"]] == ["rtl", "ltr"]
    assert (given["period"], given["zone"], given["version"]) == (20, "Europe/Vienna", 1)
    first = given["items"][0]
    assert datetime.fromtimestamp(first["begins"] / 1000, UTC) == datetime(2008, 2, 13, 9, tzinfo=UTC)
    assert set(first["hours"]) == set(given["words"]) == {"ar", "en"}
    assert given["days"]["2008-02-14"]["en"] == "14 February 2008"
    assert len(given["items"]) == 4


def test_where_nothing_changed_nothing_is_sent_but_the_time(programme):
    screen, client = door(programme), Client()
    first = client.get(f"/screens/{screen.key}.json")
    again = client.get(f"/screens/{screen.key}.json", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["Palermo-Now"]) == (304, b"", str(int(NOW.timestamp() * 1000)))
    make_notice(programme)
    assert client.get(f"/screens/{screen.key}.json", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_nothing_on_the_way_keeps_a_screen_and_no_other_site_learns_its_address(programme):
    screen = door(programme)
    for address in (f"/screens/{screen.key}/", f"/screens/{screen.key}.json"):
        answer = Client().get(address)
        assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == (
            "private, no-cache",
            "no-referrer",
            "noindex",
        )


def test_the_worker_serves_no_address_above_the_screens(client):
    answer = client.get("/screens/worker.js")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "Service-Worker-Allowed" not in answer


def test_an_address_that_was_replaced_opens_nothing_and_says_what_to_do(programme):
    screen = door(programme)
    page, given = f"/screens/{screen.key}/", f"/screens/{screen.key}.json"
    client_of(Role.SECRETARIAT).post(f"/en/acts/give-screen-address/{screen.pk}/")
    for address in (page, given, "/screens/nowhere/", "/screens/nowhere.json"):
        assert Client().get(address).status_code == 410
    assert "Contact the secretariat" in Client().get(page).text


# Nothing restricted


def planted(programme) -> None:
    """Words in everything that is not for the public; signed-in readers see no more on a screen."""
    item = programme.items.get(slug="first")
    make_part(item, make_programme_person(programme, "undisclosed person"), confirmed_on=None)
    item.documents.add(make_document("undisclosed paper", audience=Audience.MEMBER_STATES, slug="undisclosed-paper"))
    make_release(programme, comment=text("undisclosed comment"))
    item.title = text("undisclosed title")
    item.save()
    make_release(programme, Audience.MEMBER_STATES)
    programme.rooms.update(name=text("undisclosed room"))
    make_item(programme, "undisclosed item")
    make_release(programme, Audience.PUBLIC, state="withdrawn", withdrawn_on=date(2008, 2, 12))
    make_notice(programme, "undisclosed draft", state="draft")
    make_notice(programme, "undisclosed withdrawn", state="withdrawn")
    make_notice(make_programme(), "undisclosed elsewhere")
    regional = make_event("Regional event")
    for audience, kind, fields in (
        (Audience.MEMBER_STATES, "on_screens", {}),
        (Audience.PUBLIC, "handed_out", {}),
        (Audience.PUBLIC, "on_screens", {"withdrawn_on": date(2008, 2, 12), "withdrawal_reason": text("A mistake")}),
    ):
        outcome = make_outcome(regional, "undisclosed outcome", audience=audience)
        make_showing(outcome, programme.event, kind, **fields)


@pytest.mark.parametrize("kind", ["door", "plenary", "foyer", "wall"])
def test_nothing_that_the_public_is_not_shown_is_on_a_screen(programme, kind):
    room = programme.rooms.get(slug="hall") if kind in {"door", "plenary"} else None
    planted(programme)
    door(programme, name="undisclosed tile")
    screen = make_screen(programme, kind, room=room, name="Screen")
    for role in (None, Role.SECRETARIAT):
        for address in (f"/screens/{screen.key}/", f"/screens/{screen.key}.json"):
            answer = client_of(role).get(address).text
            assert ("undisclosed" in answer, "First [" in answer) == (False, True)


def test_without_a_public_version_not_even_the_name_of_the_event_is_told():
    programme = make_programme()
    programme.event.activity.title = text("undisclosed")
    programme.event.activity.save()
    make_item(programme, "undisclosed")
    make_release(programme, Audience.MEMBER_STATES)
    screen = make_screen(programme, languages="en")
    assert look(screen).all(".screen-still") == ["No programme has been published yet."]
    assert "undisclosed" not in look(screen).text + json.dumps(data(screen))


# The secretariat's list


def listed(programme, role: Role | None = Role.SECRETARIAT):
    return client_of(role).get(f"/en/programmes/{programme.slug}/screens/")


def test_the_secretariat_gives_out_addresses_and_sees_the_notices(programme):
    screen = door(programme, name="Left door")
    make_notice(programme, "It stands")
    make_notice(programme, "It waits", state="draft", text=MultilingualText({"en": "It waits"}))
    make_notice(programme, "It is over", shown_until=NOW)
    page = Page(listed(programme))
    assert page.all("main .papers h3") == ["It stands [en]", "It waits", "Left door", "It is over [en]"]
    assert f"http://127.0.0.1:8000/screens/{screen.key}/" in page.text
    assert "Languages missing:" in page.one("#notice-2")
    assert "on screen now" in page.one("#notice-1")


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_nobody_else_is_given_an_address(programme, role):
    screen = door(programme)
    answer = listed(programme, role)
    assert (answer.status_code == 200, screen.key in answer.text) == (False, False)


def test_an_officer_puts_up_a_screen_and_publishes_a_notice_by_forms(programme):
    officer = client_of(Role.SECRETARIAT)
    hall = programme.rooms.get(slug="hall")
    given = {"name": "Left door", "kind": "door", "room": hall.pk, "languages": ["ar", "en"], "period_seconds": 10}
    officer.post(f"/en/acts/add-screen/{programme.slug}/", given)
    screen = Screen.objects.get()
    assert (screen.slug, screen.languages, screen.room) == ("left-door", "ar en", hall)
    written = {
        "text_en": "Lunch",
        "priority": "important",
        "shown_until_day": "2008-02-13",
        "shown_until_hour": "14:00",
        "screens": [screen.pk],
    }
    officer.post(f"/en/acts/write-notice/{programme.slug}/", written)
    notice = ScreenNotice.objects.get()
    assert (notice.state, notice.shown_until) == ("draft", datetime(2008, 2, 13, 13, tzinfo=UTC))
    shown = Page(officer.get(f"/en/acts/publish-notice/{notice.pk}/"))
    assert shown.all("main dl dd")[2] == "Lunch"
    assert [text for text in shown.all("main dl dd") if text.startswith("missing:")] == [shown.all("main dl dd")[0]] * 5
    answer = officer.post(f"/en/acts/publish-notice/{notice.pk}/")
    assert answer["Location"].endswith("/screens/#notice-1")
    assert "Lunch" in look(screen).one(".screen-notices li")


def test_a_changed_notice_shows_its_hours_on_the_clocks_of_the_event(programme):
    notice = make_notice(programme, state="draft", shown_from=NOW)
    page = Page(client_of(Role.SECRETARIAT).get(f"/en/acts/change-notice/{notice.pk}/"))
    shown = [page.soup.select_one(f"[name=shown_from_{part}]")["value"] for part in ("day", "hour")]
    assert shown == ["2008-02-13", "10:30"]


# Queries


@pytest.mark.parametrize(("kind", "most"), [("door", 4), ("foyer", 8)])
def test_a_screen_asks_as_often_for_three_items_and_notices_as_for_one(programme, kind, most):
    room = programme.rooms.get(slug="hall") if kind == "door" else None
    screen = make_screen(programme, kind, room=room)

    def more(times: int) -> int:
        for _time in range(times):
            make_item(programme, room=programme.rooms.get(slug="hall"))
            make_notice(programme)
        make_release(programme)
        return questions(Client(), f"/screens/{screen.key}.json")

    for_one = more(1)
    assert more(2) <= for_one <= most


def test_the_list_asks_as_often_for_three_screens_as_for_one(programme):
    officer = client_of(Role.SECRETARIAT)

    def more(times: int) -> int:
        for _time in range(times):
            make_notice(programme).screens.add(door(programme))
        return questions(officer, f"/en/programmes/{programme.slug}/screens/")

    for_one = more(1)
    assert more(2) <= for_one
