"""Calendars of a programme over time: what falls out of it is cancelled there, and no number falls."""

from datetime import date

import pytest
from icalendar import Calendar

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.programme.states.programmes import ReleaseState
from tests.factories.common import text
from tests.factories.programmes import make_item, make_part, make_release
from tests.portal.programme_pages import address, client_of, questions, two_rooms

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("last_day_of_january")]


def entries(programme, rest: str = ".ics", role: Role | None = None) -> dict[str, tuple[str, int]]:
    """By title: the status and the sequence."""
    events = Calendar.from_ical(client_of(role).get(address(programme, rest)).content).walk("VEVENT")
    return {str(event["SUMMARY"]): (str(event["STATUS"]), int(event["SEQUENCE"])) for event in events}


def withdraw(release):
    release.state, release.withdrawn_on = ReleaseState.WITHDRAWN, date(2008, 1, 30)
    release.save()


def test_what_was_taken_out_is_cancelled_as_the_version_before_told_it(programme):
    two_rooms(programme)
    make_release(programme)
    programme.items.get(slug="beside").delete()
    make_release(programme)
    assert entries(programme) == {
        "First [en]": ("CONFIRMED", 1),
        "Coffee [en]": ("CONFIRMED", 1),
        "Last [en]": ("CONFIRMED", 1),
        "Beside it [en]": ("CANCELLED", 1),
    }
    gone = Calendar.from_ical(client_of(None).get(address(programme, ".ics")).content).walk("VEVENT")[-1]
    assert (str(gone["LOCATION"]), gone["DTSTART"].dt.hour) == ("Small [en]", 10)
    # The version before, asked for by its number, has it as it was.
    assert entries(programme, ".ics?version=1")["Beside it [en]"] == ("CONFIRMED", 0)


def test_what_comes_back_is_no_longer_cancelled(programme):
    two_rooms(programme)
    make_release(programme)
    programme.items.get(slug="beside").delete()
    make_release(programme)
    make_item(programme, "Back again", slug="beside")
    make_release(programme)
    assert entries(programme)["Back again [en]"] == ("CONFIRMED", 2)
    assert "Beside it [en]" not in entries(programme)


def test_after_a_withdrawal_the_version_before_counts_on(programme):
    two_rooms(programme)
    make_release(programme)
    programme.items.filter(slug="first").update(title=text("Renamed"))
    second = make_release(programme)
    assert entries(programme)["Renamed [en]"] == ("CONFIRMED", 1)
    withdraw(second)
    assert entries(programme)["First [en]"] == ("CONFIRMED", 2)
    make_release(programme)
    assert entries(programme)["Renamed [en]"] == ("CONFIRMED", 3)


def test_what_only_a_withdrawn_version_had_is_not_told(programme):
    two_rooms(programme)
    make_release(programme)
    make_item(programme, "undisclosed")
    withdraw(make_release(programme))
    assert "undisclosed [en]" not in entries(programme)


def test_a_version_for_others_makes_nothing_known_to_the_public(programme):
    two_rooms(programme)
    make_release(programme)
    make_item(programme, "For Member States", hours="17-18")
    make_release(programme, Audience.MEMBER_STATES)
    programme.items.get(slug="beside").delete()
    make_release(programme, Audience.MEMBER_STATES)
    assert set(entries(programme)) == {"First [en]", "Beside it [en]", "Coffee [en]", "Last [en]"}
    assert {sequence for _status, sequence in entries(programme).values()} == {0}
    shown = entries(programme, role=Role.DELEGATE)
    assert (shown["Beside it [en]"], shown["For Member States [en]"]) == (("CANCELLED", 2), ("CONFIRMED", 2))


def test_a_person_s_calendar_cancels_what_they_are_no_longer_in(programme):
    first = two_rooms(programme)
    make_release(programme)
    first.parts.all().delete()
    make_release(programme)
    assert entries(programme, ".ics?person=chair") == {
        "Last [en]": ("CONFIRMED", 1),
        "First [en]": ("CANCELLED", 1),
    }


def test_it_asks_as_often_whatever_there_was_before(programme):
    two_rooms(programme)
    client = client_of(None)

    def more(times: int) -> int:
        for _time in range(times):
            make_part(make_item(programme))
            make_release(programme)
        return questions(client, address(programme, ".ics"))

    more(1)
    assert more(1) == more(2) <= 12
