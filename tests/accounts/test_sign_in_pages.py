"""Signing in hands nothing on: not the session from before, not the reader to another site, not a page to a cache."""

import re

import pytest
from django.core import mail
from django.test import Client

from palermo.accounts.states import Role
from tests.factories.accounts import make_user
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db

PASSWORD = "seven green umbrellas"
LOGIN = "/en/accounts/login/"


@pytest.fixture
def user():
    user = make_user(Role.DELEGATE)
    user.set_password(PASSWORD)
    user.save()
    return user


def test_session_from_before_signing_in_is_not_the_one_after(user):
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert "_auth_user_id" not in thief.session


@pytest.mark.parametrize(
    "way",
    [
        "https://thief.example.net/",
        "//thief.example.net/",
        "https:///thief.example.net/",
        "/\\thief.example.net/",
        "http://testserver@thief.example.net/",
        "http://testserver:4444/",
        "javascript:alert(1)",
    ],
)
def test_signing_in_leads_to_no_other_site(user, way):
    answer = Client().post(LOGIN, {"login": user.email, "password": PASSWORD, "next": way})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")


def test_signing_in_leads_back_to_the_page_that_asked_for_it(user):
    answer = Client().post(LOGIN, {"login": user.email, "password": PASSWORD, "next": "/en/decisions/"})
    assert answer["Location"] == "/en/decisions/"


def test_pages_of_a_link_to_a_new_password_are_kept_by_no_cache(user):
    client = Client()
    client.post("/en/accounts/password/reset/", {"email": user.email})
    path = re.search(r"https?://[^/]+(/en/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    led = client.get(path)
    form = client.get(led["Location"])
    assert form.status_code == 200
    assert ["no-store" in answer.headers.get("Cache-Control", "") for answer in (led, form)] == [True, True]


def test_a_link_to_a_new_password_holds_for_hours_and_not_for_days(settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 4 * 60 * 60


@pytest.mark.parametrize(
    ("page", "labels"), [("login", ["E-mail address", "Password"]), ("password/reset", ["E-mail address"])]
)
def test_fields_have_the_label_they_have_elsewhere_and_nothing_that_repeats_it(client, page, labels):
    shown = Page(client.get(f"/en/accounts/{page}/"))
    assert shown.all("main form label") == labels
    assert shown.soup.select("main form [placeholder]") == []


def test_the_desk_opens_without_saying_that_somebody_signed_in(client, user):
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert Page(answer).all(".messages li") == []
    assert answer.redirect_chain[-1][0] == "/en/desk/"
