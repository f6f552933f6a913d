"""Signing in hands nothing on: not the session from before, not the reader to another site, not a page to a cache."""

import pytest
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
def test_signing_in_leads_to_the_desk_without_saying_so(client, user):
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD}, follow=True)
    assert Page(answer).all(".messages li") == []
    assert answer.redirect_chain[-1][0] == "/en/desk/"
