"""What is on and what comes next at an instant, which notices stand, and what is done to screens and notices."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from palermo.accounts.actions.records import fingerprint
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from palermo.core.text import MultilingualText
from palermo.programme.actions import programmes, screens
from palermo.programme.models import Screen, ScreenNotice
from palermo.programme.queries.screens import notices_for_screen, release_for_screens
from palermo.programme.screens.moments import moment_of, slots_of
from palermo.programme.screens.standing import by_urgency, is_standing
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.programmes import make_item, make_programme, make_release, make_room
from tests.factories.screens import make_notice, make_screen

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2008, 2, 13, 9, 30, tzinfo=UTC)


def content(*items: tuple[str, str, str, str], zone: str = "Europe/Vienna") -> dict:
    """A version: each item as id, day, hours, room."""
    rows = []
    for name, day, hours, room in items:
        starts, ends = hours.split("-")
        rows.append({"id": name, "day": day, "starts": starts, "ends": ends, **({"room": room} if room else {})})
    return {"time_zone": zone, "items": rows}


TWO_DAYS = content(
    ("opening", "2008-02-13", "10:00-11:00", "hall"),
    ("beside", "2008-02-13", "10:30-11:30", "small"),
    ("coffee", "2008-02-13", "11:30-12:00", ""),
    ("evening", "2008-02-13", "18:00-23:59", "hall"),
    ("morning", "2008-02-14", "00:00-01:00", "hall"),
    ("last", "2008-02-14", "15:00-16:00", "hall"),
)


def moment_words(at: datetime, room: str = "", shown: dict = TWO_DAYS) -> tuple[list[str], list[str]]:
    moment = moment_of(slots_of(shown), at, room)
    return [slot.item["id"] for slot in moment.now], [slot.item["id"] for slot in moment.next]


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2008, 2, day, hour, minute, second, tzinfo=VIENNA)


@pytest.mark.parametrize(
    ("instant", "room", "expected"),
    [
        # Before the first day, and at the very instant at which something begins and ends.
        (at(12, 23, 59, 59), "hall", ([], ["opening"])),
        (at(13, 9, 59, 59), "hall", ([], ["opening"])),
        (at(13, 10), "hall", (["opening"], ["coffee"])),
        (at(13, 10, 59, 59), "hall", (["opening"], ["coffee"])),
        (at(13, 11), "hall", ([], ["coffee"])),
        # What has no room is on everywhere; another room's items are not.
        (at(13, 11, 45), "small", (["coffee"], [])),
        (at(13, 10, 45), "", (["opening", "beside"], ["coffee"])),
        # Over midnight: the last minute of a day belongs to no item, the first second of the next does.
        (at(13, 23, 58, 59), "hall", (["evening"], ["morning"])),
        (at(13, 23, 59), "hall", ([], ["morning"])),
        (at(14, 0), "hall", (["morning"], ["last"])),
        # Between the items of a day, and after the end of everything.
        (at(14, 9), "hall", ([], ["last"])),
        (at(14, 16), "hall", ([], [])),
        (at(20, 12), "hall", ([], [])),
    ],
)
def test_now_and_next_at_the_edges_of_days(instant, room, expected):
    assert moment_words(instant, room) == expected


def test_it_is_over_only_when_nothing_is_on_and_nothing_comes():
    slots = slots_of(TWO_DAYS)
    assert [moment_of(slots, when).is_over for when in (at(13, 9), at(14, 15, 30), at(14, 16))] == [False, False, True]


def test_hours_are_those_of_the_place_not_of_the_server():
    """Ten in the morning in Bangkok is three in the morning in universal time."""
    shown = content(("first", "2008-02-13", "10:00-11:00", ""), zone="Asia/Bangkok")
    assert moment_words(datetime(2008, 2, 13, 3, tzinfo=UTC), shown=shown) == (["first"], [])
    assert moment_words(datetime(2008, 2, 13, 10, tzinfo=UTC), shown=shown) == ([], [])


def test_when_clocks_are_put_forward_an_item_lasts_an_hour_less():
    """In Vienna, on 30 March 2008, two o'clock was three o'clock."""
    shown = content(("night", "2008-03-30", "01:00-04:00", ""), ("day", "2008-03-30", "04:00-05:00", ""))
    [night, day] = slots_of(shown)
    assert (night.ends - night.begins.astimezone(UTC)) == timedelta(hours=2)
    assert moment_words(datetime(2008, 3, 30, 1, 59, 59, tzinfo=UTC), shown=shown) == (["night"], ["day"])
    assert moment_words(datetime(2008, 3, 30, 2, tzinfo=UTC), shown=shown) == (["day"], [])
    assert day.begins == datetime(2008, 3, 30, 2, tzinfo=UTC)


def test_when_clocks_are_put_back_an_item_lasts_an_hour_more():
    """In Vienna, on 26 October 2008, the hour from two to three came twice."""
    shown = content(("night", "2008-10-26", "01:00-04:00", ""))
    [night] = slots_of(shown)
    assert night.ends.astimezone(UTC) - night.begins.astimezone(UTC) == timedelta(hours=4)
    assert moment_words(datetime(2008, 10, 26, 2, 59, 59, tzinfo=UTC), shown=shown) == (["night"], [])
    assert moment_words(datetime(2008, 10, 26, 3, tzinfo=UTC), shown=shown) == ([], [])


# Notices

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PALERMO_TODAY = NOW


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


def test_a_notice_stands_from_its_first_instant_until_before_its_last(programme):
    notice = make_notice(programme, shown_from=NOW, shown_until=NOW + timedelta(hours=1))
    second = timedelta(seconds=1)
    times = (NOW - second, NOW, NOW + timedelta(hours=1) - second, NOW + timedelta(hours=1))
    assert [is_standing(notice, when) for when in times] == [False, True, True, False]


@pytest.mark.parametrize(("state", "stands"), [("draft", False), ("published", True), ("withdrawn", False)])
def test_only_what_was_published_stands(programme, state, stands):
    assert is_standing(make_notice(programme, state=state), NOW) == stands


def test_the_most_urgent_comes_first_then_the_latest(programme):
    made = [make_notice(programme, priority=each) for each in ("information", "urgent", "important", "urgent")]
    assert [notice.number for notice in by_urgency(made)] == [4, 2, 3, 1]


def test_a_screen_is_given_its_own_notices_those_for_all_and_those_to_come(programme):
    own, other = make_screen(programme), make_screen(programme)
    for_all = make_notice(programme)
    for_own = make_notice(programme, shown_from=NOW + timedelta(days=1))
    for_own.screens.add(own)
    make_notice(programme).screens.add(other)
    make_notice(programme, shown_until=NOW)
    make_notice(programme, state="draft")
    make_notice(make_programme())
    assert set(notices_for_screen(own, NOW)) == {for_all, for_own}


def test_screens_show_the_last_version_for_the_public_that_stands(programme):
    make_item(programme)
    first = make_release(programme, "public")
    make_release(programme, "member_states")
    make_release(programme, "public", state="withdrawn", withdrawn_on=date(2008, 2, 12))
    assert release_for_screens(programme.pk) == first
    other = make_programme()
    make_item(other)
    make_release(other, "member_states")
    assert release_for_screens(other.pk) is None


# Acts


def acts() -> list[tuple[str, dict]]:
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", "details"))


def new_screen(programme, **fields) -> Screen:
    return Screen(programme=programme, **{"slug": "foyer", "name": "Foyer", "kind": "foyer", **fields})


def test_a_screen_is_put_up_changed_given_another_address_and_taken_down(programme, officer):
    screen = screens.save_screen(new_screen(programme), by=officer)
    first, seen = screen.key, fingerprint(Screen.objects.get())
    screen.period_seconds = 20
    screens.save_screen(screen, seen=seen, by=officer)
    assert Screen.objects.get().key == first
    screens.give_new_address(screen, by=officer)
    assert (Screen.objects.get().key != first, len(first)) == (True, 20)
    screens.remove_screen(screen, by=officer)
    assert not Screen.objects.exists()
    assert [verb for verb, _details in acts()] == [
        "screen.added",
        "screen.changed",
        "screen.address_changed",
        "screen.removed",
    ]
    # The log does not reveal how to open a screen.
    assert [details for _verb, details in acts() if first in str(details)] == []


@pytest.mark.parametrize("role", [Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.FOCAL_POINT, None])
def test_nobody_but_the_secretariat_puts_up_screens_or_publishes(programme, role):
    user, draft = make_user(role), make_notice(programme, state="draft")
    for act in (
        lambda: screens.save_screen(new_screen(programme), by=user),
        lambda: screens.remove_screen(make_screen(programme), by=user),
        lambda: screens.give_new_address(make_screen(programme), by=user),
        lambda: screens.write_notice(ScreenNotice(programme=programme, text=text("Words")), by=user),
        lambda: screens.publish_notice(draft, by=user),
        lambda: screens.withdraw_notice(draft, by=user),
    ):
        with pytest.raises(Refused, match="Only the secretariat"):
            act()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "door"}, "room"),
        ({"languages": ""}, "languages"),
        ({"period_seconds": 4}, "period_seconds"),
        ({"period_seconds": 601}, "period_seconds"),
    ],
)
def test_a_screen_that_does_not_hold_together_is_not_kept(programme, officer, fields, field):
    with pytest.raises(ValidationError) as refused:
        screens.save_screen(new_screen(programme, **fields), by=officer)
    assert field in refused.value.message_dict
    assert not Screen.objects.exists()


def test_the_room_of_a_screen_is_of_its_own_programme(programme, officer):
    with pytest.raises(ValidationError, match="another event"):
        screens.save_screen(new_screen(programme, kind="door", room=make_room(make_programme())), by=officer)
    with pytest.raises(ValidationError, match="Leave the room empty"):
        screens.save_screen(new_screen(programme, room=make_room(programme)), by=officer)


def test_the_database_holds_no_screen_of_no_room_and_no_notice_without_its_instants(programme):
    for make in (
        lambda: make_screen(programme, kind="door"),
        lambda: make_screen(programme, kind="wall", room=make_room(programme)),
        lambda: make_notice(programme, state="published", published_at=None),
        lambda: make_notice(programme, state="withdrawn", withdrawn_at=None),
        lambda: make_notice(programme, shown_from=NOW, shown_until=NOW),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


def test_two_officers_do_not_overwrite_one_another(programme, officer):
    screen = screens.save_screen(new_screen(programme), by=officer)
    seen = fingerprint(Screen.objects.get())
    screen.name = "One"
    screens.save_screen(screen, seen=seen, by=officer)
    screen.name = "Other"
    with pytest.raises(Refused, match=r"Another person changed this record while you were editing it\."):
        screens.save_screen(screen, seen=seen, by=officer)
    assert Screen.objects.get().name == "One"


def test_a_notice_is_on_no_screen_until_it_is_published_and_leaves_when_it_is_withdrawn(programme, officer):
    screen = make_screen(programme)
    notice = screens.write_notice(ScreenNotice(programme=programme, text=text("Lunch is late")), by=officer)
    assert (notice.number, list(notices_for_screen(screen, NOW))) == (1, [])
    notice = screens.publish_notice(notice, by=officer)
    assert (notice.published_at, list(notices_for_screen(screen, NOW))) == (NOW, [notice])
    notice = screens.withdraw_notice(notice, by=officer)
    assert (notice.withdrawn_at, list(notices_for_screen(screen, NOW))) == (NOW, [])
    [written, published, withdrawn] = acts()
    assert [written[0], published[0], withdrawn[0]] == ["notice.written", "notice.published", "notice.withdrawn"]
    assert (published[1]["number"], published[1]["text"]["fr"]) == (1, "Lunch is late [fr]")


def test_what_people_have_read_is_not_reworded(programme, officer):
    notice = make_notice(programme)
    notice.text = text("Other words")
    with pytest.raises(Refused, match=r"This announcement was published\."):
        screens.write_notice(notice, seen=fingerprint(ScreenNotice.objects.get()), by=officer)
    assert ScreenNotice.objects.get().text == text("Notice")


def test_a_notice_whose_time_has_passed_is_not_published(programme, officer):
    notice = make_notice(programme, state="draft", shown_until=NOW)
    with pytest.raises(Refused, match="has passed"):
        screens.publish_notice(notice, by=officer)


def test_a_screen_with_a_notice_of_its_own_stays(programme, officer):
    """Without the screen the notice would stand on all of them."""
    screen, notice = make_screen(programme), make_notice(programme)
    notice.screens.add(screen)
    with pytest.raises(Refused, match=r"Announcement 1 is for this screen\. Withdraw it first\."):
        screens.remove_screen(screen, by=officer)
    screens.withdraw_notice(notice, by=officer)
    screens.remove_screen(screen, by=officer)
    assert not Screen.objects.exists()


def test_a_room_with_a_screen_stays(programme, officer):
    room = make_room(programme)
    make_screen(programme, kind="door", room=room, name="Left door")
    with pytest.raises(Refused, match="“Left door”"):
        programmes.remove_from_programme(room, by=officer)


def test_a_text_in_one_language_is_enough_and_the_others_are_missing(programme, officer):
    words = MultilingualText({"en": "Only English"})
    notice = screens.write_notice(ScreenNotice(programme=programme, text=words), by=officer)
    assert notice.text.missing == ("ar", "zh", "fr", "ru", "es")
