"""Pages that refuse, and pages of sign-in: in the site's own frame, in the reader's language, saying what to do."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import permission_denied

from palermo.accounts.models import User
from palermo.core.languages import LANGUAGES

pytestmark = pytest.mark.django_db
PASSWORD = "a long password for tests"


@pytest.fixture
def signed_in(client):
    User.objects.create_user("reader@example.org", PASSWORD, name="Reader")
    response = client.post("/en/accounts/login/", {"login": "reader@example.org", "password": PASSWORD})
    assert response.status_code == 302
    return client


def test_a_missing_page_offers_the_ways_on(client):
    response = client.get("/fr/nowhere/")
    assert response.status_code == 404
    soup = BeautifulSoup(response.text, "lxml")
    assert (soup.html["lang"], soup.html["dir"]) == ("fr", "ltr")
    assert [link["href"] for link in soup.select("main a.button")] == ["/fr/accounts/login/?next=/fr/nowhere/", "/fr/"]


def test_a_refused_page_says_the_sentence_of_the_rule():
    request = RequestFactory().get("/en/desk/")
    response = permission_denied(request, PermissionDenied("This page is for <Member States>."))
    assert response.status_code == 403
    assert '<p class="lead">This page is for &lt;Member States&gt;.</p>' in response.content.decode()


@pytest.mark.parametrize("name", ["400.html", "413.html", "414.html", "415.html", "500.html", "403_csrf.html"])
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_what_fails_needs_neither_request_nor_database(name, language, django_assert_num_queries):
    with translation.override(language.django_code), django_assert_num_queries(0):
        html = render_to_string(name)
    direction = "rtl" if language.right_to_left else "ltr"
    assert f'<html lang="{language.django_code}" dir="{direction}">' in html
    assert html.count("<h1>") == 1


@pytest.mark.parametrize(
    "path",
    ["password/change/", "logout/", "reauthenticate/", "2fa/", "2fa/totp/activate/", "2fa/recovery-codes/generate/"],
)
def test_pages_of_an_account_stand_in_the_sites_frame(signed_in, path):
    signed_in.post("/en/account/mail/")
    signed_in.get(link_in_mail())
    signed_in.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    response = signed_in.get(f"/en/accounts/{path}")
    assert response.status_code == 200
    assert response.text.count("<h1>") == 1
    assert "<bdi>Reader</bdi>" in response.text
    assert "<script>" not in response.text


@pytest.mark.parametrize("path", ["login/", "password/reset/", "password/reset/done/"])
def test_pages_before_sign_in_stand_in_the_sites_frame(client, path):
    response = client.get(f"/ar/accounts/{path}")
    assert response.status_code == 200
    assert '<html lang="ar" dir="rtl">' in response.text
    assert response.text.count("<h1>") == 1


def test_sign_in_offers_no_registration(client):
    assert "/accounts/signup/" not in client.get("/en/accounts/login/").text


def test_a_wrong_password_is_said_beside_the_form(client):
    response = client.post("/en/accounts/login/", {"login": "nobody@example.org", "password": "wrong"})
    assert '<ul class="errorlist nonfield"' in response.text


def link_in_mail() -> str:
    return re.search(r"https?://[^/]+(/\S+/account/mail/\S+)", mail.outbox[-1].body)[1]


def test_a_second_factor_is_set_up_and_asked_for(signed_in):
    signed_in.post("/en/account/mail/")
    signed_in.get(link_in_mail())
    signed_in.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    page = signed_in.get("/en/accounts/2fa/totp/activate/").text
    secret = page.split('id="secret"')[1].split('value="')[1].split('"')[0]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    shown = signed_in.post("/en/accounts/2fa/totp/activate/", {"code": code}, follow=True).text
    assert shown.count('<bdi class="symbol"') == 10
    assert 'src="data:image/svg+xml' in page
    signed_in.post("/en/accounts/logout/")
    asked = signed_in.post("/en/accounts/login/", {"login": "reader@example.org", "password": PASSWORD}, follow=True)
    assert asked.redirect_chain == [("/en/accounts/2fa/authenticate/", 302)]
    assert 'name="code"' in asked.text
    assert "<script>" not in asked.text
