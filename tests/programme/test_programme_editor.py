"""The editor of a programme: who enters, what does not fit, moves on the board, and everything by forms alone."""

import json
from datetime import date, time

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.languages import CODES
from palermo.governance.models import Endorsement
from palermo.programme.models import Programme, ProgrammeItem, ProgrammePart, ProgrammeRelease
from palermo.programme.schedule.prints import row_fingerprint
from tests.factories.accounts import make_place, make_state, make_user
from tests.factories.activities import make_event
from tests.factories.common import text
from tests.factories.governance import make_procedure
from tests.factories.programmes import (
    FIRST,
    make_item,
    make_part,
    make_programme,
    make_programme_person,
    make_release,
    make_room,
)
from tests.portal.programme_pages import address, client_of, questions, two_rooms
from tests.portal.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]


@pytest.fixture
def office():
    return client_of(Role.SECRETARIAT)


def test_the_editor_asks_as_often_for_three_items_as_for_one(programme, office):
    hall = make_room(programme)

    def more(times: int) -> int:
        for _time in range(times):
            make_part(make_item(programme, room=hall), make_programme_person(programme, state=make_state()))
        return questions(office, f"/en/programmes/{programme.slug}/")

    for_one = more(1)
    assert more(2) <= for_one <= 12


# The editor


def test_only_the_secretariat_enters_the_editor(programme):
    two_rooms(programme)
    page = f"/en/programmes/{programme.slug}/"
    answers = {role: client_of(role).get(page).status_code for role in [None, *Role]}
    assert answers == {role: 200 if role == Role.SECRETARIAT else 403 if role else 302 for role in [None, *Role]}


def test_what_does_not_fit_stands_beside_the_item(programme, office):
    first = two_rooms(programme)
    make_item(programme, "Clash", slug="clash", room=first.room, hours="10.30-11.30")
    page = Page(office.get(f"/en/programmes/{programme.slug}/"))
    sentence = "Hall [en] is double-booked, 10:30–11:00: “First [en]” and “Clash [en]”."
    assert (page.all("#item-first .conflicts li"), page.all("#item-clash .conflicts li")) == ([sentence], [sentence])
    assert page.all("#item-beside .conflicts li") == []
    assert page.all("#issues summary") == ["Clashes: 1"]
    assert page.all("#issues li") == [sentence]


def test_issues_stand_by_severity_and_speakers_who_have_not_confirmed_apart(programme, office):
    first = two_rooms(programme)
    make_item(programme, "Clash", slug="clash", room=first.room, hours="10.30-11.30")
    make_item(programme, "No room", slug="roomless", day=date(2008, 2, 14), hours="9-10")
    make_part(first, make_programme_person(programme, "Ms. Asked"), "speaker", confirmed_on=None)
    page = Page(office.get(f"/en/programmes/{programme.slug}/"))
    assert page.all("#issues summary") == ["Clashes: 1", "Problems: 1", "Unconfirmed speakers: 1"]
    assert page.one("h1 + .meta").startswith("2 issues · 1 unconfirmed speaker ·")
    leads = [a["href"] for a in page.soup.select("#issues a")]
    assert leads[1] == f"/en/programmes/{programme.slug}/?item=roomless#item-roomless"
    assert Page(office.get(leads[1].partition("#")[0])).all(".programme-days [aria-current]") == ["14 February 2008"]


def test_the_editor_opens_on_one_day(programme, office, settings):
    two_rooms(programme)
    page = f"/en/programmes/{programme.slug}/"
    shown = lambda rest: Page(office.get(page + rest)).all(".edited-day > h2")  # noqa: E731 -- one word, five times
    first, second = ["13 February 2008"], ["14 February 2008"]
    assert (shown(""), shown("?day=2008-02-14"), shown("?item=last"), shown("?day=x")) == (first, second, second, first)
    settings.PALERMO_TODAY = date(2008, 2, 14)
    assert shown("") == second


def place(client, programme, moved, **changed):
    given = {"item": moved.slug, "day": "2008-02-13", "starts": "10:05", "ends": "11:05", "room": "small"}
    return client.post(f"/en/programmes/{programme.slug}/place/", {**given, "seen": row_fingerprint(moved), **changed})


def test_an_item_is_moved_on_the_board(programme, office):
    item = two_rooms(programme)
    answer = place(office, programme, item)
    item.refresh_from_db()
    assert (item.starts_at, item.ends_at, item.room.slug) == (time(10, 5), time(11, 5), "small")
    data = json.loads(answer.content)
    assert data["seen"] == row_fingerprint(ProgrammeItem.objects.get(pk=item.pk))
    sentence = "Small [en] is double-booked, 10:30–11:05: “First [en]” and “Beside it [en]”."
    assert data["conflicts"]["first"] == [["clash", sentence]]
    assert sentence in data["issues"]
    assert AuditEvent.objects.get().verb == "programme.changed"


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"ends": "10:00"}, 409, "The end is before the beginning."),
        ({"starts": "soon"}, 409, "Enter a day such as 2008-02-13 and times such as 10:00."),
        ({"starts": "10:00+02:00"}, 409, "Enter a day such as 2008-02-13 and times such as 10:00."),
        ({"seen": "0" * 64}, 409, ""),
        ({"seen": ""}, 409, ""),
        ({"item": "none"}, 404, ""),
        ({"room": "none"}, 404, ""),
        ({"day": "2008-03-01"}, 404, ""),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_nothing_is_kept(programme, office, changed, status, words):
    item = two_rooms(programme)
    answer = place(office, programme, item, **changed)
    assert answer.status_code == status
    assert not words or json.loads(answer.content)["refusal"] == words
    item.refresh_from_db()
    assert (item.starts_at, item.room.slug, AuditEvent.objects.count()) == (time(10), "hall", 0)


def test_a_move_that_another_site_sends_is_refused(programme):
    item = two_rooms(programme)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.SECRETARIAT))
    assert place(strict, programme, item).status_code == 403
    item.refresh_from_db()
    assert item.starts_at == time(10)


@pytest.mark.parametrize("role", [None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT])
def test_nobody_else_moves_an_item(programme, role):
    item = two_rooms(programme)
    assert place(client_of(role), programme, item).status_code in {302, 403}
    item.refresh_from_db()
    assert item.starts_at == time(10)


def texts(name: str, words: str) -> dict[str, str]:
    return {f"{name}_{code}": f"{words} [{code}]" for code in CODES}


def test_a_programme_is_made_released_and_put_to_member_states_by_forms_alone(office):
    """From an event without a programme to a version before Member States, as somebody without script does it."""
    event = make_event("Forum", kind="forum", starts_on=FIRST, ends_on=date(2008, 2, 15))
    slug = event.activity.slug

    def do(act: str, key, **written):
        page = f"/en/acts/{act}/{key}/"
        assert office.get(page).status_code == 200
        form = office.get(page).context["form"]
        seen = {"seen": form.initial["seen"]} if "seen" in form.initial else {}
        response = office.post(page, {**seen, **written})
        assert response.status_code == 302, response.context["form"].errors
        assert office.get(response["Location"]).status_code == 200

    do("begin-programme", slug, changeover_minutes="10")
    programme = Programme.objects.get()
    assert [day.day for day in programme.days.all()] == [date(2008, 2, 13), date(2008, 2, 14), date(2008, 2, 15)]
    do("change-programme-day", programme.days.first().pk, day="2008-02-13", **_hours("interpreted", "10:00", "13:00"))
    do("add-room", slug, seats="300", languages=["en", "fr"], **texts("name", "Hall A"))
    do("add-programme-person", slug, gender="woman", **texts("name", "Ms. A"))
    room, person = programme.rooms.get(), programme.people.get()
    assert (room.slug, room.languages, person.slug) == ("hall-a-en", "en fr", "ms-a-en")
    placed = {"day": programme.days.first().pk, "starts_at": "10:00", "ends_at": "11:00", "room": room.pk}
    do("add-programme-item", slug, kind="panel", languages=["fr"], expected="200", **placed, **texts("title", "Panel"))
    item = programme.items.get()
    do("add-programme-part", item.pk, person=person.pk, role="chair", minutes="10", confirmed_on="2008-01-20")
    part = ProgrammePart.objects.get()
    do("change-programme-part", part.pk, person=person.pk, role="chair", minutes="15", confirmed_on="2008-01-20")
    do("place-programme-item", item.pk, **(placed | {"ends_at": "11:30"}))
    do("change-programme", slug, changeover_minutes="15", **texts("preface", "Note"))
    do("release-programme", slug, audience="member_states", **texts("comment", "First"))
    release = ProgrammeRelease.objects.get()
    assert release.content["items"][0] | {"title": {}} == {
        "id": "panel-en",
        "kind": "panel",
        "title": {},
        "day": "2008-02-13",
        "starts": "10:00",
        "ends": "11:30",
        "room": "hall-a-en",
        "languages": ["fr"],
        "parts": [{"role": "chair", "is_confirmed": True, "person": "ms-a-en", "minutes": 15}],
    }
    procedure = make_procedure(kind="silence", minimum_hours=24)
    do("put-programme", release.pk, procedure=procedure.pk, closes_at_day="2008-02-05", closes_at_hour="18:00")
    assert Endorsement.objects.get().versions.get().programme_release == release
    do("remove-programme-part", part.pk)
    do("remove-programme-item", item.pk)
    do("remove-room", room.pk)
    do("remove-programme-person", person.pk)
    assert (programme.items.count(), programme.rooms.count(), programme.people.count()) == (0, 0, 0)
    history = Page(office.get(f"/en/history/programmes/{slug}/")).text
    assert "Programme item" in history


def _hours(name: str, first: str, last: str) -> dict[str, str]:
    return {f"{name}_from": first, f"{name}_until": last}


def test_a_form_that_is_older_than_the_row_changes_nothing(programme, office):
    item = two_rooms(programme)
    page = f"/en/acts/change-programme-item/{item.pk}/"
    seen = office.get(page).context["form"].initial["seen"]
    ProgrammeItem.objects.filter(pk=item.pk).update(title=text("Theirs"))
    answer = office.post(page, {"seen": seen, "kind": "panel", **texts("title", "Mine")})
    assert answer.status_code == 200
    assert (
        "Another person changed this record while you were editing it." in answer.context["form"].non_field_errors()[0]
    )
    assert ProgrammeItem.objects.get(pk=item.pk).title == text("Theirs")


def test_a_version_is_withdrawn_with_its_reason(programme, office):
    two_rooms(programme)
    release = make_release(programme)
    written = {"on": "2008-01-31", **texts("reason", "A name too many")}
    assert office.post(f"/en/acts/withdraw-programme/{release.pk}/", written).status_code == 302
    release.refresh_from_db()
    assert (release.state, release.withdrawal_reason) == ("withdrawn", text("A name too many"))
    assert client_of(None).get(address(programme)).status_code == 404


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ({"time_zone": "Asia/Bangkok"}, "Bangkok time Asia/Bangkok"),
        (
            {},
            (
                "Vienna time Europe/Vienna The time zone of the place is not recorded; times are shown "
                "in the time zone of this site."
            ),
        ),
    ],
    ids=["on record", "not recorded"],
)
def test_the_editor_names_the_time_zone_of_the_place_of_the_event(office, place, named):
    programme = make_programme(make_event("Forum", kind="forum", place=make_place("Bangkok", **place)), days=0)
    page = Page(office.get(f"/en/programmes/{programme.slug}/"))
    facts = dict(zip(page.all("dl.facts dt"), page.all("dl.facts dd"), strict=True))
    assert facts["Time zone"] == named
