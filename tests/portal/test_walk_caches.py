"""The walk once more behind a shared cache, and with the validators of another reader's responses."""

import pytest
from django.test import Client
from django.utils import translation

from palermo.accounts.states import Role
from tests.portal import test_walk as walk
from tests.portal.canaries import make_reader
from tests.portal.shared_cache import SharedCache

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("cage")]
# From those who read most to those who read least: what one left in a cache, the next could find.
ALL_IN_TURN = (Role.SECRETARIAT, Role.COMMITTEE_MEMBER, Role.DELEGATE, Role.FOCAL_POINT, None)
IN_TURN = pytest.mark.parametrize(
    "roles",
    [(Role.SECRETARIAT, Role.DELEGATE, None), pytest.param(ALL_IN_TURN, marks=pytest.mark.full)],
    ids=["three", "all"],
)


def _client(role: Role | None) -> Client:
    client = Client()
    if role:
        client.force_login(make_reader(role))
    return client


def _addresses(cage) -> list[str]:
    """All but the pasts of records, which answer as their pages do."""
    with translation.override("en"):
        return ["/en/", *walk._addresses(cage, with_pasts=False)]


@IN_TURN
def test_a_shared_cache_gives_nobody_what_another_was_given(cage, roles):
    cache = SharedCache()
    addresses = _addresses(cage)
    for role in roles:
        client = _client(role)
        seen = "\n".join(walk._body(cache.get(client, address)) for address in addresses)
        leaked = [canary for canary in cage.canaries if canary.word in seen and not walk.may_read(role, canary)]
        assert leaked == [], role


def test_a_second_visitor_is_given_from_a_cache_only_what_the_first_was(cage):
    """The cache of these tests does keep something: else the one before would prove nothing."""
    cache = SharedCache()
    public = [c for c in cage.canaries if (c.kind, c.audience, c.state) == ("document", "public", "issued")]
    with translation.override("en"):
        address = f"/en/documents/{public[0].slug}/fr/"
    first, second = (walk._body(cache.get(Client(), address)) for _ in "12")
    assert first == second
    assert public[0].word in second


@IN_TURN
def test_a_digest_that_another_was_given_opens_nothing(cage, roles):
    """`If-None-Match` and `If-Modified-Since` are answered with 304 only where the reader would get just that."""
    addresses = _addresses(cage)
    office, others = _client(roles[0]), [_client(role) for role in roles[1:]]
    shown = {}
    for address in addresses:
        answer = office.get(address)
        walk._body(answer)
        shown[address] = {
            "if-none-match": answer.headers.get("ETag", '"*"'),
            "if-modified-since": answer.headers.get("Last-Modified", "Fri, 01 Jan 2100 00:00:00 GMT"),
        }
    given = []
    for client in others:
        for address, headers in shown.items():
            answer = client.get(address, headers=headers)
            walk._body(answer)
            if answer.status_code == 304:
                plain = client.get(address)
                walk._body(plain)
                given += [address] if plain.headers.get("ETag") != headers["if-none-match"] else []
    assert given == []
