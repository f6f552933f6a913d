"""Guessing is stopped by account and by address, in every process alike, and no header gets round it."""

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from palermo.accounts.states import Role
from palermo.config import settings as written
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "seven green umbrellas"
LOGIN = "/en/accounts/login/"
SHUT = "Too many failed login attempts"


@pytest.fixture
def user():
    user = make_user(Role.DELEGATE)
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(email: str, password: str = "wrong", **headers):
    return Client().post(LOGIN, {"login": email, "password": password}, **headers)


def guess(email: str, times: int, **headers) -> None:
    for number in range(times):
        attempt(email, f"wrong {number}", **headers)


def test_after_five_wrong_passwords_the_right_one_opens_nothing_for_a_while(user):
    guess(user.email, 5)
    answer = attempt(user.email, PASSWORD)
    assert SHUT in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session


def test_four_wrong_passwords_shut_nobody_out(user):
    guess(user.email, 4)
    assert attempt(user.email, PASSWORD).status_code == 302


def test_an_account_is_shut_whatever_address_the_guesses_come_from(user):
    for number in range(5):
        attempt(user.email, REMOTE_ADDR=f"203.0.113.{number}")
    assert SHUT in attempt(user.email, PASSWORD, REMOTE_ADDR="203.0.113.99").content.decode()


def test_an_address_is_shut_whatever_accounts_it_guesses_at(user):
    for number in range(30):
        attempt(f"nobody{number}@example.org", REMOTE_ADDR="203.0.113.7")
    assert SHUT in attempt(user.email, PASSWORD, REMOTE_ADDR="203.0.113.7").content.decode()
    assert attempt(user.email, PASSWORD, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_without_a_proxy_a_header_neither_evades_nor_shuts_somebody_else_out(user):
    for number in range(30):
        headers = {"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": f"198.51.100.{number}, 192.0.2.1"}
        attempt(f"nobody{number}@example.org", **headers)
    evading = attempt(user.email, PASSWORD, REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.200")
    assert SHUT in evading.content.decode()
    assert attempt(user.email, PASSWORD, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_behind_a_proxy_only_what_the_proxy_wrote_last_counts(user, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(30):
        headers = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"198.51.100.{number}, 203.0.113.7"}
        attempt(f"nobody{number}@example.org", **headers)
    behind = {"REMOTE_ADDR": "127.0.0.1"}
    shut = attempt(user.email, PASSWORD, HTTP_X_FORWARDED_FOR="192.0.2.5, 203.0.113.7", **behind)
    assert SHUT in shut.content.decode()
    assert attempt(user.email, PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.7, 192.0.2.5", **behind).status_code == 302


def test_a_link_is_tried_thirty_times_in_five_minutes():
    answers = [Client().get(f"/en/invitations/{'x' * 40}{number}/").status_code for number in range(31)]
    assert answers == [302] * 30 + [429]


def test_attempts_are_counted_where_every_process_sees_them(user, settings):
    settings.CACHES = written.CACHES
    call_command("createcachetable", verbosity=0)
    assert "Database" in type(caches["default"]).__name__
    guess(user.email, 5)
    # Another process has nothing in its own memory.
    settings.CACHES = dict(written.CACHES)
    assert SHUT in attempt(user.email, PASSWORD).content.decode()
