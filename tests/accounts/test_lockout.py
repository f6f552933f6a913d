"""Guessing is stopped by account and place, by network address and by account, in every process alike; no header gets
round it, and nobody elsewhere shuts the owner of an account out (decision 0010).
"""

import re

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
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


def test_wrong_passwords_from_elsewhere_shut_nobody_out(user):
    guess(user.email, 30, REMOTE_ADDR="203.0.113.7")
    assert SHUT in attempt(user.email, PASSWORD, REMOTE_ADDR="203.0.113.7").content.decode()
    assert attempt(user.email, PASSWORD, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_neither_another_name_of_the_site_nor_another_spelling_begins_the_count_anew(user):
    guess(user.email, 2, HTTP_HOST="testserver:1")
    guess(user.email.upper(), 2, HTTP_HOST="testserver:2")
    guess(user.email.replace("s", "\u017f"), 1, HTTP_HOST="testserver:3")
    assert SHUT in attempt(user.email, PASSWORD, HTTP_HOST="testserver:4").content.decode()


@pytest.mark.parametrize(
    ("guessed_from", "shut"),
    [
        ("2001:db8:0:7::{}", "2001:db8:0:7:ffff::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_addresses_of_one_connection_count_as_one(user, guessed_from, shut):
    for number in range(1, 6):
        attempt(user.email, REMOTE_ADDR=guessed_from.format(number))
    assert SHUT in attempt(user.email, PASSWORD, REMOTE_ADDR=shut).content.decode()
    assert attempt(user.email, PASSWORD, REMOTE_ADDR="2001:db8:0:8::1").status_code == 302


@pytest.fixture
def guessed_at_from_many_places(user, settings):
    """An account of which strangers have given as many wrong passwords as they may within a day."""
    known = Client()
    known.post(LOGIN, {"login": user.email, "password": PASSWORD})
    known.post("/en/accounts/logout/")
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "password_anywhere": "6/d/key"}
    mail.outbox.clear()
    for number in range(8):
        attempt(user.email, REMOTE_ADDR=f"203.0.113.{number}")
    return known


def test_guessing_from_many_places_is_stopped_for_strangers_and_its_owner_written_to_once(
    user, guessed_at_from_many_places
):
    answer = attempt(user.email, PASSWORD, REMOTE_ADDR="203.0.113.99")
    assert "Too many incorrect passwords were entered for this account." in answer.content.decode()
    assert "_auth_user_id" not in answer.client.session
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([user.email], "Incorrect passwords for your account")]


def test_a_device_of_its_owner_opens_an_account_that_is_guessed_at(user, guessed_at_from_many_places):
    answer = guessed_at_from_many_places.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")


def test_a_link_from_the_mailbox_opens_an_account_that_is_guessed_at(user, guessed_at_from_many_places):
    client = Client(REMOTE_ADDR="203.0.113.99")
    client.post("/en/accounts/password/reset/", {"email": user.email})
    path = re.search(r"https?://[^/]+(/en/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = client.get(path)["Location"]
    client.post(form, {"password1": "eight green umbrellas", "password2": "eight green umbrellas"})
    answer = client.post(LOGIN, {"login": user.email, "password": "eight green umbrellas"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")


def test_a_known_device_is_stopped_after_five_wrong_passwords_and_is_none_of_another_account(
    user, guessed_at_from_many_places
):
    device = guessed_at_from_many_places
    for number in range(5):
        device.post(LOGIN, {"login": user.email, "password": f"wrong {number}"})
    assert SHUT in device.post(LOGIN, {"login": user.email, "password": PASSWORD}).text
    other = make_user(Role.DELEGATE)
    for number in range(6):
        attempt(other.email, REMOTE_ADDR=f"203.0.113.{number}")
    answer = device.post(LOGIN, {"login": other.email, "password": "wrong"})
    assert "Too many incorrect passwords were entered for this account." in answer.text


def test_the_mark_of_a_known_device_is_read_by_no_script_and_not_forged(user, guessed_at_from_many_places):
    kept = guessed_at_from_many_places.cookies["palermo_device"]
    assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Lax", "/")
    forged = Client(REMOTE_ADDR="203.0.113.99")
    forged.cookies["palermo_device"] = f"{user.pk}:forged:" + kept.value.rpartition(":")[2]
    answer = forged.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert "Too many incorrect passwords were entered for this account." in answer.text


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
    assert isinstance(caches["default"], DatabaseCache)
    guess(user.email, 5)
    # Another process has nothing in its own memory.
    settings.CACHES = dict(written.CACHES)
    assert SHUT in attempt(user.email, PASSWORD).content.decode()
