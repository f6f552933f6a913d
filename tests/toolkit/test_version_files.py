"""Files of versions: served to their audience only, cached for nobody else, with links that their reader may follow."""

from datetime import date

import pytest
from django.urls import reverse

from palermo.accounts.states import Role
from palermo.core.audiences import Audience
from palermo.toolkit.actions import texts as actions
from palermo.toolkit.rendering import FORMATS
from palermo.toolkit.web.files import downloads_of
from tests.factories.accounts import make_user
from tests.factories.activities import make_tool
from tests.factories.library import make_document

pytestmark = pytest.mark.django_db
WORD = "CANARY-WORD"


@pytest.fixture(autouse=True)
def _story_day(settings, tmp_path):
    settings.PALERMO_TODAY = date(2008, 2, 1)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def officer():
    return make_user(Role.SECRETARIAT)


@pytest.fixture
def tool(officer):
    made = make_tool(title="Law", slug="law", audience=Audience.PUBLIC)
    restricted = make_document(title="SECRET-TITLE", slug="restricted", audience=Audience.SECRETARIAT)
    article = actions.add_passage(
        made, kind="article", parent=None, after=None, language="en", content=WORD, by=officer, key="a1"
    )
    actions.add_passage(
        made,
        kind="paragraph",
        parent=article,
        after=None,
        language="en",
        content=f"See [this](document:{restricted.slug}).",
        by=officer,
        key="p1",
    )
    return made


def addresses(version):
    return [address for download in downloads_of(version) for _name, address in download.files]


def test_files_are_for_the_audience_of_the_version(client, tool, officer):
    version = actions.freeze_version(tool, by=officer)
    delegate, drafter = make_user(Role.DELEGATE), make_user(Role.COMMITTEE_MEMBER)
    found = addresses(version)
    assert found == [f"/en/tools/law/versions/1/en.{form}" for form in FORMATS]

    def statuses(person):
        client.logout()
        if person:
            client.force_login(person)
        return {client.get(address).status_code for address in found}

    assert [statuses(person) for person in (None, delegate, officer)] == [{404}, {404}, {200}]
    actions.publish_version(version, audience=Audience.MEMBER_STATES, by=officer)
    assert [statuses(person) for person in (None, delegate, drafter, officer)] == [{404}, {200}, {200}, {200}]
    answer = client.get(found[0])
    assert answer["Cache-Control"] == "private, no-cache"


def test_a_public_file_may_be_kept_for_a_while_and_is_not_sent_twice(client, tool, officer):
    version = actions.freeze_version(tool, by=officer)
    actions.publish_version(version, audience=Audience.PUBLIC, by=officer)
    for form, address in zip(FORMATS, addresses(version), strict=True):
        answer = client.get(address)
        assert answer["Cache-Control"] == "public, max-age=300"
        assert answer["Content-Type"].partition(";")[0] == FORMATS[form].media_type
        assert answer["Content-Disposition"] == f'attachment; filename="law-v1.en.{form}"'
        content = b"".join(answer.streaming_content)
        assert content
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get("/en/tools/law/versions/1/fr.pdf").status_code == 404
    assert client.get("/en/tools/law/versions/2/en.pdf").status_code == 404
    assert client.get("/en/tools/law/versions/1/en.exe", follow=True).status_code == 404


def test_links_to_what_a_reader_may_not_see_are_plain_words(client, tool, officer):
    version = actions.freeze_version(tool, by=officer)
    actions.publish_version(version, audience=Audience.PUBLIC, by=officer)
    address = reverse("tool_version_file", args=["law", 1, "en", "html"])

    def body():
        return b"".join(client.get(address).streaming_content).decode()

    open_words = body()
    assert WORD in open_words
    assert [word for word in ("restricted", "SECRET-TITLE", "href") if word in open_words.partition("</nav>")[2]] == []
    client.force_login(officer)
    assert "/en/documents/restricted/" in body()
