"""The site's map, with words planted in every record: nothing restricted is on it, for any reader."""

import re

import pytest
from django.test import Client

from palermo.accounts.states import Role
from tests.factories.accounts import make_user
from tests.portal.test_walk import may_read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cage")]

# Kinds of record that have a page of their own on the map.
MAPPED = {
    *("event", "tool", "study", "activity", "document", "report", "decision", "mandate", "contribution", "follow_up"),
    *("assistance", "partner", "commitment", "plan", "campaign", "material", "advice"),
}


@pytest.mark.slow
@pytest.mark.parametrize("role", [None, Role.SECRETARIAT], ids=lambda role: role or "visitor")
def test_the_map_has_what_a_visitor_may_see_and_nothing_else(cage, role):
    client = Client()
    if role:
        client.force_login(make_user(role))
    files = re.findall(r"<loc>http://testserver([^<]+)</loc>", client.get("/sitemap.xml").text)
    page = " ".join(client.get(file).text for file in files)
    # What a donor is owed stands on the page of the contribution, which is public.
    of_pages = [canary for canary in cage.canaries if canary.kind in MAPPED and canary.state != "due"]
    public = {canary.slug for canary in of_pages if may_read(None, canary)}
    hidden = {canary.slug for canary in of_pages} - public
    mapped = set(re.findall(r"/en/[\w-]+/([\w-]+)/</loc>", page))
    assert [canary for canary in cage.canaries if canary.word in page] == []
    assert (hidden & mapped, public - mapped) == (set(), set())
    assert (len(hidden) > len(public), len(public) > 0) == (True, True)
