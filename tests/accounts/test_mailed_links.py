"""What is mailed leads to the site's own address, whatever the request that asked for it says of itself."""

import re

import pytest
from django.core import mail
from django.test import Client

from palermo.accounts.states import Role
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

OWN = "https://palermo.example.org"
FORGED = [
    {"HTTP_HOST": "palermo.example.org:4444"},
    {"HTTP_HOST": "palermo.example.org", "SERVER_PORT": "4444"},
    {"HTTP_HOST": "palermo.example.org", "HTTP_X_FORWARDED_HOST": "thief.example.net"},
    {"HTTP_HOST": "palermo.example.org", "HTTP_X_FORWARDED_PORT": "4444", "HTTP_X_FORWARDED_PROTO": "http"},
    {"HTTP_HOST": "other.example.org"},
]


@pytest.fixture(autouse=True)
def _own_address(settings):
    settings.WAGTAILADMIN_BASE_URL = OWN
    settings.ALLOWED_HOSTS = ["palermo.example.org", "other.example.org"]


def addresses_in(text: str) -> set[str]:
    """Everything in a mail that a program makes a link of, up to its path."""
    return set(re.findall(r"\w+://[^/\s]+", text)) | set(re.findall(r"\S*example\.net\S*|\S*:4444\S*", text))


@pytest.mark.parametrize("headers", FORGED)
def test_link_to_a_new_password_leads_to_the_sites_own_address(headers):
    user = make_user(Role.DELEGATE)
    Client().post("/en/accounts/password/reset/", {"email": user.email}, **headers)
    [sent] = mail.outbox
    assert addresses_in(sent.body) == {OWN}
    assert f"{OWN}/en/accounts/password/reset/key/" in sent.body
    assert "other.example.org" not in sent.body


def test_mail_to_an_address_without_an_account_leads_to_the_sites_own_address():
    Client().post("/en/accounts/password/reset/", {"email": "nobody@example.org"}, HTTP_HOST="other.example.org:4444")
    [sent] = mail.outbox
    assert addresses_in(sent.body) == {OWN}
    assert "other.example.org" not in sent.body


def test_a_host_that_is_not_the_sites_is_answered_with_nothing():
    user = make_user(Role.DELEGATE)
    answer = Client().post("/en/accounts/password/reset/", {"email": user.email}, HTTP_HOST="thief.example.net")
    assert (answer.status_code, mail.outbox) == (400, [])


def test_link_to_a_new_password_works_once():
    user = make_user(Role.DELEGATE)
    Client().post("/en/accounts/password/reset/", {"email": user.email}, HTTP_HOST="palermo.example.org")
    path = re.search(rf"{OWN}(/en/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]

    def use(password: str) -> None:
        client = Client(HTTP_HOST="palermo.example.org")
        form = client.get(path, follow=True).redirect_chain
        if form:
            client.post(form[-1][0], {"password1": password, "password2": password})

    use("eight green umbrellas")
    use("nine yellow umbrellas")
    user.refresh_from_db()
    assert [user.check_password(each) for each in ("eight green umbrellas", "nine yellow umbrellas")] == [True, False]
