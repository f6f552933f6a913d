"""Guessed identifiers, crooked paths, forged headers and sessions that should be over: none opens anything."""

import pytest
from django.test import Client
from django.utils import translation

from palermo.accounts.states import Role
from tests.factories.accounts import make_user
from tests.portal import test_walk as walk
from tests.slices import ACTIONS

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cage")]

HEADERS = {
    "range": {"range": "bytes=0-"},
    "range of the end": {"range": "bytes=-5"},
    "many ranges": {"range": "bytes=0-1,2-3,4-"},
    "any digest": {"if-none-match": "*"},
    "if-range": {"range": "bytes=0-", "if-range": '"x"'},
    "not changed since": {"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    "from this machine": {"x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", "forwarded": "for=127.0.0.1"},
    "another host": {"x-forwarded-host": "127.0.0.1", "x-forwarded-proto": "https"},
    "another address": {"x-original-url": "/en/desk/", "x-rewrite-url": "/en/desk/"},
    "another method": {"x-http-method-override": "HEAD"},
    "somebody": {"remote-user": "secretariat@example.org", "authorization": "Basic c2VjcmV0YXJpYXQ6eA=="},
    "a part of the page": {"hx-request": "true", "x-requested-with": "XMLHttpRequest", "accept": "application/json"},
}
CROOKED = (
    "/en/documents/./{slug}/",
    "/en/documents/x/../{slug}/",
    "/en/documents/%2e%2e/documents/{slug}/",
    "/en//documents/{slug}/",
    "/en/documents/{slug}%00/",
    "/en/documents/{slug}/%2e%2e/fr/",
    "/en/documents/{slug};jsessionid=1/",
    "/en/documents/{slug}.json",
    "/en/documents/{slug}/fr",
    "/en/documents/{slug}/FR/",
    "/EN/documents/{slug}/fr/",
    "/en/documents/{upper}/",
    "/documents/{slug}/",
    "/admin/../en/documents/{slug}/",
    "/never-served/{slug}",
    "/static/../files/{slug}",
    "/static/%2e%2e/%2e%2e/palermo.sqlite3",
    "/en/documents/?find={slug}",
    "/en/documents/?audience=secretariat",
    "/en/documents/?audience=secretariat&find={slug}",
    "/en/documents/{slug}/?text=fr&on=2008-01-01",
    "/en/history/documents/{slug}/",
)
METHODS = ("head", "options", "post", "put", "delete", "patch", "trace")


def _hidden(cage, kind: str = "document"):
    return [canary for canary in cage.canaries if canary.kind == kind and not walk.may_read(None, canary)]


def _leaks(cage, seen: str, role: Role | None = None) -> list[str]:
    return [canary.word for canary in cage.canaries if canary.word in seen and not walk.may_read(role, canary)]


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_no_header_opens_a_restricted_document(cage, headers):
    client = Client()
    addresses = [f"/en/documents/{canary.slug}/{end}" for canary in _hidden(cage) for end in ("", "fr/")]
    answers = [client.get(address, headers=headers) for address in addresses]
    assert {answer.status_code for answer in answers} == {404}
    # The slug is part of the requested address and may be repeated; the word of the text may not.
    assert _leaks(cage, "\n".join(walk._body(answer) for answer in answers)) == []


@pytest.mark.parametrize("path", CROOKED)
def test_no_crooked_path_leads_to_a_restricted_document(cage, path):
    client = Client(raise_request_exception=False)
    addresses = [path.format(slug=canary.slug, upper=canary.slug.upper()) for canary in _hidden(cage)]
    answers = [client.get(address, follow=True) for address in addresses]
    assert max(answer.status_code for answer in answers) < 500
    assert _leaks(cage, "\n".join(walk._body(answer) for answer in answers)) == []


@pytest.mark.parametrize("method", METHODS)
def test_no_method_tells_what_a_restricted_document_is(cage, method):
    client = Client(raise_request_exception=False)
    addresses = [f"/en/documents/{canary.slug}/{end}" for canary in _hidden(cage)[:8] for end in ("", "fr/")]
    there = {getattr(client, method)(address).status_code for address in addresses}
    absent = {getattr(client, method)(f"/en/documents/nothing-{end}").status_code for end in ("here/", "here/fr/")}
    assert there == absent


@pytest.mark.slow
def test_numbers_guessed_in_a_row_lead_nowhere(cage):
    """Acts name some records by number; a visitor and a delegate try the first two hundred of each."""
    with translation.override("en"):
        for role in (None, Role.DELEGATE):
            client = Client(raise_request_exception=False)
            if role:
                client.force_login(make_user(role))
            seen = []
            for act in _acts_by_number():
                for number in range(1, 200, 13):
                    answer = client.get(f"/en/acts/{act}/{number}/")
                    assert answer.status_code in {200, 302, 403, 404, 409}
                    seen.append(walk._body(answer))
            assert _leaks(cage, "\n".join(seen), role) == []


def _acts_by_number() -> list[str]:
    return [act.name for act in ACTIONS.values() if act.key == "pk"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "role",
    [
        pytest.param(Role.SECRETARIAT, marks=pytest.mark.slow),
        pytest.param(Role.COMMITTEE_MEMBER, marks=pytest.mark.slow),
        Role.DELEGATE,
    ],
)
def test_a_session_outlives_no_posting(cage, role):
    """The day after removal, the same session reads what a visitor reads, at every address it was open at before."""
    user = make_user(role)
    client = Client()
    client.force_login(user)
    with translation.override("en"):
        addresses = walk._addresses(cage, with_pasts=False)
    opened = [address for address in addresses if "/documents/" in address or "/consultations/" in address]
    before = "\n".join(walk._body(client.get(address)) for address in opened)
    user.postings.update(until_on="2007-02-01")
    after = "\n".join(walk._body(client.get(address)) for address in opened)
    assert [canary for canary in _hidden(cage) if canary.word in before and walk.may_read(role, canary)] != []
    assert _leaks(cage, after) == []
