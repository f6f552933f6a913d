"""The history of a version of a tool, and that of the tool: nobody learns there how a draft came about."""

import pytest
from django.test import Client

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.actions.text_files import GivenPassage, GivenText, import_text
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.portal.reading import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def versions():
    """A version for Member States and one that is not published, of a public tool whose text came from a file."""
    officer = make_user(Role.SECRETARIAT, name="Officer Canary")
    tool = make_tool("Model law", slug="model-law", audience=Audience.PUBLIC)
    import_text(tool, GivenText((GivenPassage("a1", "article", "", {"en": "Aim canary"}),)), by=officer)
    first = actions.publish_version(
        actions.freeze_version(tool, by=officer), audience=Audience.MEMBER_STATES, by=officer
    )
    return first, actions.freeze_version(tool, by=officer)


def status(version, role) -> int:
    return _client(role).get(f"/en/history/tool-versions/{version.slug}/").status_code


def _client(role) -> Client:
    client = Client()
    if role:
        client.force_login(make_user(role))
    return client


def test_who_may_read_a_version_reads_its_history(versions):
    published, frozen = versions
    assert [status(published, role) for role in (None, Role.FOCAL_POINT, Role.DELEGATE, Role.SECRETARIAT)] == [
        404,
        404,
        200,
        200,
    ]
    assert [status(frozen, role) for role in (None, Role.DELEGATE, Role.COMMITTEE_MEMBER, Role.SECRETARIAT)] == [
        404,
        404,
        404,
        200,
    ]


def test_a_history_says_nothing_of_the_draft_to_others(versions):
    for role in (None, Role.DELEGATE):
        seen = Page(_client(role).get("/en/history/activities/model-law/")).one("main")
        assert ("canary" in seen.casefold(), "passage" in seen, "from a file" in seen) == (False, False, False)
    seen = Page(_client(Role.DELEGATE).get("/en/history/tool-versions/model-law-v1/")).one("main")
    assert ("canary" in seen.casefold(), "Published a version of a tool" in seen) == (False, True)
