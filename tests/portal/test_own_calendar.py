"""My calendar in other applications: by a secret that is shown once, with what I may see at this moment."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.audiences import Audience
from palermo.core.refusals import Refused
from palermo.following import actions
from palermo.following.models import CalendarKey
from palermo.governance.actions.meetings import cancel_meeting
from tests.factories.accounts import make_user
from tests.factories.common import text
from tests.factories.governance import make_meeting
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _story_day(settings):
    settings.PALERMO_TODAY = date(2008, 1, 31)


@pytest.fixture
def delegate():
    return make_user(Role.DELEGATE)


@pytest.fixture
def meetings():
    for audience in Audience:
        make_meeting(title=text(audience.value), audience=audience, on=date(2008, 2, 20), scheduled_on=None)


def titles(answer):
    assert answer.status_code == 200
    return {str(each["SUMMARY"]).removesuffix(" [en]") for each in Calendar.from_ical(answer.content).events}


def address_of(user):
    return f"/en/calendar/{actions.make_calendar_key(user, 'Phone')[1]}.ics"


PUBLIC, MEMBER_STATES = {"public"}, {"public", "member_states"}


def test_the_secret_is_shown_once_and_kept_nowhere(client, delegate):
    client.force_login(delegate)
    answer = client.post("/en/following/calendar/", {"name": "Phone"})
    address = Page(answer).one(".whole-address")
    secret = address.removeprefix("http://127.0.0.1:8000/en/calendar/").removesuffix(".ics")
    assert (len(secret), answer["Cache-Control"], answer["Referrer-Policy"]) == (43, "private, no-store", "no-referrer")
    key = CalendarKey.objects.get()
    assert (key.name, secret in str(vars(key)), secret in str(list(AuditEvent.objects.values()))) == (
        "Phone",
        False,
        False,
    )
    assert secret not in Page(client.get("/en/following/")).text
    assert secret not in str(dict(client.session))


def test_a_program_without_a_session_is_given_what_its_reader_may_see(delegate, meetings):
    answer = Client().get(address_of(delegate))
    assert titles(answer) == MEMBER_STATES
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {name: answer[name] for name in actions.NEVER_KEPT} == actions.NEVER_KEPT
    assert CalendarKey.objects.get().last_used_on == date(2008, 1, 31)


def test_the_session_that_asks_adds_nothing_and_takes_nothing(client, delegate, meetings):
    client.force_login(make_user(Role.SECRETARIAT))
    assert titles(client.get(address_of(delegate))) == MEMBER_STATES


def test_a_posting_that_ended_takes_with_it_what_it_opened(delegate, meetings):
    address = address_of(delegate)
    delegate.postings.update(until_on=date(2008, 1, 31))
    assert titles(Client().get(address)) == PUBLIC


def test_a_closed_account_and_a_revoked_key_open_nothing(client, delegate, meetings):
    revoked, closed = address_of(delegate), address_of(delegate)
    client.force_login(delegate)
    client.post(f"/en/following/calendar/{CalendarKey.objects.first().pk}/revoke/")
    assert [Client().get(each).status_code for each in (revoked, closed)] == [410, 200]
    delegate.is_active = False
    delegate.save()
    gone = Client().get(closed)
    assert (gone.status_code, gone.content) == (410, b"")


def test_a_guess_opens_nothing(delegate, meetings):
    secret = actions.make_calendar_key(delegate, "Phone")[1]
    guesses = [secret[:-1], secret + "x", secret.swapcase(), CalendarKey.objects.get().digest, "x"]
    assert {Client().get(f"/en/calendar/{each}.ics").status_code for each in guesses} == {404}


def test_nobody_revokes_the_key_of_another(client, delegate):
    address = address_of(delegate)
    client.force_login(make_user(Role.SECRETARIAT))
    assert client.post(f"/en/following/calendar/{CalendarKey.objects.get().pk}/revoke/").status_code == 404
    assert Client().get(address).status_code == 200


def test_making_and_revoking_are_in_the_log_and_ten_are_enough(delegate):
    keys = [actions.make_calendar_key(delegate, f"Program {each}")[0] for each in range(10)]
    with pytest.raises(Refused, match="Revoke one"):
        actions.make_calendar_key(delegate, "One more")
    actions.revoke_calendar_key(keys[0], by=delegate)
    actions.make_calendar_key(delegate, "One more")
    verbs = list(AuditEvent.objects.order_by("-sequence").values_list("verb", flat=True)[:2])
    assert verbs == ["calendar_key.made", "calendar_key.revoked"]


def test_an_entry_keeps_its_name_is_counted_up_and_says_that_it_was_cancelled(delegate):
    meeting = make_meeting(title=text("Talk"), on=date(2008, 2, 20))
    address = address_of(delegate)
    [before] = Calendar.from_ical(Client().get(address).content).events
    officer = make_user(Role.SECRETARIAT)
    cancel_meeting(meeting, on=date(2008, 1, 31), reason=text("Why"), by=officer)
    [after] = Calendar.from_ical(Client().get(address, HTTP_HOST="localhost").content).events
    assert (after["UID"], str(after["STATUS"])) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] >= before["SEQUENCE"]
