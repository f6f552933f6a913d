"""One's own account: for whom one acts, how one is named, and where one is signed in, with an end to it."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from palermo.accounts.actions import accounts
from palermo.accounts.models import User
from palermo.accounts.sessions import browser_of
from palermo.accounts.states import Role
from palermo.audit.models import AuditEvent
from palermo.core.refusals import Refused
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

PASSWORD = "seven green umbrellas"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.fixture
def user():
    return _with_password(make_user(Role.DELEGATE))


def _with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user, agent: str = FIREFOX) -> Client:
    client = Client(HTTP_USER_AGENT=agent)
    client.post("/en/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def confirmed(client: Client) -> Client:
    client.post("/en/accounts/reauthenticate/", {"password": PASSWORD, "next": "/en/account/"})
    return client


def is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_names_postings_and_sessions(user):
    client = signed_in(user)
    signed_in(user, SAFARI)
    signed_in(_with_password(make_user(Role.DELEGATE)), "Somebody else's")
    page = Page(client.get("/en/account/"))
    assert page.all("#sessions h3") == ["Firefox, Windows", "Safari, iOS"]
    assert page.all("main section:first-of-type h3") == ["Delegate of a Member State, State [en]"]


def test_name_and_language_are_ones_own_to_change(user):
    client = signed_in(user)
    client.post("/en/account/", {"name": "Ana", "language": "es"})
    user.refresh_from_db()
    assert (user.name, user.language) == ("Ana", "es")
    assert AuditEvent.objects.filter(verb="account.changed").count() == 1
    with pytest.raises(Refused, match=r"Only the account holder may do this\."):
        accounts.change_own_account(user, name="X", language="en", by=make_user(Role.SECRETARIAT))


def test_ending_a_session_asks_for_the_password_and_signs_out_there_at_once(user):
    here, there, third = signed_in(user), signed_in(user, SAFARI), signed_in(user)
    other = UserSession.objects.get(session_key=there.session.session_key)
    asked = here.post("/en/account/sessions/end/", {"session": other.pk})
    assert asked["Location"].startswith("/en/accounts/reauthenticate/")
    assert is_in(there)
    confirmed(here).post("/en/account/sessions/end/", {"session": other.pk})
    assert [is_in(each) for each in (here, there, third)] == [True, False, True]
    assert list(AuditEvent.objects.values_list("verb", "actor_name")) == [("account.signed_out_elsewhere", user.name)]


def test_all_other_sessions_end_together(user):
    here, *others = [signed_in(user) for _ in range(3)]
    confirmed(here).post("/en/account/sessions/end/", {})
    assert [is_in(each) for each in (here, *others)] == [True, False, False]


def test_the_sessions_of_others_are_not_there(user):
    other = signed_in(_with_password(make_user(Role.DELEGATE)))
    theirs = UserSession.objects.get()
    here = confirmed(signed_in(user))
    for number in (theirs.pk, "x", "0"):
        assert here.post("/en/account/sessions/end/", {"session": number}).status_code == 404
    assert is_in(other)


def test_another_password_ends_the_other_sessions(user):
    here, there = signed_in(user), signed_in(user)
    changed = {"oldpassword": PASSWORD, "password1": "eight blue umbrellas", "password2": "eight blue umbrellas"}
    here.post("/en/accounts/password/change/", changed)
    assert [is_in(each) for each in (here, there)] == [True, False]


def test_a_closed_account_is_out_at_once_and_cannot_come_back(user):
    client = signed_in(user)
    accounts.close_account(user, why="test", by=make_user(Role.SECRETARIAT))
    assert client.get("/en/desk/")["Location"].startswith("/en/accounts/login/")
    assert UserSession.objects.count() == 0
    assert not is_in(signed_in(user))


def test_a_session_that_lies_idle_ends(user, settings):
    assert settings.SESSION_COOKIE_AGE == 8 * 3600
    client = signed_in(user)
    assert client.get("/en/account/").status_code == 200
    kept = Session.objects.get(session_key=client.session.session_key)
    hours = (kept.expire_date - timezone.now()).total_seconds() / 3600
    assert 7.9 < hours <= 8


def test_mail_about_the_account_is_in_its_owners_language(user):
    user.language = "zh-hans"
    user.save()
    client = Client()
    client.post("/en/accounts/password/reset/", {"email": user.email})
    assert "/zh-hans/accounts/password/reset/key/" in mail.outbox[0].body
    assert mail.outbox[0].extra_headers == {"Auto-Submitted": "auto-generated", "Content-Language": "zh-Hans"}


def test_other_addresses_are_not_taken(user):
    client = signed_in(user)
    assert client.get("/en/accounts/email/")["Location"] == "/en/account/"
    client.post("/en/accounts/email/", {"action_add": "", "email": "thief@example.org"})
    assert not user.emailaddress_set.filter(email="thief@example.org").exists()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        (SAFARI, "Safari, iOS"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140 Safari/537.36 Edg/140", "Edge, Linux"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)
def test_a_browser_by_its_name(header, name):
    assert browser_of(header) == name


@pytest.mark.parametrize(
    ("address", "is_restricted"),
    [
        ("/en/consultations/", True),
        ("/en/desk/", True),
        ("/en/events/", False),
        ("/en/nowhere/", False),
        ("//[/", False),
        ("", False),
    ],
)
def test_signing_in_says_whether_the_page_asked_for_needs_an_account(client, address, is_restricted):
    page = Page(client.get("/en/accounts/login/", {"next": address}))
    notices = page.all("main .nothing")
    told = "The page you asked for is only for readers with an account. Open to everyone:"
    assert notices == ([f"{told} Events · Documents · Decisions & mandates"] if is_restricted else [])
